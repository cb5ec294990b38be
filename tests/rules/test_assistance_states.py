"""From which state a request for help comes to which: every pair of state and move, those that follow and the rest."""

import pytest

from hall.assistance.states import CLOSED, MOVES, Move, State, after
from hall.errors import AssistanceWrongState

WAYS = """
requested  assign    assigned
requested  start     underway
requested  withdraw  withdrawn
requested  lapse     unmet
assigned   assign    assigned
assigned   start     underway
assigned   steps     assigned
assigned   release   requested
assigned   withdraw  withdrawn
assigned   lapse     unmet
underway   start     underway
underway   steps     underway
underway   release   requested
underway   done      done
underway   withdraw  withdrawn
"""
TABLE = {(state, move): to for state, move, to in (line.split() for line in WAYS.split("\n") if line)}


@pytest.mark.parametrize("move", Move)
@pytest.mark.parametrize("state", State)
def test_every_move_from_every_state(state: State, move: Move) -> None:
    to = TABLE.get((state, move))
    if to is not None:
        assert after(state, move) == to
        return
    with pytest.raises(AssistanceWrongState) as refusal:
        after(state, move)
    assert refusal.value.extra == {"state": state.value}


def test_what_is_closed_stays_closed() -> None:
    assert all(state not in CLOSED for state, _move in MOVES)
