"""Tables of the journal."""

import sqlalchemy as sa

from hall.columns import column
from hall.db import Base, Count, Instant, PublicId, table


class JournalEntry(Base):
    """One thing that happened in a hall. `data` is canonical JSON text: the very characters that were hashed."""

    __tablename__ = "journal_entries"
    __table_args__ = (
        sa.Index(
            "ix_journal_entries_ticket",
            "ticket",
            "seq",
            sqlite_where=sa.text("ticket IS NOT NULL"),
            postgresql_where=sa.text("ticket IS NOT NULL"),
        ),
        # What windows could do at any time: asked for to explain a call, and few among all entries.
        sa.Index(
            "ix_journal_entries_windows",
            "hall_id",
            "window",
            "seq",
            sqlite_where=sa.text("kind = 'window_changed'"),
            postgresql_where=sa.text("kind = 'window_changed'"),
        ),
    )

    hall_id: int = column(sa.ForeignKey("hall_orders.hall_id"), primary_key=True, autoincrement=False)
    seq: Count = column(primary_key=True, autoincrement=False)
    at: Instant
    kind: str = column(sa.String(40))
    ticket: PublicId | None
    window: PublicId | None
    user: PublicId | None
    data: str = column(sa.Text)
    hash: bytes = column(sa.LargeBinary(32))


class Remark(Base):
    """Free text a person gave as a reason: encrypted, erasable; the journal names it by id and salted digest."""

    __tablename__ = "remarks"
    __table_args__ = (
        # What is still to be erased, the oldest first.
        sa.Index(
            "ix_remarks_kept",
            "hall_id",
            "at",
            sqlite_where=sa.text("sealed IS NOT NULL"),
            postgresql_where=sa.text("sealed IS NOT NULL"),
        ),
    )

    id: PublicId = column(primary_key=True)
    hall_id: int
    at: Instant
    salt: bytes = column(sa.LargeBinary(16))
    sealed: bytes | None = column(sa.LargeBinary)


class Subscription(Base):
    """Up to where a durable subscriber was told a hall's journal."""

    __tablename__ = "subscriptions"

    subscriber: str = column(sa.String(40), primary_key=True)
    hall_id: int = column(sa.ForeignKey("hall_orders.hall_id"), primary_key=True, autoincrement=False)
    seq: Count


ENTRIES = table(JournalEntry)
REMARKS = table(Remark)
SUBSCRIPTIONS = table(Subscription)
