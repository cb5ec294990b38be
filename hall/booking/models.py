"""Tables of appointments: the places they hold, whom they are for, what is looked at before, and forgiven misses."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from hall.db import Base, Code, Count, Instant, PublicId, table

# Literals, so that the planners of both databases see that the partial indexes apply.
LIVE_SQL = "state IN ('reserved', 'confirmed')"
RESERVED_SQL = "state = 'reserved'"
HANDED_IN_SQL = "state = 'handed_in'"


class Appointment(Base):
    """A right to a slot. `id` is the right to see and cancel it, `code` what is typed at a kiosk; it holds
    `party` places.

    `details` are the mode's own fields, sealed; `expires_at` is set while it waits to be confirmed, `late` once it was
    cancelled later than is free; `cause` says why a miss does not count. `seq` is its last journal number.
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

    id: Mapped[PublicId] = mapped_column(primary_key=True)
    hall_id: Mapped[int] = mapped_column(sa.ForeignKey("hall_orders.hall_id"))
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    state: Mapped[str] = mapped_column(sa.String(12))
    service: Mapped[Code]
    mode: Mapped[str] = mapped_column(sa.String(16))
    slot_id: Mapped[PublicId]
    day: Mapped[date]
    starts_at: Mapped[Instant]
    ends_at: Mapped[Instant]
    party: Mapped[int]
    channel: Mapped[str] = mapped_column(sa.String(12))
    language: Mapped[str] = mapped_column(sa.String(2))
    needs_help: Mapped[bool]
    details: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    booked_at: Mapped[Instant]
    expires_at: Mapped[Instant | None]
    ended_at: Mapped[Instant | None]
    late: Mapped[bool] = mapped_column(default=False)
    cause: Mapped[str | None] = mapped_column(sa.String(16))
    ticket_id: Mapped[PublicId | None]
    changes: Mapped[int] = mapped_column(default=0)
    seq: Mapped[Count] = mapped_column(default=0)


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

    hall_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    pool: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    counted_under: Mapped[Code] = mapped_column(primary_key=True)
    starts_at: Mapped[Instant] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    capacity: Mapped[int]
    appointment_id: Mapped[PublicId] = mapped_column(sa.ForeignKey("appointments.id"))


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

    appointment_id: Mapped[PublicId] = mapped_column(sa.ForeignKey("appointments.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hall_id: Mapped[int]
    service: Mapped[Code]
    kind: Mapped[str] = mapped_column(sa.String(12))
    agent: Mapped[bool]
    held_to_account: Mapped[bool]
    name: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    id_number: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    id_hash: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    phone: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    phone_hash: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    person_hash: Mapped[str | None] = mapped_column(sa.String(64))
    booked_for: Mapped[date | None]
    missed_on: Mapped[date | None]


class PenaltyLift(Base):
    """A manager forgave what somebody missed up to and with a day."""

    __tablename__ = "penalty_lifts"
    __table_args__ = (sa.Index("ix_penalty_lifts_person", "person_hash", "hall_id"),)

    id: Mapped[PublicId] = mapped_column(primary_key=True)
    hall_id: Mapped[int] = mapped_column(sa.ForeignKey("hall_orders.hall_id"))
    person_hash: Mapped[str] = mapped_column(sa.String(64))
    lifted_on: Mapped[date]
    at: Mapped[Instant]
    by: Mapped[PublicId | None]


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

    appointment_id: Mapped[PublicId] = mapped_column(sa.ForeignKey("appointments.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hall_id: Mapped[int] = mapped_column(sa.ForeignKey("hall_orders.hall_id"))
    state: Mapped[str] = mapped_column(sa.String(12))
    handed_in_at: Mapped[Instant | None]
    answered_at: Mapped[Instant | None]
    answered_by: Mapped[PublicId | None]
    remark: Mapped[PublicId | None]
    told: Mapped[int] = mapped_column(default=0)
    seq: Mapped[Count] = mapped_column(default=0)


APPOINTMENTS = table(Appointment)
PLACES = table(SlotPlace)
PEOPLE = table(AppointmentPerson)
LIFTS = table(PenaltyLift)
MATERIALS = table(PrereviewMaterial)
