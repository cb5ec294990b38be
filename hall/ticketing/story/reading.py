"""Reading one entry of the journal for a hall that is being told again."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol

from hall.catalogue.rules import QueueRules
from hall.errors import TicketWrongState
from hall.ticketing.policy import Credit, CreditReason, Key
from hall.ticketing.states import Move, after
from hall.ticketing.story.retold import RetoldHall, RetoldTicket, Standpoint, Step, Violation

Data = Mapping[str, Any]


class Entry(Protocol):
    """One journal entry of a hall."""

    @property
    def seq(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def kind(self) -> str: ...
    @property
    def ticket(self) -> str | None: ...
    @property
    def window(self) -> str | None: ...
    @property
    def data(self) -> Data: ...


class Reading(NamedTuple):
    """One entry being told, its data parsed once, and the hall it is told to."""

    hall: RetoldHall
    entry: Entry
    data: Data
    rules: QueueRules | None

    def note(self, what: str | None) -> None:
        if what is not None:
            self.hall.violations.append(Violation(self.entry.seq, what))


def told_ticket(reading: Reading) -> RetoldTicket:
    ticket = reading.hall.tickets.get(reading.entry.ticket or "")
    if ticket is None:
        raise ValueError(f"ticket {reading.entry.ticket} was never issued")
    return ticket


def moving(reading: Reading, move: Move) -> RetoldTicket:
    """The entry's ticket, with a note if it stands where `move` is not allowed."""
    ticket = told_ticket(reading)
    try:
        after(ticket.now.state, move, number=ticket.number)
    except TicketWrongState as refusal:
        reading.note(refusal.detail.en)
    return ticket


def step(reading: Reading, ticket: RetoldTicket, stand: Standpoint, key: Key | None = None) -> None:
    """Move the ticket to `stand`, remembering where it stood."""
    ticket.steps.append(Step(reading.entry.seq, reading.entry.kind, ticket.now))
    reading.hall.place(ticket, stand, key)


def named(public_id: str | None) -> str:
    if public_id is None:
        raise ValueError("it names no ticket or window")
    return public_id


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def told_credit(data: Data) -> Credit:
    reason = data["credit_reason"]
    return Credit(timedelta(seconds=data["credit_seconds"]), CreditReason(reason) if reason else None)
