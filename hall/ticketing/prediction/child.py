"""The child process that forecasts: `python -m hall.ticketing.prediction.child`; a job is a hall, the answer its bands.

A job is `HallNow.as_json()`. The answer: `line`, `newcomers` (by credit) and `typical`, each band as [p10, p50, p90]
in whole minutes, rounded outward, or null where nobody who works may call.
"""

import math
import sys
from collections.abc import Sequence

import numpy as np

from hall.children import Done, work_for_parent
from hall.events import Json
from hall.ticketing.prediction.occupancy import PATHS, Floats
from hall.ticketing.prediction.roll import roll
from hall.ticketing.prediction.values import HallNow

PLACES = [int(share * (PATHS - 1)) for share in (0.1, 0.5)] + [PATHS - 1 - int(0.1 * (PATHS - 1))]


def forecast(job: Json) -> Done:
    """The bands of a hall."""
    hall = HallNow.from_json(job)
    starts = roll(hall)
    plain = starts.newcomers[0] if len(starts.newcomers) else np.empty((0, PATHS))
    return Done(
        {
            "line": bands(starts.line),
            "newcomers": [bands(each) for each in starts.newcomers],
            "typical": typical(plain[: len(hall.weights)], hall.weights),
        }
    )


def bands(starts: Floats) -> list[list[int] | None]:
    """The band of each row of starts."""
    ordered = np.sort(starts, axis=1).take(PLACES, axis=1)
    return [_band(row) for row in ordered.tolist()]


def typical(starts: Floats, weights: Sequence[float]) -> list[int] | None:
    """The band over newcomers who want one service or another, as often as `weights` says."""
    served = [at for at in range(len(starts)) if np.isfinite(starts[at]).all()]
    if not served:
        return None
    weight = np.repeat(np.array([weights[at] for at in served]) + 1e-9, PATHS)
    minutes = starts[served].reshape(-1)
    order = minutes.argsort()
    share = weight[order].cumsum() / weight.sum()
    return _band(
        [float(minutes[order[min(len(order) - 1, int(np.searchsorted(share, each)))]]) for each in (0.1, 0.5, 0.9)]
    )


def _band(minutes: Sequence[float]) -> list[int] | None:
    low, middle, high = minutes
    if not math.isfinite(high):
        return None
    return [int(low), round(middle), -int(-high // 1)]


if __name__ == "__main__":
    work_for_parent(forecast)
    sys.exit(0)
