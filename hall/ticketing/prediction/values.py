"""A hall as a forecast sees it, and the forecast: plain values that go to a child process and come back as JSON.

Every time is in minutes from now: ages and spent times count backwards, everything else forwards. Services and windows
are positions in their lists.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from hall.events import Json

FRESH_FOR = timedelta(seconds=60)
"""A forecast older than this is none: whoever makes them is stuck."""

JUST_NOW = timedelta(seconds=5)
"""A ticket this much older than the forecast may still have been written while the forecast's picture was taken."""

ANY_WINDOW = "*"
"""Stands among services for somebody who needs help, whom every window may call."""


class Band(NamedTuple):
    """Whole minutes until the call: of a hundred people ten wait at most `p10`, half `p50`, ninety `p90`."""

    p10: int
    p50: int
    p90: int


@dataclass(frozen=True)
class AtWindow:
    """The ticket at a window. `services`: what is pending on it; `started` None: called, not there yet."""

    services: tuple[int, ...]
    called: float
    started: float | None = None
    age: float = 0.0
    in_order: bool = False
    any_window: bool = False


@dataclass(frozen=True)
class WindowNow:
    """A window that calls now, or from `opens_in` on. `idle`: since when it calls nobody though somebody waits for it.

    `away`: from when until when it stands still, at the next break in its hours.
    """

    services: frozenset[int]
    assisted: bool = False
    opens_in: float = 0.0
    idle: float = 0.0
    busy: AtWindow | None = None
    away: tuple[float, float] | None = None


@dataclass(frozen=True)
class Waiting:
    """A waiting ticket; `age`: minutes since its `effective_since`; `bound`: its only window, -1 one that calls nobody.

    `draw` picks its random numbers, so that the next forecast draws the same for it.
    """

    draw: int
    age: float
    services: tuple[int, ...]
    in_order: bool = False
    any_window: bool = False
    bound: int | None = None


@dataclass(frozen=True)
class Arrivals:
    """People who will come with a credit of `credit` minutes for these services, so many a minute."""

    services: tuple[int, ...]
    credit: float
    rate: float


@dataclass(frozen=True)
class HallNow:
    """One hall. `services`: median minutes and spread of each; `line` in the order of calling.

    `newcomers`: for whom else a band is wanted, by the services they could be called for first (none: any window);
    `credits`: each of them is forecast with each of these credits, in ascending minutes.
    """

    services: tuple[tuple[float, float], ...]
    windows: tuple[WindowNow, ...]
    line: tuple[Waiting, ...] = ()
    arrivals: tuple[Arrivals, ...] = ()
    newcomers: tuple[tuple[int, ...], ...] = ()
    credits: tuple[float, ...] = (0.0,)
    weights: tuple[float, ...] = ()
    no_show_minutes: float = 1.0

    def as_json(self) -> Json:
        """A job for the child."""
        # By hand: `asdict` copies every value of hundreds of tickets.
        windows = [
            {**vars(each), "services": sorted(each.services), "busy": vars(each.busy) if each.busy else None}
            for each in self.windows
        ]
        people = {"line": [vars(each) for each in self.line], "arrivals": [vars(each) for each in self.arrivals]}
        return {**vars(self), "windows": windows, **people}

    @classmethod
    def from_json(cls, job: Json) -> "HallNow":
        """What `as_json` gave, after JSON made lists of everything."""
        return cls(
            services=tuple((median, spread) for median, spread in job["services"]),
            windows=tuple(_window(each) for each in job["windows"]),
            line=tuple(Waiting(**each | {"services": tuple(each["services"])}) for each in job["line"]),
            arrivals=tuple(Arrivals(**each | {"services": tuple(each["services"])}) for each in job["arrivals"]),
            newcomers=tuple(tuple(each) for each in job["newcomers"]),
            credits=tuple(job["credits"]),
            weights=tuple(job["weights"]),
            no_show_minutes=job["no_show_minutes"],
        )


def _window(job: Json) -> WindowNow:
    busy: dict[str, Any] | None = job["busy"]
    return WindowNow(
        services=frozenset(job["services"]),
        assisted=job["assisted"],
        opens_in=job["opens_in"],
        idle=job["idle"],
        busy=AtWindow(**busy | {"services": tuple(busy["services"])}) if busy else None,
        away=tuple(job["away"]) if job["away"] else None,
    )


@dataclass(frozen=True)
class Forecast:
    """The bands of one hall at `at`: of tickets by id, and of who would take a ticket now, by service or bundle.

    `newcomers`: by credit in minutes, ascending; each by service code (ANY_WINDOW: needs help).
    """

    at: datetime
    tickets: Mapping[str, Band]
    newcomers: Mapping[float, Mapping[str, Band]]
    bundles: Mapping[str, Band]
    typical: Band | None = None

    def fresh(self, at: datetime) -> bool:
        return abs(at - self.at) <= FRESH_FOR

    @property
    def services(self) -> Mapping[str, Band]:
        """Bands of newcomers without a credit, by service."""
        return self.newcomers.get(0.0, {})

    def of_ticket(self, ticket_id: str, wanted: Sequence[str], issued_at: datetime, credit: float) -> Band | None:
        """The band of a waiting ticket; of one issued since, that of a newcomer for any of `wanted` with its credit.

        None for a ticket that came back to the queue since: nobody knows its place yet.
        """
        if ticket_id in self.tickets:
            return self.tickets[ticket_id]
        if issued_at < self.at - JUST_NOW:
            return None
        given = max((each for each in self.newcomers if each <= max(0.0, credit)), default=None)
        return first_of(self.newcomers[given], wanted) if given is not None else None


def first_of(bands: Mapping[str, Band], wanted: Iterable[str]) -> Band | None:
    """The band of whoever is called for any of these services, whichever comes first."""
    found = [bands[service] for service in wanted if service in bands]
    return Band(*(min(values) for values in zip(*found, strict=True))) if found else None
