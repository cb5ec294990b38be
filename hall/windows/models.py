"""Tables of duty at windows, of saved allocations and of alarms."""

import sqlalchemy as sa

from hall.columns import column
from hall.db import Base, Code, Count, Instant, JsonList, JsonMap, PublicId, table


class Duty(Base):
    """One person's spell at one window. Nobody has two at once, nor has a window: the database says so."""

    __tablename__ = "duties"
    __table_args__ = (
        sa.Index(
            "uq_duties_window",
            "window_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
        sa.Index(
            "uq_duties_person",
            "user_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )

    id: PublicId = column(primary_key=True)
    hall_id: int = column(index=True)
    window_id: PublicId = column(sa.ForeignKey("windows.id"))
    user_id: PublicId = column(sa.ForeignKey("users.id"))
    started_at: Instant
    ended_at: Instant | None


class Break(Base):
    """A pause within a duty: since when, until when it was announced, and when it ended."""

    __tablename__ = "breaks"

    id: PublicId = column(primary_key=True)
    hall_id: int
    window_id: PublicId = column(sa.ForeignKey("windows.id"), index=True)
    user_id: PublicId | None
    started_at: Instant
    until: Instant | None
    ended_at: Instant | None
    unbound: bool = column(default=False)


class Allocation(Base):
    """A saved way to set the windows up ("the tide"): changes by window id, as a PATCH of a window takes them."""

    __tablename__ = "allocations"
    __table_args__ = (sa.UniqueConstraint("hall_id", "name"),)

    id: PublicId = column(primary_key=True)
    hall_id: int
    name: str = column(sa.String(64))
    windows: JsonList
    saved_at: Instant


class AlarmRow(Base):
    """Something a manager was warned of, until it is cleared. `seq` is the journal number of its raising.

    `subject` tells it from others of its kind: a service's code, a window's or a ticket's id. However many look, at
    most one stands of each: the database says so.
    """

    __tablename__ = "alarms"
    __table_args__ = (
        sa.UniqueConstraint("hall_id", "seq"),
        sa.Index(
            "uq_alarms_open",
            "hall_id",
            "kind",
            "subject",
            unique=True,
            sqlite_where=sa.text("cleared_at IS NULL"),
            postgresql_where=sa.text("cleared_at IS NULL"),
        ),
        # What was cleared lately is asked for at every look.
        sa.Index("ix_alarms_cleared", "hall_id", "cleared_at"),
    )

    id: PublicId = column(primary_key=True)
    hall_id: int
    seq: Count
    kind: str = column(sa.String(24))
    subject: str = column(sa.String(64))
    service: Code | None
    window_id: PublicId | None
    window_number: int | None
    figures: JsonMap
    raised_at: Instant
    acknowledged_at: Instant | None
    acknowledged_by: PublicId | None = column(sa.ForeignKey("users.id"))
    cleared_at: Instant | None


DUTIES = table(Duty)
BREAKS = table(Break)
ALLOCATIONS = table(Allocation)
ALARMS = table(AlarmRow)
