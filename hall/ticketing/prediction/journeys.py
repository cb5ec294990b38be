"""Those who take a window later: people who come with a credit, and visitors whose services need several windows.

Such a one has a place in the order of calling, but is not there yet. It is placed on a path once nothing that comes
after it could still be served before it is there: when its earliest window is free no sooner than it is ready. Until
then others take the windows that would stand idle for it.
"""

from operator import itemgetter
from typing import Protocol

import numpy as np

from hall.ticketing.prediction.desks import Able, Desks
from hall.ticketing.prediction.marks import PATH_BITS, Clock, Marks
from hall.ticketing.prediction.occupancy import PATHS, Mask, Places

MOST_SKIPPED = 40
CAME = itemgetter(0)
ONE = np.ones(PATHS, np.int64)  # rows: NumPy is slow with single numbers
NUMBERS = [ONE * number for number in range(62)]  # of a visitor's services; nobody has more
TYPICAL_VISIT = 8.0  # minutes; only says how soon a look is worth its time


class Later(Protocol):
    """Somebody who takes a window later, still on so many paths."""

    left: int

    def advance(self, desks: Desks) -> float | None:
        """Place it where its time has come, None; or else say how many minutes the windows are behind it."""


class Absent:
    """On which paths somebody is still to take a window, and when it is `ready` there (nothing is said of the others).

    `first` and `at`, below: when a window is free for it, and which, on every path.
    """

    def __init__(self, clock: Clock, there: Places | Mask, ready: Marks) -> None:
        self._clock, self.ready = clock, ready
        self.wait(there)

    def wait(self, there: Places | Mask) -> None:
        """From now on it is to take one where this is not 0."""
        self._paths = there.nonzero()[0]
        self.left = len(self._paths)

    def due(self, first: Marks, at: Places) -> tuple[Places, Marks]:
        """The paths where it is to be placed now, and when it would start.

        Once it is time on most paths the others are placed with them, though a window stands idle there for a moment:
        to look again for each of them would take longer than all the rest of a forecast.
        """
        now = (first.take(self._paths) >= self.ready.take(self._paths)).nonzero()[0]
        if len(now) * 4 >= self.left * 3:
            return self._paths, np.maximum(first, self.ready + at)
        return self._paths.take(now), first

    def behind(self, first: Marks) -> float:
        """By how many minutes its windows are free too soon for it, on the mean of the paths that are left."""
        gaps = (self.ready - first).take(self._paths).astype(np.float64)  # whole, their sum might pass 63 bits
        return self._clock.span(float(np.add.reduce(gaps))) / self.left


class Guest(Absent):
    """Somebody who takes one window more, on the paths where it is `there`: any of `who` that is not `closed`.

    `closed`: as `Errands.closed`; None: it may be called at each of them.
    """

    def __init__(
        self, clock: Clock, who: Able, ready: Marks, occupied: Marks, there: Places | Mask, closed: Marks | None = None
    ) -> None:
        super().__init__(clock, there, ready)
        self._who, self._occupied, self._there, self._closed = who, occupied, there, closed

    def advance(self, desks: Desks) -> float | None:
        first = desks.earliest(self._who) if self._closed is None else desks.among(self._who, self._closed)
        at = first & self._clock.places
        paths, start = self.due(first, at)
        if not len(paths):
            return self.behind(first)
        desks.take(at.take(paths), (start + self._occupied).take(paths))
        self._there[paths] = 0
        self.wait(self._there)
        return None


class Errands:
    """What a visitor with several services wants yet, on each path: a bit a service, the first the lowest.

    `offers[window]`: the services done there, a row for no window at last; `served`: those done anywhere. `minutes` of
    each service and `between` (per window visited) are rows of marks without a place.
    """

    def __init__(self, offers: Places, served: int, minutes: Marks, between: Marks, *, in_order: bool) -> None:
        self._offers, self._minutes, self._between, self._in_order = offers, minutes, between, in_order
        if in_order:
            served &= ~(served + 1)  # what stands before the first that nobody at work does; there it goes home
        self.wanted: Places = np.empty(PATHS, np.int64)
        self.wanted.fill(served)

    def done_at(self, at: Places) -> Places:
        """What of it is done at these places, one on each path."""
        offered = self._offers.take(at >> PATH_BITS)
        if self._in_order:
            missing = self.wanted & ~offered
            offered = (missing & -missing) - 1  # what stands before the first that is missing
        done: Places = self.wanted & offered
        return done

    def minutes_of(self, done: Places) -> Marks:
        """How long a visit lasts at which so much is done."""
        found = self._between
        for minutes, number in zip(self._minutes, NUMBERS, strict=False):
            found = found + minutes * (done >> number & ONE)
        return found

    def minutes_of_one(self, number: int) -> Marks:
        """How long a visit lasts for this service alone."""
        minutes: Marks = self._between + self._minutes[number]
        return minutes

    def closed(self, who: Able, nowhere: int) -> Marks:
        """`[nth window, path]`: `nowhere` where it may not call for what is wanted yet, or else 0."""
        first = self.wanted & -self.wanted if self._in_order else self.wanted
        closed: Marks = (self._offers.take(who.windows)[:, None] & first == 0) * np.int64(nowhere)
        return closed


class Journey(Absent):
    """A visitor with several services, of which no window need do all; on each path it goes its own way.

    `who`: all windows that do any of them; `ready`: from when it is there for what is left of its errands.
    """

    def __init__(self, clock: Clock, who: Able, errands: Errands, ready: Marks) -> None:
        super().__init__(clock, errands.wanted, ready)
        self._who, self._errands = who, errands
        self._closed: Marks | None = None

    def advance(self, desks: Desks) -> float | None:
        errands = self._errands
        if self._closed is None:
            self._closed = errands.closed(self._who, self._clock.nowhere)
        first = desks.among(self._who, self._closed)
        at = first & self._clock.places
        paths, start = self.due(first, at)
        if not len(paths):
            return self.behind(first)
        done = errands.done_at(at)
        here, until = at.take(paths), (start + errands.minutes_of(done)).take(paths)
        desks.take(here, until)
        errands.wanted[paths] = (errands.wanted ^ done).take(paths)
        self.ready[paths] = until - here
        self._closed = None
        self.wait(errands.wanted)
        return None


def begun(desks: Desks, who: Able, errands: Errands, absent: Mask, in_vain: int) -> tuple[Marks, Marks]:
    """When a visitor is called at its first window, now, and when it leaves it with what is left of its errands.

    Where it is `absent` nobody comes, the call lasts `in_vain`, and nothing is left.
    """
    first = desks.earliest(who)
    at = first & desks.clock.places
    done = errands.done_at(at)
    lasts = errands.minutes_of(done)
    lasts[absent] = in_vain
    until = first + lasts
    desks.take(at, until)
    errands.wanted ^= done
    errands.wanted[absent] = 0
    return first, until - at


class Pending:
    """Everybody who takes a window later and whose place in the order has come, the first first.

    One that is far from its time is looked at again some visits later: looks are what a forecast would spend most of
    its time on.
    """

    def __init__(self, windows: int) -> None:
        self._visits_a_minute = windows / TYPICAL_VISIT
        self._least = windows // 3
        self._added = self._visits = 0
        self._looks: dict[int, list[tuple[int, Later]]] = {}  # by visit: who is looked at then, and as which it came

    def add(self, later: Later) -> None:
        if later.left:
            self._added += 1
            self._look_at(self._visits + 1, self._added, later)

    def place(self, desks: Desks) -> None:
        """Place whoever's time has come; called before each visit of the line."""
        self._visits += 1
        if self._visits in self._looks:
            self._look(self._looks.pop(self._visits), desks)

    def place_all(self, desks: Desks) -> None:
        """The same, looking at everybody."""
        self._visits += 1
        everybody = [each for several in self._looks.values() for each in several]
        self._looks = {}
        self._look(everybody, desks)

    def _look(self, several: list[tuple[int, Later]], desks: Desks) -> None:
        least = max(self._least, self._visits // 8)  # the farther ahead, the coarser
        if len(several) > 1:
            several.sort(key=CAME)
        for came, later in several:
            behind = later.advance(desks)
            if later.left:
                skipped = int(min(MOST_SKIPPED, behind * self._visits_a_minute / 2)) if behind else 0
                self._look_at(self._visits + max(least, skipped) + 1, came, later)

    def _look_at(self, visit: int, came: int, later: Later) -> None:
        self._looks.setdefault(visit, []).append((came, later))
