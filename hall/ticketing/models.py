"""Tables of tickets. A key is copied to its errands, so that one index answers "who is next" for any window."""

from datetime import date

import sqlalchemy as sa

from hall.columns import column
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

    id: PublicId = column(primary_key=True)
    hall_id: int = column(sa.ForeignKey("hall_orders.hall_id"))
    day: date
    number: str = column(sa.String(12))
    state: str = column(sa.String(10))
    channel: str = column(sa.String(12))
    category: str | None = column(sa.String(20))
    needs_help: bool
    language: str = column(sa.String(2))
    bundle: Code | None
    in_order: bool
    issued_at: Instant
    entered_at: Instant | None
    issue_order: Count
    effective_since: Instant
    place: Count
    sub: int = column(default=0)
    followers: int = column(default=0)
    credit_seconds: float = column(default=0.0)
    credit_reason: str | None = column(sa.String(16))
    overtaken: int = column(default=0)
    requeues: int = column(default=0)
    calls: int = column(default=0)
    called_at: Instant | None
    last_called_at: Instant | None
    started_at: Instant | None
    finished_at: Instant | None
    held_at: Instant | None
    window_id: PublicId | None
    bound_window_id: PublicId | None
    first_contact: PublicId | None
    accompanied_by: PublicId | None
    accompanied_at: Instant | None
    returns_from: PublicId | None
    seq: Count = column(default=0)


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

    ticket_id: PublicId = column(sa.ForeignKey("tickets.id"), primary_key=True)
    position: int = column(primary_key=True, autoincrement=False)
    hall_id: int
    day: date
    service: Code
    principal: int = column(default=0)
    state: str = column(sa.String(8), default="pending")
    outcome: str | None = column(sa.String(20))
    ended_at: Instant | None
    ended_by: PublicId | None
    window_id: PublicId | None
    in_line: bool
    any_window: bool
    bound_window_id: PublicId | None
    effective_since: Instant
    place: Count
    sub: int = column(default=0)


class Principal(Base):
    """Who an errand is for; every field encrypted, the number found by keyed hash.

    After them, of kind `agent`, whoever comes for them: a name, and a phone to be told at.
    """

    __tablename__ = "principals"

    ticket_id: PublicId = column(sa.ForeignKey("tickets.id"), primary_key=True)
    position: int = column(primary_key=True, autoincrement=False)
    kind: str = column(sa.String(12))
    name: bytes | None = column(sa.LargeBinary)
    id_number: bytes | None = column(sa.LargeBinary)
    id_hash: str | None = column(sa.String(64), index=True)
    phone: bytes | None = column(sa.LargeBinary)
    phone_hash: str | None = column(sa.String(64), index=True)


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

    id: PublicId = column(primary_key=True)
    ticket_id: PublicId = column(sa.ForeignKey("tickets.id"), index=True)
    position: int
    kind: str = column(sa.String(8))
    texts: bytes = column(sa.LargeBinary)
    by: PublicId | None
    at: Instant
    withdrawn: bool = column(default=False)
    follows: PublicId | None
    untold: int | None


class NumberCounter(Base):
    """The last number given of a prefix on a day."""

    __tablename__ = "number_counters"

    hall_id: int = column(primary_key=True, autoincrement=False)
    day: date = column(primary_key=True)
    prefix: str = column(sa.String(2), primary_key=True)
    last: int


class PhonePlace(Base):
    """One live ticket of a phone, known again by the keyed hash of its device cookie; kept for its day."""

    __tablename__ = "phone_places"

    hall_id: int = column(primary_key=True, autoincrement=False)
    device_hash: str = column(sa.String(64), primary_key=True)
    slot: int = column(primary_key=True, autoincrement=False)
    ticket_id: PublicId = column(sa.ForeignKey("tickets.id"))
    day: date


TICKETS = table(Ticket)
ERRANDS = table(Errand)
PRINCIPALS = table(Principal)
NOTES = table(ErrandNote)
COUNTERS = table(NumberCounter)
PHONE_PLACES = table(PhonePlace)

LIVE = sa.text("tickets." + LIVE_SQL)
IN_LINE = sa.text("errands." + IN_LINE_SQL)
