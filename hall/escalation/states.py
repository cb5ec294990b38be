"""The states of a record, and the one table of moves: in which state who may take which step, and what follows.

    registered -> accepted | out_of_scope (a second person confirms -> archived, or sends it back)
    accepted -> resolved_on_the_spot | assigned -> in_progress [-> extended, once]      assigned -> returned -> assigned
    in_progress / extended / resolved_on_the_spot -> resolved -> replied -> called_back -> rectified -> archived
    called_back (dissatisfied) -> reopened -> assigned                  any open state -> withdrawn by the reporter

An anonymous report skips the reply and the call-back: resolved -> rectified -> archived, or archived for a reason.
What a step demands beyond its place in the table stands in `hall.escalation.workflow`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hall.text import Text


class State(StrEnum):
    REGISTERED = "registered"
    ACCEPTED = "accepted"
    OUT_OF_SCOPE = "out_of_scope"
    RESOLVED_ON_THE_SPOT = "resolved_on_the_spot"
    ASSIGNED = "assigned"
    RETURNED = "returned"
    IN_PROGRESS = "in_progress"
    EXTENDED = "extended"
    RESOLVED = "resolved"
    REPLIED = "replied"
    CALLED_BACK = "called_back"
    RECTIFIED = "rectified"
    REOPENED = "reopened"
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> Text:
        """What people call it."""
        return _STATE_WORDS[self]

    @property
    def open(self) -> bool:
        return self not in CLOSED


class Step(StrEnum):
    """What can be done with a record; the value is the last part of its door."""

    ACCEPT = "accept"
    OUT_OF_SCOPE = "out-of-scope"
    CONFIRM = "confirm"
    RESOLVE_NOW = "resolve-now"
    ASSIGN = "assign"
    SIGN = "sign"
    RETURN = "return"
    EXTEND = "extend"
    RESOLVE = "resolve"
    REPLY = "reply"
    CALL_BACK = "call-back"
    UNREACHABLE = "unreachable"
    RECTIFY = "rectify"
    ARCHIVE = "archive"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"

    @property
    def words(self) -> Text:
        return _STEP_WORDS[self]


class Part(StrEnum):
    """In which part somebody deals with a record."""

    REPORTER = "reporter"
    DESK = "desk"  # the escalation officer
    DEPARTMENT = "department"  # of the department that owns it
    MANAGER = "manager"
    COUNTY = "county"

    @property
    def words(self) -> Text:
        return _PART_WORDS[self]


@dataclass(frozen=True)
class Move:
    """Where a step leads, and who may take it."""

    to: State
    parts: frozenset[Part]


CLOSED = frozenset({State.ARCHIVED, State.WITHDRAWN})
RESOLVED = (State.RESOLVED_ON_THE_SPOT, State.RESOLVED)
ANSWERED_FOR = (*RESOLVED, State.REPLIED)  # where a report ends that nobody is called back about
DESK = frozenset({Part.DESK, Part.MANAGER, Part.COUNTY})
OWNER = frozenset({Part.DEPARTMENT})

HANDLES = (Step.RESOLVE_NOW, Step.RESOLVE, Step.REPLY)
NEW_ROUND = (*HANDLES, Step.REOPEN)  # from here on tries count anew

MOVES: Mapping[tuple[State, Step], Move] = {
    (State.REGISTERED, Step.ACCEPT): Move(State.ACCEPTED, DESK),
    (State.REGISTERED, Step.OUT_OF_SCOPE): Move(State.OUT_OF_SCOPE, DESK),
    (State.OUT_OF_SCOPE, Step.CONFIRM): Move(State.ARCHIVED, DESK),
    (State.ACCEPTED, Step.RESOLVE_NOW): Move(State.RESOLVED_ON_THE_SPOT, DESK),
    (State.ACCEPTED, Step.ASSIGN): Move(State.ASSIGNED, DESK),
    (State.RETURNED, Step.ASSIGN): Move(State.ASSIGNED, DESK),
    (State.REOPENED, Step.ASSIGN): Move(State.ASSIGNED, DESK),
    (State.ASSIGNED, Step.SIGN): Move(State.IN_PROGRESS, OWNER),
    (State.ASSIGNED, Step.RETURN): Move(State.RETURNED, OWNER),
    (State.IN_PROGRESS, Step.EXTEND): Move(State.EXTENDED, OWNER),
    (State.IN_PROGRESS, Step.RESOLVE): Move(State.RESOLVED, OWNER),
    (State.EXTENDED, Step.RESOLVE): Move(State.RESOLVED, OWNER),
    (State.RESOLVED_ON_THE_SPOT, Step.RESOLVE): Move(State.RESOLVED, DESK),
    **{(state, Step.REPLY): Move(State.REPLIED, DESK | OWNER) for state in RESOLVED},
    **{(state, Step.UNREACHABLE): Move(State.CALLED_BACK, DESK) for state in (*RESOLVED, State.REPLIED)},
    (State.REPLIED, Step.CALL_BACK): Move(State.CALLED_BACK, DESK),
    **{(state, Step.RECTIFY): Move(State.RECTIFIED, DESK | OWNER) for state in (*ANSWERED_FOR, State.CALLED_BACK)},
    **{
        (state, Step.ARCHIVE): Move(State.ARCHIVED, DESK)
        for state in (*ANSWERED_FOR, State.CALLED_BACK, State.RECTIFIED)
    },
    (State.CALLED_BACK, Step.REOPEN): Move(State.REOPENED, DESK),
    **{
        (state, Step.WITHDRAW): Move(State.WITHDRAWN, frozenset({Part.REPORTER}))
        for state in State
        if state not in CLOSED
    },
}


def steps_from(state: State) -> list[Step]:
    """The steps that the table knows from a state, in their order."""
    return [step for step in Step if (state, step) in MOVES]


_STATE_WORDS = {
    State.REGISTERED: Text("已登记", "Registered"),
    State.ACCEPTED: Text("已受理", "Accepted"),
    State.OUT_OF_SCOPE: Text("不属于受理范围（待复核）", "Out of scope, to be confirmed"),
    State.RESOLVED_ON_THE_SPOT: Text("现场解决", "Resolved on the spot"),
    State.ASSIGNED: Text("已交办", "Assigned"),
    State.RETURNED: Text("已退回", "Returned"),
    State.IN_PROGRESS: Text("办理中", "In progress"),
    State.EXTENDED: Text("已延期", "Extended"),
    State.RESOLVED: Text("已办结", "Resolved"),
    State.REPLIED: Text("已答复", "Replied"),
    State.CALLED_BACK: Text("已回访", "Called back"),
    State.RECTIFIED: Text("已整改", "Rectified"),
    State.REOPENED: Text("重新办理", "Reopened"),
    State.ARCHIVED: Text("已归档", "Archived"),
    State.WITHDRAWN: Text("已撤回", "Withdrawn"),
}
_STEP_WORDS = {
    Step.ACCEPT: Text("受理", "Accept"),
    Step.OUT_OF_SCOPE: Text("不属于受理范围", "Out of scope"),
    Step.CONFIRM: Text("复核", "Confirm"),
    Step.RESOLVE_NOW: Text("现场解决", "Resolve now"),
    Step.ASSIGN: Text("交办", "Assign"),
    Step.SIGN: Text("签收", "Sign for"),
    Step.RETURN: Text("退回", "Return"),
    Step.EXTEND: Text("延期", "Extend"),
    Step.RESOLVE: Text("办结", "Resolve"),
    Step.REPLY: Text("答复", "Reply"),
    Step.CALL_BACK: Text("回访", "Call back"),
    Step.UNREACHABLE: Text("联系未果", "Could not reach"),
    Step.RECTIFY: Text("整改", "Rectify"),
    Step.ARCHIVE: Text("归档", "Archive"),
    Step.REOPEN: Text("重新办理", "Reopen"),
    Step.WITHDRAW: Text("撤回", "Withdraw"),
}
_PART_WORDS = {
    Part.REPORTER: Text("反映人", "the reporter"),
    Part.DESK: Text("“办不成事”专员", "the escalation officer"),
    Part.DEPARTMENT: Text("承办部门", "the department that owns it"),
    Part.MANAGER: Text("值班长", "a manager"),
    Part.COUNTY: Text("县级管理", "the county"),
}
