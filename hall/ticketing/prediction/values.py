"""A hall as a forecast sees it, and the forecast: plain values that go to a child process and come back as JSON.

Every time is in minutes from now: ages and spent times count backwards, everything else forwards. Services and windows
are positions in their lists.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from hall.events import Json

FRESH_FOR = timedelta(seconds=60)
"""A forecast older than this is none: whoever makes them is stuck."""

JUST_NOW = timedelta(seconds=5)
"""A ticket this much older than the forecast may still have been written while the forecast's picture was taken."""

ANY_WINDOW = "*"
"""Stands among services for somebody who needs help, whom every window may call."""


VISIT = 0.8
"""How far one visit is from the mean, as a share of it; of several together less, by the root of how many."""

NINE_OF_TEN = 1.2816
"""Nine of ten lie less than so many standard deviations above the middle."""


class Band(NamedTuple):
    """Whole minutes until the call: of a hundred people ten wait at most `p10`, half `p50`, ninety `p90`."""

    p10: int
    p50: int
    p90: int


class Step(NamedTuple):
    """What one person more ahead takes: minutes of a window, by the shorter and the longer guess at the mean.

    `windows`: how many share the work.
    """

    low: float
    high: float
    windows: int

    def after(self, people: int, band: Band) -> Band:
        """The band of whoever comes after so many more; a window each may be free for the first of them."""
        if people <= 0:
            return band
        sure = max(0, people - self.windows) * self.low / self.windows
        middle = people * (self.low + self.high) / 2 / self.windows
        most = people * self.high / self.windows
        spread = NINE_OF_TEN * VISIT * math.sqrt(people) * self.high / self.windows
        return Band(
            int(band.p10 + max(0.0, sure - spread)), round(band.p50 + middle), math.ceil(band.p90 + most + spread)
        )


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

    `newcomers`: by credit in minutes, ascending; each by service code (ANY_WINDOW: needs help). `steps`: by the same,
    what each adds who came since; those have a place in the hall's day after `places`.
    """

    at: datetime
    tickets: Mapping[str, Band]
    newcomers: Mapping[float, Mapping[str, Band]]
    bundles: Mapping[str, Band]
    typical: Band | None = None
    steps: Mapping[str, Step] = field(default_factory=dict)
    places: int = 0

    def fresh(self, at: datetime) -> bool:
        return abs(at - self.at) <= FRESH_FOR

    @property
    def services(self) -> Mapping[str, Band]:
        """Bands of newcomers without a credit, by service."""
        return self.newcomers.get(0.0, {})

    def of_ticket(
        self, ticket_id: str, wanted: Sequence[str], issued_at: datetime, credit: float, came: int = 0
    ) -> Band | None:
        """The band of a waiting ticket; of one issued since, that of a newcomer for any of `wanted` with its credit.

        `came`: how many others were issued since, stand ahead of it and share a window with it. None for a ticket that
        came back to the queue since: nobody knows its place yet.
        """
        if ticket_id in self.tickets:
            return self.tickets[ticket_id]
        if issued_at < self.at - JUST_NOW:
            return None
        given = max((each for each in self.newcomers if each <= max(0.0, credit)), default=None)
        if given is None:
            return None
        bands = self.newcomers[given]
        able = [service for service in wanted if service in bands and (not came or service in self.steps)]
        return soonest(self.steps[service].after(came, bands[service]) if came else bands[service] for service in able)


def soonest(bands: Iterable[Band]) -> Band | None:
    """The band of whoever is called for whichever of these comes first."""
    found = list(bands)
    return Band(*(min(values) for values in zip(*found, strict=True))) if found else None
