"""What people who came since a forecast add to the band of whoever comes after them. Pure.

A forecast is made once a second, in a process that may have to start first; a dozen people may take tickets meanwhile.
The band of a newcomer is moved on by each of them who is ahead, until the next forecast knows better.
"""

import math
from collections.abc import Iterable
from typing import NamedTuple

from hall.ticketing.prediction.values import HallNow, Step

BETWEEN = 1.6
"""Minutes beyond the service itself for which a visit keeps a window, on the mean: the walk there, the clerk's next
press, now and then a rest, as `occupancy.py` draws them."""


class Load(NamedTuple):
    """A service's mean minutes at a window, and how often people come for it."""

    minutes: float
    weight: float


def steps(hall: HallNow) -> list[Step | None]:
    """What each person more ahead of it costs each of the hall's newcomers; None where no window may call it.

    Who is ahead wants what the newcomer wants, or whatever else its windows do: the one mean is one end, the other the
    other.
    """
    loads = [
        Load(median * math.exp(spread**2 / 2) + BETWEEN, weight)
        for (median, spread), weight in zip(hall.services, _weights(hall), strict=True)
    ]
    found: list[Step | None] = []
    for wanted in hall.newcomers:
        able = [each.services for each in hall.windows if not wanted or each.services.intersection(wanted)]
        shared = _mean(loads[at] for at in frozenset().union(*able))
        own = _mean(loads[at] for at in wanted) or shared
        if own is None or shared is None:
            found.append(None)
        else:
            found.append(Step(min(own, shared), max(own, shared), len(able)))
    return found


def _weights(hall: HallNow) -> tuple[float, ...]:
    return hall.weights if any(hall.weights) else (1.0,) * len(hall.services)


def _mean(loads: Iterable[Load]) -> float | None:
    """The mean minutes of these, each as often as people come for it; alike where nobody does."""
    several = list(loads)
    total = sum(load.weight for load in several)
    if not several:
        return None
    if not total:
        return sum(load.minutes for load in several) / len(several)
    return sum(load.minutes * load.weight for load in several) / total
