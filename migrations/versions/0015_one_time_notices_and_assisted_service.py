"""one-time notices and assisted service."""

import sqlalchemy as sa
from alembic import op

from hall.columns import UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "assistance_requests",
        sa.Column(
            "id", sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.String(length=12).with_variant(sa.String(length=12, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column(
            "source",
            sa.String(length=12).with_variant(sa.String(length=12, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "venue", sa.String(length=8).with_variant(sa.String(length=8, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("requested_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column(
            "asked_by",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "ticket_id",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "escalation_id",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "review_id",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "service",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column(
            "phone_hash",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column(
            "text", sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column(
            "aide", sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column("assigned_at", UtcDateTime(), nullable=True),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["hall_id"], ["hall_orders.hall_id"], name=op.f("fk_assistance_requests_hall_id_hall_orders")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistance_requests")),
        sa.UniqueConstraint("hall_id", "seq", name=op.f("uq_assistance_requests_hall_id_seq")),
    )
    with op.batch_alter_table("assistance_requests", schema=None) as batch_op:
        batch_op.create_index("ix_assistance_requests_day", ["hall_id", "day"], unique=False)
        batch_op.create_index(
            "ix_assistance_requests_open",
            ["hall_id", "seq"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_assistance_requests_phone_hash"), ["phone_hash"], unique=False)
        batch_op.create_index("ix_assistance_requests_ticket", ["ticket_id"], unique=False)
        batch_op.create_index(
            "uq_assistance_requests_open_ticket",
            ["ticket_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "assistance_steps",
        sa.Column(
            "request_id",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "step", sa.String(length=12).with_variant(sa.String(length=12, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "deed", sa.String(length=12).with_variant(sa.String(length=12, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column(
            "by", sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column(
            "aide", sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column(
            "text", sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"), nullable=True
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["assistance_requests.id"], name=op.f("fk_assistance_steps_request_id_assistance_requests")
        ),
        sa.PrimaryKeyConstraint("request_id", "position", name=op.f("pk_assistance_steps")),
    )
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

    with op.batch_alter_table("halls", schema=None) as batch_op:
        batch_op.add_column(sa.Column("assistance", sa.JSON(), server_default="{}", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("halls", schema=None) as batch_op:
        batch_op.drop_column("assistance")

    with op.batch_alter_table("errand_notes", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_errand_notes_follows",
            sqlite_where=sa.text("follows IS NOT NULL"),
            postgresql_where=sa.text("follows IS NOT NULL"),
        )
        batch_op.drop_column("untold")
        batch_op.drop_column("follows")

    op.drop_table("assistance_steps")
    with op.batch_alter_table("assistance_requests", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_assistance_requests_open_ticket",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index("ix_assistance_requests_ticket")
        batch_op.drop_index(batch_op.f("ix_assistance_requests_phone_hash"))
        batch_op.drop_index(
            "ix_assistance_requests_open",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index("ix_assistance_requests_day")

    op.drop_table("assistance_requests")
