"""Why one ticket came before another, from the journal and what staff may know beside it."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.journal.chain import Entry
from hall.journal.entries import entries_of_tickets, window_entries
from hall.text import Text
from hall.ticketing.policy import Credit, CreditReason
from hall.ticketing.queries import TicketRow
from hall.ticketing.story.comparison import Comparison, Seen, compare
from hall.ticketing.story.explain import explain
from hall.ticketing.story.wording import Particulars, Reader, Wording


def why_sentence(
    connection: Connection, book: HallBook, mine: TicketRow, other: TicketRow, *, staff: bool = False
) -> tuple[str, Text]:
    """The number of the one that comes or came first, and the sentence for the holder of `mine`, or for staff."""
    comparison = _compare(connection, book.hall_id, mine, other)
    about = {each.number: Particulars(category=each.category) for each in (mine, other)}
    reader = Reader(book.zone, None if staff else mine.number, staff, about)
    return comparison.first.number, explain(comparison, reader)


def _compare(connection: Connection, hall_id: int, one: TicketRow, other: TicketRow) -> Comparison:
    own = entries_of_tickets(connection, hall_id, [one.id, other.id])
    windows = window_entries(connection, hall_id, since=own[0].seq)
    return compare(in_order(own, windows), one.id, other.id)


def in_order(*parts: Sequence[Entry]) -> list[Entry]:
    return sorted((entry for part in parts for entry in part), key=lambda entry: entry.seq)


def counts_from(book: HallBook, ticket: TicketRow) -> Text:
    """How a ticket counts, for staff: `A032 counts from 09:12 (ticket 09:22, …)`."""
    given = Credit(timedelta(seconds=ticket.credit_seconds), _reason(ticket))
    seen = Seen(
        ticket.number,
        ticket.day,
        ticket.issued_at,
        ticket.key,
        given,
        ticket.state,
        entered_at=ticket.entered_at,
    )
    about = {ticket.number: Particulars(category=ticket.category)}
    return Wording(Reader(book.zone, staff=True, about=about), seen, seen).counts(seen)


def _reason(ticket: TicketRow) -> CreditReason | None:
    return CreditReason(ticket.credit_reason) if ticket.credit_reason else None
