"""A day of the county hall as it might be: who comes when and for what, how long each visit takes, who rests when.

Nothing here is known to the forecast but the services' configured medians and spreads.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import combinations
from math import exp, log

PROFILE = (0.5, 1.0, 1.35, 1.5, 1.3, 0.95, 0.45, 0.4, 1.0, 1.3, 1.3, 1.1, 0.9, 0.6, 0.4, 0.2)
"""Arrivals by half-hour from nine to five, beside their mean; the morning's crowd comes at ten."""

OPENS, ENDS = 9 * 60.0, 17 * 60.0  # minutes after midnight
FIRST_COME = OPENS - 15
LUNCH, LUNCH_ENDS = 12 * 60.0, 13 * 60.0
TWO_SERVICES, NEEDS_HELP, GREEN, NO_SHOW, COMES_BACK = 0.08, 0.015, 0.10, 0.04, 0.5
BREAKS, BREAK_MINUTES = 2, 10


@dataclass(frozen=True)
class Service:
    """What the catalogue says of a service; `windows` are the numbers of those that do it."""

    code: str
    median: float
    spread: float
    share: float
    windows: frozenset[int]

    @property
    def mean(self) -> float:
        return self.median * exp(self.spread**2 / 2)


@dataclass(frozen=True)
class Visit:
    """Somebody who comes at `at` (minutes after midnight) for these services, each with the minutes it will take."""

    at: float
    services: tuple[str, ...]
    minutes: Mapping[str, float]
    needs_help: bool
    green: bool
    absent: bool
    comes_back: bool


@dataclass(frozen=True)
class Day:
    """Everything of one day that chance decides; the same for the same seed."""

    visits: tuple[Visit, ...]
    breaks: Mapping[int, tuple[float, float]]
    chance: random.Random = field(compare=False)

    def walk(self) -> float:
        """Minutes from a call until its visitor is there."""
        return self.chance.uniform(20, 70) / 60

    def call_on(self) -> float:
        """Minutes from the end of a visit until the clerk calls the next."""
        return 0.05 + self.chance.expovariate(4.0)

    def in_vain(self) -> float:
        """Minutes a clerk waits for somebody who does not come; the green channel's are given two."""
        return self.chance.uniform(2.05, 2.6)


OVERHEAD = 45 / 60 + 0.3  # minutes a visit beside its service, as `walk` and `call_on` come out


def busiest(services: Sequence[Service], minutes: Mapping[int, float]) -> float:
    """What part of its day one visitor takes of the set of windows with the most to do; `minutes` each works."""
    reach: dict[frozenset[int], float] = {}
    for service in services:
        reach[service.windows] = reach.get(service.windows, 0.0) + service.share * (service.mean + OVERHEAD)
    kinds = list(reach)
    sets = (some for count in range(1, len(kinds) + 1) for some in combinations(kinds, count))
    visitors = sum(service.share for service in services) / (1 + TWO_SERVICES)
    return max(_work(some, reach) / _time(some, minutes) for some in sets) / visitors


def _work(kinds: Iterable[frozenset[int]], reach: Mapping[frozenset[int], float]) -> float:
    return sum(reach[kind] for kind in kinds)


def _time(kinds: Iterable[frozenset[int]], minutes: Mapping[int, float]) -> float:
    return sum(minutes[number] for number in frozenset[int]().union(*kinds))


def day_of(services: Sequence[Service], lunches: Mapping[int, bool], load: float, seed: int) -> Day:
    """A day on which the busiest windows have `load` times as much to do as they have time for.

    `lunches`: the windows by number, and whether each rests at midday.
    """
    chance = random.Random(seed)
    rests = BREAKS * BREAK_MINUTES
    minutes = {number: ENDS - OPENS - rests - (LUNCH_ENDS - LUNCH) * away for number, away in lunches.items()}
    a_minute = load / busiest(services, minutes) / (ENDS - OPENS)
    visits = tuple(_visit(at, services, chance) for at in _arrivals(a_minute, chance))
    breaks = {number: (chance.uniform(570, 700), chance.uniform(810, 980)) for number in lunches}
    return Day(visits, breaks, chance)


def _arrivals(a_minute: float, chance: random.Random) -> Iterator[float]:
    mean = sum(PROFILE) / len(PROFILE)
    most = a_minute * max(PROFILE) / mean
    at = FIRST_COME
    while (at := at + chance.expovariate(most)) < ENDS:
        slot = max(0, int((at - OPENS) / 30))
        if chance.random() < PROFILE[slot] / max(PROFILE):
            yield at


def _visit(at: float, services: Sequence[Service], chance: random.Random) -> Visit:
    wanted = chance.choices(services, [service.share for service in services], k=2)
    if wanted[0] is wanted[1] or chance.random() > TWO_SERVICES:
        wanted = wanted[:1]
    return Visit(
        at=at,
        services=tuple(service.code for service in wanted),
        minutes={each.code: exp(log(each.median) + each.spread * chance.gauss(0, 1)) for each in wanted},
        needs_help=chance.random() < NEEDS_HELP,
        green=chance.random() < GREEN,
        absent=chance.random() < NO_SHOW,
        comes_back=chance.random() < COMES_BACK,
    )


def clock_minutes(minutes: float) -> timedelta:
    return timedelta(microseconds=round(minutes * 60_000_000))
