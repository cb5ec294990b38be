"""carriers and the outbox."""

import sqlalchemy as sa
from alembic import op

from hall.columns import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "carriers",
        sa.Column(
            "id", sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column(
            "name", sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "audience",
            sa.String(length=8).with_variant(sa.String(length=8, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "department",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "scheme",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "service",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("delivered_at", UtcDateTime(), nullable=True),
        sa.Column("failed_at", UtcDateTime(), nullable=True),
        sa.Column("failing_since", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["hall_id"], ["hall_orders.hall_id"], name=op.f("fk_carriers_hall_id_hall_orders")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carriers")),
    )
    with op.batch_alter_table("carriers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_carriers_hall_id"), ["hall_id"], unique=False)

    op.create_table(
        "outbox",
        sa.Column(
            "id", sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "carrier_id",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column(
            "cause",
            sa.String(length=120).with_variant(sa.String(length=120, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("recipient", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column(
            "language",
            sa.String(length=2).with_variant(sa.String(length=2, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("queued_at", UtcDateTime(), nullable=False),
        sa.Column("good_until", UtcDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", UtcDateTime(), nullable=True),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["carrier_id"], ["carriers.id"], name=op.f("fk_outbox_carrier_id_carriers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("carrier_id", "cause", "recipient", name=op.f("uq_outbox_carrier_id_cause_recipient")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_waiting",
            ["next_try_at"],
            unique=False,
            sqlite_where=sa.text("next_try_at IS NOT NULL"),
            postgresql_where=sa.text("next_try_at IS NOT NULL"),
        )

    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "warned",
                sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
                nullable=True,
            )
        )


def downgrade() -> None:
    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.drop_column("warned")

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_waiting",
            sqlite_where=sa.text("next_try_at IS NOT NULL"),
            postgresql_where=sa.text("next_try_at IS NOT NULL"),
        )

    op.drop_table("outbox")
    with op.batch_alter_table("carriers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_carriers_hall_id"))

    op.drop_table("carriers")
