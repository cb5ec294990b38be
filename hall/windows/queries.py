"""Reading duty: who is at which window, and what lies there on hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.models import HALLS, WINDOWS
from hall.catalogue.queries import hall_book
from hall.catalogue.terms import Closing
from hall.db import ORDERS, Work
from hall.errors import NotOnDuty, WindowNotFound
from hall.prepared import Prepared
from hall.staff.models import USERS
from hall.text import Text
from hall.ticketing.models import TICKETS
from hall.ticketing.timing import unbinds_at
from hall.windows.models import BREAKS, DUTIES


@dataclass(frozen=True)
class OnDuty:
    """Somebody at a window since `started_at`."""

    id: str
    hall_id: int
    window_id: str
    user_id: str
    name: str
    started_at: datetime


@dataclass(frozen=True)
class RunningBreak:
    """A pause that has not ended; `unbound`: whether its held tickets were let go already."""

    id: str
    window_id: str
    hall_id: int
    started_at: datetime
    until: datetime | None
    unbound: bool


_ON_DUTY = (
    sa.select(DUTIES.c.id, DUTIES.c.hall_id, DUTIES.c.window_id, DUTIES.c.user_id, USERS.c.name, DUTIES.c.started_at)
    .join(USERS, USERS.c.id == DUTIES.c.user_id)
    .where(DUTIES.c.ended_at.is_(None))
)
_DUTY_AT = Prepared(_ON_DUTY.where(DUTIES.c.window_id == sa.bindparam("window_id")))
_DUTY_OF = _ON_DUTY.where(DUTIES.c.user_id == sa.bindparam("user_id"))
_DUTIES_IN = _ON_DUTY.where(DUTIES.c.hall_id == sa.bindparam("hall_id"))
_CUTTING_OFF = sa.select(HALLS.c.id).where(HALLS.c.rules["closing"].as_string() == Closing.CUT_OFF.value)
_HALL_OF = Prepared(
    sa.select(HALLS.c.id, HALLS.c.code)
    .join(WINDOWS, WINDOWS.c.hall_id == HALLS.c.id)
    .where(WINDOWS.c.id == sa.bindparam("window_id"), WINDOWS.c.retired_at.is_(None))
)


def duty_at(connection: Connection, window_id: str) -> OnDuty | None:
    """Who is on duty at a window."""
    row = _DUTY_AT.one(connection, {"window_id": window_id})
    return OnDuty(*row) if row is not None else None


def duty_of(connection: Connection, user_id: str) -> OnDuty | None:
    """Where somebody is on duty."""
    row = connection.execute(_DUTY_OF, {"user_id": user_id}).one_or_none()
    return OnDuty(**row._asdict()) if row is not None else None


def duties_in(connection: Connection, hall_id: int) -> dict[str, OnDuty]:
    """Everybody on duty in a hall, by window id."""
    found = connection.execute(_DUTIES_IN, {"hall_id": hall_id})
    return {row.window_id: OnDuty(**row._asdict()) for row in found}


def check_on_duty(work: Work, window_id: str) -> OnDuty:
    """Refuse anybody but the person on duty at this window, and say who that is."""
    duty = duty_at(work.connection, window_id)
    if duty is None:
        raise NotOnDuty(Text("请先在该窗口上岗", "Sign in at this window first"))
    if duty.user_id != work.by.id:
        raise NotOnDuty(Text(f"该窗口由{duty.name}值守", f"{duty.name} is on duty at this window"))
    return duty


def held_at(connection: Connection, window_id: str) -> list[str]:
    """Ids of the tickets on hold at a window, the longest first."""
    wanted = sa.select(TICKETS.c.id).where(TICKETS.c.window_id == window_id, sa.text("tickets.state = 'held'"))
    return list(connection.execute(wanted.order_by(TICKETS.c.held_at)).scalars())


def bound_to(connection: Connection, window_id: str) -> list[str]:
    """Ids of the live tickets that only this window may serve."""
    wanted = sa.select(TICKETS.c.id).where(
        TICKETS.c.bound_window_id == window_id,
        sa.text("tickets.state IN ('waiting', 'called', 'serving', 'held', 'passed')"),
    )
    return list(connection.execute(wanted).scalars())


def running_breaks(connection: Connection, hall_id: int | None = None) -> list[RunningBreak]:
    """Pauses that have not ended, in one hall or in all."""
    columns = (BREAKS.c[name] for name in RunningBreak.__dataclass_fields__)
    wanted = sa.select(*columns).where(BREAKS.c.ended_at.is_(None))
    if hall_id is not None:
        wanted = wanted.where(BREAKS.c.hall_id == hall_id)
    return [RunningBreak(**row._asdict()) for row in connection.execute(wanted)]


def hall_of_window(connection: Connection, window_id: str) -> tuple[int, str]:
    """Id and code of the hall a window stands in; WindowNotFound for an unknown or retired window."""
    row = _HALL_OF.one(connection, {"window_id": window_id})
    if row is None:
        raise WindowNotFound
    return row[0], row[1]


def halls_due(connection: Connection, days: Mapping[int, date], at: datetime) -> set[int]:
    """Halls whose day has ended, where a break is due for something, or whose closing cuts off.

    `days`: today's, of every hall that is not retired; of a retired one a day that was not ended is due to end.
    """
    found = {rest.hall_id for rest in running_breaks(connection) if _is_due(connection, rest, at)}
    cutting_off = set(connection.execute(_CUTTING_OFF).scalars())
    for row in connection.execute(sa.select(ORDERS.c.hall_id, ORDERS.c.day, ORDERS.c.closed_on)):
        if row.day is None:
            continue
        today = days.get(row.hall_id)
        if today is None or row.day < today or (row.hall_id in cutting_off and row.closed_on != today):
            found.add(row.hall_id)
    return found


def _is_due(connection: Connection, rest: RunningBreak, at: datetime) -> bool:
    """Whether a break's announced end has come or, of one without, the time to let go of what is held."""
    if rest.until is not None:
        return rest.until <= at
    rules = hall_book(connection, rest.hall_id).rules
    return not rest.unbound and unbinds_at(rules, paused_at=rest.started_at, paused_until=None) <= at
