"""Reading tickets: rows as frozen values, so that a rule can be given what the database holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.categories import Category
from hall.catalogue.models import HALLS
from hall.errors import TicketNotFound
from hall.prepared import Prepared
from hall.ticketing.models import AGENT, ERRANDS, LIVE, NOTES, PRINCIPALS, TICKETS
from hall.ticketing.policy import Key, WaitingTicket
from hall.ticketing.states import TicketState


class TicketRow(NamedTuple):
    """A ticket as stored; see `hall.ticketing.models.Ticket`. Read by the thousand: a tuple is made soonest."""

    id: str
    hall_id: int
    day: date
    number: str
    state: TicketState
    channel: str
    category: Category | None
    needs_help: bool
    language: str
    bundle: str | None
    in_order: bool
    issued_at: datetime
    entered_at: datetime | None
    issue_order: int
    effective_since: datetime
    place: int
    sub: int
    followers: int
    credit_seconds: float
    credit_reason: str | None
    overtaken: int
    requeues: int
    calls: int
    called_at: datetime | None
    last_called_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    held_at: datetime | None
    window_id: str | None
    bound_window_id: str | None
    first_contact: str | None
    accompanied_by: str | None
    accompanied_at: datetime | None
    returns_from: str | None
    seq: int

    @property
    def key(self) -> Key:
        return Key(self.effective_since, self.place, self.sub)


@dataclass(frozen=True)
class ErrandRow:
    """One errand of a ticket; `outcome` is `None` while `state` is `pending`."""

    ticket_id: str
    position: int
    service: str
    principal: int
    state: str
    outcome: str | None

    @property
    def pending(self) -> bool:
        return self.state == "pending"


@dataclass(frozen=True)
class PrincipalRow:
    """Somebody an errand is for; the fields are still sealed."""

    position: int
    kind: str
    name: bytes | None
    id_number: bytes | None
    phone: bytes | None


@dataclass(frozen=True)
class NoteRow:
    """What a visitor was told about one errand; `texts` still sealed. See `hall.ticketing.models.ErrandNote`."""

    id: str
    position: int
    kind: str
    texts: bytes
    by: str | None
    at: datetime
    follows: str | None
    untold: int | None


TICKET_COLUMNS = tuple(TICKETS.c[name] for name in TicketRow._fields)
_STATE, _CATEGORY = (TicketRow._fields.index(name) for name in ("state", "category"))
_ERRAND = tuple(ERRANDS.c[name] for name in ErrandRow.__dataclass_fields__)
_PRINCIPAL = tuple(PRINCIPALS.c[name] for name in PrincipalRow.__dataclass_fields__)
_NOTE = tuple(NOTES.c[name] for name in NoteRow.__dataclass_fields__)
_SELECT = sa.select(*TICKET_COLUMNS)

# Made once: to put a statement together costs several times what it costs to run it.
_BY_ID = Prepared(_SELECT.where(TICKETS.c.id == sa.bindparam("ticket_id")))
_HALL_OF = Prepared(
    sa.select(HALLS.c.id, HALLS.c.code)
    .join(TICKETS, TICKETS.c.hall_id == HALLS.c.id)
    .where(TICKETS.c.id == sa.bindparam("ticket_id"))
)
_BY_NUMBER = _SELECT.where(
    TICKETS.c.hall_id == sa.bindparam("hall_id"),
    TICKETS.c.day == sa.bindparam("day"),
    TICKETS.c.number == sa.bindparam("number"),
)
_LIVE_IN_HALL = Prepared(
    _SELECT.where(TICKETS.c.hall_id == sa.bindparam("hall_id"), LIVE).order_by(
        TICKETS.c.effective_since, TICKETS.c.place, TICKETS.c.sub
    )
)
_AT_WINDOW = Prepared(
    _SELECT.where(TICKETS.c.window_id == sa.bindparam("window_id"), sa.text("tickets.state IN ('called', 'serving')"))
)
_ERRANDS_OF = Prepared(
    sa.select(*_ERRAND)
    .where(ERRANDS.c.ticket_id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(ERRANDS.c.ticket_id, ERRANDS.c.position)
)
_PRINCIPALS_OF = Prepared(
    sa.select(PRINCIPALS.c.ticket_id, *_PRINCIPAL)
    .where(PRINCIPALS.c.ticket_id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(PRINCIPALS.c.ticket_id, PRINCIPALS.c.position)
)
_NOTES_OF = Prepared(
    sa.select(NOTES.c.ticket_id, *_NOTE)
    .where(NOTES.c.ticket_id.in_(sa.bindparam("ids", expanding=True)), sa.not_(NOTES.c.withdrawn))
    .order_by(NOTES.c.at)
)


def as_ticket(row: Sequence[Any]) -> TicketRow:
    """What was read by `TICKET_COLUMNS`."""
    # By position: a board reads hundreds.
    values = list(row)
    values[_STATE] = TicketState(values[_STATE])
    values[_CATEGORY] = Category(values[_CATEGORY]) if values[_CATEGORY] else None
    return TicketRow._make(values)


def ticket_row(connection: Connection, ticket_id: str) -> TicketRow:
    """The ticket with this public id; TicketNotFound without one."""
    row = _BY_ID.one(connection, {"ticket_id": ticket_id})
    if row is None:
        raise TicketNotFound
    return as_ticket(row)


def hall_of_ticket(connection: Connection, ticket_id: str) -> tuple[int, str]:
    """Id and code of the hall a ticket was taken in; TicketNotFound without one."""
    row = _HALL_OF.one(connection, {"ticket_id": ticket_id})
    if row is None:
        raise TicketNotFound
    return row[0], row[1]


def ticket_rows(connection: Connection, ids: Iterable[str]) -> list[TicketRow]:
    """These tickets, in the order of calling."""
    found = connection.execute(_SELECT.where(TICKETS.c.id.in_(list(ids))))
    return sorted((as_ticket(row) for row in found), key=lambda ticket: ticket.key)


def ticket_by_number(connection: Connection, hall_id: int, day: date, number: str) -> TicketRow | None:
    """The ticket that bears this number in a hall on a day."""
    row = connection.execute(_BY_NUMBER, {"hall_id": hall_id, "day": day, "number": number}).one_or_none()
    return as_ticket(row) if row is not None else None


def live_tickets(connection: Connection, hall_id: int) -> list[TicketRow]:
    """Every waiting, called, serving, held or passed ticket of a hall, in the order of calling."""
    return [as_ticket(row) for row in _LIVE_IN_HALL.rows(connection, {"hall_id": hall_id})]


def ticket_at_window(connection: Connection, window_id: str) -> TicketRow | None:
    """The ticket that a window has called or is serving."""
    row = _AT_WINDOW.one(connection, {"window_id": window_id})
    return as_ticket(row) if row is not None else None


def tickets_of_day(
    connection: Connection, hall_id: int, day: date, *, after: int = 0, limit: int = 200, **where: str | bool
) -> list[TicketRow]:
    """Tickets of a hall's day issued after `after`, in issue order; `where` narrows by columns (`state`, `number`)."""
    wanted = _SELECT.where(TICKETS.c.hall_id == hall_id, TICKETS.c.day == day, TICKETS.c.issue_order > after)
    for column, value in where.items():
        wanted = wanted.where(TICKETS.c[column] == value)
    return [as_ticket(row) for row in connection.execute(wanted.order_by(TICKETS.c.issue_order).limit(limit))]


def errands_of(connection: Connection, ticket_ids: Iterable[str]) -> dict[str, list[ErrandRow]]:
    """The errands of these tickets, by ticket, in their order."""
    ids = list(ticket_ids)
    found: dict[str, list[ErrandRow]] = {ticket_id: [] for ticket_id in ids}
    for row in _ERRANDS_OF.rows(connection, {"ids": ids}):
        errand = ErrandRow(*row)
        found[errand.ticket_id].append(errand)
    return found


def principals_of(connection: Connection, ticket_id: str) -> list[PrincipalRow]:
    """Who a ticket is for, in order; sealed."""
    return [one for one in everybody_on(connection, [ticket_id])[ticket_id] if one.kind != AGENT]


def everybody_on(connection: Connection, ticket_ids: Iterable[str]) -> dict[str, list[PrincipalRow]]:
    """Who these tickets are for and, after them, who comes for them, by ticket; sealed."""
    ids = list(ticket_ids)
    found: dict[str, list[PrincipalRow]] = {ticket_id: [] for ticket_id in ids}
    for ticket_id, *row in _PRINCIPALS_OF.rows(connection, {"ids": ids}):
        found[ticket_id].append(PrincipalRow(*row))
    return found


def left_phones(connection: Connection, ticket_ids: Iterable[str]) -> list[tuple[str, bytes]]:
    """The phone numbers left on these tickets, an agent's among them, each with its ticket's id; sealed."""
    left = (PRINCIPALS.c.ticket_id.in_(list(ticket_ids)), PRINCIPALS.c.phone.is_not(None))
    wanted = sa.select(PRINCIPALS.c.ticket_id, PRINCIPALS.c.phone).where(*left)
    rows = connection.execute(wanted.order_by(PRINCIPALS.c.ticket_id, PRINCIPALS.c.position))
    return [(row.ticket_id, row.phone) for row in rows]


def notes_of(connection: Connection, ticket_id: str) -> list[NoteRow]:
    """What was told about a ticket's errands and not withdrawn, oldest first."""
    return notes_by_ticket(connection, [ticket_id])[ticket_id]


def notes_by_ticket(connection: Connection, ticket_ids: Iterable[str]) -> dict[str, list[NoteRow]]:
    """What was told about the errands of these tickets and not withdrawn, by ticket, oldest first."""
    ids = list(ticket_ids)
    found: dict[str, list[NoteRow]] = {ticket_id: [] for ticket_id in ids}
    for ticket_id, *row in _NOTES_OF.rows(connection, {"ids": ids}):
        found[ticket_id].append(NoteRow(*row))
    return found


def waiting_ticket(ticket: TicketRow, errands: list[ErrandRow]) -> WaitingTicket:
    """A ticket as the policy sees it."""
    pending = tuple(errand.service for errand in errands if errand.pending)
    return WaitingTicket(ticket.id, ticket.key, pending, ticket.in_order, ticket.needs_help, ticket.bound_window_id)


def latest_with_number(connection: Connection, hall_id: int, number: str, first: date, last: date) -> TicketRow | None:
    """The ticket of a hall that bore this number last, on the days from `first` to `last`."""
    days = TICKETS.c.day.between(first, last)
    wanted = _SELECT.where(TICKETS.c.hall_id == hall_id, TICKETS.c.number == number, days)
    row = connection.execute(wanted.order_by(TICKETS.c.day.desc()).limit(1)).one_or_none()
    return as_ticket(row) if row is not None else None
