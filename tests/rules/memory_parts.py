"""What the hall in memory holds: entries, windows and tickets."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from hall.catalogue.rules import QueueRules
from hall.ticketing import policy, timing
from hall.ticketing.policy import Credit, Key, WaitingTicket, WindowView
from hall.ticketing.states import TicketState

DAY = date(2026, 11, 23)
PAPER = "Y"  # what numbers on paper begin with
OPENING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Policy:
    """The rules of the queue; a faulty hall has another function in one of the places."""

    credit: Callable[..., Credit] = policy.credit
    issue_key: Callable[[datetime, int, Credit, datetime | None], Key] = policy.issue_key
    upgraded_key: Callable[[Key, datetime, Credit, datetime | None], Key] = policy.upgraded_key
    requeue_anchor: Callable[[Key, Sequence[Key], QueueRules], Key | None] = policy.requeue_anchor
    requeued_key: Callable[[Key, Key | None, int], Key] = policy.requeued_key
    next_for: Callable[[WindowView, Collection[WaitingTicket]], WaitingTicket | None] = policy.next_for


@dataclass(frozen=True)
class MemoryEntry:
    seq: int
    at: datetime
    kind: str
    ticket: str | None
    window: str | None
    user: str | None
    data: dict[str, Any]


@dataclass
class MemoryWindow:
    id: str
    number: int
    services: frozenset[str]
    kind: str = "comprehensive"
    state: str = "open"
    last_call: int = 0

    @property
    def view(self) -> WindowView:
        return WindowView(self.id, self.services, assisted=self.kind == "assisted")

    @property
    def clerk(self) -> str:
        return f"clerk-{self.number}"


@dataclass(frozen=True)
class Stand:
    """What an undo gives back."""

    state: TicketState = TicketState.WAITING
    pending: tuple[str, ...] = ()
    outcomes: tuple[tuple[str, str | None], ...] = ()
    window: str | None = None
    bound: str | None = None
    calls: int = 0
    called_at: datetime | None = None
    last_called_at: datetime | None = None


@dataclass
class MemoryTicket:
    id: str
    number: str
    issued_at: datetime
    issue_order: int
    key: Key
    credit: Credit
    stand: Stand
    in_order: bool = False
    needs_help: bool = False
    overtaken: int = 0
    requeues: int = 0
    displaced: bool = False
    entered_at: datetime | None = None
    last: timing.LastAct | None = None
    last_seq: int = 0
    before: Stand | None = None
    followers: int = 0

    @property
    def state(self) -> TicketState:
        return self.stand.state

    @property
    def view(self) -> WaitingTicket:
        pending = tuple(service for service, outcome in self.stand.outcomes if outcome is None)
        return WaitingTicket(self.id, self.key, pending, self.in_order, self.needs_help, self.stand.bound)
