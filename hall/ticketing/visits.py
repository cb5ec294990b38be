"""The earlier visits of a matter: by the paper its holder came back with, or by the person's number."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.ticketing.models import ERRANDS, PRINCIPALS, TICKETS
from hall.ticketing.outcomes import Outcome
from hall.ticketing.queries import ErrandRow, NoteRow, TicketRow, errands_of, notes_of, ticket_rows
from hall.ticketing.returning import last_day

MOST_VISITS = 10  # of one matter that are looked through


@dataclass(frozen=True)
class ToldBefore:
    """What was told as missing on an earlier visit: the ticket it was, and the note."""

    ticket: TicketRow
    note: NoteRow


def told_before(connection: Connection, book: HallBook, ticket: TicketRow, errand: ErrandRow) -> list[ToldBefore]:
    """Every telling of missing materials for this errand's matter on earlier visits, the latest first."""
    mine = _number_of(connection, ticket.id, errand.principal)
    found: list[ToldBefore] = []
    for before in _visits(connection, book, ticket, errand.service, mine):
        positions = {
            one.position
            for one in errands_of(connection, [before.id])[before.id]
            if (one.service, one.outcome) == (errand.service, Outcome.INCOMPLETE)
            and not _anothers(mine, _number_of(connection, before.id, one.principal))
        }
        notes = [note for note in notes_of(connection, before.id) if note.kind == "missing"]
        found += [ToldBefore(before, note) for note in reversed(notes) if note.position in positions]
    return found


def _visits(
    connection: Connection, book: HallBook, ticket: TicketRow, service: str, number: str | None
) -> Iterator[TicketRow]:
    """Back from visit to visit: whoever shows no paper is known by their number, within the days of the notice."""
    for _visit in range(MOST_VISITS):
        if ticket.returns_from is not None:
            found = ticket_rows(connection, [ticket.returns_from])
        else:
            found = _last_of_person(connection, book, ticket, service, number) if number else []
        if not found:
            return
        ticket = found[0]
        yield ticket


def _last_of_person(
    connection: Connection, book: HallBook, ticket: TicketRow, service: str, number: str
) -> list[TicketRow]:
    """The person's last visit for a service, if they left it with a notice and came back in time."""
    theirs = sa.and_(PRINCIPALS.c.ticket_id == ERRANDS.c.ticket_id, PRINCIPALS.c.position == ERRANDS.c.principal)
    last = (
        sa.select(TICKETS.c.id, ERRANDS.c.outcome)
        .select_from(ERRANDS.join(PRINCIPALS, theirs).join(TICKETS, TICKETS.c.id == ERRANDS.c.ticket_id))
        .where(
            PRINCIPALS.c.id_hash == number,
            ERRANDS.c.hall_id == ticket.hall_id,
            ERRANDS.c.service == service,
            ERRANDS.c.state == "ended",
            TICKETS.c.issue_order < ticket.issue_order,
        )
        .order_by(TICKETS.c.issue_order.desc())
        .limit(1)
    )
    row = connection.execute(last).one_or_none()
    if row is None or row.outcome != Outcome.INCOMPLETE:
        return []
    return [one for one in ticket_rows(connection, [row.id]) if ticket.day <= last_day(book, one)]


def _number_of(connection: Connection, ticket_id: str, position: int) -> str | None:
    """The keyed hash of the number that a principal gave, if they gave one."""
    this = sa.select(PRINCIPALS.c.id_hash).where(PRINCIPALS.c.ticket_id == ticket_id, PRINCIPALS.c.position == position)
    found: str | None = connection.execute(this).scalar()
    return found


def _anothers(mine: str | None, theirs: str | None) -> bool:
    """Whether both gave numbers, and they are two people's."""
    return mine is not None and theirs is not None and mine != theirs
