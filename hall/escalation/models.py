"""Tables of what could not get done. Free text lies among the remarks, encrypted and erasable, named here by its id."""

from datetime import date

import sqlalchemy as sa

from hall.columns import column
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

    id: PublicId = column(primary_key=True)
    hall_id: int = column(sa.ForeignKey("hall_orders.hall_id"))
    year: int
    sequence: int
    number: str = column(sa.String(16))
    seq: Count
    state: str = column(sa.String(20))
    steps: int = column(default=0)
    source: str = column(sa.String(16))
    received_at: Instant
    first_contact: PublicId | None

    anonymous: bool
    reporter_kind: str = column(sa.String(12))
    reporter_name: bytes | None = column(sa.LargeBinary)
    reporter_phone: bytes | None = column(sa.LargeBinary)
    phone_hash: str | None = column(sa.String(64), index=True)
    reporter_document: bytes | None = column(sa.LargeBinary)
    document_hash: str | None = column(sa.String(64), index=True)
    agent_name: bytes | None = column(sa.LargeBinary)
    agent_phone: bytes | None = column(sa.LargeBinary)

    ticket_id: PublicId | None
    service: Code | None
    department: Code | None
    window_id: PublicId | None
    about: PublicId | None
    earlier_visits: int = column(default=0)
    description: PublicId
    demand: PublicId | None

    in_scope: bool | None
    scope_reason: PublicId | None
    remedy: PublicId | None
    proposed_by: PublicId | None
    cause: str | None = column(sa.String(24))
    case_class: str | None = column(sa.String(1))

    owner: Code | None
    co_departments: JsonList
    return_by: Instant | None
    returned: bool = column(default=False)
    extended_days: int = column(default=0)

    outcome: str | None = column(sa.String(24))
    resolution: PublicId | None
    on_the_spot: bool = column(default=False)
    resolved_at: Instant | None
    reply: PublicId | None
    replied_at: Instant | None
    in_time: bool | None
    rectification: PublicId | None
    rectified_at: Instant | None

    satisfaction: str | None = column(sa.String(12))
    called_back_at: Instant | None
    reopened: int = column(default=0)
    level: int = column(default=0)
    archive_reason: PublicId | None
    hotline_order: str | None = column(sa.String(40))
    review_id: PublicId | None
    closed_at: Instant | None

    clock: str | None = column(sa.String(12))
    clock_since: date | None
    clock_days: int | None
    clock_paused: int = column(default=0)
    paused_on: date | None
    clock_begun_at: Instant | None
    due_at: Instant | None
    next_card_at: Instant | None


class EscalationStep(Base):
    """One line of a record's log: a step, a note or a question, by whom and in which part; `text` is a remark's id."""

    __tablename__ = "escalation_steps"

    escalation_id: PublicId = column(sa.ForeignKey("escalations.id"), primary_key=True)
    position: int = column(primary_key=True, autoincrement=False)
    step: str = column(sa.String(16))
    state: str = column(sa.String(20))
    at: Instant
    day: date
    by: PublicId | None
    part: str = column(sa.String(12))
    text: PublicId | None
    data: JsonMap


class EscalationCard(Base):
    """A card that was raised: of each colour one for each run of a clock, which the database holds to."""

    __tablename__ = "escalation_cards"

    escalation_id: PublicId = column(sa.ForeignKey("escalations.id"), primary_key=True)
    round: int = column(primary_key=True, autoincrement=False)
    clock: str = column(sa.String(12), primary_key=True)
    colour: str = column(sa.String(16), primary_key=True)
    at: Instant
    seq: Count


class EscalationCounter(Base):
    """The last number given in a hall and year."""

    __tablename__ = "escalation_counters"

    hall_id: int = column(primary_key=True, autoincrement=False)
    year: int = column(primary_key=True, autoincrement=False)
    last: int


class DepartmentMember(Base):
    """Somebody who answers for a department of a hall's services; a department is named as the catalogue names it."""

    __tablename__ = "department_members"

    hall_id: int = column(sa.ForeignKey("hall_orders.hall_id"), primary_key=True)
    department: Code = column(primary_key=True)
    user_id: PublicId = column(sa.ForeignKey("users.id"), primary_key=True)


class WindowExtension(Base):
    """The telephone extension at a window, for a call of three with the hotline."""

    __tablename__ = "window_extensions"

    window_id: PublicId = column(sa.ForeignKey("windows.id"), primary_key=True)
    extension: str = column(sa.String(16))


ESCALATIONS = table(Escalation)
STEPS = table(EscalationStep)
CARDS = table(EscalationCard)
ESCALATION_COUNTERS = table(EscalationCounter)
MEMBERS = table(DepartmentMember)
EXTENSIONS = table(WindowExtension)
