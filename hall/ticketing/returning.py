"""The right to come back: with the one-time notice, or after the hall closed first, in time, and once."""

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.ticketing.models import PRINCIPALS, TICKETS
from hall.ticketing.outcomes import Outcome
from hall.ticketing.policy import CreditReason
from hall.ticketing.queries import TicketRow, errands_of
from hall.ticketing.states import TicketState


def last_day(book: HallBook, before: TicketRow) -> date:
    """The last day on which a ticket of `before.day` may be returned with."""
    return book.opening.workdays.add_workdays(before.day, book.rules.return_days)


def returnable(
    connection: Connection, book: HallBook, before: TicketRow, today: date, hashes: Iterable[str] | None = None
) -> tuple[str, ...]:
    """The services that an earlier ticket gives a right to come back for with credit; empty when it gives none.

    `hashes`: of one person's number, where what was for other principals of the ticket is not to count.
    """
    if today > last_day(book, before):
        return ()
    unserved = before.state is TicketState.UNSERVED
    errands = errands_of(connection, [before.id])[before.id]
    own = None if hashes is None else _positions(connection, before.id, hashes)
    mine = [errand for errand in errands if own is None or errand.principal in own]
    left = [errand.service for errand in mine if unserved or errand.outcome == Outcome.INCOMPLETE]
    return tuple(dict.fromkeys(left)) if left and not returned_already(connection, before.id) else ()


def _positions(connection: Connection, ticket_id: str, hashes: Iterable[str]) -> set[int]:
    wanted = sa.select(PRINCIPALS.c.position).where(
        PRINCIPALS.c.ticket_id == ticket_id, PRINCIPALS.c.id_hash.in_(list(hashes))
    )
    return set(connection.execute(wanted).scalars())


def returned_already(connection: Connection, ticket_id: str) -> bool:
    """Whether a ticket that was not given up has used the right already."""
    used = sa.select(TICKETS.c.id).where(
        TICKETS.c.returns_from == ticket_id,
        TICKETS.c.credit_reason == CreditReason.RETURN,
        TICKETS.c.state != TicketState.CANCELLED,
    )
    return connection.execute(used.limit(1)).first() is not None


def anothers(connection: Connection, before: TicketRow, hashes: Iterable[str]) -> bool:
    """Whether an earlier ticket is known to be for other people than these (their numbers' keyed hashes).

    Whoever gave no number then, or gives none now, is believed on the strength of the paper.
    """
    wanted = sa.select(PRINCIPALS.c.id_hash).where(
        PRINCIPALS.c.ticket_id == before.id, PRINCIPALS.c.id_hash.is_not(None)
    )
    theirs, mine = set(connection.execute(wanted).scalars()), set(hashes)
    return bool(theirs and mine) and theirs.isdisjoint(mine)
