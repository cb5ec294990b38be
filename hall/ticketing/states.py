"""The states of a ticket and the moves between them: one table, and a refusal by name for everything else.

                cancel                            close
issue --> waiting ------> cancelled      waiting, called, held ------> unserved
          | ^ ^ ^
     call | | | +-- requeue -- passed -- abandon --> abandoned
          v | |                ^
       called - transfer       | no_show (void: abandoned at once)
          |   |  <-------------+
    start |   |
          v   |
       serving - forward, transfer -> waiting;  hold -> held;  held - resume -> waiting or serving
          |
          v finish
        done                     undo_call, undo_start, undo_finish, undo_no_show: one step back
"""

from enum import StrEnum

from hall.errors import (
    TicketNotCalled,
    TicketNotHeld,
    TicketNotPassed,
    TicketNotServing,
    TicketNotWaiting,
    TicketWrongState,
)
from hall.text import Text


class TicketState(StrEnum):
    """Where a ticket stands."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    PASSED = "passed"
    DONE = "done"
    CANCELLED = "cancelled"
    ABANDONED = "abandoned"
    UNSERVED = "unserved"

    @property
    def words(self) -> Text:
        """What people call it."""
        return _STATE_WORDS[self]

    @property
    def is_now(self) -> Text:
        """The end of a sentence that begins with the ticket's number."""
        return _IS_NOW[self]


S = TicketState
# A called or passed ticket may come back, so it is overtaken, and protected, like a waiting one.
LIVE = frozenset({S.WAITING, S.CALLED, S.SERVING, S.HELD, S.PASSED})
ENDED = frozenset(S) - LIVE
AT_WINDOW = frozenset({S.CALLED, S.SERVING})


class Move(StrEnum):
    """What can be done to a ticket."""

    CALL = "call"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"  # every errand has its outcome
    FORWARD = "forward"  # finished here, errands left for another window
    HOLD = "hold"
    RESUME_WAITING = "resume_waiting"
    RESUME_SERVING = "resume_serving"
    TRANSFER = "transfer"
    NO_SHOW = "no_show"
    VOID = "void"  # a no-show that ends the ticket: by the hall's policy, or passed too often
    REQUEUE = "requeue"
    ABANDON = "abandon"  # passed, and the day or the hall ends
    CANCEL = "cancel"
    CLOSE = "close"
    UPGRADE = "upgrade"
    UNDO_CALL = "undo_call"
    UNDO_START = "undo_start"
    UNDO_FINISH = "undo_finish"
    UNDO_NO_SHOW = "undo_no_show"


MOVES: dict[tuple[TicketState, Move], TicketState] = {
    (S.WAITING, Move.CALL): S.CALLED,
    (S.CALLED, Move.RECALL): S.CALLED,
    (S.CALLED, Move.START): S.SERVING,
    (S.SERVING, Move.FINISH): S.DONE,
    (S.SERVING, Move.FORWARD): S.WAITING,
    (S.SERVING, Move.HOLD): S.HELD,
    (S.HELD, Move.RESUME_WAITING): S.WAITING,
    (S.HELD, Move.RESUME_SERVING): S.SERVING,
    (S.WAITING, Move.TRANSFER): S.WAITING,
    (S.CALLED, Move.TRANSFER): S.WAITING,
    (S.SERVING, Move.TRANSFER): S.WAITING,
    (S.CALLED, Move.NO_SHOW): S.PASSED,
    (S.CALLED, Move.VOID): S.ABANDONED,
    (S.PASSED, Move.REQUEUE): S.WAITING,
    (S.PASSED, Move.ABANDON): S.ABANDONED,
    (S.WAITING, Move.CANCEL): S.CANCELLED,
    (S.CALLED, Move.CANCEL): S.CANCELLED,
    (S.WAITING, Move.CLOSE): S.UNSERVED,
    (S.CALLED, Move.CLOSE): S.UNSERVED,
    (S.HELD, Move.CLOSE): S.UNSERVED,
    (S.WAITING, Move.UPGRADE): S.WAITING,
    (S.CALLED, Move.UNDO_CALL): S.WAITING,
    (S.SERVING, Move.UNDO_START): S.CALLED,
    (S.DONE, Move.UNDO_FINISH): S.SERVING,
    (S.WAITING, Move.UNDO_FINISH): S.SERVING,
    (S.PASSED, Move.UNDO_NO_SHOW): S.CALLED,
    (S.ABANDONED, Move.UNDO_NO_SHOW): S.CALLED,
}


def after(state: TicketState, move: Move, *, number: str) -> TicketState:
    """The state that `move` leads to; a move the table does not know raises the TicketWrongState that names it."""
    found = MOVES.get((state, move))
    if found is None:
        raise _refusal(state, move, number)
    return found


def _refusal(state: TicketState, move: Move, number: str) -> TicketWrongState:
    able, instead = _MOVE_WORDS[move], _WHAT_TO_DO[state]
    detail = Text(
        f"{number}{state.is_now.zh}，不能{able.zh}。{instead.zh}",
        f"{number} {state.is_now.en} and cannot be {able.en}. {instead.en}",
    )
    return _REFUSALS.get(move, TicketWrongState)(detail, extra={"number": number, "state": state.value})


_REFUSALS: dict[Move, type[TicketWrongState]] = {
    Move.CALL: TicketNotWaiting,
    Move.UPGRADE: TicketNotWaiting,
    Move.RECALL: TicketNotCalled,
    Move.START: TicketNotCalled,
    Move.NO_SHOW: TicketNotCalled,
    Move.VOID: TicketNotCalled,
    Move.UNDO_CALL: TicketNotCalled,
    Move.FINISH: TicketNotServing,
    Move.FORWARD: TicketNotServing,
    Move.HOLD: TicketNotServing,
    Move.UNDO_START: TicketNotServing,
    Move.RESUME_WAITING: TicketNotHeld,
    Move.RESUME_SERVING: TicketNotHeld,
    Move.REQUEUE: TicketNotPassed,
    Move.ABANDON: TicketNotPassed,
}

_STATE_WORDS = {
    S.WAITING: Text("等候中", "Waiting"),
    S.CALLED: Text("已叫号", "Called"),
    S.SERVING: Text("办理中", "Being served"),
    S.HELD: Text("已挂起", "On hold"),
    S.PASSED: Text("已过号", "Passed over"),
    S.DONE: Text("已办结", "Done"),
    S.CANCELLED: Text("已取消", "Cancelled"),
    S.ABANDONED: Text("已弃号", "Abandoned"),
    S.UNSERVED: Text("闭厅未办", "Unserved at closing"),
}

_IS_NOW = {
    S.WAITING: Text("正在等候", "is waiting"),
    S.CALLED: Text("已被呼叫", "has been called"),
    S.SERVING: Text("正在办理", "is being served"),
    S.HELD: Text("已挂起", "is on hold"),
    S.PASSED: Text("已过号", "was passed over"),
    S.DONE: Text("已办结", "is done"),
    S.CANCELLED: Text("已取消", "was cancelled"),
    S.ABANDONED: Text("已弃号", "was abandoned"),
    S.UNSERVED: Text("因闭厅未办理", "was left unserved when the hall closed"),
}

_END = Text("如需办理，请重新取号。", "Please take a new ticket.")
_WHAT_TO_DO = {
    S.WAITING: Text("请先叫号。", "Call it first."),
    S.CALLED: Text("可以开始办理、重呼或过号。", "Start it, recall it or pass it over."),
    S.SERVING: Text("可以办结、挂起或转出。", "Finish it, hold it or transfer it."),
    S.HELD: Text("请先恢复办理。", "Resume it first."),
    S.PASSED: Text("请先恢复排队。", "Return it to the queue first."),
    S.DONE: _END,
    S.CANCELLED: _END,
    S.ABANDONED: _END,
    S.UNSERVED: Text(
        "下次来时凭此号可优先办理，请重新取号。", "Please take a new ticket; this one gives credit when you return."
    ),
}

_MOVE_WORDS = {
    Move.CALL: Text("叫号", "called"),
    Move.RECALL: Text("重呼", "recalled"),
    Move.START: Text("开始办理", "started"),
    Move.FINISH: Text("办结", "finished"),
    Move.FORWARD: Text("办结", "finished"),
    Move.HOLD: Text("挂起", "put on hold"),
    Move.RESUME_WAITING: Text("恢复", "resumed"),
    Move.RESUME_SERVING: Text("恢复", "resumed"),
    Move.TRANSFER: Text("转窗口或改办事项", "transferred"),
    Move.NO_SHOW: Text("过号", "passed over"),
    Move.VOID: Text("过号", "passed over"),
    Move.REQUEUE: Text("恢复排队", "returned to the queue"),
    Move.ABANDON: Text("记为弃号", "marked abandoned"),
    Move.CANCEL: Text("取消", "cancelled"),
    Move.CLOSE: Text("记为闭厅未办", "marked unserved"),
    Move.UPGRADE: Text("改为绿色通道", "moved to the green channel"),
    Move.UNDO_CALL: Text("撤销叫号", "taken back to waiting"),
    Move.UNDO_START: Text("撤销开始办理", "taken back to called"),
    Move.UNDO_FINISH: Text("撤销办结", "taken back to serving"),
    Move.UNDO_NO_SHOW: Text("撤销过号", "taken back to called"),
}
