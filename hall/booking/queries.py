"""Reading appointments: rows as frozen values, places taken, people found by keyed hash."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.booking.models import APPOINTMENTS, LIFTS, LIVE_SQL, PEOPLE, PLACES
from hall.booking.modes import Mode, Pool
from hall.booking.slots import Slot
from hall.booking.states import AppointmentState
from hall.catalogue.models import HALLS
from hall.errors import AppointmentNotFound
from hall.ticketing.models import ERRANDS, PRINCIPALS


@dataclass(frozen=True)
class AppointmentRow:
    """An appointment as stored; see `hall.booking.models.Appointment`."""

    id: str
    hall_id: int
    code: str
    state: AppointmentState
    service: str
    mode: Mode
    slot_id: str
    day: date
    starts_at: datetime
    ends_at: datetime
    party: int
    channel: str
    language: str
    needs_help: bool
    details: bytes | None
    booked_at: datetime
    expires_at: datetime | None
    late: bool
    cause: str | None
    ticket_id: str | None
    changes: int
    seq: int


@dataclass(frozen=True)
class PersonRow:
    """Somebody on an appointment; the fields are still sealed."""

    appointment_id: str
    position: int
    kind: str
    agent: bool
    name: bytes | None
    id_number: bytes | None
    id_hash: str | None
    phone: bytes | None
    phone_hash: str | None


Counted = tuple[str, str, datetime]
"""What places are counted by: pool, counted_under, starts_at."""

_SELECT = sa.select(*(APPOINTMENTS.c[name] for name in AppointmentRow.__dataclass_fields__))
_PERSON = tuple(PEOPLE.c[name] for name in PersonRow.__dataclass_fields__)


def _appointment(row: sa.Row[Any]) -> AppointmentRow:
    values = row._asdict()
    return AppointmentRow(**{**values, "state": AppointmentState(values["state"]), "mode": Mode(values["mode"])})


def appointment_row(connection: Connection, appointment_id: str) -> AppointmentRow:
    """The appointment with this id; AppointmentNotFound without one."""
    row = connection.execute(_SELECT.where(APPOINTMENTS.c.id == appointment_id)).one_or_none()
    if row is None:
        raise AppointmentNotFound
    return _appointment(row)


def appointment_rows(connection: Connection, ids: Iterable[str]) -> list[AppointmentRow]:
    """The appointments with these ids, in this order."""
    listed = list(ids)
    found = {row.id: _appointment(row) for row in connection.execute(_SELECT.where(APPOINTMENTS.c.id.in_(listed)))}
    return [found[each] for each in listed]


def is_of_hall(connection: Connection, hall_id: int, appointment_id: str) -> bool:
    """Whether there is such an appointment at this hall."""
    here = (APPOINTMENTS.c.id == appointment_id, APPOINTMENTS.c.hall_id == hall_id)
    return bool(connection.scalar(sa.select(sa.exists().where(*here))))


def hall_of_appointment(connection: Connection, appointment_id: str) -> tuple[int, str]:
    """Id and code of the hall an appointment is at; AppointmentNotFound without one."""
    wanted = sa.select(HALLS.c.id, HALLS.c.code).join(APPOINTMENTS, APPOINTMENTS.c.hall_id == HALLS.c.id)
    row = connection.execute(wanted.where(APPOINTMENTS.c.id == appointment_id)).one_or_none()
    if row is None:
        raise AppointmentNotFound
    return row[0], row[1]


def appointments_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, AppointmentRow]:
    """These appointments, by their ids."""
    found = connection.execute(_SELECT.where(APPOINTMENTS.c.id.in_(list(ids))))
    return {row.id: _appointment(row) for row in found}


def coming_appointments(connection: Connection, hall_id: int, after: datetime) -> list[AppointmentRow]:
    """The confirmed appointments of a hall that begin after that instant, in order of time."""
    wanted = _SELECT.where(
        sa.text("appointments.state = 'confirmed'"), APPOINTMENTS.c.hall_id == hall_id, APPOINTMENTS.c.starts_at > after
    )
    ordered = wanted.order_by(APPOINTMENTS.c.starts_at, APPOINTMENTS.c.id)
    return [_appointment(row) for row in connection.execute(ordered)]


def appointments_with_code(
    connection: Connection, *, code: str | None = None, id_: str | None = None
) -> list[AppointmentRow]:
    """The appointment with this code, or this id; none or one."""
    this = APPOINTMENTS.c.code == code if code is not None else APPOINTMENTS.c.id == id_
    return [_appointment(row) for row in connection.execute(_SELECT.where(this))]


def appointments_of_person(
    connection: Connection, since: date, *, id_hashes: Iterable[str] = (), phone_hashes: Iterable[str] = ()
) -> list[AppointmentRow]:
    """Appointments from a day on, of any hall, on which somebody has one of these numbers."""
    theirs = sa.or_(PEOPLE.c.id_hash.in_(list(id_hashes)), PEOPLE.c.phone_hash.in_(list(phone_hashes)))
    mine = sa.select(PEOPLE.c.appointment_id).where(theirs)
    found = connection.execute(_SELECT.where(APPOINTMENTS.c.id.in_(mine), APPOINTMENTS.c.day >= since))
    return [_appointment(row) for row in found]


def appointments_of_day(
    connection: Connection,
    hall_id: int,
    day: date,
    *,
    after: str | None = None,
    limit: int = 200,
    **where: str,
) -> list[AppointmentRow]:
    """A hall's appointments of a day in order of time, after the one with the id `after`; narrowed by columns."""
    wanted = _SELECT.where(APPOINTMENTS.c.hall_id == hall_id, APPOINTMENTS.c.day == day)
    for column, value in where.items():
        wanted = wanted.where(APPOINTMENTS.c[column] == value)
    place = sa.tuple_(APPOINTMENTS.c.starts_at, APPOINTMENTS.c.id)
    if after is not None:
        last = sa.select(APPOINTMENTS.c.starts_at).where(APPOINTMENTS.c.id == after).scalar_subquery()
        wanted = wanted.where(place > sa.tuple_(last, sa.literal(after)))
    ordered = wanted.order_by(APPOINTMENTS.c.starts_at, APPOINTMENTS.c.id).limit(limit)
    return [_appointment(row) for row in connection.execute(ordered)]


def people_of(connection: Connection, ids: Iterable[str]) -> dict[str, list[PersonRow]]:
    """Everybody on these appointments, by appointment, agents first."""
    wanted = list(ids)
    found: dict[str, list[PersonRow]] = {each: [] for each in wanted}
    rows = connection.execute(
        sa.select(*_PERSON)
        .where(PEOPLE.c.appointment_id.in_(wanted))
        .order_by(PEOPLE.c.appointment_id, PEOPLE.c.position)
    )
    for row in rows:
        found[row.appointment_id].append(PersonRow(*row))
    return found


def taken_places(connection: Connection, hall_id: int, slot: Slot) -> set[int]:
    """The numbers of the places of a slot that are taken."""
    here = (PLACES.c.hall_id == hall_id, PLACES.c.pool == slot.pool, PLACES.c.counted_under == slot.counted_under)
    wanted = sa.select(PLACES.c.number).where(*here, PLACES.c.starts_at == slot.starts_at)
    return set(connection.execute(wanted).scalars())


def taken_counts(connection: Connection, hall_id: int, slots: Iterable[Slot]) -> Mapping[Counted, int]:
    """How many places are taken, by what they are counted by, over the time of these slots."""
    listed = list(slots)
    if not listed:
        return {}
    counted = (PLACES.c.pool, PLACES.c.counted_under, PLACES.c.starts_at)
    wanted = (
        sa.select(*counted, sa.func.count())
        .where(
            PLACES.c.hall_id == hall_id,
            PLACES.c.pool.in_({slot.pool for slot in listed}),
            PLACES.c.counted_under.in_({slot.counted_under for slot in listed}),
            PLACES.c.starts_at.between(min(s.starts_at for s in listed), max(s.starts_at for s in listed)),
        )
        .group_by(*counted)
    )
    return {(pool, under, at): count for pool, under, at, count in connection.execute(wanted)}


def free_places(slot: Slot, taken: Mapping[Counted, int]) -> int:
    """How many places of a slot are free; fewer windows than when it was booked make it no less than none."""
    return max(0, slot.places - taken.get((slot.pool.value, slot.counted_under, slot.starts_at), 0))


def booked_already(
    connection: Connection, hashes: Iterable[str], service: str, day: date, besides: str | None = None
) -> AppointmentRow | None:
    """What a person (by keyed hashes) has to come for that service on that day, in whatever hall; reserved counts."""
    mine = (PEOPLE.c.person_hash.in_(list(hashes)), PEOPLE.c.service == service, PEOPLE.c.booked_for == day)
    theirs = sa.select(PEOPLE.c.appointment_id).where(*mine, PEOPLE.c.appointment_id != (besides or ""))
    row = connection.execute(_SELECT.where(APPOINTMENTS.c.id.in_(theirs)).limit(1)).first()
    return _appointment(row) if row is not None else None


def missed_days(connection: Connection, hall_id: int, hashes: Iterable[str], since: date) -> list[date]:
    """The days of a person's misses in a hall that count: since that day, and after the last was forgiven."""
    known = list(hashes)
    lifted = sa.select(sa.func.max(LIFTS.c.lifted_on)).where(LIFTS.c.hall_id == hall_id, LIFTS.c.person_hash.in_(known))
    forgiven = connection.execute(lifted).scalar()
    wanted = sa.select(PEOPLE.c.missed_on).where(
        PEOPLE.c.hall_id == hall_id, PEOPLE.c.person_hash.in_(known), PEOPLE.c.missed_on >= since
    )
    days = [day for day in connection.execute(wanted).scalars() if day is not None]
    return sorted(day for day in days if forgiven is None or day > forgiven)


def due_halls(connection: Connection, days: Mapping[int, date], now: datetime) -> set[int]:
    """The halls in which time has come to something: a reservation ran out, or a day is over (`days`: today's)."""
    ran_out = sa.select(APPOINTMENTS.c.hall_id).where(
        sa.text("appointments.state = 'reserved'"), APPOINTMENTS.c.expires_at <= now
    )
    earliest = sa.select(APPOINTMENTS.c.hall_id, sa.func.min(APPOINTMENTS.c.day)).where(
        sa.text("appointments." + LIVE_SQL)
    )
    over = connection.execute(earliest.group_by(APPOINTMENTS.c.hall_id)).all()
    due = set(connection.execute(ran_out).scalars())
    return due | {hall_id for hall_id, day in over if hall_id in days and day < days[hall_id]}


def ran_out(connection: Connection, hall_id: int, now: datetime) -> list[AppointmentRow]:
    """The hall's reservations that were not confirmed in time."""
    wanted = _SELECT.where(
        sa.text("appointments.state = 'reserved'"), APPOINTMENTS.c.expires_at <= now, APPOINTMENTS.c.hall_id == hall_id
    )
    return [_appointment(row) for row in connection.execute(wanted)]


def left_over(connection: Connection, hall_id: int, today: date) -> list[AppointmentRow]:
    """The hall's confirmed appointments of days that are over, in order."""
    wanted = _SELECT.where(
        sa.text("appointments.state = 'confirmed'"), APPOINTMENTS.c.hall_id == hall_id, APPOINTMENTS.c.day < today
    )
    return [
        _appointment(row) for row in connection.execute(wanted.order_by(APPOINTMENTS.c.starts_at, APPOINTMENTS.c.id))
    ]


def walked_in(connection: Connection, row: AppointmentRow, people: Iterable[PersonRow]) -> bool:
    """Whether somebody on the appointment had a ticket for its service in its hall on its day all the same."""
    listed = list(people)
    ids = [each.id_hash for each in listed if each.id_hash]
    phones = [each.phone_hash for each in listed if each.phone_hash]
    theirs = sa.or_(PRINCIPALS.c.id_hash.in_(ids), PRINCIPALS.c.phone_hash.in_(phones))
    wanted = (
        sa.select(ERRANDS.c.ticket_id)
        .join(PRINCIPALS, PRINCIPALS.c.ticket_id == ERRANDS.c.ticket_id)
        .where(theirs, ERRANDS.c.hall_id == row.hall_id, ERRANDS.c.day == row.day, ERRANDS.c.service == row.service)
    )
    return connection.execute(wanted.limit(1)).first() is not None


def places_of(slot: Slot) -> dict[str, object]:
    """What the rows of a slot's places have in common."""
    return {
        "pool": Pool(slot.pool).value,
        "counted_under": slot.counted_under,
        "starts_at": slot.starts_at,
        "capacity": slot.places,
    }
