"""A hall rolled forward on 64 paths at once: when each waiting ticket is called, and who would come now.

Waiting tickets are taken in the order of calling, each placed at the window that may serve it and is free first. That
is what windows do that call the smallest key they may serve, for all who are there now; those who come later or go on
to another window stand in `journeys`. Who needs help is called by an assisted window before everybody else, so the
assisted windows are promised to them first.

Left out, because nobody knows whether and when: passed tickets that may come back, tickets on hold, breaks that were
not announced. What has happened this day and before is not learned from yet.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

import numpy as np

from hall.ticketing.prediction.beginning import Onward, free_at_first
from hall.ticketing.prediction.desks import Able, Desks, Several
from hall.ticketing.prediction.draws import PER_TICKET, Draws, draw
from hall.ticketing.prediction.journeys import Errands, Guest, Journey, Later, Pending, begun
from hall.ticketing.prediction.marks import Clock, Marks
from hall.ticketing.prediction.occupancy import (
    NEXT,
    NO_SHOW_EXTRA,
    PATHS,
    SEED,
    WALK,
    Floats,
    Mask,
    times,
    together,
    uniforms,
)
from hall.ticketing.prediction.values import Arrivals, HallNow, Waiting

GUESTS_AT_MOST = 40  # of one kind; a hall with more credited arrivals in twenty minutes has other troubles


@dataclass(frozen=True)
class Starts:
    """Minutes until the call, a row of 64 paths each; infinite where no window that works may call.

    `newcomers[credit, newcomer]`: as `HallNow.credits` and `HallNow.newcomers`.
    """

    line: Floats
    newcomers: Floats


def roll(hall: HallNow, drawn: Draws | None = None, seed: int = SEED) -> Starts:
    """The hall from now on, on every path."""
    return _Roll(hall, drawn or draw(hall, seed), seed).starts()


def can_do(hall: HallNow) -> Mask:
    """`[window, service]`, and a row for no window at last."""
    kinds = {services: at for at, services in enumerate({window.services: None for window in hall.windows}, start=1)}
    rows = np.zeros((len(kinds) + 1, len(hall.services)), dtype=np.bool_)
    for services, at in kinds.items():
        rows[at, list(services)] = True
    return rows.take([*(kinds[window.services] for window in hall.windows), 0], 0)


class _Roll:
    """One pass. `can[window, service]`; `does[service, window]`: the same, with no window at last; `doing[service]`:
    the windows that do it, a bit each."""

    def __init__(self, hall: HallNow, drawn: Draws, seed: int) -> None:
        self._hall, self._drawn, self._seed = hall, drawn, seed
        can = can_do(hall)
        self._does = can.T.astype(np.int64, order="C")
        self._doing = [int.from_bytes(row.tobytes(), "little") for row in np.packbits(can.T, 1, bitorder="little")]
        self._all = (1 << len(hall.windows)) - 1
        self._assisted = sum(1 << at for at, window in enumerate(hall.windows) if window.assisted)
        self._able: dict[int, Able] = {}
        self._ways: dict[object, Able | None] = {}
        free, self._onward = free_at_first(hall, can, seed)
        self._clock = Clock(len(hall.windows), _latest(hall, free))
        self._desks = Desks(self._clock, free, hall.windows)
        self._pending = Pending(len(hall.windows))
        wanted = [self._for_services(each) if each else self._windows(self._all) for each in hall.newcomers]
        distinct = {id(who): who for who in wanted}
        places = {name: at for at, name in enumerate(distinct)}
        self._newly = Several.of(list(distinct.values()))
        self._which = np.array([places[id(who)] for who in wanted], dtype=np.intp)
        self._in_vain = int(self._clock.marks(np.array(hall.no_show_minutes + NO_SHOW_EXTRA)))
        self._visits = list(self._clock.marks(drawn.whole))
        self._minutes, self._between = self._clock.marks(drawn.minutes), self._clock.marks(drawn.between)

    def starts(self) -> Starts:
        called: dict[int, Marks] = {}
        newcomers = []
        promised = self._promise()
        ways = [None if at in promised else self._way(ticket) for at, ticket in enumerate(self._hall.line)]
        heads = sorted(self._hall.credits, reverse=True)
        for age, at in self._order():
            while heads and age < heads[0]:
                heads.pop(0)
                newcomers.append(self._newcomers())
            if not isinstance(at, int):
                self._pending.add(at)
                continue
            self._pending.place(self._desks)
            who = ways[at]
            if who is not None:
                called[at] = self._desks.serve(who, self._visits[at])
            else:
                called[at] = self._place_helped(at, promised[at]) if at in promised else self._begin(at)
        newcomers += [self._newcomers() for _ in heads]
        line = self._clock.minutes([called[at] for at in range(len(called))])
        come = self._clock.minutes(newcomers[::-1]).reshape(len(newcomers), len(self._which), PATHS)
        return Starts(line, come)

    def _order(self) -> list[tuple[float, int | Later]]:
        """Everybody in the order of calling, by age: waiting tickets by position, others as they come."""
        hall = self._hall
        found: list[tuple[float, int | Later]] = [(each.age, self._goes_on(each)) for each in self._onward]
        found += [each for kind, arrivals in enumerate(hall.arrivals) for each in self._guests(kind, arrivals)]
        if not found:
            return [(ticket.age, at) for at, ticket in enumerate(hall.line)]
        # The line's own order stands, also where ages are equal or a requeue has put it otherwise.
        found += [(ticket.age, at) for at, ticket in enumerate(hall.line)]
        return sorted(found, key=lambda each: -each[0])

    def _promise(self) -> dict[int, Marks]:
        """The assisted windows' next visits, of those who need help; when each is called there."""
        helped = [at for at, ticket in enumerate(self._hall.line) if ticket.any_window and ticket.bound is None]
        if not helped or not self._assisted:
            return {}
        who = self._windows(self._assisted)
        return {at: self._desks.serve(who, self._visits[at]) for at in helped}

    def _place_helped(self, at: int, promised: Marks) -> Marks:
        """Another window may be free for it sooner than the assisted one it was promised; when it is called."""
        first = self._desks.earliest(self._windows(self._all & ~self._assisted))
        sooner = first < promised - (promised & self._clock.places)  # not at the same moment
        paths = sooner.nonzero()[0]
        if len(paths):
            self._desks.take((first & self._clock.places).take(paths), (first + self._visits[at]).take(paths))
        return np.where(sooner, first, promised)

    def _begin(self, at: int) -> Marks:
        """When a ticket is called first whose services take more than one visit."""
        ticket, minutes = self._hall.line[at], self._minutes[self._drawn.rows(at)]
        errands = self._errands(ticket.services, minutes, self._between[at], in_order=ticket.in_order)
        absent = self._drawn.gone[at] < np.inf
        first, ready = begun(self._desks, self._who(ticket), errands, absent, self._in_vain)
        self._pending.add(self._rest(ticket.services, errands, ready))
        return first

    def _goes_on(self, onward: Onward) -> Later:
        marks = self._clock.marks
        minutes, between = marks(onward.minutes), marks(onward.between)
        errands = self._errands(onward.services, minutes, between, in_order=onward.in_order)
        errands.wanted[onward.absent] = 0
        return self._rest(onward.services, errands, marks(onward.ready))

    def _rest(self, services: Sequence[int], errands: Errands, ready: Marks) -> Later:
        """Who is ready then for what is left of its errands: most are for a single service more."""
        every, wanted = self._for_services(services), errands.wanted
        sets = set(wanted.tolist()) - {0}
        if any(each & each - 1 for each in sets):
            return Journey(self._clock, every, errands, ready)
        if len(sets) == 1:
            number = sets.pop().bit_length() - 1
            who = self._for_services([services[number]])
            return Guest(self._clock, who, ready, errands.minutes_of_one(number), wanted)
        closed = errands.closed(every, self._clock.nowhere)
        return Guest(self._clock, every, ready, errands.minutes_of(wanted), wanted, closed)

    def _errands(self, services: Sequence[int], minutes: Marks, between: Marks, *, in_order: bool) -> Errands:
        offers, served = self._does[services[0]], 1 if self._doing[services[0]] else 0
        for number, service in enumerate(services[1:], start=1):
            offers = offers + (self._does[service] << number)
            served |= 1 << number if self._doing[service] else 0
        return Errands(offers, served, minutes, between, in_order=in_order)

    def _way(self, ticket: Waiting) -> Able | None:
        """The windows that may call it, if one visit at any of them is all of it."""
        name = (ticket.services, ticket.in_order, ticket.any_window, ticket.bound)
        if name not in self._ways:
            who = self._who(ticket)
            self._ways[name] = who if not who.some or self._does_all(ticket) else None
        return self._ways[name]

    def _who(self, ticket: Waiting) -> Able:
        if ticket.bound is not None:
            return self._windows(1 << ticket.bound if ticket.bound >= 0 else 0)
        if ticket.any_window:
            return self._windows(self._all)
        return self._for_services(ticket.services[:1] if ticket.in_order else ticket.services)

    def _for_services(self, services: Iterable[int]) -> Able:
        """The windows that do any of these."""
        doing = 0
        for service in services:
            doing |= self._doing[service]
        return self._windows(doing)

    def _windows(self, bits: int) -> Able:
        """These windows, a bit each; for the same ones always the same object."""
        found = self._able.get(bits)
        if found is None:
            found = self._able[bits] = self._desks.able(bits)
        return found

    def _does_all(self, ticket: Waiting) -> bool:
        """Whether each window that may call it does everything it is for."""
        if len(ticket.services) == 1 or ticket.any_window or ticket.bound is not None:
            return True
        doing = [self._doing[service] for service in ticket.services]
        able = doing[0] if ticket.in_order else reduce(or_, doing)
        return reduce(and_, doing, able) == able

    def _newcomers(self) -> Marks:
        """When somebody would be called who took a ticket now."""
        self._pending.place_all(self._desks)
        return self._desks.earliest_of_each(self._newly).take(self._which, 0)

    def _guests(self, kind: int, arrivals: Arrivals) -> list[tuple[float, Later]]:
        """Who will come within the credit's length and stand before people here: as many as twice their mean, each
        there on half of the paths."""
        count = min(GUESTS_AT_MOST, max(1, round(2 * arrivals.rate * arrivals.credit)))
        who = self._for_services(arrivals.services)
        if not who.some:
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
        clock = self._clock
        ready_, occupied_ = clock.marks(ready), clock.marks(occupied)
        return [(float(ages[n]), Guest(clock, who, ready_[n], occupied_[n], there[n])) for n in range(count)]


def _latest(hall: HallNow, free: Floats) -> float:
    """Minutes within which everything ends, even if a single window serves everybody; rather too many."""
    errands = sum([len(ticket.services) or 1 for ticket in hall.line])
    errands += sum(len(window.busy.services) for window in hall.windows if window.busy is not None)
    errands += sum(GUESTS_AT_MOST * len(arrivals.services) for arrivals in hall.arrivals)
    slowest = max((median * math.exp(2.5 * spread) for median, spread in hall.services), default=0.0)
    back = max((window.away[1] for window in hall.windows if window.away is not None), default=0.0)
    return float(free.max(initial=0.0)) + back + errands * (1.5 * slowest + hall.no_show_minutes + 30.0)
