"""The state machine: every move that domain.md draws, and a refusal by name for every other."""

import pytest

from hall.errors import (
    TicketNotCalled,
    TicketNotHeld,
    TicketNotPassed,
    TicketNotServing,
    TicketNotWaiting,
    TicketWrongState,
)
from hall.ticketing.states import AT_WINDOW, ENDED, LIVE, MOVES, Move, TicketState, after

# The drawing of domain.md §2, once more and by hand: state, what can be done, where it leads.
DRAWN = """
waiting  call            called
waiting  cancel          cancelled
waiting  close           unserved
waiting  transfer        waiting
waiting  upgrade         waiting
waiting  undo_finish     serving
called   recall          called
called   start           serving
called   no_show         passed
called   void            abandoned
called   cancel          cancelled
called   transfer        waiting
called   close           unserved
called   undo_call       waiting
serving  hold            held
serving  transfer        waiting
serving  forward         waiting
serving  finish          done
serving  undo_start      called
held     resume_waiting  waiting
held     resume_serving  serving
held     close           unserved
passed   requeue         waiting
passed   abandon         abandoned
passed   undo_no_show    called
done     undo_finish     serving
abandoned undo_no_show   called
"""
ALLOWED = {
    (TicketState(state), Move(move)): TicketState(to) for state, move, to in map(str.split, DRAWN.strip().splitlines())
}
REFUSED = [(state, move) for state in TicketState for move in Move if (state, move) not in ALLOWED]


def test_the_table_is_the_drawing() -> None:
    assert MOVES == ALLOWED


@pytest.mark.parametrize(("state", "move"), ALLOWED)
def test_a_drawn_move_leads_where_it_is_drawn(state: TicketState, move: Move) -> None:
    assert after(state, move, number="A012") is ALLOWED[state, move]


@pytest.mark.parametrize(("state", "move"), REFUSED)
def test_any_other_move_is_refused_with_the_state_and_what_to_do(state: TicketState, move: Move) -> None:
    with pytest.raises(TicketWrongState) as refused:
        after(state, move, number="A012")
    error = refused.value
    assert error.status == 409
    assert error.extra == {"number": "A012", "state": state.value}
    for words in error.detail:
        assert words.startswith("A012")
        assert words.endswith((".", "。"))


@pytest.mark.parametrize(
    ("error", "moves"),
    [
        (TicketNotWaiting, {Move.CALL, Move.UPGRADE}),
        (TicketNotCalled, {Move.RECALL, Move.START, Move.NO_SHOW, Move.VOID, Move.UNDO_CALL}),
        (TicketNotServing, {Move.FINISH, Move.FORWARD, Move.HOLD, Move.UNDO_START}),
        (TicketNotHeld, {Move.RESUME_WAITING, Move.RESUME_SERVING}),
        (TicketNotPassed, {Move.REQUEUE, Move.ABANDON}),
        (TicketWrongState, {Move.TRANSFER, Move.CANCEL, Move.CLOSE, Move.UNDO_FINISH, Move.UNDO_NO_SHOW}),
    ],
)
def test_a_refusal_is_named_after_the_state_that_the_move_needs(
    error: type[TicketWrongState], moves: set[Move]
) -> None:
    for move in moves:
        with pytest.raises(error) as refused:
            after(TicketState.UNSERVED, move, number="A012")
        assert type(refused.value) is error


def test_a_refusal_reads_like_a_sentence() -> None:
    with pytest.raises(TicketNotCalled) as refused:
        after(TicketState.WAITING, Move.START, number="A012")
    assert refused.value.detail.zh == "A012正在等候，不能开始办理。请先叫号。"
    assert refused.value.detail.en == "A012 is waiting and cannot be started. Call it first."


def test_who_may_come_back_is_live() -> None:
    assert {"waiting", "called", "serving", "held", "passed"} == LIVE
    assert set(TicketState) == LIVE | ENDED
    assert {"called", "serving"} == AT_WINDOW


@pytest.mark.parametrize("state", TicketState)
def test_every_state_has_words(state: TicketState) -> None:
    assert all(state.words)
    assert all(state.is_now)
