"""Tables of tickets. A key is copied to its errands, so that one index answers "who is next" for any window."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from hall.db import Base, Code, Count, Instant, PublicId, table

# Literals, so that the planners of both databases see that the partial indexes apply.
LIVE_SQL = "state IN ('waiting', 'called', 'serving', 'held', 'passed')"
AGENT = "agent"
AT_WINDOW_SQL = "state IN ('called', 'serving')"
IN_LINE_SQL = "in_line"


class Ticket(Base):
    """One place in a hall's queue.

    `issue_order` counts the hall's tickets and never changes; `(effective_since, place, sub)` is the key of calling.
    `entered_at` is when a number given on paper at `issued_at` was entered; `accompanied_by` who walks with its holder.
    `followers` is the largest `sub` ever given behind this ticket. `called_at` is the first call of the present
    round, `started_at` the latest start. `window_id` is where it is called, served or held, or was last.
    `seq` is its last journal number.
    """

    __tablename__ = "tickets"
    __table_args__ = (
        sa.UniqueConstraint("hall_id", "day", "number"),
        sa.UniqueConstraint("hall_id", "issue_order"),
        sa.Index(
            "ix_tickets_live",
            "hall_id",
            "effective_since",
            "place",
            "sub",
            sqlite_where=sa.text(LIVE_SQL),
            postgresql_where=sa.text(LIVE_SQL),
        ),
        # One active ticket per window is the database's rule, not only ours.
        sa.Index(
            "uq_tickets_at_window",
            "window_id",
            unique=True,
            sqlite_where=sa.text(AT_WINDOW_SQL),
            postgresql_where=sa.text(AT_WINDOW_SQL),
        ),
        sa.Index("ix_tickets_window_day", "window_id", "day"),
        sa.Index(
            "ix_tickets_returns_from",
            "returns_from",
            sqlite_where=sa.text("returns_from IS NOT NULL"),
            postgresql_where=sa.text("returns_from IS NOT NULL"),
        ),
    )

    id: Mapped[PublicId] = mapped_column(primary_key=True)
    hall_id: Mapped[int] = mapped_column(sa.ForeignKey("hall_orders.hall_id"))
    day: Mapped[date]
    number: Mapped[str] = mapped_column(sa.String(12))
    state: Mapped[str] = mapped_column(sa.String(10))
    channel: Mapped[str] = mapped_column(sa.String(12))
    category: Mapped[str | None] = mapped_column(sa.String(20))
    needs_help: Mapped[bool]
    language: Mapped[str] = mapped_column(sa.String(2))
    bundle: Mapped[Code | None]
    in_order: Mapped[bool]
    issued_at: Mapped[Instant]
    entered_at: Mapped[Instant | None]
    issue_order: Mapped[Count]
    effective_since: Mapped[Instant]
    place: Mapped[Count]
    sub: Mapped[int] = mapped_column(default=0)
    followers: Mapped[int] = mapped_column(default=0)
    credit_seconds: Mapped[float] = mapped_column(default=0.0)
    credit_reason: Mapped[str | None] = mapped_column(sa.String(16))
    overtaken: Mapped[int] = mapped_column(default=0)
    requeues: Mapped[int] = mapped_column(default=0)
    calls: Mapped[int] = mapped_column(default=0)
    called_at: Mapped[Instant | None]
    last_called_at: Mapped[Instant | None]
    started_at: Mapped[Instant | None]
    finished_at: Mapped[Instant | None]
    held_at: Mapped[Instant | None]
    window_id: Mapped[PublicId | None]
    bound_window_id: Mapped[PublicId | None]
    first_contact: Mapped[PublicId | None]
    accompanied_by: Mapped[PublicId | None]
    accompanied_at: Mapped[Instant | None]
    returns_from: Mapped[PublicId | None]
    seq: Mapped[Count] = mapped_column(default=0)


class Errand(Base):
    """One service on a ticket for one principal.

    `in_line` is true while the ticket waits and this errand is what a window may call it for; the key, `any_window`
    (its holder needs help) and `bound_window_id` are the ticket's.
    """

    __tablename__ = "errands"
    __table_args__ = (
        sa.Index(
            "ix_errands_line",
            "hall_id",
            "effective_since",
            "place",
            "sub",
            "service",
            "ticket_id",
            sqlite_where=sa.text(IN_LINE_SQL),
            postgresql_where=sa.text(IN_LINE_SQL),
        ),
        sa.Index("ix_errands_service_day", "hall_id", "service", "day"),
        sa.Index("ix_errands_window_day", "window_id", "day"),
    )

    ticket_id: Mapped[PublicId] = mapped_column(sa.ForeignKey("tickets.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hall_id: Mapped[int]
    day: Mapped[date]
    service: Mapped[Code]
    principal: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(sa.String(8), default="pending")
    outcome: Mapped[str | None] = mapped_column(sa.String(20))
    ended_at: Mapped[Instant | None]
    ended_by: Mapped[PublicId | None]
    window_id: Mapped[PublicId | None]
    in_line: Mapped[bool]
    any_window: Mapped[bool]
    bound_window_id: Mapped[PublicId | None]
    effective_since: Mapped[Instant]
    place: Mapped[Count]
    sub: Mapped[int] = mapped_column(default=0)


class Principal(Base):
    """Who an errand is for; every field encrypted, the number found by keyed hash.

    After them, of kind `agent`, whoever comes for them: nothing but a phone to be told at.
    """

    __tablename__ = "principals"

    ticket_id: Mapped[PublicId] = mapped_column(sa.ForeignKey("tickets.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(sa.String(12))
    name: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    id_number: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    id_hash: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    phone: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    phone_hash: Mapped[str | None] = mapped_column(sa.String(64), index=True)


class ErrandNote(Base):
    """What a visitor was told about an errand: missing materials (`missing`), a ground (`ground`), or a note.

    Missing materials told again on a later visit `follows` the note that told of the matter first; `untold` of them
    had not been told before.
    """

    __tablename__ = "errand_notes"
    __table_args__ = (
        sa.Index(
            "ix_errand_notes_follows",
            "follows",
            sqlite_where=sa.text("follows IS NOT NULL"),
            postgresql_where=sa.text("follows IS NOT NULL"),
        ),
    )

    id: Mapped[PublicId] = mapped_column(primary_key=True)
    ticket_id: Mapped[PublicId] = mapped_column(sa.ForeignKey("tickets.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(8))
    texts: Mapped[bytes] = mapped_column(sa.LargeBinary)
    by: Mapped[PublicId | None]
    at: Mapped[Instant]
    withdrawn: Mapped[bool] = mapped_column(default=False)
    follows: Mapped[PublicId | None]
    untold: Mapped[int | None]


class NumberCounter(Base):
    """The last number given of a prefix on a day."""

    __tablename__ = "number_counters"

    hall_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    prefix: Mapped[str] = mapped_column(sa.String(2), primary_key=True)
    last: Mapped[int]


class PhonePlace(Base):
    """One live ticket of a phone, known again by the keyed hash of its device cookie; kept for its day."""

    __tablename__ = "phone_places"

    hall_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    device_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ticket_id: Mapped[PublicId] = mapped_column(sa.ForeignKey("tickets.id"))
    day: Mapped[date]


TICKETS = table(Ticket)
ERRANDS = table(Errand)
PRINCIPALS = table(Principal)
NOTES = table(ErrandNote)
COUNTERS = table(NumberCounter)
PHONE_PLACES = table(PhonePlace)

LIVE = sa.text("tickets." + LIVE_SQL)
IN_LINE = sa.text("errands." + IN_LINE_SQL)
