"""Everything that can happen in a hall, as frozen dataclasses.

An event is recorded inside the transaction that makes it true and becomes one journal entry: its `kind`, the ids of
the ticket and window it concerns, and the rest of its fields as `data`. Events hold no personal data and no free
text: a reason given by a person is a `remark` (see `hall.journal.remarks`), named by id and salted digest.
The journal alone must be enough to tell every order and state again (`hall.ticketing.story.replay`).
"""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, ClassVar

Json = dict[str, Any]


def instant_text(at: datetime) -> str:
    """RFC 3339 UTC with microseconds: the form instants have in every journal entry and answer."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return instant_text(value)
    return value.isoformat() if isinstance(value, date) else value


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened; `ticket` and `window` are public ids."""

    kind: ClassVar[str]
    ticket: str | None = None
    window: str | None = None

    def data(self) -> Json:
        """All fields but the ids, as JSON values."""
        names = (field.name for field in fields(self) if field.name not in ("ticket", "window"))
        return {name: _plain(getattr(self, name)) for name in names}


# --- tickets


@dataclass(frozen=True, kw_only=True)
class TicketEvent(Event):
    """Something that happened to a ticket: `number` as people know it, and the window's number where there is one."""

    number: str
    window_number: int | None = None
    zone: str | None = None


@dataclass(frozen=True, kw_only=True)
class TicketIssued(TicketEvent):
    kind = "ticket_issued"
    prefix: str
    day: date
    channel: str
    services: list[str]
    bundle: str | None
    in_order: bool
    needs_help: bool
    issued_at: datetime
    issue_order: int
    effective_since: datetime
    place: int
    sub: int
    credit_seconds: float
    credit_reason: str | None
    limit: int
    returns_from: str | None = None


@dataclass(frozen=True, kw_only=True)
class TicketCalled(TicketEvent):
    kind = "ticket_called"
    calls: int
    out_of_order: bool = False
    remark: Json | None = None


@dataclass(frozen=True, kw_only=True)
class TicketRecalled(TicketEvent):
    kind = "ticket_recalled"
    calls: int


@dataclass(frozen=True, kw_only=True)
class TicketStarted(TicketEvent):
    kind = "ticket_started"


@dataclass(frozen=True, kw_only=True)
class TicketFinished(TicketEvent):
    """`state` is `done`, or `waiting` when errands are left for other windows; `bound` is what it was until then."""

    kind = "ticket_finished"
    outcomes: list[Json]
    state: str
    bound: str | None = None


@dataclass(frozen=True, kw_only=True)
class TicketHeld(TicketEvent):
    kind = "ticket_held"
    remark: Json | None = None


@dataclass(frozen=True, kw_only=True)
class TicketResumed(TicketEvent):
    kind = "ticket_resumed"
    state: str
    bound: str | None


@dataclass(frozen=True, kw_only=True)
class TicketUnbound(TicketEvent):
    """A ticket whose window closed or paused for long may now be served elsewhere; its papers may still lie there."""

    kind = "ticket_unbound"
    state: str
    neighbours: list[int]


@dataclass(frozen=True, kw_only=True)
class TicketTransferred(TicketEvent):
    """`window_number` is where it came from; `to_window` an id when it now belongs to one window."""

    kind = "ticket_transferred"
    to_window: str | None
    to_window_number: int | None
    services: list[Json]
    state: str
    remark: Json | None = None


@dataclass(frozen=True, kw_only=True)
class TicketPassed(TicketEvent):
    kind = "ticket_passed"
    policy: str
    bound: str | None = None
    remark: Json | None = None


@dataclass(frozen=True, kw_only=True)
class TicketRequeued(TicketEvent):
    kind = "ticket_requeued"
    effective_since: datetime
    place: int
    sub: int
    behind: str | None
    requeues: int


@dataclass(frozen=True, kw_only=True)
class TicketUpgraded(TicketEvent):
    """Green channel confirmed by staff after issue; the category stays on the ticket, out of the journal."""

    kind = "ticket_upgraded"
    effective_since: datetime
    place: int
    credit_seconds: float
    credit_reason: str
    limit: int
    remark: Json | None = None


@dataclass(frozen=True, kw_only=True)
class TicketUndone(TicketEvent):
    """`undone` is the kind of the entry taken back, `undone_seq` its number, `state` what the ticket is again."""

    kind = "ticket_undone"
    undone: str
    undone_seq: int
    state: str
    calls: int


@dataclass(frozen=True, kw_only=True)
class TicketCancelled(TicketEvent):
    kind = "ticket_cancelled"


@dataclass(frozen=True, kw_only=True)
class TicketAbandoned(TicketEvent):
    kind = "ticket_abandoned"
    cause: str
    bound: str | None = None
    remark: Json | None = None


@dataclass(frozen=True, kw_only=True)
class TicketUnserved(TicketEvent):
    kind = "ticket_unserved"
    cause: str


@dataclass(frozen=True, kw_only=True)
class TicketReprinted(TicketEvent):
    kind = "ticket_reprinted"


# --- windows and duty


@dataclass(frozen=True, kw_only=True)
class WindowChanged(Event):
    """`after` is the window as people see it now (number, name, kind, zone, services, state, paused_until)."""

    kind = "window_changed"
    cause: str
    after: Json
    remark: Json | None = None


@dataclass(frozen=True, kw_only=True)
class DutyStarted(Event):
    kind = "duty_started"
    window_number: int
    person: str


@dataclass(frozen=True, kw_only=True)
class DutyEnded(Event):
    kind = "duty_ended"
    window_number: int
    person: str


@dataclass(frozen=True, kw_only=True)
class DutyHandedOver(Event):
    kind = "duty_handed_over"
    window_number: int
    person: str
    successor: str


@dataclass(frozen=True, kw_only=True)
class HelpCalled(Event):
    """A window asks for a manager or the escalation officer (`whom`)."""

    kind = "help_called"
    window_number: int
    whom: str
    remark: Json | None = None


# --- the hall


@dataclass(frozen=True, kw_only=True)
class HallChanged(Event):
    """The hall's own definition or rules changed; `changed` names what, without values."""

    kind = "hall_changed"
    changed: list[str]


@dataclass(frozen=True, kw_only=True)
class NoticeChanged(Event):
    kind = "notice_changed"
    notices: list[Json]


@dataclass(frozen=True, kw_only=True)
class HallClosedForDay(Event):
    kind = "hall_closed"
    cause: str
    day: date


@dataclass(frozen=True, kw_only=True)
class HallReopened(Event):
    kind = "hall_reopened"
    day: date


@dataclass(frozen=True, kw_only=True)
class DayEnded(Event):
    kind = "day_ended"
    day: date
