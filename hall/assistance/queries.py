"""Reading requests for help: by id, by ticket, the steps taken, a hall's list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from hall.assistance.models import REQUESTS, STEPS
from hall.assistance.states import State
from hall.catalogue.models import HALLS
from hall.errors import AssistanceNotFound
from hall.prepared import Prepared

StepRow = Row[Any]


@dataclass(frozen=True)
class RequestRow:
    """A request as stored; see `hall.assistance.models.AssistanceRequest`."""

    id: str
    hall_id: int
    number: str
    seq: int
    day: date
    state: State
    steps: int
    source: str
    venue: str
    requested_at: datetime
    due_at: datetime
    asked_by: str | None
    ticket_id: str | None
    escalation_id: str | None
    review_id: str | None
    service: str | None
    name: bytes | None
    phone: bytes | None
    address: bytes | None
    text: str | None
    aide: str | None
    assigned_at: datetime | None
    started_at: datetime | None
    closed_at: datetime | None


_SELECT = sa.select(*(REQUESTS.c[name] for name in RequestRow.__dataclass_fields__))
_STATE = list(RequestRow.__dataclass_fields__).index("state")

# Asked for whenever something happens to a ticket.
_OPEN_FOR_TICKET = Prepared(_SELECT.where(REQUESTS.c.ticket_id == sa.bindparam("ticket"), sa.text("closed_at IS NULL")))
_LAST_FOR_TICKET = Prepared(
    _SELECT.where(REQUESTS.c.ticket_id == sa.bindparam("ticket")).order_by(REQUESTS.c.seq.desc()).limit(1)
)


@dataclass(frozen=True)
class Wanted:
    """Which requests of a hall; nothing given: all."""

    is_open: bool | None = None
    source: str | None = None
    venue: str | None = None
    service: str | None = None
    aide: str | None = None
    ticket: str | None = None
    escalation: str | None = None
    review: str | None = None
    number: str | None = None


def _row(found: Sequence[Any]) -> RequestRow:
    values = list(found)
    values[_STATE] = State(values[_STATE])
    return RequestRow(*values)


def stored_request(connection: Connection, request_id: str) -> RequestRow:
    """The request with this id; AssistanceNotFound without one."""
    row = connection.execute(_SELECT.where(REQUESTS.c.id == request_id)).one_or_none()
    if row is None:
        raise AssistanceNotFound
    return _row(row)


def hall_of_request(connection: Connection, request_id: str) -> tuple[int, str]:
    """Id and code of the hall that was asked; AssistanceNotFound without one."""
    wanted = sa.select(HALLS.c.id, HALLS.c.code).join(REQUESTS, REQUESTS.c.hall_id == HALLS.c.id)
    row = connection.execute(wanted.where(REQUESTS.c.id == request_id)).one_or_none()
    if row is None:
        raise AssistanceNotFound
    return row[0], row[1]


def open_for_ticket(connection: Connection, ticket_id: str) -> RequestRow | None:
    """The request of a ticket's holder that is not closed yet."""
    row = _OPEN_FOR_TICKET.one(connection, {"ticket": ticket_id})
    return _row(row) if row is not None else None


def last_for_ticket(connection: Connection, ticket_id: str) -> RequestRow | None:
    """The latest request of a ticket's holder, closed or not."""
    row = _LAST_FOR_TICKET.one(connection, {"ticket": ticket_id})
    return _row(row) if row is not None else None


def steps_of(connection: Connection, ids: Iterable[str]) -> dict[str, list[StepRow]]:
    """The steps of these requests, in order."""
    found: dict[str, list[StepRow]] = {each: [] for each in ids}
    wanted = sa.select(STEPS).where(STEPS.c.request_id.in_(list(found)))
    for row in connection.execute(wanted.order_by(STEPS.c.request_id, STEPS.c.position)):
        found[row.request_id].append(row)
    return found


def requests_of(
    connection: Connection,
    hall_id: int,
    wanted: Wanted,
    more: Sequence[sa.ColumnElement[bool]] = (),
    *,
    before: int | None = None,
    limit: int = 100,
) -> list[RequestRow]:
    """Requests of a hall, the latest first; `before` a journal number."""
    table = REQUESTS.c
    given = [table.hall_id == hall_id, *more]
    if wanted.is_open is not None:
        given.append(table.closed_at.is_(None) if wanted.is_open else table.closed_at.is_not(None))
    named = {
        table.source: wanted.source,
        table.venue: wanted.venue,
        table.service: wanted.service,
        table.aide: wanted.aide,
        table.ticket_id: wanted.ticket,
        table.escalation_id: wanted.escalation,
        table.review_id: wanted.review,
        table.number: wanted.number,
    }
    given += [column == value for column, value in named.items() if value is not None]
    if before is not None:
        given.append(table.seq < before)
    return [_row(row) for row in connection.execute(_SELECT.where(*given).order_by(table.seq.desc()).limit(limit))]
