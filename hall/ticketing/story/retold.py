"""What the journal says a hall looked like: the tickets, windows and counts that a replay builds up."""

from bisect import bisect_left, insort
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

from hall.ticketing.policy import Credit, Key, Standing, WaitingTicket, WindowView
from hall.ticketing.states import AT_WINDOW, LIVE, TicketState


class RetoldErrand(NamedTuple):
    """One service on a ticket, and how it ended (None: pending)."""

    service: str
    outcome: str | None = None


@dataclass(frozen=True)
class Standpoint:
    """What a step changes of a ticket and an undo gives back; its key is not among it."""

    state: TicketState
    errands: tuple[RetoldErrand, ...]
    window: str | None = None
    bound: str | None = None
    calls: int = 0
    called_at: datetime | None = None
    out_of_order: bool = False


class Step(NamedTuple):
    """One entry that moved a ticket, and where it stood before."""

    seq: int
    kind: str
    before: Standpoint


@dataclass
class RetoldTicket:
    """A ticket as the journal tells it. `displaced`: requeued, or undone after it had ended; the cap excepts these.

    `entered_at`: when a number given on paper at `issued_at` was entered; None for all others.
    """

    id: str
    number: str
    day: date
    issued_at: datetime
    issue_order: int
    key: Key
    credit: Credit
    limit: int
    now: Standpoint
    in_order: bool = False
    needs_help: bool = False
    overtaken: int = 0
    requeues: int = 0
    displaced: bool = False
    entered_at: datetime | None = None
    steps: list[Step] = field(default_factory=list)

    @property
    def known_at(self) -> datetime:
        """Since when the hall knew of it: nobody could be held back for its sake before."""
        return self.entered_at or self.issued_at

    @property
    def standing(self) -> Standing:
        return Standing(self.key, self.issue_order, self.overtaken)

    def as_waiting(self) -> WaitingTicket:
        """The ticket as the queue sees it."""
        pending = tuple(errand.service for errand in self.now.errands if errand.outcome is None)
        return WaitingTicket(self.id, self.key, pending, self.in_order, self.needs_help, self.now.bound)


@dataclass(frozen=True)
class RetoldWindow:
    """A window as the journal tells it."""

    id: str
    number: int
    kind: str
    services: frozenset[str]
    state: str

    @property
    def view(self) -> WindowView:
        return WindowView(self.id, self.services, assisted=self.kind == "assisted")


class Violation(NamedTuple):
    """One thing in the journal that should not be: the number of the entry, and a sentence."""

    seq: int
    what: str


@dataclass
class RetoldHall:
    """Everything the entries so far have said. Tickets that ended are kept until the day after theirs is over."""

    tickets: dict[str, RetoldTicket] = field(default_factory=dict)
    windows: dict[str, RetoldWindow] = field(default_factory=dict)
    live: dict[str, RetoldTicket] = field(default_factory=dict)
    at_window: dict[str, str] = field(default_factory=dict)
    last_ordinals: dict[tuple[date, str], int] = field(default_factory=dict)
    largest_subs: dict[int, int] = field(default_factory=dict)
    last_issued: RetoldTicket | None = None
    largest_key: Key | None = None
    line: list[tuple[Key, str]] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)
    let_go: Callable[[list[RetoldTicket]], None] = lambda _tickets: None
    """Is given the tickets that are no longer kept, before they are forgotten."""

    def waiting(self) -> list[RetoldTicket]:
        """Waiting tickets, in the order of calling."""
        return [self.tickets[ticket] for _, ticket in self.line]

    def waiting_before(self, key: Key) -> list[RetoldTicket]:
        """Waiting tickets with a smaller key, in the order of calling."""
        return [self.tickets[ticket] for _, ticket in self.line[: bisect_left(self.line, (key, ""))]]

    def open_windows(self) -> list[WindowView]:
        return [window.view for window in self.windows.values() if window.state == "open"]

    def place(self, ticket: RetoldTicket, stand: Standpoint | None = None, key: Key | None = None) -> None:
        """Put a ticket where it stands now: in line, at a window, live or not."""
        self._leave(ticket)
        ticket.now, ticket.key = stand or ticket.now, key or ticket.key
        self.largest_key = max(self.largest_key or ticket.key, ticket.key)
        if ticket.now.state in LIVE:
            self.live[ticket.id] = ticket
        if ticket.now.state is TicketState.WAITING:
            insort(self.line, (ticket.key, ticket.id))
        if ticket.now.state in AT_WINDOW and ticket.now.window is not None:
            self.at_window[ticket.now.window] = ticket.id

    def forget_before(self, day: date) -> None:
        """Let go of tickets of days before `day` that ended, and of their counts."""
        gone = [ticket for ticket in self.tickets.values() if ticket.day < day and ticket.now.state not in LIVE]
        self.let_go(gone)
        for ticket in gone:
            del self.tickets[ticket.id]
            self.largest_subs.pop(ticket.issue_order, None)
        self.last_ordinals = {of: last for of, last in self.last_ordinals.items() if of[0] >= day}

    def _leave(self, ticket: RetoldTicket) -> None:
        self.live.pop(ticket.id, None)
        at = bisect_left(self.line, (ticket.key, ticket.id))
        if at < len(self.line) and self.line[at] == (ticket.key, ticket.id):
            del self.line[at]
        if ticket.now.window is not None and self.at_window.get(ticket.now.window) == ticket.id:
            del self.at_window[ticket.now.window]


def moved(stand: Standpoint, state: TicketState, **changes: object) -> Standpoint:
    """`stand` in another state, with what else the step changed."""
    return replace(stand, state=state, **changes)  # type: ignore[arg-type]  # fields by name
