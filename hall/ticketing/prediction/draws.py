"""What is drawn for those who wait: how long each would keep a window, on every path."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

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
    happens,
    normals,
    ranks,
    times,
    times_of,
)
from hall.ticketing.prediction.values import HallNow

PER_TICKET = 8  # draws: of these the first three are for walking, calling on and not coming
PACE_DRAW = 17


@dataclass(frozen=True)
class Draws:
    """What was drawn for each waiting ticket: how long each of its services takes, and the rest of a visit.

    `minutes`: a row for each service of each ticket, of which its own begin at `begins`; `gone`: how long a call lasts
    that nobody answers, infinite where somebody comes; `whole`: all of it at one window.
    """

    minutes: Floats
    begins: Sequence[int]
    between: Floats
    gone: Floats
    whole: Floats

    def rows(self, at: int) -> slice:
        """Where the times of a ticket's services are in `minutes`."""
        return slice(self.begins[at], self.begins[at + 1] if at + 1 < len(self.begins) else None)


def draw(hall: HallNow, seed: int = SEED) -> Draws:
    """The random numbers of a forecast: for the same ticket and seed always the same."""
    first = np.array([ticket.draw for ticket in hall.line], dtype=np.intp) * PER_TICKET
    services = [ticket.services for ticket in hall.line]
    wanted = np.array(list(chain.from_iterable(services)), dtype=np.intp)
    lengths = np.array(list(map(len, services)), dtype=np.intp)
    begins = lengths.cumsum() - lengths
    numbers = (first + 3 - begins).repeat(lengths) + np.arange(len(wanted))
    pace = np.exp(PACE * normals(np.array([PACE_DRAW]), seed))
    minutes = times_of(hall.services).take(wanted[:, None] * PATHS + ranks(numbers, seed))
    absent, vain = (happens(first + 2, share, seed) for share in (GONE, GONE + LATE))
    in_vain = hall.no_show_minutes + NO_SHOW_EXTRA
    between = times(WALK, first, seed)
    between += times(NEXT, first + 1, seed)
    # By place: a mask would be looked through once more for every sum.
    between.reshape(-1)[np.flatnonzero(happens(first + 7, RESTS, seed))] += REST
    between.reshape(-1)[np.flatnonzero(vain > absent)] += in_vain
    gone = np.full(between.shape, np.inf)
    gone[absent] = in_vain
    whole = between + minutes.take(begins, 0) if len(wanted) else between.copy()
    for more in range(1, lengths.max(initial=0)):
        several = np.flatnonzero(lengths > more)
        whole[several] += minutes.take(begins[several] + more, 0)
    whole *= pace
    minutes *= pace
    between *= pace
    return Draws(minutes, begins.tolist(), between, gone, whole=np.minimum(whole, gone, out=whole))
