"""Reading alarms: those that stand, those of a day, one by its id."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from hall.catalogue.models import HALLS
from hall.catalogue.terms import AlarmKind
from hall.errors import AlarmNotFound
from hall.staff.models import USERS
from hall.windows.alarms import Open
from hall.windows.models import ALARMS


@dataclass(frozen=True)
class StoredAlarm(Open):
    """An alarm as stored; `acknowledged_name` as colleagues know the person."""

    hall_id: int
    seq: int
    service: str | None
    window_id: str | None
    window_number: int | None
    figures: Mapping[str, Any]
    acknowledged_name: str | None
    cleared_at: datetime | None


_OWN = [name for name in StoredAlarm.__dataclass_fields__ if name != "acknowledged_name"]
_SELECT = sa.select(*(ALARMS.c[name] for name in _OWN), USERS.c.name.label("acknowledged_name")).select_from(
    ALARMS.outerjoin(USERS, USERS.c.id == ALARMS.c.acknowledged_by)
)
_BY_ID = _SELECT.where(ALARMS.c.id == sa.bindparam("alarm_id"))
_STANDING = _SELECT.where(ALARMS.c.hall_id == sa.bindparam("hall_id"), sa.text("alarms.cleared_at IS NULL"))
_CLEARED_SINCE = sa.select(ALARMS.c.kind, ALARMS.c.subject).where(
    ALARMS.c.hall_id == sa.bindparam("hall_id"),
    ALARMS.c.cleared_at > sa.bindparam("since", type_=ALARMS.c.cleared_at.type),
)
_HALL_OF = (
    sa.select(HALLS.c.id, HALLS.c.code)
    .join(ALARMS, ALARMS.c.hall_id == HALLS.c.id)
    .where(ALARMS.c.id == sa.bindparam("alarm_id"))
)


def _alarm(row: Row[*tuple[Any, ...]]) -> StoredAlarm:
    values = dict(row._mapping)
    return StoredAlarm(**{**values, "kind": AlarmKind(values["kind"])})


def stored_alarm(connection: Connection, alarm_id: str) -> StoredAlarm:
    """The alarm with this id; AlarmNotFound without one."""
    row = connection.execute(_BY_ID, {"alarm_id": alarm_id}).one_or_none()
    if row is None:
        raise AlarmNotFound
    return _alarm(row)


def standing_alarms(connection: Connection, hall_id: int) -> list[StoredAlarm]:
    """The alarms of a hall that are not cleared, in the order in which they were raised."""
    return [_alarm(row) for row in connection.execute(_STANDING.order_by(ALARMS.c.seq), {"hall_id": hall_id})]


def alarms_since(
    connection: Connection,
    hall_id: int,
    since: datetime,
    kinds: Collection[AlarmKind],
    *,
    before: int | None = None,
    limit: int = 200,
) -> list[StoredAlarm]:
    """The alarms of these kinds raised since then or still standing, the latest first; `before` a journal number."""
    wanted = _SELECT.where(
        ALARMS.c.hall_id == hall_id,
        ALARMS.c.kind.in_([kind.value for kind in kinds]),
        sa.or_(ALARMS.c.raised_at >= since, ALARMS.c.cleared_at.is_(None)),
    )
    if before is not None:
        wanted = wanted.where(ALARMS.c.seq < before)
    return [_alarm(row) for row in connection.execute(wanted.order_by(ALARMS.c.seq.desc()).limit(limit))]


def cleared_since(connection: Connection, hall_id: int, since: datetime) -> set[tuple[str, str]]:
    """Kind and subject of the alarms that were cleared after `since`."""
    return {(row.kind, row.subject) for row in connection.execute(_CLEARED_SINCE, {"hall_id": hall_id, "since": since})}


def hall_of_alarm(connection: Connection, alarm_id: str) -> tuple[int, str]:
    """Id and code of the hall an alarm was raised in; AlarmNotFound without one."""
    row = connection.execute(_HALL_OF, {"alarm_id": alarm_id}).one_or_none()
    if row is None:
        raise AlarmNotFound
    return row.id, row.code
