"""Reading what is looked at before appointments: each material as it stands, and the appointments that wait."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.booking.models import APPOINTMENTS, HANDED_IN_SQL, MATERIALS
from hall.booking.modes import Mode
from hall.booking.prereview import MaterialState
from hall.booking.queries import AppointmentRow
from hall.booking.sealed import open_details
from hall.errors import MaterialNotFound
from hall.files.models import FILES
from hall.files.queries import OwnerKind
from hall.personal.vault import Vault

MATERIALS_ASKED = "materials"  # of an appointment's own fields
FORGOTTEN_AT_ONCE = 100


@dataclass(frozen=True)
class MaterialRow:
    """A material as stored, or as it is before anything was done about it; see `PrereviewMaterial`."""

    appointment_id: str
    position: int
    state: MaterialState = MaterialState.ASKED
    handed_in_at: datetime | None = None
    answered_at: datetime | None = None
    answered_by: str | None = None
    remark: str | None = None
    told: int = 0
    seq: int = 0


_SELECT = sa.select(*(MATERIALS.c[name] for name in MaterialRow.__dataclass_fields__))


def _material(row: sa.Row[Any]) -> MaterialRow:
    values = row._asdict()
    return MaterialRow(**{**values, "state": MaterialState(values["state"])})


def asked_materials(vault: Vault, row: AppointmentRow) -> list[str]:
    """What is to be looked at, as whoever booked named it; none for an appointment of another mode."""
    if row.mode is not Mode.PRE_REVIEW:
        return []
    return list(open_details(vault, row.details).get(MATERIALS_ASKED, []))


def materials_of(connection: Connection, counts: Mapping[str, int]) -> dict[str, list[MaterialRow]]:
    """The materials of these appointments in their order; `counts`: how many each has."""
    rows = connection.execute(_SELECT.where(MATERIALS.c.appointment_id.in_(list(counts))))
    stored = {(row.appointment_id, row.position): _material(row) for row in rows}
    return {
        each: [stored.get((each, position), MaterialRow(each, position)) for position in range(count)]
        for each, count in counts.items()
    }


def material_of(connection: Connection, appointment_id: str, position: int, count: int) -> MaterialRow:
    """One of an appointment's `count` materials. Raises MaterialNotFound."""
    if not 0 <= position < count:
        raise MaterialNotFound
    return materials_of(connection, {appointment_id: count})[appointment_id][position]


def prereview_ids(
    connection: Connection,
    hall_id: int,
    since: date,
    *,
    waiting: bool,
    service: str | None,
    after: str | None,
    limit: int,
) -> list[str]:
    """Appointments from a day on with something handed in, the soonest first: `waiting` for an answer, or all."""
    theirs = sa.exists().where(MATERIALS.c.appointment_id == APPOINTMENTS.c.id, MATERIALS.c.hall_id == hall_id)
    if waiting:
        theirs = theirs.where(sa.text("prereview_materials." + HANDED_IN_SQL))
    wanted = sa.select(APPOINTMENTS.c.id).where(
        APPOINTMENTS.c.hall_id == hall_id, APPOINTMENTS.c.state == "confirmed", APPOINTMENTS.c.day >= since, theirs
    )
    if service is not None:
        wanted = wanted.where(APPOINTMENTS.c.service == service)
    if after is not None:
        last = sa.select(APPOINTMENTS.c.starts_at).where(APPOINTMENTS.c.id == after).scalar_subquery()
        place = sa.tuple_(APPOINTMENTS.c.starts_at, APPOINTMENTS.c.id)
        wanted = wanted.where(place > sa.tuple_(last, sa.literal(after)))
    ordered = wanted.order_by(APPOINTMENTS.c.starts_at, APPOINTMENTS.c.id).limit(limit)
    return list(connection.execute(ordered).scalars())


def forgettable(connection: Connection, hall_id: int, before: date) -> list[str]:
    """Appointments whose files have no use any more: given up, run out, or of a day before `before`."""
    over = sa.or_(APPOINTMENTS.c.state.in_(["cancelled", "let_go", "expired"]), APPOINTMENTS.c.day < before)
    wanted = (
        sa.select(FILES.c.owner_id)
        .join(APPOINTMENTS, APPOINTMENTS.c.id == FILES.c.owner_id)
        .where(FILES.c.owner_kind == OwnerKind.APPOINTMENT, FILES.c.removed_at.is_(None))
        .where(FILES.c.hall_id == hall_id, over)
        .distinct()
    )
    return list(connection.execute(wanted.limit(FORGOTTEN_AT_ONCE)).scalars())


def halls_with_materials(connection: Connection) -> list[int]:
    """The halls that have files of appointments."""
    theirs = (FILES.c.owner_kind == OwnerKind.APPOINTMENT, FILES.c.removed_at.is_(None))
    return list(connection.execute(sa.select(FILES.c.hall_id).where(*theirs).distinct()).scalars())
