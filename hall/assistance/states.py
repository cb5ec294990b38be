"""The states of a request for help, and the one table of moves.

requested -> assigned -> underway -> done        requested -> underway, by whoever goes at once
assigned, underway -> requested, released by its aide
any open state -> withdrawn by whoever asked, or unmet: the visit was over before anybody had come
"""

from collections.abc import Mapping
from enum import StrEnum

from hall.errors import AssistanceWrongState
from hall.text import Text


class State(StrEnum):
    REQUESTED = "requested"
    ASSIGNED = "assigned"
    UNDERWAY = "underway"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    UNMET = "unmet"

    @property
    def words(self) -> Text:
        """What people call it."""
        return _STATE_WORDS[self]

    @property
    def open(self) -> bool:
        return self not in CLOSED


class Move(StrEnum):
    """What can be done with a request; the value is the last part of its door, where it has one."""

    ASSIGN = "assign"
    START = "start"
    NOTE = "steps"
    RELEASE = "release"
    FINISH = "done"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"  # its ticket ended before anybody had come

    @property
    def words(self) -> Text:
        return _MOVE_WORDS[self]


class Source(StrEnum):
    """Where help was asked for."""

    KIOSK = "kiosk"
    PHONE = "phone"
    BOOKING = "booking"
    DESK = "desk"
    ESCALATION = "escalation"
    REVIEW = "review"

    @property
    def words(self) -> Text:
        return _SOURCES[self]


class Venue(StrEnum):
    HERE = "here"
    HOME = "home"


class Deed(StrEnum):
    """What an aide did for somebody."""

    TOOK_TICKET = "took_ticket"
    FILLED_FORM = "filled_form"
    COPIED = "copied"
    ESCORTED = "escorted"
    SUBMITTED = "submitted"
    COLLECTED = "collected"
    VISITED = "visited"
    OTHER = "other"

    @property
    def words(self) -> Text:
        return _DEEDS[self]


CLOSED = frozenset({State.DONE, State.WITHDRAWN, State.UNMET})
HELPED = frozenset({State.ASSIGNED, State.UNDERWAY})

MOVES: Mapping[tuple[State, Move], State] = {
    (State.REQUESTED, Move.ASSIGN): State.ASSIGNED,
    (State.ASSIGNED, Move.ASSIGN): State.ASSIGNED,
    (State.REQUESTED, Move.START): State.UNDERWAY,
    (State.ASSIGNED, Move.START): State.UNDERWAY,
    (State.UNDERWAY, Move.START): State.UNDERWAY,  # somebody else walks on with them
    **{(state, Move.NOTE): state for state in HELPED},
    **{(state, Move.RELEASE): State.REQUESTED for state in HELPED},
    (State.UNDERWAY, Move.FINISH): State.DONE,
    (State.REQUESTED, Move.LAPSE): State.UNMET,
    (State.ASSIGNED, Move.LAPSE): State.UNMET,
    **{(state, Move.WITHDRAW): State.WITHDRAWN for state in State if state not in CLOSED},
}


def after(state: State, move: Move) -> State:
    """The state after `move`; AssistanceWrongState where it does not follow."""
    to = MOVES.get((state, move))
    if to is None:
        raise AssistanceWrongState(
            Text(
                f"帮办申请{state.words.zh}，不能“{move.words.zh}”",
                f"The request is “{state.words.en.lower()}”: “{move.words.en.lower()}” does not follow",
            ),
            extra={"state": state.value},
        )
    return to


_STATE_WORDS = {
    State.REQUESTED: Text("待帮办", "Waiting for somebody"),
    State.ASSIGNED: Text("已指派", "Somebody is named"),
    State.UNDERWAY: Text("帮办中", "Being helped"),
    State.DONE: Text("已帮办", "Helped"),
    State.WITHDRAWN: Text("已撤回", "Withdrawn"),
    State.UNMET: Text("未帮到", "Nobody had come"),
}
_MOVE_WORDS = {
    Move.ASSIGN: Text("指派", "Name somebody"),
    Move.START: Text("开始帮办", "Begin to help"),
    Move.NOTE: Text("记录", "Note"),
    Move.RELEASE: Text("交回", "Give back"),
    Move.FINISH: Text("办结", "Finish"),
    Move.WITHDRAW: Text("撤回", "Withdraw"),
    Move.LAPSE: Text("结束", "End"),
}
_SOURCES = {
    Source.KIOSK: Text("取号机", "Kiosk"),
    Source.PHONE: Text("手机", "Phone"),
    Source.BOOKING: Text("预约", "Booking"),
    Source.DESK: Text("工作人员", "Staff"),
    Source.ESCALATION: Text("“办不成事”", "Record"),
    Source.REVIEW: Text("好差评", "Review"),
}
_DEEDS = {
    Deed.TOOK_TICKET: Text("协助取号", "Took a ticket with them"),
    Deed.FILLED_FORM: Text("协助填表", "Filled in forms"),
    Deed.COPIED: Text("协助复印", "Made copies"),
    Deed.ESCORTED: Text("陪同到窗口", "Walked them to a window"),
    Deed.SUBMITTED: Text("代交材料", "Handed papers in for them"),
    Deed.COLLECTED: Text("代领结果", "Collected results for them"),
    Deed.VISITED: Text("上门服务", "Visited them at home"),
    Deed.OTHER: Text("其他", "Something else"),
}
