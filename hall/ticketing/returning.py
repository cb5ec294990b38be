"""The right to come back: with the one-time notice, or after the hall closed first, in time, and once."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.personal.vault import Vault
from hall.ticketing.carrying import Before
from hall.ticketing.models import AGENT, PRINCIPALS, TICKETS
from hall.ticketing.outcomes import Outcome
from hall.ticketing.policy import CreditReason
from hall.ticketing.queries import ErrandRow, PrincipalRow, TicketRow, errands_of, everybody_on, ticket_row
from hall.ticketing.sealed import ID_HASH, NAME, PHONE_HASH
from hall.ticketing.states import TicketState
from hall.ticketing.wish import PrincipalWish


def last_day(book: HallBook, before: TicketRow) -> date:
    """The last day on which a ticket of `before.day` may be returned with."""
    return book.opening.workdays.last_day(before.day, book.rules.return_days)


def returnable(
    connection: Connection, book: HallBook, before: TicketRow, today: date, hashes: Iterable[str] | None = None
) -> tuple[str, ...]:
    """The services that an earlier ticket gives a right to come back for with credit; empty when it gives none.

    `hashes`: of one person's number, where what was for other principals of the ticket is not to count.
    """
    left = _left_over(connection, book, before, today)
    own = None if hashes is None or not left else _positions(connection, before.id, hashes)
    mine = [errand.service for errand in left if own is None or errand.principal in own]
    return tuple(dict.fromkeys(mine)) if mine and not returned_already(connection, before.id) else ()


def people_before(
    connection: Connection, book: HallBook, vault: Vault, before: TicketRow, today: date, services: Collection[str]
) -> Before:
    """Who of an earlier ticket one of these services was left over for, and who came for them."""
    left = [each for each in _left_over(connection, book, before, today) if each.service in services]
    rows = {row.position: row for row in everybody_on(connection, [before.id])[before.id]} if left else {}
    own: dict[int, list[str]] = {}
    for errand in left:
        own.setdefault(errand.principal, []).append(errand.service)
    agents = [row for row in rows.values() if row.kind == AGENT]
    return Before(
        tuple(_opened(vault, rows.get(position), its) for position, its in own.items()) if rows else (),
        replace(_opened(vault, agents[0], ()), kind="person") if agents else None,
    )


def _opened(vault: Vault, row: PrincipalRow | None, services: Iterable[str]) -> PrincipalWish:
    if row is None:  # who left nothing is still somebody
        return PrincipalWish(services=tuple(services))
    return PrincipalWish(
        kind=row.kind,
        name=vault.open(row.name, NAME) if row.name else None,
        number=vault.open(row.id_number, ID_HASH) if row.id_number else None,
        phone=vault.open(row.phone, PHONE_HASH) if row.phone else None,
        services=tuple(services),
    )


def _left_over(connection: Connection, book: HallBook, before: TicketRow, today: date) -> list[ErrandRow]:
    """The errands that a ticket ended without: told incomplete, or unserved; none once it is too late for them."""
    if today > last_day(book, before):
        return []
    unserved = before.state is TicketState.UNSERVED
    errands = errands_of(connection, [before.id])[before.id]
    return [each for each in errands if each.outcome == Outcome.INCOMPLETE or (unserved and each.pending)]


def _positions(connection: Connection, ticket_id: str, hashes: Iterable[str]) -> set[int]:
    wanted = sa.select(PRINCIPALS.c.position).where(
        PRINCIPALS.c.ticket_id == ticket_id, PRINCIPALS.c.id_hash.in_(list(hashes))
    )
    return set(connection.execute(wanted).scalars())


def returned_already(connection: Connection, ticket_id: str) -> bool:
    """Whether a ticket that was not given up has used the right already."""
    return _used_for(connection, ticket_id) is not None


def came_of(connection: Connection, before: TicketRow) -> TicketRow:
    """The ticket that the right of an earlier one was used for, or the right of that one in turn; else itself."""
    found = before
    while (used_for := _used_for(connection, found.id)) is not None:
        found = ticket_row(connection, used_for)
    return found


def _used_for(connection: Connection, ticket_id: str) -> str | None:
    used = sa.select(TICKETS.c.id).where(
        TICKETS.c.returns_from == ticket_id,
        TICKETS.c.credit_reason == CreditReason.RETURN,
        TICKETS.c.state != TicketState.CANCELLED,
    )
    return connection.execute(used.limit(1)).scalar()


def anothers(connection: Connection, before: TicketRow, hashes: Iterable[str]) -> bool:
    """Whether an earlier ticket is known to be for other people than these (their numbers' keyed hashes).

    Whoever gave no number then, or gives none now, is believed on the strength of the paper.
    """
    wanted = sa.select(PRINCIPALS.c.id_hash).where(
        PRINCIPALS.c.ticket_id == before.id, PRINCIPALS.c.id_hash.is_not(None)
    )
    theirs, mine = set(connection.execute(wanted).scalars()), set(hashes)
    return bool(theirs and mine) and theirs.isdisjoint(mine)
