"""A hall rolled forward on 64 paths at once: when each waiting ticket is called, and who would come now.

Waiting tickets are taken in the order of calling, each placed at the window that may serve it and is free first. That
is what windows do that call the smallest key they may serve, for all who are there now; those who come later or go on
to another window stand in `journeys`. Who needs help is called by an assisted window before everybody else, so the
assisted windows are promised to them first.

Left out, because nobody knows whether and when: passed tickets that may come back, tickets on hold, breaks that were
not announced. What has happened this day and before is not learned from yet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from hall.ticketing.prediction.beginning import free_at_first
from hall.ticketing.prediction.desks import Able, Desks
from hall.ticketing.prediction.journeys import Guest, Journey, Later, Pending
from hall.ticketing.prediction.occupancy import (
    GONE,
    LATE,
    NEXT,
    NO_SHOW_EXTRA,
    PACE,
    PATHS,
    REST,
    RESTS,
    SEED,
    WALK,
    Floats,
    normals,
    ranks,
    times,
    times_of,
    together,
    uniforms,
)
from hall.ticketing.prediction.values import Arrivals, HallNow, Waiting

PER_TICKET = 8  # draws: of these the first three are for walking, calling on and not coming
PACE_DRAW = 17
GUESTS_AT_MOST = 40  # of one kind; a hall with more credited arrivals in twenty minutes has other troubles


@dataclass(frozen=True)
class Starts:
    """Minutes until the call, a row of 64 paths each; infinite where no window that works may call.

    `newcomers[credit, newcomer]`: as `HallNow.credits` and `HallNow.newcomers`.
    """

    line: Floats
    newcomers: Floats


@dataclass(frozen=True)
class Draws:
    """What was drawn for each waiting ticket: how long each of its services takes, and the rest of a visit.

    `gone`: how long a call lasts that nobody answers, infinite where somebody comes; `whole`: all of it at one window.
    """

    services: Sequence[Floats]
    between: Floats
    gone: Floats
    whole: Floats


def draw(hall: HallNow, seed: int = SEED) -> Draws:
    """The random numbers of a forecast: for the same ticket and seed always the same."""
    first = np.array([ticket.draw * PER_TICKET for ticket in hall.line], dtype=np.intp)
    wanted = np.array([service for ticket in hall.line for service in ticket.services], dtype=np.intp)
    lengths = np.array([len(ticket.services) for ticket in hall.line], dtype=np.intp)
    begins = lengths.cumsum() - lengths
    numbers = (first + 3 - begins).repeat(lengths) + np.arange(len(wanted))
    pace = np.exp(PACE * normals(np.array([PACE_DRAW]), seed))
    minutes = times_of(hall.services).take(wanted[:, None] * PATHS + ranks(numbers, seed))
    coming = uniforms(first + 2, seed)
    in_vain = hall.no_show_minutes + NO_SHOW_EXTRA
    between = times(WALK, first, seed) + times(NEXT, first + 1, seed) + REST * (uniforms(first + 7, seed) < RESTS)
    between += in_vain * ((coming >= GONE) & (coming < GONE + LATE))
    gone = np.where(coming < GONE, in_vain, np.inf)
    served = np.add.reduceat(minutes, begins, axis=0) if len(wanted) else 0.0
    paced = minutes * pace
    return Draws(
        services=[paced[begin : begin + many] for begin, many in zip(begins.tolist(), lengths.tolist(), strict=True)],
        between=between * pace,
        gone=gone,
        whole=np.minimum((between + served) * pace, gone),
    )


def roll(hall: HallNow, drawn: Draws | None = None, seed: int = SEED) -> Starts:
    """The hall from now on, on every path."""
    return _Roll(hall, drawn or draw(hall, seed), seed).starts()


class _Roll:
    """One pass. `can[window, service]`; `doing[service]`: the windows that do it, a bit each."""

    def __init__(self, hall: HallNow, drawn: Draws, seed: int) -> None:
        self._hall, self._drawn, self._seed = hall, drawn, seed
        self._can = np.zeros((len(hall.windows), len(hall.services)), dtype=bool)
        self._doing = [0] * len(hall.services)
        for at, window in enumerate(hall.windows):
            self._can[at, list(window.services)] = True
            for service in window.services:
                self._doing[service] |= 1 << at
        self._able: dict[object, Able] = {}
        self._ways: dict[object, tuple[Able, bool]] = {}
        free, self._onward = free_at_first(hall, self._can, seed)
        self._desks = Desks(free, hall.windows)
        self._pending = Pending(len(hall.windows))
        every = range(len(hall.windows))
        self._wanted = [self._for_services(each) if each else self._windows("any", every) for each in hall.newcomers]
        self._names = [who.windows.tobytes() for who in self._wanted]
        self._assisted = self._desks.able(at for at, window in enumerate(hall.windows) if window.assisted)

    def starts(self) -> Starts:
        line, newcomers = np.full((len(self._hall.line), PATHS), np.inf), []
        promised = self._promise()
        heads = sorted(self._hall.credits, reverse=True)
        for age, at in self._order():
            while heads and age < heads[0]:
                heads.pop(0)
                newcomers.append(self._newcomers())
            if isinstance(at, int):
                self._pending.place(self._desks)
                line[at] = self._place(at, promised.get(at))
            else:
                self._pending.add(at)
        newcomers += [self._newcomers() for _ in heads]
        return Starts(
            line, np.array(newcomers[::-1]).reshape(len(self._hall.credits), len(self._hall.newcomers), PATHS)
        )

    def _order(self) -> list[tuple[float, int | Later]]:
        """Everybody in the order of calling, by age: waiting tickets by position, others as they come."""
        hall = self._hall
        found: list[tuple[float, int | Later]] = [*self._onward]
        found += [each for kind, arrivals in enumerate(hall.arrivals) for each in self._guests(kind, arrivals)]
        if not found:
            return [(ticket.age, at) for at, ticket in enumerate(hall.line)]
        # The line's own order stands, also where ages are equal or a requeue has put it otherwise.
        found += [(ticket.age, at) for at, ticket in enumerate(hall.line)]
        return sorted(found, key=lambda each: -each[0])

    def _promise(self) -> dict[int, Floats]:
        """The assisted windows' next visits, of those who need help; when each is called there."""
        if not self._assisted.some:
            return {}
        helped = [at for at, ticket in enumerate(self._hall.line) if ticket.any_window and ticket.bound is None]
        return {at: self._desks.serve(self._assisted, self._drawn.whole[at]) for at in helped}

    def _place(self, at: int, promised: Floats | None) -> Floats:
        ticket = self._hall.line[at]
        if promised is not None:
            return self._place_helped(at, promised)
        who, whole = self._way(ticket)
        if whole:
            return self._desks.serve(who, self._drawn.whole[at])
        services = list(ticket.services)
        journey = Journey(
            self._can[:, services],
            self._drawn.services[at],
            self._drawn.between[at],
            in_order=ticket.in_order,
            pending=np.ones((len(services), PATHS), dtype=bool),
            ready=np.zeros(PATHS),
        )
        start = journey.begin(self._desks, self._drawn.gone[at])
        self._pending.add(journey)
        return start

    def _place_helped(self, at: int, promised: Floats) -> Floats:
        """Another window may be free for it sooner than the assisted one it was promised."""
        others = self._windows("others", (n for n, window in enumerate(self._hall.windows) if not window.assisted))
        start, where = self._desks.earliest(others)
        sooner = start < promised
        if sooner.any():
            self._desks.take(where[sooner], (start + self._drawn.whole[at])[sooner])
        return np.minimum(start, promised)

    def _way(self, ticket: Waiting) -> tuple[Able, bool]:
        """The windows that may call it, and whether one visit there is all of it."""
        name = (ticket.services, ticket.in_order, ticket.any_window, ticket.bound)
        found = self._ways.get(name)
        if found is None:
            who = self._who(ticket)
            found = self._ways[name] = who, not who.some or self._does_all(ticket, who)
        return found

    def _who(self, ticket: Waiting) -> Able:
        if ticket.bound is not None:
            return self._windows(("bound", ticket.bound), [ticket.bound] if ticket.bound >= 0 else [])
        if ticket.any_window:
            return self._windows("any", range(len(self._hall.windows)))
        return self._for_services(ticket.services[:1] if ticket.in_order else ticket.services)

    def _for_services(self, services: tuple[int, ...]) -> Able:
        """The windows that do any of these."""
        doing = 0
        for service in services:
            doing |= self._doing[service]
        found = self._able.get(doing)
        if found is None:
            found = self._able[doing] = self._desks.able(at for at in range(len(self._hall.windows)) if doing >> at & 1)
        return found

    def _windows(self, name: object, windows: Iterable[int]) -> Able:
        if name not in self._able:
            self._able[name] = self._desks.able(windows)
        return self._able[name]

    def _does_all(self, ticket: Waiting, who: Able) -> bool:
        """Whether each window that may call it does everything it is for."""
        if len(ticket.services) == 1 or ticket.any_window or ticket.bound is not None:
            return True
        return bool(self._can[who.windows][:, list(ticket.services)].all())

    def _newcomers(self) -> list[Floats]:
        """When somebody would be called who took a ticket now."""
        self._pending.place(self._desks, all_=True)
        alike = dict(zip(self._names, self._wanted, strict=True))
        starts = {name: self._desks.earliest(who)[0] for name, who in alike.items()}
        return [starts[name] for name in self._names]

    def _guests(self, kind: int, arrivals: Arrivals) -> list[tuple[float, Later]]:
        """Who will come within the credit's length and stand before people here: as many as twice their mean, each
        there on half of the paths."""
        count = min(GUESTS_AT_MOST, max(1, round(2 * arrivals.rate * arrivals.credit)))
        who = self._for_services(arrivals.services)
        if not len(who.windows):
            return []
        draws = np.arange(count) * PER_TICKET + (kind + 1) * 7919
        minutes = together([self._hall.services[service] for service in arrivals.services])
        occupied = (
            times(minutes, draws, self._seed) + times(WALK, draws + 1, self._seed) + times(NEXT, draws + 2, self._seed)
        )
        share = min(1.0, arrivals.rate * arrivals.credit / count)
        there = uniforms(draws + 3, self._seed) < share
        slot = arrivals.credit / count
        ready = (np.arange(count)[:, None] + uniforms(draws + 4, self._seed)) * slot
        ages = arrivals.credit - (np.arange(count) + 0.5) * slot
        return [(float(ages[n]), Guest(who, ready[n], occupied[n], there[n])) for n in range(count)]
