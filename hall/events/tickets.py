"""What happens to a ticket."""

from dataclasses import dataclass
from datetime import date, datetime

from hall.events.base import Event, Json


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
class TicketEntered(TicketIssued):
    """A number given on paper while the server was away, entered afterwards: `issued_at` is when it was given.

    `state` is `waiting`, `done` for who was served meanwhile (then with `outcomes`), or `unserved` for a day that is
    over.
    """

    kind = "ticket_entered"
    entered_at: datetime
    state: str
    outcomes: list[Json]


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


@dataclass(frozen=True, kw_only=True)
class TicketAccompanied(TicketEvent):
    """The entry's user walks with the visitor, or (`accompanied` false) somebody does no longer."""

    kind = "ticket_accompanied"
    accompanied: bool


@dataclass(frozen=True, kw_only=True)
class TicketToldAgain(TicketEvent):
    """Materials are missing on a later visit too, `untold` of them for the first time.

    `first` is the ticket on which the matter's one-time notice was given, `first_by` who gave it.
    """

    kind = "ticket_told_again"
    service: str
    first: str
    first_by: str | None
    untold: int
