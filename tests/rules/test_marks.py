"""Moments that carry their window, and what a visitor with several services wants yet."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.ticketing.prediction.desks import Desks
from hall.ticketing.prediction.journeys import Errands
from hall.ticketing.prediction.marks import Clock
from hall.ticketing.prediction.occupancy import PATHS
from hall.ticketing.prediction.values import WindowNow

WINDOWS = 5
NOWHERE = 0  # what no window offers, after what each of them does


@given(st.lists(st.lists(st.integers(0, 3), min_size=PATHS, max_size=PATHS), min_size=1, max_size=WINDOWS))
def test_the_smallest_mark_says_when_and_at_which_of_several_windows_the_first(free: list[list[int]]) -> None:
    minutes = np.array(free, dtype=float)
    clock = Clock(len(free), 100.0)
    desks = Desks(clock, minutes, [WindowNow(frozenset())] * len(free))
    first = desks.earliest(desks.able((1 << len(free)) - 1))
    assert clock.minutes([first]).tolist() == [minutes.min(0).tolist()]
    assert (first & clock.places).tolist() == (minutes.argmin(0) * PATHS + np.arange(PATHS)).tolist()
    assert np.isinf(clock.minutes([desks.earliest(desks.able(0))])).all()


@pytest.mark.parametrize("latest", [1.0, 60.0, 100_000.0, 1e12])
def test_the_last_moment_of_a_pass_is_before_never_and_told_right(latest: float) -> None:
    for windows in (0, 1, 33, 500):
        clock = Clock(windows, latest)
        told = clock.minutes([clock.marks(np.full(PATHS, latest)) + windows * PATHS])
        assert told == pytest.approx(np.full((1, PATHS), latest), rel=1e-6)


@pytest.mark.parametrize(
    ("free", "called"), [(9.0, 9.0), (10.0, 20.0), (15.0, 20.0), (20.0, 20.0), (21.0, 21.0)], ids=str
)
def test_a_window_that_gets_free_while_it_stands_still_is_free_when_it_is_back(free: float, called: float) -> None:
    clock = Clock(1, 100.0)
    desks = Desks(clock, np.full((1, PATHS), free), [WindowNow(frozenset(), away=(10.0, 20.0))])
    who = desks.able(1)
    assert clock.minutes([desks.serve(who, clock.marks(np.zeros(PATHS)))]).tolist() == [[called] * PATHS]
    assert clock.minutes([desks.earliest(who)]).tolist() == [[called] * PATHS]


def in_turn(offers: list[int], services: int, way: list[int], *, in_order: bool) -> list[set[int]]:
    """What is done at each of these windows, one after the other, of what is done anywhere."""
    served = [number for number in range(services) if any(each >> number & 1 for each in offers)]
    if in_order:
        served = [number for at, number in enumerate(served) if at == number]
    left, done = set(served), []
    for window in way:
        here = set()
        for number in sorted(left):
            if offers[window] >> number & 1:
                here.add(number)
            elif in_order:
                break
        done.append(here)
        left -= here
    return done


@given(
    st.lists(st.integers(0, 15), min_size=WINDOWS, max_size=WINDOWS),
    st.integers(1, 4),
    st.lists(st.integers(0, WINDOWS - 1), max_size=6),
    st.booleans(),
)
def test_a_visitor_is_served_by_a_window_for_what_it_does_and_a_chain_up_to_what_it_does_not(
    offers: list[int], services: int, way: list[int], in_order: bool
) -> None:
    offers = [each & ((1 << services) - 1) for each in offers]
    minutes = np.array([[10**number] * PATHS for number in range(services)])
    served = int(np.bitwise_or.reduce(offers))
    errands = Errands(np.array([*offers, NOWHERE]), served, minutes, np.full(PATHS, 5), in_order=in_order)
    clock = Clock(WINDOWS, 100.0)
    desks = Desks(clock, np.zeros((WINDOWS, PATHS)), [WindowNow(frozenset())] * WINDOWS)
    who = desks.able((1 << WINDOWS) - 1)
    for window, expected in zip(way, in_turn(offers, services, way, in_order=in_order), strict=True):
        assert (errands.closed(who, clock.nowhere)[window] == (0 if expected else clock.nowhere)).all()
        done = errands.done_at(window * PATHS + np.arange(PATHS))
        assert (done == sum(1 << number for number in expected)).all()
        assert (errands.minutes_of(done) == 5 + sum(10**number for number in expected)).all()
        errands.wanted ^= done
