"""The windows of a hall rolled forward: when each is free again, on every path, and who takes it next."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from hall.ticketing.prediction.occupancy import PATHS, Floats, Mask, Places
from hall.ticketing.prediction.values import WindowNow

PATH = np.arange(PATHS)
NEVER = np.full(PATHS, np.inf)


class Able(NamedTuple):
    """The windows that may take somebody, where each one's paths begin in `Desks.flat`, and whether there are any."""

    windows: Places
    begin: Places
    some: bool


def able(windows: Iterable[int]) -> Able:
    found = np.array(sorted(windows), dtype=np.intp)
    return Able(found, found * PATHS, some=len(found) > 0)


class Desks:
    """`free[window, path]`: when a window is free for whoever has not been placed yet; only ever grows."""

    def __init__(self, free: Floats, windows: Iterable[WindowNow]) -> None:
        self.free = np.ascontiguousarray(free)
        self.flat = self.free.reshape(-1)  # a view: written through
        away = [window.away or (np.inf, np.inf) for window in windows]
        self._from, self._until = (np.repeat([each[end] for each in away], PATHS) for end in (0, 1))
        self._first_away = min((each[0] for each in away), default=np.inf)
        if len(self.flat):
            self.flat[:] = self._worked(np.arange(len(self.flat)), self.flat)

    def earliest(self, who: Able) -> tuple[Floats, Places]:
        """When the first of these windows is free, and its place in `flat`, on every path."""
        if not who.some:
            return NEVER, PATH
        at = who.begin.take(self.free.take(who.windows, 0).argmin(0))
        at += PATH
        return self.flat.take(at), at

    def take(self, at: Places, until: Floats) -> None:
        """Keep the windows at these places until then."""
        if self._first_away < np.inf and np.maximum.reduce(until) >= self._first_away:
            until = self._worked(at, until)
        self.flat[at] = until

    def serve(self, who: Able, occupied: Floats) -> Floats:
        """Place somebody who waits now at the first window that is free; when that is."""
        start, at = self.earliest(who)
        if who.some:
            self.take(at, start + occupied)
        return start

    def _worked(self, at: Places, until: Floats) -> Floats:
        """A window that gets free while it stands still calls on when it is back."""
        back = self._until.take(at)
        moved: Floats = np.where((until >= self._from.take(at)) & (until < back), back, until)
        return moved


def among(free: Floats, windows: Places, mask: Mask) -> tuple[Floats, Places]:
    """As `Desks.earliest`, where who may call differs from path to path: `mask[n, path]` for the nth of `windows`."""
    if not len(windows):
        return NEVER, PATH
    open_ = np.where(mask, free.take(windows, 0), np.inf)
    nth = open_.argmin(0)
    return open_[nth, PATH], windows.take(nth) * PATHS + PATH
