"""Tables of what could not get done. Free text lies among the remarks, encrypted and erasable, named here by its id."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from hall.db import Base, Code, Count, Instant, JsonList, JsonMap, PublicId, table

OPEN_SQL = "closed_at IS NULL"


class Escalation(Base):
    """One record of the ledger.

    `seq` is its journal number, `number` (`2026-0001`) counts `sequence` per hall and year without gaps. Reporter and
    agent are sealed, phone and document found by keyed hash, under the same purposes as a ticket's principals.
    `clock` … `due_at` are those of the clock that runs, `next_card_at` its next card that was not raised; all are
    nothing while none runs. `level` says how far up it was lifted, `reopened` how often.
    """

    __tablename__ = "escalations"
    __table_args__ = (
        sa.UniqueConstraint("hall_id", "year", "sequence"),
        sa.UniqueConstraint("hall_id", "seq"),
        sa.UniqueConstraint("hall_id", "hotline_order"),
        sa.Index(
            "uq_escalations_open_ticket",
            "ticket_id",
            unique=True,
            sqlite_where=sa.text(OPEN_SQL),
            postgresql_where=sa.text(OPEN_SQL),
        ),
        sa.Index(
            "ix_escalations_next_card",
            "hall_id",
            "next_card_at",
            sqlite_where=sa.text("next_card_at IS NOT NULL"),
            postgresql_where=sa.text("next_card_at IS NOT NULL"),
        ),
        sa.Index("ix_escalations_owner", "hall_id", "owner", "seq"),
        sa.Index("ix_escalations_received", "hall_id", "received_at"),
    )

    id: Mapped[PublicId] = mapped_column(primary_key=True)
    hall_id: Mapped[int] = mapped_column(sa.ForeignKey("hall_orders.hall_id"))
    year: Mapped[int]
    sequence: Mapped[int]
    number: Mapped[str] = mapped_column(sa.String(16))
    seq: Mapped[Count]
    state: Mapped[str] = mapped_column(sa.String(20))
    steps: Mapped[int] = mapped_column(default=0)
    source: Mapped[str] = mapped_column(sa.String(16))
    received_at: Mapped[Instant]
    first_contact: Mapped[PublicId | None]

    anonymous: Mapped[bool]
    reporter_kind: Mapped[str] = mapped_column(sa.String(12))
    reporter_name: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    reporter_phone: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    phone_hash: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    reporter_document: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    document_hash: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    agent_name: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    agent_phone: Mapped[bytes | None] = mapped_column(sa.LargeBinary)

    ticket_id: Mapped[PublicId | None]
    service: Mapped[Code | None]
    department: Mapped[Code | None]
    window_id: Mapped[PublicId | None]
    about: Mapped[PublicId | None]
    earlier_visits: Mapped[int] = mapped_column(default=0)
    description: Mapped[PublicId]
    demand: Mapped[PublicId | None]

    in_scope: Mapped[bool | None]
    scope_reason: Mapped[PublicId | None]
    remedy: Mapped[PublicId | None]
    proposed_by: Mapped[PublicId | None]
    cause: Mapped[str | None] = mapped_column(sa.String(24))
    case_class: Mapped[str | None] = mapped_column(sa.String(1))

    owner: Mapped[Code | None]
    co_departments: Mapped[JsonList]
    return_by: Mapped[Instant | None]
    returned: Mapped[bool] = mapped_column(default=False)
    extended_days: Mapped[int] = mapped_column(default=0)

    outcome: Mapped[str | None] = mapped_column(sa.String(24))
    resolution: Mapped[PublicId | None]
    on_the_spot: Mapped[bool] = mapped_column(default=False)
    resolved_at: Mapped[Instant | None]
    reply: Mapped[PublicId | None]
    replied_at: Mapped[Instant | None]
    in_time: Mapped[bool | None]
    rectification: Mapped[PublicId | None]
    rectified_at: Mapped[Instant | None]

    satisfaction: Mapped[str | None] = mapped_column(sa.String(12))
    called_back_at: Mapped[Instant | None]
    reopened: Mapped[int] = mapped_column(default=0)
    level: Mapped[int] = mapped_column(default=0)
    archive_reason: Mapped[PublicId | None]
    hotline_order: Mapped[str | None] = mapped_column(sa.String(40))
    review_id: Mapped[PublicId | None]
    closed_at: Mapped[Instant | None]

    clock: Mapped[str | None] = mapped_column(sa.String(12))
    clock_since: Mapped[date | None]
    clock_days: Mapped[int | None]
    clock_paused: Mapped[int] = mapped_column(default=0)
    paused_on: Mapped[date | None]
    clock_begun_at: Mapped[Instant | None]
    due_at: Mapped[Instant | None]
    next_card_at: Mapped[Instant | None]


class EscalationStep(Base):
    """One line of a record's log: a step, a note or a question, by whom and in which part; `text` is a remark's id."""

    __tablename__ = "escalation_steps"

    escalation_id: Mapped[PublicId] = mapped_column(sa.ForeignKey("escalations.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    step: Mapped[str] = mapped_column(sa.String(16))
    state: Mapped[str] = mapped_column(sa.String(20))
    at: Mapped[Instant]
    day: Mapped[date]
    by: Mapped[PublicId | None]
    part: Mapped[str] = mapped_column(sa.String(12))
    text: Mapped[PublicId | None]
    data: Mapped[JsonMap]


class EscalationCard(Base):
    """A card that was raised: of each colour one for each run of a clock, which the database holds to."""

    __tablename__ = "escalation_cards"

    escalation_id: Mapped[PublicId] = mapped_column(sa.ForeignKey("escalations.id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    clock: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    colour: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    at: Mapped[Instant]
    seq: Mapped[Count]


class EscalationCounter(Base):
    """The last number given in a hall and year."""

    __tablename__ = "escalation_counters"

    hall_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class DepartmentMember(Base):
    """Somebody who answers for a department of a hall's services; a department is named as the catalogue names it."""

    __tablename__ = "department_members"

    hall_id: Mapped[int] = mapped_column(sa.ForeignKey("hall_orders.hall_id"), primary_key=True)
    department: Mapped[Code] = mapped_column(primary_key=True)
    user_id: Mapped[PublicId] = mapped_column(sa.ForeignKey("users.id"), primary_key=True)


class WindowExtension(Base):
    """The telephone extension at a window, for a call of three with the hotline."""

    __tablename__ = "window_extensions"

    window_id: Mapped[PublicId] = mapped_column(sa.ForeignKey("windows.id"), primary_key=True)
    extension: Mapped[str] = mapped_column(sa.String(16))


ESCALATIONS = table(Escalation)
STEPS = table(EscalationStep)
CARDS = table(EscalationCard)
ESCALATION_COUNTERS = table(EscalationCounter)
MEMBERS = table(DepartmentMember)
EXTENSIONS = table(WindowExtension)
