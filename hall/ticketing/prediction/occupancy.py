"""How long a visit keeps a window: draws for 64 paths, and what is left of a visit that has begun.

A visit occupies a window from its call until the next call there: the visitor walks up, is served, the clerk calls on.
What a hall's own history says of all this is not known here yet; a service has its configured median and spread, the
rest these constants.
"""

import math
from collections.abc import Sequence
from functools import cache, lru_cache
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
Mask = NDArray[np.bool_]

PATHS = 64
POOL = 32768  # a power of two
SEED = 20260101


class LogNormal(NamedTuple):
    """A time in minutes: its median, and the spread of its logarithm."""

    median: float
    spread: float


WALK = LogNormal(0.7, 0.5)
"""From the call to the start: most people need half a minute to a minute from their chair to the window."""

NEXT = LogNormal(0.3, 0.8)
"""From the end of a visit to the next call: seconds at a busy window, now and then a form to be filed first."""

NO_SHOW = 0.05
GONE, LATE = 0.025, 0.025
"""The share of calls that nobody answers, where nothing better is known: half of those are gone, half come back and are
served a little later. A ticket that will come back is forecast as one long visit at the window that called it."""

REST, RESTS = 10.0, 0.03
"""A rest of ten minutes that nobody announced, and after what share of visits: about one in four hours."""

PACE = 0.07
"""How far a whole hall may be from its configured times on a day: the spread of a factor that a path's visits share."""

NO_SHOW_EXTRA = 0.5
"""Minutes that a call in vain lasts beyond the hall's shortest time for passing over."""


@cache
def _ranks(seed: int) -> NDArray[np.int8]:
    """POOL orders of the 64 paths. A draw takes one: its 64 values are the 64 quantiles, each on one path."""
    random = np.random.default_rng(seed)
    return random.permuted(np.tile(np.arange(PATHS, dtype=np.int8), (POOL, 1)), axis=1)


@cache
def _tails() -> tuple[Floats, Floats]:
    """Minus the logarithm of the normal distribution's upper tail, and where it is that."""
    at = np.linspace(-6.0, 30.0, 3601)
    return np.array([-math.log(math.erfc(z / math.sqrt(2)) / 2) for z in at]), at


@cache
def _quantiles() -> Floats:
    normal = NormalDist()
    return np.array([normal.inv_cdf((rank + 0.5) / PATHS) for rank in range(PATHS)])


def ranks(draws: Places, seed: int = SEED) -> NDArray[np.int8]:
    """Which of 64 values each path has: an order of them, in a row, for each draw."""
    return _ranks(seed).take(draws & (POOL - 1), axis=0)


def normals(draws: Places, seed: int = SEED) -> Floats:
    """Standard normal values, a row of 64 for each draw."""
    return _quantiles().take(ranks(draws, seed))


def uniforms(draws: Places, seed: int = SEED) -> Floats:
    return (ranks(draws, seed) + 0.5) / PATHS


def happens(draws: Places, share: float, seed: int = SEED) -> Mask:
    """On which paths something comes about that does so in this share of all cases: where `uniforms` are below it."""
    below: Mask = ranks(draws, seed) < math.ceil(share * PATHS - 0.5)
    return below


def times(what: LogNormal, draws: Places, seed: int = SEED) -> Floats:
    """A row of 64 times for each draw."""
    drawn: Floats = _times(what).take(ranks(draws, seed))
    return drawn


@lru_cache(maxsize=1024)
def _times(what: LogNormal) -> Floats:
    only: Floats = times_of([what])[0]
    return only


def times_of(kinds: Sequence[tuple[float, float]]) -> Floats:
    """The 64 times that each of these (median, spread) has, ascending: a draw only says which path has which."""
    medians, spreads = np.array(kinds).reshape(-1, 2, 1).swapaxes(0, 1)
    found: Floats = medians * np.exp(spreads * _quantiles())
    return found


def left_of(medians: Floats, spreads: Floats, spent: Floats, draws: Places, seed: int = SEED) -> Floats:
    """What is left of times that have lasted `spent` already: rows of 64 from the tail of each distribution."""
    spread = np.maximum(spreads, 1e-6)
    z = normals(draws, seed)
    begun = np.flatnonzero(spent > 0)
    if len(begun):
        longer = np.array([_longer(*each) for each in zip(medians[begun], spread[begun], spent[begun], strict=True)])
        z[begun] = np.interp(longer[:, None] - np.log(1 - uniforms(draws[begun], seed)), *_tails())
    left: Floats = np.maximum(medians[:, None] * np.exp(spread[:, None] * z) - spent[:, None], 0.0)
    return left


def _longer(median: float, spread: float, spent: float) -> float:
    """Minus the logarithm of the chance that a time lasts longer than `spent`."""
    z = min(30.0, (math.log(spent) - math.log(median)) / spread)
    return -math.log(math.erfc(z / math.sqrt(2)) / 2)


def not_coming(spent: Floats) -> Floats:
    """The chance that somebody called so many minutes ago, and not there, does not come at all."""
    still = np.array([math.exp(-_longer(WALK.median, WALK.spread, each)) if each > 0 else 1.0 for each in spent])
    chance: Floats = NO_SHOW / (NO_SHOW + (1 - NO_SHOW) * still)
    return chance


def together(parts: list[tuple[float, float]]) -> LogNormal:
    """The lognormal time with the mean and variance of the sum of these (median, spread)."""
    if len(parts) == 1:
        return LogNormal(*parts[0])
    means = [median * math.exp(spread**2 / 2) for median, spread in parts]
    mean = sum(means)
    variance = sum(each**2 * math.expm1(spread**2) for each, (_, spread) in zip(means, parts, strict=True))
    spread = math.sqrt(math.log1p(variance / mean**2))
    return LogNormal(mean * math.exp(-(spread**2) / 2), spread)
