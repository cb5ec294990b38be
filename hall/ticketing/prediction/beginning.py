"""The windows as they stand at the beginning of a forecast: when each will be free, from what it is doing now."""

from typing import NamedTuple

import numpy as np

from hall.ticketing.prediction.occupancy import (
    NEXT,
    NO_SHOW_EXTRA,
    WALK,
    Floats,
    LogNormal,
    Mask,
    left_of,
    not_coming,
    times,
    together,
    uniforms,
)
from hall.ticketing.prediction.values import AtWindow, HallNow

SOONEST = 0.2  # minutes; a call that has been in vain for long is given up about now
SERVING, WALKING, CALLING_ON, ABSENT, ONWARD = (503 * n for n in range(1, 6))  # where the draws of each begin


class Onward(NamedTuple):
    """Who goes on to another window with the rest of its services, from when (`ready`), where it is not `absent`.

    How long each takes: `minutes[service, path]`, and `between`, the rest of a visit.
    """

    age: float
    services: list[int]
    in_order: bool
    minutes: Floats
    between: Floats
    ready: Floats
    absent: Mask


def free_at_first(hall: HallNow, can: Mask, seed: int) -> tuple[Floats, list[Onward]]:
    """When each window is free (`[window, path]`), and who goes on from there to another one."""
    count = len(hall.windows)
    numbers = np.arange(count)
    idle = np.array([window.idle for window in hall.windows])
    calling_on = left_of(np.full(count, NEXT.median), np.full(count, NEXT.spread), idle, numbers + CALLING_ON, seed)
    visit, absent = _visits(hall, can, seed)
    opens = np.array([window.opens_in for window in hall.windows])[:, None]
    free: Floats = np.maximum(visit, opens) + calling_on
    onward = []
    for at, window in enumerate(hall.windows):
        if window.busy is not None:
            rest = _rest(can, at, window.busy) if len(window.busy.services) > 1 else []
            onward += [_onward(hall, at, window.busy, rest, visit[at], absent[at], seed)] if rest else []
    return free, onward


def done_here(can: Mask, at: int, ticket: AtWindow) -> list[int]:
    """Which of a ticket's services its window does, as positions: the first alone if it is there for none of them."""
    done = []
    for position, service in enumerate(ticket.services):
        if ticket.any_window or can[at, service]:
            done.append(position)
        elif ticket.in_order:
            break
    return done or [0]


def _visits(hall: HallNow, can: Mask, seed: int) -> tuple[Floats, Mask]:
    """How long the tickets at windows stay yet (0: nobody is there), and where nobody comes."""
    count = len(hall.windows)
    numbers = np.arange(count)
    kinds, serving, walking = [(1.0, 0.0)] * count, np.zeros(count), np.full(count, -1.0)
    for at, window in enumerate(hall.windows):
        ticket = window.busy
        if ticket is not None:
            kinds[at] = _kind(hall, can, at, ticket)
            serving[at], walking[at] = ticket.started or 0.0, -1.0 if ticket.started is not None else ticket.called
    busy = np.array([window.busy is not None for window in hall.windows])
    medians, spreads = np.array(kinds).reshape(-1, 2).T
    left = left_of(medians, spreads, serving, numbers + SERVING, seed)
    called = walking >= 0
    spent = np.maximum(walking, 0.0)
    walk = left_of(np.full(count, WALK.median), np.full(count, WALK.spread), spent, numbers + WALKING, seed)
    absent = called[:, None] & (uniforms(numbers + ABSENT, seed) < not_coming(spent)[:, None])
    given_up = np.maximum(hall.no_show_minutes + NO_SHOW_EXTRA - spent, SOONEST)[:, None]
    stays = np.where(absent, given_up, left + np.where(called[:, None], walk, 0.0))
    return np.where(busy[:, None], stays, 0.0), absent


def _kind(hall: HallNow, can: Mask, at: int, ticket: AtWindow) -> tuple[float, float]:
    """How long it is served there: median and spread."""
    if len(ticket.services) == 1:
        return hall.services[ticket.services[0]]
    return together([hall.services[ticket.services[position]] for position in done_here(can, at, ticket)])


def _rest(can: Mask, at: int, ticket: AtWindow) -> list[int]:
    done = done_here(can, at, ticket)
    return [service for position, service in enumerate(ticket.services) if position not in done]


def _onward(
    hall: HallNow, at: int, ticket: AtWindow, rest: list[int], ready: Floats, absent: Mask, seed: int
) -> Onward:
    draws = np.arange(len(rest) + 2) + ONWARD + 8 * at
    minutes = [times(LogNormal(*hall.services[service]), draws[[n]], seed) for n, service in enumerate(rest)]
    between = times(WALK, draws[[-1]], seed)[0] + times(NEXT, draws[[-2]], seed)[0]
    return Onward(ticket.age, rest, ticket.in_order, np.concatenate(minutes), between, ready, absent)
