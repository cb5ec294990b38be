"""The windows of a hall rolled forward: when each is free again, on every path, and who takes it next."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from hall.ticketing.prediction.marks import NEVER, Clock, Marks
from hall.ticketing.prediction.occupancy import PATHS, Floats, Places
from hall.ticketing.prediction.values import WindowNow


class Able(NamedTuple):
    """The windows that may take somebody, and whether there are any.

    `rows`: where their marks are laid to be compared. `breaks`: one of them will stand still.
    """

    windows: Places
    rows: Marks
    some: bool
    breaks: bool


class Several(NamedTuple):
    """The windows of several at once, one after the other, and where those of each begin."""

    windows: Places
    begins: Places

    @classmethod
    def of(cls, each: Sequence[Able]) -> "Several":
        lengths = np.array([len(who.windows) for who in each], dtype=np.intp)
        windows = np.concatenate([who.windows for who in each] or [lengths])
        return cls(windows, lengths.cumsum() - lengths)


class Desks:
    """`marks[window, path]`: when a window is free for whoever has not been placed yet; only ever grows.

    The last row is no window and never free: who may be called nowhere finds it, and may be written there.
    """

    def __init__(self, clock: Clock, free: Floats, windows: Sequence[WindowNow]) -> None:
        self._bytes = len(windows) // 8 + 1
        self._breaks = sum(1 << at for at, window in enumerate(windows) if window.away is not None)
        places = np.arange((len(windows) + 1) * PATHS)
        still = np.array([window.away or (-1.0, -1.0) for window in windows] + [(-1.0, -1.0)])
        marks = clock.marks(still)
        self._before, self._until = marks[:, 0].repeat(PATHS) - 1, marks[:, 1].repeat(PATHS) + places
        self._first_away = int(marks[still[:, 0] >= 0, 0].min()) if self._breaks else NEVER << 1
        self.clock, self._places = clock, clock.places
        self._sign = np.full(len(places), 63)  # moves every bit of a number away but its sign: -1 or 0 is left
        self._flat = self._worked(places, places + np.append(clock.marks(free), np.full(PATHS, NEVER)))
        self.marks = self._flat.reshape(-1, PATHS)  # a view: written through
        self._rows = np.empty_like(self.marks)

    def able(self, windows: int) -> Able:
        """These windows, a bit each, for whoever may be called at any of them."""
        some = windows or 1 << len(self.marks) - 1
        each = np.frombuffer(some.to_bytes(self._bytes, "little"), np.uint8)
        places = np.unpackbits(each, bitorder="little").nonzero()[0]
        return Able(places, self._rows[: len(places)], windows != 0, windows & self._breaks != 0)

    def earliest(self, who: Able) -> Marks:
        """When and where the first of these windows is free, on every path."""
        self.marks.take(who.windows, 0, who.rows, "clip")  # not "raise": that would copy what it took once more
        first: Marks = np.minimum.reduce(who.rows, 0)
        return first

    def earliest_of_each(self, several: Several) -> Marks:
        """The same for several at once, a row each."""
        rows = self.marks.take(several.windows, 0)
        first: Marks = np.minimum.reduceat(rows, several.begins, 0) if len(several.begins) else rows
        return first

    def among(self, who: Able, closed: Marks) -> Marks:
        """The same where who may call differs from path to path: `closed[n, path]` is 0 where the nth of these windows
        may, and the clock's `nowhere` where it may not."""
        self.marks.take(who.windows, 0, who.rows, "clip")
        first: Marks = np.minimum.reduce(np.maximum(who.rows, closed, out=who.rows), 0)
        return first

    def take(self, at: Places, until: Marks) -> None:
        """Keep the windows at these places, at most one on each path, until then."""
        if until.item(until.argmax()) >= self._first_away:  # a fourth of what `max` takes
            until = self._worked(at, until)
        self._flat[at] = until

    def serve(self, who: Able, occupied: Marks) -> Marks:
        """Place somebody who waits now at the first window that is free; when that is."""
        windows, rows, some, breaks = who
        # As `earliest` and `take`, written out: nine of ten visits come through here.
        self.marks.take(windows, 0, rows, "clip")
        first: Marks = np.minimum.reduce(rows, 0)
        if some:
            at, until = first & self._places, first + occupied
            if breaks and until.item(until.argmax()) >= self._first_away:
                until = self._worked(at, until)
            self._flat[at] = until
        return first

    def _worked(self, at: Places, until: Marks) -> Marks:
        """A window that gets free while it stands still calls on when it is back."""
        back = self._until.take(at)
        back &= (self._before.take(at) - until) >> self._sign[: len(at)]  # 0 before it: quicker than any mask
        moved: Marks = np.maximum(until, back)
        return moved
