"""The windows of a hall rolled forward: when each is free again, on every path, and who takes it next."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from hall.ticketing.prediction.occupancy import PATHS, Floats, Mask, Places
from hall.ticketing.prediction.values import WindowNow

PATH = np.arange(PATHS)
NEVER = np.full(PATHS, np.inf)


class Able(NamedTuple):
    """The windows that may take somebody, where each one's paths begin in `Desks.flat`, and whether there are any.

    `breaks`: one of them will stand still.
    """

    windows: Places
    begin: Places
    some: bool
    breaks: bool


class Desks:
    """`free[window, path]`: when a window is free for whoever has not been placed yet; only ever grows."""

    def __init__(self, free: Floats, windows: Iterable[WindowNow]) -> None:
        self.free = np.ascontiguousarray(free)
        self.flat = self.free.reshape(-1)  # a view: written through
        away = [window.away or (np.inf, np.inf) for window in windows]
        self._breaks = {at for at, each in enumerate(away) if each[0] < np.inf}
        self._from, self._until = (np.repeat([each[end] for each in away], PATHS) for end in (0, 1))
        self._first_away = min((each[0] for each in away), default=np.inf)
        if len(self.flat):
            self.flat[:] = self._worked(np.arange(len(self.flat)), self.flat)

    def able(self, windows: Iterable[int]) -> Able:
        """These windows, for whoever may be called at any of them."""
        found = sorted(windows)
        places = np.array(found, dtype=np.intp)
        return Able(places, places * PATHS, some=bool(found), breaks=not self._breaks.isdisjoint(found))

    def earliest(self, who: Able) -> tuple[Floats, Places]:
        """When the first of these windows is free, and its place in `flat`, on every path."""
        if not who.some:
            return NEVER, PATH
        at = who.begin.take(self.free.take(who.windows, 0).argmin(0))
        at += PATH
        return self.flat.take(at), at

    def among(self, windows: Places, begin: Places, closed: Mask) -> tuple[Floats, Places, Places]:
        """The same where who may call differs from path to path: `closed[n, path]`, the nth of these windows may not.

        When, which of them, and its place; infinite where none may.
        """
        free = self.free.take(windows, 0)
        np.putmask(free, closed, np.inf)
        nth = free.argmin(0)
        at = begin.take(nth)
        at += PATH
        return free[nth, PATH], nth, at

    def take(self, at: Places, until: Floats) -> None:
        """Keep the windows at these places until then."""
        if self._first_away < np.inf and np.maximum.reduce(until) >= self._first_away:
            until = self._worked(at, until)
        self.flat[at] = until

    def serve(self, who: Able, occupied: Floats) -> Floats:
        """Place somebody who waits now at the first window that is free; when that is."""
        start, at = self.earliest(who)
        if who.breaks:
            self.take(at, start + occupied)
        elif who.some:
            self.flat[at] = start + occupied
        return start

    def _worked(self, at: Places, until: Floats) -> Floats:
        """A window that gets free while it stands still calls on when it is back."""
        back = self._until.take(at)
        moved: Floats = np.where((until >= self._from.take(at)) & (until < back), back, until)
        return moved
