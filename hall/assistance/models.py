"""Tables of requests for help. Names, phones and addresses are sealed; what was written lies among the remarks."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

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

    id: Mapped[PublicId] = mapped_column(primary_key=True)
    hall_id: Mapped[int] = mapped_column(sa.ForeignKey("hall_orders.hall_id"))
    year: Mapped[int]
    sequence: Mapped[int]
    number: Mapped[str] = mapped_column(sa.String(16))
    seq: Mapped[Count]
    day: Mapped[date]
    state: Mapped[str] = mapped_column(sa.String(12))
    steps: Mapped[int] = mapped_column(default=0)
    source: Mapped[str] = mapped_column(sa.String(12))
    venue: Mapped[str] = mapped_column(sa.String(8))
    requested_at: Mapped[Instant]
    due_at: Mapped[Instant]
    asked_by: Mapped[PublicId | None]
    ticket_id: Mapped[PublicId | None]
    escalation_id: Mapped[PublicId | None]
    review_id: Mapped[PublicId | None]
    service: Mapped[Code | None]
    name: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    phone: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    phone_hash: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    address: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    text: Mapped[PublicId | None]
    aide: Mapped[PublicId | None]
    assigned_at: Mapped[Instant | None]
    started_at: Mapped[Instant | None]
    closed_at: Mapped[Instant | None]


class AssistanceStep(Base):
    """One line of what was done: a move, or a deed (`deed`) of the aide; `text` is a remark's id."""

    __tablename__ = "assistance_steps"

    request_id: Mapped[PublicId] = mapped_column(sa.ForeignKey("assistance_requests.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    step: Mapped[str] = mapped_column(sa.String(12))
    deed: Mapped[str | None] = mapped_column(sa.String(12))
    at: Mapped[Instant]
    by: Mapped[PublicId | None]
    aide: Mapped[PublicId | None]
    text: Mapped[PublicId | None]


class AssistanceCounter(Base):
    """The last number given in a hall and year."""

    __tablename__ = "assistance_counters"

    hall_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


REQUESTS = table(AssistanceRequest)
STEPS = table(AssistanceStep)
COUNTERS = table(AssistanceCounter)
