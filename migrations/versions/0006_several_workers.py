"""Leases, screens and forecasts that several workers share."""

import sqlalchemy as sa
from alembic import op

from hall.columns import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _text(length: int | None = None) -> sa.types.TypeEngine[str]:
    """Text of that length, or of any, in the order of its code points."""
    kind = sa.Text if length is None else sa.String
    return kind(length).with_variant(kind(length, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "connected_screens",
        sa.Column("sid", _text(64), nullable=False),
        sa.Column("worker", _text(64), nullable=False),
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("zone", _text(64), nullable=True),
        sa.Column("offers", sa.Boolean(), nullable=False),
        sa.Column("enrolled", sa.Boolean(), nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("speaks", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("sid", name=op.f("pk_connected_screens")),
    )
    op.create_table(
        "forecasts",
        sa.Column("hall_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made", _text(32), nullable=False),
        sa.Column("told", _text(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", name=op.f("pk_forecasts")),
    )
    op.create_table(
        "leases",
        sa.Column("name", _text(80), nullable=False),
        sa.Column("holder", _text(64), nullable=False),
        sa.Column("until_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )


def downgrade() -> None:
    op.drop_table("leases")
    op.drop_table("forecasts")
    op.drop_table("connected_screens")
