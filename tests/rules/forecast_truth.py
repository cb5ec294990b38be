"""A hall's line called window by window, on one path, by the queue's own rules: what a forecast has to come out at."""

import heapq
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np

from hall.ticketing.policy import Key, WaitingTicket, WindowView, able_to_do, next_for
from hall.ticketing.prediction.beginning import free_at_first
from hall.ticketing.prediction.draws import Draws, draw
from hall.ticketing.prediction.occupancy import SEED
from hall.ticketing.prediction.values import HallNow

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@dataclass
class _Visitor:
    position: int
    ticket: WaitingTicket
    ready: float = 0.0
    left: list[int] = field(default_factory=list)


def called_at(hall: HallNow, path: int, seed: int = SEED) -> list[float]:
    """Minutes until each waiting ticket's first call on one path of the forecast's draws; infinite: never."""
    drawn = draw(hall, seed)
    can = np.array([[s in w.services for s in range(len(hall.services))] for w in hall.windows], dtype=bool)
    first, _onward = free_at_first(hall, can, seed)
    views = [WindowView(str(n), _names(w.services), w.assisted) for n, w in enumerate(hall.windows)]
    waiting = [_visitor(hall, at) for at in range(len(hall.line))]
    called = [float("inf")] * len(waiting)
    free = [(float(first[n, path]), n) for n in range(len(views))]
    heapq.heapify(free)
    while free and waiting:
        at, window = heapq.heappop(free)
        here = [one.ticket for one in waiting if one.ready <= at]
        found = next_for(views[window], here)
        if found is None:
            later = [one.ready for one in waiting if one.ready > at and able_to_do(views[window], one.ticket)]
            if later:
                heapq.heappush(free, (min(later), window))
            continue
        one = next(each for each in waiting if each.ticket is found)
        called[one.position] = min(called[one.position], at)
        occupied = _serve(one, views[window], drawn, path)
        one.ready = at + occupied
        heapq.heappush(free, (at + occupied, window))
        waiting = [each for each in waiting if each.ticket.pending]
    return called


def _serve(one: _Visitor, window: WindowView, drawn: Draws, path: int) -> float:
    """Minutes the window is kept; what was done there is pending no more."""
    gone = float(drawn.gone[one.position, path])
    if np.isfinite(gone):
        one.ticket = _with(one.ticket, ())
        return gone
    done = able_to_do(window, one.ticket)
    minutes = float(drawn.between[one.position, path])
    minutes += sum(float(drawn.minutes[drawn.rows(one.position)][one.left[at], path]) for at in done)
    rest = [at for at in range(len(one.ticket.pending)) if at not in done]
    one.left = [one.left[at] for at in rest]
    one.ticket = _with(one.ticket, tuple(one.ticket.pending[at] for at in rest))
    return minutes


def _visitor(hall: HallNow, at: int) -> _Visitor:
    waiting = hall.line[at]
    since = NOW - timedelta(minutes=waiting.age)
    bound = str(waiting.bound) if waiting.bound is not None else None
    pending = tuple(f"s{service}" for service in waiting.services)
    ticket = WaitingTicket(str(at), Key(since, at), pending, waiting.in_order, waiting.any_window, bound)
    return _Visitor(at, ticket, left=list(range(len(pending))))


def _with(ticket: WaitingTicket, pending: tuple[str, ...]) -> WaitingTicket:
    return WaitingTicket(ticket.id, ticket.key, pending, ticket.in_order, ticket.needs_help, ticket.bound)


def _names(services: frozenset[int]) -> frozenset[str]:
    return frozenset(f"s{service}" for service in services)
