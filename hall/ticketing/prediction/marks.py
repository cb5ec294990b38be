"""Moments that carry their window: whole numbers, so that one minimum says both when a window is free and which.

A mark is a moment in ticks, moved up to make room for its place, `window * PATHS + path`, in the lowest bits. Of two
marks the earlier is the smaller; at the same moment it is the window that stands first. NumPy finds the smallest of
some rows in half the time in which it finds where that stands, and a pass asks little else.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hall.ticketing.prediction.occupancy import PATHS, Floats

Marks = NDArray[np.int64]

PATH_BITS = np.full(PATHS, (PATHS - 1).bit_length())  # paths are a power of two; without them a place is its window
NEVER_BITS = 61
NEVER = 1 << NEVER_BITS
"""Later than any moment of a pass: where no window may call. What is added to it yet must not pass 63 bits."""
FINEST = 38  # a tick is no shorter than 2**-38 minutes, so that most halls have the same, whoever is in them


class Clock:
    """How minutes become marks and marks minutes, for windows and one row more that stands for no window.

    `latest`: minutes within which everything ends; the ticks are as short as that leaves room for. `nowhere`: the
    mark of where no window may call; `places`: a row of what leaves a mark's place alone.
    """

    def __init__(self, windows: int, latest: float) -> None:
        self._shift = ((windows + 1) * PATHS - 1).bit_length()
        _fraction, whole = math.frexp(latest)
        self._minute = math.ldexp(1.0, min(FINEST, NEVER_BITS - self._shift - max(0, whole)))
        self.places = np.full(PATHS, (1 << self._shift) - 1)  # a row: NumPy is slow with single numbers
        self.nowhere = NEVER + windows * PATHS

    def marks(self, minutes: Floats) -> Marks:
        """These minutes as marks without a place."""
        found: Marks = (minutes * self._minute).astype(np.int64) << self._shift
        return found

    def minutes(self, marks: Sequence[Marks]) -> Floats:
        """When these are, a row of paths each; infinite: never."""
        whole = np.concatenate(marks or [np.empty(0, np.int64)], axis=None)
        never = np.flatnonzero(whole >= NEVER)
        whole >>= self._shift
        found: Floats = whole / self._minute
        found[never] = np.inf
        return found.reshape(-1, PATHS)

    def span(self, marks: float) -> float:
        """The minutes between two marks that are so far apart."""
        return math.ldexp(marks / self._minute, -self._shift)
