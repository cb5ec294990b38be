"""Those who take a window later: people who come with a credit, and visitors whose services need several windows.

Such a one has a place in the order of calling, but is not there yet. It is placed on a path once nothing that comes
after it could still be served before it is there: when its earliest window is free no sooner than it is ready. Until
then others take the windows that would stand idle for it.
"""

from typing import Protocol

import numpy as np

from hall.ticketing.prediction.desks import NEVER, PATH, Able, Desks
from hall.ticketing.prediction.occupancy import Floats, Mask, Places

MOST_SKIPPED = 40
TYPICAL_VISIT = 8.0  # minutes; only says how soon a look is worth its time


class Later(Protocol):
    """Somebody who takes a window on some path later."""

    left: Mask

    def advance(self, desks: Desks) -> float | None:
        """Place it where its time has come, None; or else say how many minutes the windows are behind it."""


def due(left: Mask, ready: Floats, start: Floats) -> tuple[Mask | None, Floats]:
    """Which paths are to be placed now, if any, and when they start.

    Once it is time on most paths the others are placed with them, though a window stands idle there for a moment: to
    look again for each of them would take longer than all the rest of a forecast.
    """
    now = left & (start >= ready)
    count = np.count_nonzero(now)
    if count == 0:
        return None, start
    if count * 4 >= np.count_nonzero(left) * 3:
        return left, np.maximum(start, ready)
    return now, start


def behind(left: Mask, ready: Floats, start: Floats) -> float:
    """By how many minutes its windows are free too soon for it, on the mean of the paths that are left."""
    return float(np.maximum(ready - start, 0.0).dot(left)) / np.count_nonzero(left)


class Guest:
    """Somebody who is `ready` later for one visit at any of some windows, on the paths in `left`."""

    def __init__(self, who: Able, ready: Floats, occupied: Floats, left: Mask) -> None:
        self._who, self.ready, self._occupied, self.left = who, ready, occupied, left

    def advance(self, desks: Desks) -> float | None:
        start, at = desks.earliest(self._who)
        placed, start = due(self.left, self.ready, start)
        if placed is None:
            return behind(self.left, self.ready, start)
        desks.take(at[placed], (start + self._occupied)[placed])
        self.left = self.left & ~placed
        return None


class Journey:
    """A visitor with several services, of which no window need do all; on each path it goes its own way.

    `can[window, service]`; `pending[service, path]`, changed here; `times[service, path]`, `between` (per window
    visited) in minutes.
    """

    def __init__(
        self, can: Mask, times: Floats, between: Floats, *, in_order: bool, pending: Mask, ready: Floats
    ) -> None:
        self._windows = np.flatnonzero(can.any(1))
        self._begin = self._windows * len(PATH)
        self._here = can.take(self._windows, 0)
        self._does = np.ascontiguousarray(self._here.T)
        self._times, self._between, self._in_order = times, between, in_order
        self._pending, self.ready = pending, ready
        self.left: Mask = np.logical_or.reduce(pending, axis=0)
        self._closed: Mask | None = None

    def begin(self, desks: Desks, gone: Floats) -> Floats:
        """Its first window, now; when it is called there. Where `gone` is finite nobody comes: so long a call lasts."""
        start, nth, at = self._first(desks)
        coming = gone == np.inf
        here = start < np.inf
        until = start + np.where(coming, self._visit(nth), gone)
        self._leave(here, until, coming)
        if here.any():
            desks.take(at[here], until[here])
        return start

    def advance(self, desks: Desks) -> float | None:
        start, nth, at = self._first(desks)
        self.left = self.left & (start < np.inf)  # where nobody at work does the rest, it goes home
        if not np.count_nonzero(self.left):
            return None
        placed, start = due(self.left, self.ready, start)
        if placed is None:
            return behind(self.left, self.ready, start)
        until = start + self._visit(nth, placed)
        desks.take(at[placed], until[placed])
        self._leave(placed, until)
        return None

    def _first(self, desks: Desks) -> tuple[Floats, Places, Places]:
        """When the first window that may call it is free, which of its windows that is, and its place."""
        if not len(self._windows):
            return NEVER, PATH, PATH
        if self._closed is None:
            self._closed = ~self._may()
        return desks.among(self._windows, self._begin, self._closed)

    def _may(self) -> Mask:
        """Which of its windows may call it, on each path."""
        if self._in_order:
            first: Mask = self._here[:, self._pending.argmax(0)]
            return first
        any_: Mask = self._here @ self._pending
        return any_

    def _visit(self, nth: Places, placed: Mask | None = None) -> Floats:
        """Minutes at the nth of its windows on each path; what is done there is pending no more."""
        done = self._pending & self._does.take(nth, 1)
        if self._in_order:
            done &= np.logical_and.accumulate(done | ~self._pending, axis=0)
        if placed is not None:
            done &= placed
        self._pending ^= done
        self._closed = None
        minutes: Floats = self._between + np.add.reduce(self._times * done, 0)
        return minutes

    def _leave(self, placed: Mask, until: Floats, coming: Mask | None = None) -> None:
        self.ready = np.where(placed, until, self.ready)
        self.left = np.logical_or.reduce(self._pending, 0) & (self.left if coming is None else self.left & coming)


class Pending:
    """Everybody who takes a window later and whose place in the order has come, the first first."""

    def __init__(self, windows: int) -> None:
        self._visits_a_minute = windows / TYPICAL_VISIT
        self._least = windows // 3
        self._later: list[tuple[Later, int]] = []
        self._visits = self._soonest = 0

    def add(self, later: Later) -> None:
        if later.left.any():
            self._later.append((later, self._visits))
            self._soonest = self._visits

    def place(self, desks: Desks, *, all_: bool = False) -> None:
        """Place whoever's time has come; called before each visit of the line.

        One that is far from its time is looked at again some visits later: looks are what a forecast would spend most
        of its time on.
        """
        self._visits += 1
        if self._soonest >= self._visits and not all_:
            return
        kept = []
        for later, again in self._later:
            if again >= self._visits and not all_:
                kept.append((later, again))
                continue
            skipped = self._look(later, desks)
            if np.count_nonzero(later.left):
                kept.append((later, self._visits + skipped))
        self._later = kept
        self._soonest = min((again for _later, again in kept), default=self._visits)

    def _look(self, later: Later, desks: Desks) -> int:
        """Place it where its time has come; how many visits may pass until it is to be looked at again."""
        behind = later.advance(desks)
        least = max(self._least, self._visits // 8)  # the farther ahead, the coarser
        if behind is None:
            return least
        return max(least, int(min(MOST_SKIPPED, behind * self._visits_a_minute / 2)))
