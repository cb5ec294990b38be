"""A session can be locked, and a PIN unlocks it."""

import sqlalchemy as sa
from alembic import op

from hall.columns import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pin_hash", sa.String(length=200), nullable=True))

    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("locked_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("lock_minutes", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("pin_tries", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_column("pin_tries")
        batch_op.drop_column("lock_minutes")
        batch_op.drop_column("locked_at")

    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.drop_column("pin_hash")
