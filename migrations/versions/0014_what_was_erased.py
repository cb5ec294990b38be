"""what was erased."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column("hall_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "kind", sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("before", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall_orders.hall_id"], name=op.f("fk_erasures_hall_id_hall_orders")),
        sa.PrimaryKeyConstraint("hall_id", "kind", name=op.f("pk_erasures")),
    )
    with op.batch_alter_table("remarks", schema=None) as batch_op:
        batch_op.create_index(
            "ix_remarks_kept",
            ["hall_id", "at"],
            unique=False,
            sqlite_where=sa.text("sealed IS NOT NULL"),
            postgresql_where=sa.text("sealed IS NOT NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("remarks", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_remarks_kept",
            sqlite_where=sa.text("sealed IS NOT NULL"),
            postgresql_where=sa.text("sealed IS NOT NULL"),
        )

    op.drop_table("erasures")
