"""The states of an appointment and the moves between them: one table, and a refusal for everything else.

    reserve --> reserved -- confirm --> confirmed -- check_in --> checked_in
                   |                     | ^ change   \\
            expire, cancel            cancel           miss --> no_show     excuse --> excused     end --> ended
                   v                     v
            expired, let_go          cancelled

    confirmed or ended (a home visit) -- visit --> visited, -- miss_at_home --> not_met, and between the two
    no_show -- excuse --> excused;  cancelled, so late that it counts -- excuse --> cancelled, and it counts no more
"""

from enum import StrEnum

from hall.errors import AppointmentWrongState
from hall.text import Text


class AppointmentState(StrEnum):
    """Where an appointment stands."""

    RESERVED = "reserved"
    CONFIRMED = "confirmed"
    CHECKED_IN = "checked_in"
    CANCELLED = "cancelled"
    LET_GO = "let_go"  # given up before it was confirmed: there never was an appointment
    EXPIRED = "expired"
    NO_SHOW = "no_show"
    EXCUSED = "excused"  # missed for a reason that lies with the hall, or served without checking in
    ENDED = "ended"  # a home visit whose day is over, and nobody has said what came of it
    VISITED = "visited"  # a home visit that was made
    NOT_MET = "not_met"  # a home visit that met nobody

    @property
    def words(self) -> Text:
        """What people call it."""
        return _WORDS[self]


A = AppointmentState
LIVE = frozenset({A.RESERVED, A.CONFIRMED})
"""Still to come: one of them per person, service and day."""
UNCONFIRMED = frozenset({A.LET_GO, A.EXPIRED})
"""A place that was kept for somebody, and never became an appointment."""
HOLDING = LIVE | {A.CHECKED_IN, A.NO_SHOW, A.EXCUSED, A.ENDED, A.VISITED, A.NOT_MET}
"""Whose places nobody else may have."""


class Move(StrEnum):
    """What can be done to an appointment."""

    CONFIRM = "confirm"
    CHANGE = "change"
    CANCEL = "cancel"
    EXPIRE = "expire"
    CHECK_IN = "check_in"
    MISS = "miss"
    EXCUSE = "excuse"
    END = "end"
    VISIT = "visit"
    MISS_AT_HOME = "miss_at_home"


MOVES: dict[tuple[AppointmentState, Move], AppointmentState] = {
    (A.RESERVED, Move.CONFIRM): A.CONFIRMED,
    (A.RESERVED, Move.CANCEL): A.LET_GO,
    (A.RESERVED, Move.EXPIRE): A.EXPIRED,
    (A.CONFIRMED, Move.CHANGE): A.CONFIRMED,
    (A.CONFIRMED, Move.CANCEL): A.CANCELLED,
    (A.CONFIRMED, Move.CHECK_IN): A.CHECKED_IN,
    (A.CONFIRMED, Move.MISS): A.NO_SHOW,
    (A.CONFIRMED, Move.EXCUSE): A.EXCUSED,
    (A.CONFIRMED, Move.END): A.ENDED,
    (A.NO_SHOW, Move.EXCUSE): A.EXCUSED,
    (A.CANCELLED, Move.EXCUSE): A.CANCELLED,
    (A.CONFIRMED, Move.VISIT): A.VISITED,
    (A.ENDED, Move.VISIT): A.VISITED,
    (A.NOT_MET, Move.VISIT): A.VISITED,
    (A.CONFIRMED, Move.MISS_AT_HOME): A.NOT_MET,
    (A.ENDED, Move.MISS_AT_HOME): A.NOT_MET,
    (A.VISITED, Move.MISS_AT_HOME): A.NOT_MET,
}


def after(state: AppointmentState, move: Move) -> AppointmentState:
    """The state that `move` leads to; AppointmentWrongState for a move the table does not know."""
    found = MOVES.get((state, move))
    if found is None:
        able, instead = _MOVE_WORDS[move], _WHAT_TO_DO.get(state, _BOOK_AGAIN)
        raise AppointmentWrongState(
            Text(
                f"预约{state.words.zh}，不能{able.zh}。{instead.zh}",
                f"The appointment is {state.words.en} and cannot be {able.en}. {instead.en}",
            ),
            extra={"state": state.value},
        )
    return found


_WORDS = {
    A.RESERVED: Text("待确认", "not confirmed yet"),
    A.CONFIRMED: Text("已预约", "confirmed"),
    A.CHECKED_IN: Text("已签到", "checked in"),
    A.CANCELLED: Text("已取消", "cancelled"),
    A.LET_GO: Text("未确认，已放弃", "let go before it was confirmed"),
    A.EXPIRED: Text("超时未确认，已释放", "expired, for it was not confirmed"),
    A.NO_SHOW: Text("爽约", "missed"),
    A.EXCUSED: Text("未办理，不计爽约", "over without counting as missed"),
    A.ENDED: Text("已结束", "over"),
    A.VISITED: Text("已上门办理", "visited"),
    A.NOT_MET: Text("上门未遇", "visited, and nobody was met"),
}
_MOVE_WORDS = {
    Move.CONFIRM: Text("确认", "confirmed"),
    Move.CHANGE: Text("改约", "changed"),
    Move.CANCEL: Text("取消", "cancelled"),
    Move.EXPIRE: Text("释放", "let go"),
    Move.CHECK_IN: Text("签到", "checked in"),
    Move.MISS: Text("记为爽约", "counted as missed"),
    Move.EXCUSE: Text("记为不计爽约", "excused"),
    Move.END: Text("结束", "ended"),
    Move.VISIT: Text("记为已上门", "recorded as visited"),
    Move.MISS_AT_HOME: Text("记为上门未遇", "recorded as not met"),
}
_BOOK_AGAIN = Text(
    "可重新预约，也可直接到大厅现场取号。", "Please book again, or come to the hall and take a ticket there."
)
_WHAT_TO_DO = {
    A.RESERVED: Text("请先确认预约。", "Please confirm it first."),
    A.CONFIRMED: Text("可以签到、改约或取消。", "It can be checked in, changed or cancelled."),
    A.CHECKED_IN: Text("请凭号票等候叫号。", "Please wait to be called by the ticket's number."),
}
