"""Tables of requests for help. Names, phones and addresses are sealed; what was written lies among the remarks."""

from datetime import date

import sqlalchemy as sa

from hall.columns import column
from hall.db import Base, Code, Count, Instant, PublicId, table

OPEN_SQL = "closed_at IS NULL"


class AssistanceRequest(Base):
    """Somebody who asks for help, in the hall or at home. `id` is their right to it; people know it by `number`.

    `seq` is its journal number, `number` (`H2026-0001`) counts `sequence` per hall and year without gaps.
    `due_at`: until when somebody should be with them; `started_at`: when somebody first was. `aide` is who helps now,
    or did when it closed.
    """

    __tablename__ = "assistance_requests"
    __table_args__ = (
        sa.UniqueConstraint("hall_id", "year", "sequence"),
        sa.UniqueConstraint("hall_id", "seq"),
        sa.Index(
            "uq_assistance_requests_open_ticket",
            "ticket_id",
            unique=True,
            sqlite_where=sa.text(OPEN_SQL),
            postgresql_where=sa.text(OPEN_SQL),
        ),
        sa.Index("ix_assistance_requests_day", "hall_id", "day"),
        sa.Index(
            "ix_assistance_requests_open",
            "hall_id",
            "seq",
            sqlite_where=sa.text(OPEN_SQL),
            postgresql_where=sa.text(OPEN_SQL),
        ),
        sa.Index("ix_assistance_requests_ticket", "ticket_id"),
    )

    id: PublicId = column(primary_key=True)
    hall_id: int = column(sa.ForeignKey("hall_orders.hall_id"))
    year: int
    sequence: int
    number: str = column(sa.String(16))
    seq: Count
    day: date
    state: str = column(sa.String(12))
    steps: int = column(default=0)
    source: str = column(sa.String(12))
    venue: str = column(sa.String(8))
    requested_at: Instant
    due_at: Instant
    asked_by: PublicId | None
    ticket_id: PublicId | None
    escalation_id: PublicId | None
    review_id: PublicId | None
    service: Code | None
    name: bytes | None = column(sa.LargeBinary)
    phone: bytes | None = column(sa.LargeBinary)
    phone_hash: str | None = column(sa.String(64), index=True)
    address: bytes | None = column(sa.LargeBinary)
    text: PublicId | None
    aide: PublicId | None
    assigned_at: Instant | None
    started_at: Instant | None
    closed_at: Instant | None


class AssistanceStep(Base):
    """One line of what was done: a move, or a deed (`deed`) of the aide; `text` is a remark's id."""

    __tablename__ = "assistance_steps"

    request_id: PublicId = column(sa.ForeignKey("assistance_requests.id"), primary_key=True)
    position: int = column(primary_key=True, autoincrement=False)
    step: str = column(sa.String(12))
    deed: str | None = column(sa.String(12))
    at: Instant
    by: PublicId | None
    aide: PublicId | None
    text: PublicId | None


class AssistanceCounter(Base):
    """The last number given in a hall and year."""

    __tablename__ = "assistance_counters"

    hall_id: int = column(primary_key=True, autoincrement=False)
    year: int = column(primary_key=True, autoincrement=False)
    last: int


REQUESTS = table(AssistanceRequest)
STEPS = table(AssistanceStep)
COUNTERS = table(AssistanceCounter)
