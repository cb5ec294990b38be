"""How soon, how often and by whom: the limits of recall, no-show, requeue, undo, late confirmation and holding."""

from datetime import UTC, datetime, timedelta

import pytest

from hall.catalogue.categories import Category
from hall.catalogue.rules import NoShowPolicy, QueueRules
from hall.errors import (
    HallError,
    NoShowTooSoon,
    NothingToUndo,
    RecallLimitReached,
    RecallTooSoon,
    RequeueLimitReached,
    UndoTooLate,
    UpgradeRefused,
)
from hall.ticketing.states import Move, TicketState
from hall.ticketing.timing import (
    LastAct,
    check_no_show,
    check_recall,
    check_requeue,
    check_undo,
    check_upgrade,
    no_show_move,
    unbinds_at,
)

RULES = QueueRules()
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


@pytest.mark.parametrize("calls", [1, 5])
def test_a_ticket_may_be_recalled_five_times(calls: int) -> None:
    check_recall(RULES, calls=calls, last_called_at=NOON, now=after(10))


def test_a_sixth_recall_is_refused_with_what_to_do() -> None:
    with pytest.raises(RecallLimitReached) as refused:
        check_recall(RULES, calls=6, last_called_at=NOON, now=after(3600))
    assert refused.value.detail.en == "It was recalled 5 times already. Start it or pass it over."


@pytest.mark.parametrize(("seconds", "left"), [(0, 10), (3.5, 7), (9.9, 1), (-30, 40)])
def test_a_recall_too_soon_says_how_long_to_wait(seconds: float, left: int) -> None:
    with pytest.raises(RecallTooSoon) as refused:
        check_recall(RULES, calls=1, last_called_at=NOON, now=after(seconds))
    assert refused.value.extra == {"retry_after_seconds": left}
    assert f"请{left}秒后再呼" in refused.value.detail.zh


@pytest.mark.parametrize(
    ("category", "seconds", "left"),
    [(None, 59.5, 1), (Category.URGENT, 30, 30), (Category.SENIOR, 60, 60), (Category.DISABLED, 119, 1)],
)
def test_a_no_show_too_soon_says_how_long_to_wait(category: Category | None, seconds: float, left: int) -> None:
    with pytest.raises(NoShowTooSoon) as refused:
        check_no_show(RULES, category=category, first_called_at=NOON, now=after(seconds))
    assert refused.value.extra == {"retry_after_seconds": left}
    check_no_show(RULES, category=category, first_called_at=NOON, now=after(seconds + left))


@pytest.mark.parametrize(
    ("policy", "requeues", "move"),
    [
        (NoShowPolicy.REQUEUE, 0, Move.NO_SHOW),
        (NoShowPolicy.REQUEUE, 1, Move.NO_SHOW),
        (NoShowPolicy.REQUEUE, 2, Move.VOID),
        (NoShowPolicy.TAIL, 0, Move.NO_SHOW),
        (NoShowPolicy.TAIL, 2, Move.VOID),
        (NoShowPolicy.VOID, 0, Move.VOID),
    ],
)
def test_a_no_show_ends_the_ticket_by_policy_or_after_two_returns(
    policy: NoShowPolicy, requeues: int, move: Move
) -> None:
    assert no_show_move(QueueRules(no_show_policy=policy), requeues=requeues) is move


def test_a_third_return_to_the_queue_is_refused() -> None:
    check_requeue(RULES, state=TicketState.PASSED, requeues=1)
    for state in (TicketState.PASSED, TicketState.ABANDONED):
        with pytest.raises(RequeueLimitReached):
            check_requeue(RULES, state=state, requeues=2)
    check_requeue(RULES, state=TicketState.DONE, requeues=2)  # its state refuses it, by another name


def test_a_late_confirmation_is_refused_after_a_missed_call() -> None:
    check_upgrade(requeues=0)
    with pytest.raises(UpgradeRefused):
        check_upgrade(requeues=1)


@pytest.mark.parametrize(
    ("kind", "move"),
    [
        ("ticket_called", Move.UNDO_CALL),
        ("ticket_started", Move.UNDO_START),
        ("ticket_finished", Move.UNDO_FINISH),
        ("ticket_passed", Move.UNDO_NO_SHOW),
        ("ticket_abandoned", Move.UNDO_NO_SHOW),
    ],
)
def test_the_last_step_can_be_undone_for_a_minute_by_whoever_did_it(kind: str, move: Move) -> None:
    last = LastAct(kind, NOON, "clerk-3")
    assert check_undo(RULES, last, by="clerk-3", now=after(60), window_called_again=False) is move


@pytest.mark.parametrize(
    ("last", "by", "seconds", "called_again", "error"),
    [
        (None, "clerk-3", 0, False, NothingToUndo),
        (LastAct("ticket_held", NOON, "clerk-3"), "clerk-3", 0, False, NothingToUndo),
        (LastAct("ticket_undone", NOON, "clerk-3"), "clerk-3", 0, False, NothingToUndo),
        (LastAct("ticket_called", NOON, "clerk-3"), "clerk-4", 0, False, NothingToUndo),
        (LastAct("ticket_called", NOON, "clerk-3"), None, 0, False, NothingToUndo),
        (LastAct("ticket_abandoned", NOON, None), None, 0, False, NothingToUndo),
        (LastAct("ticket_called", NOON, "clerk-3"), "clerk-3", 60.1, False, UndoTooLate),
        (LastAct("ticket_finished", NOON, "clerk-3"), "clerk-3", 5, True, UndoTooLate),
    ],
)
def test_anything_else_cannot_be_undone(
    last: LastAct | None, by: str | None, seconds: float, called_again: bool, error: type[HallError]
) -> None:
    with pytest.raises(error):
        check_undo(RULES, last, by=by, now=after(seconds), window_called_again=called_again)


@pytest.mark.parametrize(
    ("pause_minutes", "unbinds_after_minutes"), [(None, 10), (5, 10), (10, 10), (10.5, 0), (60, 0)]
)
def test_a_pause_over_ten_minutes_lets_held_tickets_go(
    pause_minutes: float | None, unbinds_after_minutes: float
) -> None:
    until = None if pause_minutes is None else after(pause_minutes * 60)
    assert unbinds_at(RULES, paused_at=NOON, paused_until=until) == after(unbinds_after_minutes * 60)
