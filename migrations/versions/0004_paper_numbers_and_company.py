"""paper numbers entered afterwards, and who accompanies."""

import sqlalchemy as sa
from alembic import op

from hall.columns import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.add_column(sa.Column("entered_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("accompanied_by", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("accompanied_at", UtcDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_column("accompanied_at")
        batch_op.drop_column("accompanied_by")
        batch_op.drop_column("entered_at")
