"""Tables of appointments: the places they hold, whom they are for, what is looked at before, and forgiven misses."""

from datetime import date

import sqlalchemy as sa

from hall.columns import column
from hall.db import Base, Code, Count, Instant, PublicId, table

# Literals, so that the planners of both databases see that the partial indexes apply.
LIVE_SQL = "state IN ('reserved', 'confirmed')"
RESERVED_SQL = "state = 'reserved'"
HANDED_IN_SQL = "state = 'handed_in'"


class Appointment(Base):
    """A right to a slot. `id` is the right to see and cancel it, `code` what is typed at a kiosk; it holds
    `party` places.

    `details` are the mode's own fields, sealed; `expires_at` is set while it waits to be confirmed; `late`
    once it was cancelled later than is free; `cause` says why a miss does not count. `seq` is
    its last journal number.
    """

    __tablename__ = "appointments"
    __table_args__ = (
        sa.Index("ix_appointments_day", "hall_id", "day", "starts_at", "id"),
        # What time will change: asked for every second.
        sa.Index(
            "ix_appointments_live",
            "hall_id",
            "day",
            sqlite_where=sa.text(LIVE_SQL),
            postgresql_where=sa.text(LIVE_SQL),
        ),
        sa.Index(
            "ix_appointments_reserved",
            "expires_at",
            sqlite_where=sa.text(RESERVED_SQL),
            postgresql_where=sa.text(RESERVED_SQL),
        ),
    )

    id: PublicId = column(primary_key=True)
    hall_id: int = column(sa.ForeignKey("hall_orders.hall_id"))
    code: str = column(sa.String(16), unique=True)
    state: str = column(sa.String(12))
    service: Code
    mode: str = column(sa.String(16))
    slot_id: PublicId
    day: date
    starts_at: Instant
    ends_at: Instant
    party: int
    channel: str = column(sa.String(12))
    language: str = column(sa.String(2))
    needs_help: bool
    details: bytes | None = column(sa.LargeBinary)
    booked_at: Instant
    expires_at: Instant | None
    ended_at: Instant | None
    late: bool = column(default=False)
    cause: str | None = column(sa.String(16))
    ticket_id: PublicId | None
    changes: int = column(default=0)
    seq: Count = column(default=0)


class SlotPlace(Base):
    """One place of a slot that an appointment holds: the 1st to the `capacity`-th, and each of them once.

    So a slot cannot be overbooked, whoever writes here: the database says so. `counted_under` is the service, or
    nothing where all of them share a pool.
    """

    __tablename__ = "slot_places"
    __table_args__ = (
        sa.CheckConstraint("number >= 1 AND number <= capacity", name="within_capacity"),
        sa.Index("ix_slot_places_appointment_id", "appointment_id"),
    )

    hall_id: int = column(primary_key=True, autoincrement=False)
    pool: str = column(sa.String(12), primary_key=True)
    counted_under: Code = column(primary_key=True)
    starts_at: Instant = column(primary_key=True)
    number: int = column(primary_key=True, autoincrement=False)
    capacity: int
    appointment_id: PublicId = column(sa.ForeignKey("appointments.id"))


class AppointmentPerson(Base):
    """Who an appointment is for, or (`agent`) who comes for them; every field encrypted, found by keyed hashes.

    `person_hash` is of what tells people apart: the number of a document, else the phone; `held_to_account` says whose
    miss it would be. `booked_for` is the appointment's day while it is to come, nothing afterwards and for agents: so a
    person has one at most per service and day.
    """

    __tablename__ = "appointment_people"
    __table_args__ = (
        sa.Index(
            "uq_appointment_people_booked",
            "person_hash",
            "service",
            "booked_for",
            unique=True,
            sqlite_where=sa.text("booked_for IS NOT NULL"),
            postgresql_where=sa.text("booked_for IS NOT NULL"),
        ),
        sa.Index("ix_appointment_people_missed", "person_hash", "hall_id", "missed_on"),
    )

    appointment_id: PublicId = column(sa.ForeignKey("appointments.id"), primary_key=True)
    position: int = column(primary_key=True, autoincrement=False)
    hall_id: int
    service: Code
    kind: str = column(sa.String(12))
    agent: bool
    held_to_account: bool
    name: bytes | None = column(sa.LargeBinary)
    id_number: bytes | None = column(sa.LargeBinary)
    id_hash: str | None = column(sa.String(64), index=True)
    phone: bytes | None = column(sa.LargeBinary)
    phone_hash: str | None = column(sa.String(64), index=True)
    person_hash: str | None = column(sa.String(64))
    booked_for: date | None
    missed_on: date | None


class PenaltyLift(Base):
    """A manager forgave what somebody missed up to and with a day."""

    __tablename__ = "penalty_lifts"
    __table_args__ = (sa.Index("ix_penalty_lifts_person", "person_hash", "hall_id"),)

    id: PublicId = column(primary_key=True)
    hall_id: int = column(sa.ForeignKey("hall_orders.hall_id"))
    person_hash: str = column(sa.String(64))
    lifted_on: date
    at: Instant
    by: PublicId | None


class PrereviewMaterial(Base):
    """One of the materials that are looked at before an appointment; there is no row while nothing was done about it.

    `position` is its place in the appointment's own list. `remark` holds what the last answer said, `told` counts how
    often something was said to be missing; `seq` is its last journal number.
    """

    __tablename__ = "prereview_materials"
    __table_args__ = (
        sa.Index(
            "ix_prereview_materials_waiting",
            "hall_id",
            "appointment_id",
            sqlite_where=sa.text(HANDED_IN_SQL),
            postgresql_where=sa.text(HANDED_IN_SQL),
        ),
    )

    appointment_id: PublicId = column(sa.ForeignKey("appointments.id"), primary_key=True)
    position: int = column(primary_key=True, autoincrement=False)
    hall_id: int = column(sa.ForeignKey("hall_orders.hall_id"))
    state: str = column(sa.String(12))
    handed_in_at: Instant | None
    answered_at: Instant | None
    answered_by: PublicId | None
    remark: PublicId | None
    told: int = column(default=0)
    seq: Count = column(default=0)


APPOINTMENTS = table(Appointment)
PLACES = table(SlotPlace)
PEOPLE = table(AppointmentPerson)
LIFTS = table(PenaltyLift)
MATERIALS = table(PrereviewMaterial)
