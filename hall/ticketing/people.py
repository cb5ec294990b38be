"""Reading which tickets are for whom: people are found by the keyed hashes of the numbers they gave."""

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.db import Work
from hall.ticketing.models import ERRANDS, LIVE, PRINCIPALS, TICKETS
from hall.ticketing.queries import TICKET_COLUMNS, TicketRow, as_ticket

_NUMBERS_OF = sa.select(PRINCIPALS.c.ticket_id, PRINCIPALS.c.position, PRINCIPALS.c.id_hash).where(
    PRINCIPALS.c.ticket_id.in_(sa.bindparam("ids", expanding=True)), PRINCIPALS.c.id_hash.is_not(None)
)
# Theirs are the tickets asked about, the other ones are found by the number of somebody on both.
_THEIRS, _ON_THEIRS = TICKETS.alias("theirs"), PRINCIPALS.alias("on_theirs")
_SAME_PERSON = (
    sa.select(_THEIRS.c.id, *TICKET_COLUMNS)
    .select_from(
        _THEIRS.join(_ON_THEIRS, _ON_THEIRS.c.ticket_id == _THEIRS.c.id)
        .join(PRINCIPALS, PRINCIPALS.c.id_hash == _ON_THEIRS.c.id_hash)
        .join(TICKETS, TICKETS.c.id == PRINCIPALS.c.ticket_id)
    )
    .where(
        _THEIRS.c.id.in_(sa.bindparam("ids", expanding=True)),
        TICKETS.c.id != _THEIRS.c.id,
        TICKETS.c.hall_id == _THEIRS.c.hall_id,
        TICKETS.c.day == _THEIRS.c.day,
    )
    .distinct()
    .order_by(TICKETS.c.issue_order)
)


def numbers_of(connection: Connection, ticket_ids: Iterable[str]) -> dict[tuple[str, int], str]:
    """The keyed hashes of the numbers that principals of these tickets gave, by ticket and position."""
    rows = connection.execute(_NUMBERS_OF, {"ids": list(ticket_ids)})
    return {(row.ticket_id, row.position): row.id_hash for row in rows}


def live_same_errand(work: Work, hashes: list[str], services: Iterable[str]) -> str | None:
    """A live ticket of this hall with one of these services pending for one of these principals (by keyed hash)."""
    if not hashes:
        return None
    wanted = (
        sa.select(TICKETS.c.id)
        .join(PRINCIPALS, PRINCIPALS.c.ticket_id == TICKETS.c.id)
        .join(
            ERRANDS,
            sa.and_(ERRANDS.c.ticket_id == TICKETS.c.id, ERRANDS.c.principal == PRINCIPALS.c.position),
        )
        .where(
            PRINCIPALS.c.id_hash.in_(hashes),
            TICKETS.c.hall_id == work.hall_id,
            LIVE,
            ERRANDS.c.service.in_(list(services)),
            ERRANDS.c.state == "pending",
        )
        .order_by(TICKETS.c.issue_order)
        .limit(1)
    )
    return work.connection.execute(wanted).scalar()


def tickets_of_person(connection: Connection, hashes: Iterable[str], since: date) -> list[TicketRow]:
    """Tickets of every hall, of days from `since` on, that are for a person with one of these keyed hashes."""
    theirs = sa.select(PRINCIPALS.c.ticket_id).where(PRINCIPALS.c.id_hash.in_(list(hashes)))
    wanted = (
        sa.select(*TICKET_COLUMNS)
        .where(TICKETS.c.id.in_(theirs), TICKETS.c.day >= since)
        .order_by(TICKETS.c.issue_order)
    )
    return [as_ticket(row) for row in connection.execute(wanted)]


def same_person_today(connection: Connection, ticket_ids: Iterable[str]) -> dict[str, list[TicketRow]]:
    """Other tickets of the principals of each of these, in its hall on its day, oldest first; by ticket, where any."""
    found: dict[str, list[TicketRow]] = {}
    for ticket_id, *row in connection.execute(_SAME_PERSON, {"ids": list(ticket_ids)}):
        found.setdefault(ticket_id, []).append(as_ticket(row))
    return found
