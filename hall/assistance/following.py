"""Help goes with a ticket: whoever took one and needs help has asked for it, and who walks with them helps.

Called inside every transaction, before its entries are written: what happens to a ticket happens to its request in
the same moment.
"""

from collections.abc import Callable, Mapping

from hall.assistance.actions.asking import Asked, keep_request
from hall.assistance.actions.stepping import Brought, reopen, take_step
from hall.assistance.queries import last_for_ticket, open_for_ticket
from hall.assistance.states import Move, Source, State
from hall.catalogue.queries import hall_book
from hall.db import Work
from hall.events import (
    Event,
    TicketAbandoned,
    TicketAccompanied,
    TicketCancelled,
    TicketEntered,
    TicketFinished,
    TicketIssued,
    TicketUndone,
    TicketUnserved,
)
from hall.journal.entries import entries_after
from hall.ticketing.states import TicketState
from hall.ticketing.wish import Channel

SOURCES = {
    Channel.KIOSK: Source.KIOSK,
    Channel.SELF_SERVICE: Source.KIOSK,
    Channel.DESK: Source.DESK,
    Channel.PHONE: Source.PHONE,
    Channel.DOOR: Source.PHONE,
    Channel.BOOKING: Source.BOOKING,
}


def follow_tickets(work: Work) -> None:
    """What this transaction did to tickets, done to the requests of their holders."""
    for _seq, event in tuple(work.recorded):
        follow = _FOLLOWERS.get(type(event))
        if follow is not None:
            follow(work, event)


def _issued(work: Work, event: Event) -> None:
    assert isinstance(event, TicketIssued)
    waits = not isinstance(event, TicketEntered) or event.state == TicketState.WAITING
    if event.needs_help and waits:
        source = SOURCES[Channel(event.channel)]
        asked = Asked(source, ticket_id=event.ticket, service=event.services[0])
        keep_request(work, hall_book(work.connection, work.hall_id), asked)


def _accompanied(work: Work, event: Event) -> None:
    assert isinstance(event, TicketAccompanied)
    row = open_for_ticket(work.connection, event.ticket or "")
    if row is None:
        return
    if not event.accompanied:
        if row.state == State.UNDERWAY:
            take_step(work, row, Move.RELEASE)
    elif (row.state, row.aide) != (State.UNDERWAY, work.by.id):
        take_step(work, row, Move.START, Brought(aide=work.by.id))


def _finished(work: Work, event: Event) -> None:
    assert isinstance(event, TicketFinished)
    if event.state == TicketState.DONE:
        _over(work, event)


def _over(work: Work, event: Event) -> None:
    """The visit is over: who was helped has been, who was not never will be."""
    row = open_for_ticket(work.connection, event.ticket or "")
    if row is not None:
        take_step(work, row, Move.FINISH if row.state == State.UNDERWAY else Move.LAPSE)


def _given_up(work: Work, event: Event) -> None:
    row = open_for_ticket(work.connection, event.ticket or "")
    if row is not None:
        take_step(work, row, Move.WITHDRAW)


def _undone(work: Work, event: Event) -> None:
    """A request that closed with what was taken back is open again; one that its aide had closed before is not."""
    assert isinstance(event, TicketUndone)
    row = last_for_ticket(work.connection, event.ticket or "")
    if row is None or row.state not in (State.DONE, State.UNMET):
        return
    [undone] = entries_after(work.connection, work.hall_id, event.undone_seq - 1, limit=1)
    if row.closed_at == undone.at:
        reopen(work, row)


_FOLLOWERS: Mapping[type[Event], Callable[[Work, Event], None]] = {
    TicketIssued: _issued,
    TicketEntered: _issued,
    TicketAccompanied: _accompanied,
    TicketFinished: _finished,
    TicketCancelled: _given_up,
    TicketAbandoned: _over,
    TicketUnserved: _over,
    TicketUndone: _undone,
}
