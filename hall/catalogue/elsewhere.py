"""Whether another hall is worth the way when the wait here is long. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

LONG_MINUTES = 30  # a wait, from which on anybody is told of other halls
LEAST_SAVED_MINUTES = 10  # less than that is not worth the trouble, and forecasts are no surer
SETTING_OUT_MINUTES = 5
MINUTES_A_KM = 2  # through a county by bus or motorcycle


@dataclass(frozen=True)
class Choice:
    """A hall that gives tickets for the matter now: how far it is, and how long one waits there until the call."""

    hall: str
    km: float
    minutes: float


@dataclass(frozen=True)
class Better:
    """A hall where one is called sooner, the way included."""

    hall: str
    saves_minutes: int


def way_minutes(km: float) -> float:
    """How long it takes to get somewhere so far away."""
    return SETTING_OUT_MINUTES + MINUTES_A_KM * km


def better_halls(here_minutes: float | None, here_km: float, others: Iterable[Choice]) -> list[Better]:
    """The halls worth going to, the most time saved first; none while the wait here is short.

    `here_minutes` None: nobody calls for the matter here, so that nobody can say. `here_km`: the way to here; 0 for
    who has come already.
    """
    if here_minutes is not None and here_minutes < LONG_MINUTES:
        return []
    here = (LONG_MINUTES if here_minutes is None else here_minutes) + (way_minutes(here_km) if here_km else 0)
    found = [Better(each.hall, round(here - each.minutes - way_minutes(each.km))) for each in others]
    worth = [each for each in found if each.saves_minutes >= LEAST_SAVED_MINUTES]
    return sorted(worth, key=lambda each: (-each.saves_minutes, each.hall))
