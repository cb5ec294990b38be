"""one-time notices and assisted service."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("errand_notes", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "follows",
                sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("untold", sa.Integer(), nullable=True))
        batch_op.create_index(
            "ix_errand_notes_follows",
            ["follows"],
            unique=False,
            sqlite_where=sa.text("follows IS NOT NULL"),
            postgresql_where=sa.text("follows IS NOT NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("errand_notes", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_errand_notes_follows",
            sqlite_where=sa.text("follows IS NOT NULL"),
            postgresql_where=sa.text("follows IS NOT NULL"),
        )
        batch_op.drop_column("untold")
        batch_op.drop_column("follows")
