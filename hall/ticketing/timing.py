"""How soon, how often and by whom a ticket's moves may be made: checks on plain values, the hall's rules and `now`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from hall.catalogue.categories import Category
from hall.catalogue.rules import NoShowPolicy, QueueRules
from hall.errors import (
    NoShowTooSoon,
    NothingToUndo,
    RecallLimitReached,
    RecallTooSoon,
    RequeueLimitReached,
    UndoTooLate,
    UpgradeRefused,
)
from hall.text import Text
from hall.ticketing.states import Move, TicketState


def check_recall(rules: QueueRules, *, calls: int, last_called_at: datetime, now: datetime) -> None:
    """Refuse a recall beyond the hall's number, or too soon; `calls` counts the first call and every recall since."""
    if calls > rules.recalls:
        raise RecallLimitReached(
            Text(
                f"已重呼{rules.recalls}次，不能再重呼。请开始办理或过号。",
                f"It was recalled {rules.recalls} times already. Start it or pass it over.",
            )
        )
    left = _seconds_left(last_called_at + rules.recall_interval, now)
    if left:
        raise RecallTooSoon(
            Text(f"重呼过快，请{left}秒后再呼。", f"Recalled too soon; call again in {left} s."),
            extra={"retry_after_seconds": left},
        )


def check_no_show(rules: QueueRules, *, category: Category | None, first_called_at: datetime, now: datetime) -> None:
    """Refuse to pass over a ticket before its holder had time to come; `first_called_at` is of this round of calls."""
    left = _seconds_left(first_called_at + rules.no_show_after(category), now)
    if left:
        raise NoShowTooSoon(
            Text(f"还不能过号，请再等{left}秒。", f"Too soon to pass over; wait {left} s more."),
            extra={"retry_after_seconds": left},
        )


def no_show_move(rules: QueueRules, *, requeues: int) -> Move:
    """What a no-show does: the ticket is passed over, or ends when the hall voids it or it came back too often."""
    void = rules.no_show_policy is NoShowPolicy.VOID or requeues >= rules.requeues
    return Move.VOID if void else Move.NO_SHOW


def check_requeue(rules: QueueRules, *, state: TicketState, requeues: int) -> None:
    """Refuse one return to the queue too many, also of a ticket that ended by it."""
    if state in (TicketState.PASSED, TicketState.ABANDONED) and requeues >= rules.requeues:
        raise RequeueLimitReached(
            Text(
                f"该号已恢复排队{rules.requeues}次，不能再恢复。请重新取号。",
                f"This ticket returned to the queue {rules.requeues} times already. Please take a new one.",
            )
        )


def check_upgrade(*, requeues: int) -> None:
    """Refuse a late green-channel confirmation of a ticket that missed its call: its key is no longer its own."""
    if requeues:
        raise UpgradeRefused(
            Text(
                "该号过号后恢复过排队，不能再改为绿色通道。",
                "This ticket returned to the queue after a missed call; the green channel can no longer be granted.",
            )
        )


# What can be taken back, by the kind of its journal entry.
UNDOES: dict[str, Move] = {
    "ticket_called": Move.UNDO_CALL,
    "ticket_started": Move.UNDO_START,
    "ticket_finished": Move.UNDO_FINISH,
    "ticket_passed": Move.UNDO_NO_SHOW,
    "ticket_abandoned": Move.UNDO_NO_SHOW,  # a no-show that ended the ticket; the day's end is nobody's to undo
}


@dataclass(frozen=True)
class LastAct:
    """The last thing done to a ticket: its journal kind, when, and the id of the person (None: nobody did it).

    A recall or reprint is not a step: what came before it is still the last act.
    """

    kind: str
    at: datetime
    by: str | None


def check_undo(
    rules: QueueRules, last: LastAct | None, *, by: str | None, now: datetime, window_called_again: bool
) -> Move:
    """The move that takes `last` back; refused when there is none, it was another's, or too long ago.

    `window_called_again`: whether its window has called another ticket since.
    """
    move = UNDOES.get(last.kind) if last is not None else None
    if last is None or move is None:
        raise NothingToUndo(Text("没有可撤销的操作。", "The last step of this ticket is not one that can be undone."))
    if by is None or last.by != by:
        raise NothingToUndo(Text("只能由操作人本人撤销。", "Only the person who did it can undo it."))
    if now - last.at > rules.undo_within:
        raise UndoTooLate(
            Text(
                f"已超过{rules.undo_seconds}秒，不能撤销。", f"More than {rules.undo_seconds} s ago; too late to undo."
            )
        )
    if window_called_again:
        raise UndoTooLate(
            Text("窗口已呼叫下一个号，不能撤销。", "The window has called the next ticket; too late to undo.")
        )
    return move


def unbinds_at(rules: QueueRules, *, paused_at: datetime, paused_until: datetime | None) -> datetime:
    """When tickets bound to a paused window may go elsewhere: at once, if it said it would be long, or once it is."""
    announced_long = paused_until is not None and paused_until - paused_at > rules.unbind_after
    return paused_at if announced_long else paused_at + rules.unbind_after


def _seconds_left(until: datetime, now: datetime) -> int:
    return max(0, ceil((until - now) / timedelta(seconds=1)))
