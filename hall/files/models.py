"""The table of files. What they hold lies beside the database, encrypted, under the row's id."""

import sqlalchemy as sa

from hall.columns import column
from hall.db import Base, Instant, PublicId, table

REMOVED_SQL = "removed_at IS NOT NULL"


class StoredFile(Base):
    """One file of an owner, such as an appointment: `part` says which of the owner's parts it belongs to.

    `name` is what it is called, sealed; `size` in bytes as kept; `looked_at` when one of the staff first opened it,
    `removed_at` since when it is to be taken away.
    """

    __tablename__ = "stored_files"
    __table_args__ = (
        sa.Index("ix_stored_files_owner", "owner_kind", "owner_id", "added_at"),
        sa.Index(
            "ix_stored_files_removed",
            "removed_at",
            sqlite_where=sa.text(REMOVED_SQL),
            postgresql_where=sa.text(REMOVED_SQL),
        ),
    )

    id: PublicId = column(primary_key=True)
    hall_id: int = column(sa.ForeignKey("hall_orders.hall_id"))
    owner_kind: str = column(sa.String(16))
    owner_id: PublicId
    part: int
    kind: str = column(sa.String(8))
    size: int
    name: bytes = column(sa.LargeBinary)
    added_at: Instant
    added_by: PublicId | None
    looked_at: Instant | None
    removed_at: Instant | None


FILES = table(StoredFile)
