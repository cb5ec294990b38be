"""The line of a hall in memory: the part of it that `queue-policy` is about."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from hall import events
from hall.catalogue.rules import QueueRules
from hall.errors import HallError
from hall.ticketing import policy, timing
from hall.ticketing.numbering import ticket_number
from hall.ticketing.policy import Credit, CreditReason, Key, Standing, WaitingTicket, WindowView
from hall.ticketing.states import AT_WINDOW, LIVE, Move, TicketState, after
from tests.rules.memory_parts import DAY, OPENING, PAPER, MemoryEntry, MemoryTicket, MemoryWindow, Policy, Stand


@dataclass
class MemoryLine:
    """Who stands where: issue, late confirmation, requeue, and what every step writes."""

    rules: QueueRules = field(default_factory=QueueRules)
    policy: Policy = field(default_factory=Policy)
    now: datetime = OPENING
    windows: dict[str, MemoryWindow] = field(default_factory=dict)
    tickets: dict[str, MemoryTicket] = field(default_factory=dict)
    journal: list[MemoryEntry] = field(default_factory=list)
    last_issued_at: datetime = OPENING
    # Every call in order as it was decided: the window, the ticket or None, and who was waiting.
    asked: list[tuple[WindowView, str | None, list[WaitingTicket]]] = field(default_factory=list)

    # --- what stands

    @property
    def limit(self) -> int:
        return policy.overtaking_limit(self.rules, len(self.windows))

    def live(self) -> Iterator[MemoryTicket]:
        return (ticket for ticket in self.tickets.values() if ticket.state in LIVE)

    def waiting(self) -> list[WaitingTicket]:
        return [ticket.view for ticket in self.tickets.values() if ticket.state is TicketState.WAITING]

    def at(self, window: MemoryWindow) -> MemoryTicket | None:
        here = (each for each in self.live() if each.state in AT_WINDOW and each.stand.window == window.id)
        return next(here, None)

    # --- issue and keys

    def issue(self, *services: str, in_order: bool = False, needs_help: bool = False, **grounds: Any) -> MemoryTicket:
        issued_at = max(self.now, self.last_issued_at)
        order = len(self.tickets) + 1
        credit = self.policy.credit(self.rules, issued_at, **grounds)
        sealed = policy.sealed_since(self._standings(), order, self.limit)
        key = self.policy.issue_key(issued_at, order, credit, sealed)
        prefix = services[0][0].upper()
        ordinal = 1 + sum(other.number.startswith(prefix) for other in self.tickets.values())
        stand = Stand(outcomes=tuple((service, None) for service in services))
        ticket = MemoryTicket(
            f"t{order}", ticket_number(prefix, ordinal), issued_at, order, key, credit, stand, in_order, needs_help
        )
        self._overtake(ticket, None)
        self.tickets[ticket.id] = ticket
        self.last_issued_at = issued_at
        self._record(
            events.TicketIssued(
                ticket=ticket.id,
                number=ticket.number,
                prefix=prefix,
                day=DAY,
                channel="kiosk",
                services=list(services),
                bundle=None,
                in_order=in_order,
                needs_help=needs_help,
                issued_at=issued_at,
                issue_order=order,
                effective_since=key.effective_since,
                place=key.place,
                sub=key.sub,
                credit_seconds=credit.amount.total_seconds(),
                credit_reason=credit.reason,
                limit=self.limit,
            )
        )
        return ticket

    def enter(self, paper: int, given_at: datetime, *services: str, green_channel: bool = False) -> MemoryTicket:
        """A number given on paper while nothing worked; the paper entered already is the ticket entered then."""
        number = ticket_number(PAPER, paper)
        known = next((other for other in self.tickets.values() if other.number == number), None)
        if known is not None:
            return known
        entered_at = max(self.now, self.last_issued_at)
        order = len(self.tickets) + 1
        credit = policy.paper_credit(self.rules, green_channel=green_channel)
        key = self.policy.issue_key(given_at, order, credit, policy.sealed_since(self._standings(), order, self.limit))
        stand = Stand(outcomes=tuple((service, None) for service in services))
        ticket = MemoryTicket(f"t{order}", number, given_at, order, key, credit, stand, entered_at=entered_at)
        self._overtake(ticket, None)
        self.tickets[ticket.id] = ticket
        self.last_issued_at = entered_at
        self._record(
            events.TicketEntered(
                ticket=ticket.id,
                number=number,
                prefix=PAPER,
                day=DAY,
                channel="desk",
                services=list(services),
                bundle=None,
                in_order=False,
                needs_help=False,
                issued_at=given_at,
                issue_order=order,
                effective_since=key.effective_since,
                place=key.place,
                sub=key.sub,
                credit_seconds=credit.amount.total_seconds(),
                credit_reason=credit.reason,
                limit=self.limit,
                entered_at=entered_at,
                state=TicketState.WAITING,
                outcomes=[],
            )
        )
        return ticket

    def upgrade(self, ticket: MemoryTicket) -> bool:
        green = ticket.credit.reason is CreditReason.GREEN_CHANNEL
        if green or ticket.requeues or not self._may(ticket, Move.UPGRADE):
            return False
        before = ticket.key
        sealed = policy.sealed_since(self._standings(), ticket.issue_order, self.limit)
        late = Credit(self.rules.green_credit, CreditReason.GREEN_CHANNEL)
        ticket.credit = max(ticket.credit, late, key=lambda ground: ground.amount)
        ticket.key = self.policy.upgraded_key(before, ticket.issued_at, ticket.credit, sealed)
        self._overtake(ticket, before)
        ticket.last = None
        self._record(
            events.TicketUpgraded(
                ticket=ticket.id,
                number=ticket.number,
                effective_since=ticket.key.effective_since,
                place=ticket.key.place,
                credit_seconds=ticket.credit.amount.total_seconds(),
                credit_reason=ticket.credit.reason or "",
                limit=self.limit,
            )
        )
        return True

    def requeue(self, ticket: MemoryTicket) -> bool:
        if not self._may(ticket, Move.REQUEUE) or ticket.requeues >= self.rules.requeues:
            return False
        views = [window.view for window in self.windows.values() if window.state == "open"]
        # Without an open window for it, it competes for those that would serve it.
        windows = policy.reach(views, ticket.view) or policy.reach(self._views(), ticket.view)
        sharing = policy.keys_sharing(windows, self.waiting())
        anchor = self.policy.requeue_anchor(ticket.key, sharing, self.rules)
        if anchor is not None:
            first = next(one for one in self.tickets.values() if one.issue_order == anchor.place)
            ticket.key = self.policy.requeued_key(ticket.key, anchor, first.followers)
            first.followers = ticket.key.sub
        ticket.requeues, ticket.displaced = ticket.requeues + 1, True
        event = events.TicketRequeued(
            ticket=ticket.id,
            number=ticket.number,
            effective_since=ticket.key.effective_since,
            place=ticket.key.place,
            sub=ticket.key.sub,
            behind=f"{anchor.place}.{anchor.sub}" if anchor is not None else None,
            requeues=ticket.requeues,
        )
        self._step(ticket, event, None, state=TicketState.WAITING, window=None)
        return True

    # --- writing

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def _may(self, ticket: MemoryTicket, move: Move) -> bool:
        try:
            after(ticket.state, move, number=ticket.number)
        except HallError:
            return False
        return True

    def _views(self) -> list[WindowView]:
        return [window.view for window in self.windows.values()]

    def _standings(self) -> list[Standing]:
        return [Standing(each.key, each.issue_order, each.overtaken) for each in self.live()]

    def _overtake(self, ticket: MemoryTicket, before: Key | None) -> None:
        for other in self.live():
            standing = Standing(other.key, other.issue_order, other.overtaken)
            if policy.newly_overtaken(standing, ticket.issue_order, before, ticket.key):
                other.overtaken += 1

    def _step(self, ticket: MemoryTicket, event: events.Event, by: str | None, **changes: Any) -> None:
        ticket.before = ticket.stand
        ticket.stand = replace(ticket.stand, **changes)
        self._record(event, by)
        ticket.last_seq = self.journal[-1].seq
        ticket.last = timing.LastAct(event.kind, self.now, by)

    def _record(self, event: events.Event, by: str | None = None) -> None:
        entry = MemoryEntry(len(self.journal) + 1, self.now, event.kind, event.ticket, event.window, by, event.data())
        self.journal.append(entry)
