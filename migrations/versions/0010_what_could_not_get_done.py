"""what could not get done."""

import sqlalchemy as sa
from alembic import op

from hall.columns import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "escalation_counters",
        sa.Column("hall_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "year", name=op.f("pk_escalation_counters")),
    )
    op.create_table(
        "department_members",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column(
            "department",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "user_id",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["hall_id"], ["hall_orders.hall_id"], name=op.f("fk_department_members_hall_id_hall_orders")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_department_members_user_id_users")),
        sa.PrimaryKeyConstraint("hall_id", "department", "user_id", name=op.f("pk_department_members")),
    )
    op.create_table(
        "escalations",
        sa.Column(
            "id", sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column(
            "number",
            sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "state",
            sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column(
            "source",
            sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column(
            "first_contact",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column(
            "reporter_kind",
            sa.String(length=12).with_variant(sa.String(length=12, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("reporter_name", sa.LargeBinary(), nullable=True),
        sa.Column("reporter_phone", sa.LargeBinary(), nullable=True),
        sa.Column(
            "phone_hash",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("reporter_document", sa.LargeBinary(), nullable=True),
        sa.Column(
            "document_hash",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("agent_name", sa.LargeBinary(), nullable=True),
        sa.Column("agent_phone", sa.LargeBinary(), nullable=True),
        sa.Column(
            "ticket_id",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "service",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "department",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "window_id",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "about", sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column("earlier_visits", sa.Integer(), nullable=False),
        sa.Column(
            "description",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "demand",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("in_scope", sa.Boolean(), nullable=True),
        sa.Column(
            "scope_reason",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "remedy",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "proposed_by",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "cause", sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column(
            "case_class",
            sa.String(length=1).with_variant(sa.String(length=1, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "owner", sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column("co_departments", sa.JSON(), nullable=False),
        sa.Column("return_by", UtcDateTime(), nullable=True),
        sa.Column("returned", sa.Boolean(), nullable=False),
        sa.Column("extended_days", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "resolution",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("on_the_spot", sa.Boolean(), nullable=False),
        sa.Column("resolved_at", UtcDateTime(), nullable=True),
        sa.Column(
            "reply", sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column("replied_at", UtcDateTime(), nullable=True),
        sa.Column("in_time", sa.Boolean(), nullable=True),
        sa.Column(
            "rectification",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("rectified_at", UtcDateTime(), nullable=True),
        sa.Column(
            "satisfaction",
            sa.String(length=12).with_variant(sa.String(length=12, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("called_back_at", UtcDateTime(), nullable=True),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column(
            "archive_reason",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "hotline_order",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "review_id",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column(
            "clock", sa.String(length=12).with_variant(sa.String(length=12, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column("clock_since", sa.Date(), nullable=True),
        sa.Column("clock_days", sa.Integer(), nullable=True),
        sa.Column("clock_paused", sa.Integer(), nullable=False),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("next_card_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["hall_id"], ["hall_orders.hall_id"], name=op.f("fk_escalations_hall_id_hall_orders")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalations")),
        sa.UniqueConstraint("hall_id", "hotline_order", name=op.f("uq_escalations_hall_id_hotline_order")),
        sa.UniqueConstraint("hall_id", "seq", name=op.f("uq_escalations_hall_id_seq")),
        sa.UniqueConstraint("hall_id", "year", "sequence", name=op.f("uq_escalations_hall_id_year_sequence")),
    )
    with op.batch_alter_table("escalations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalations_document_hash"), ["document_hash"], unique=False)
        batch_op.create_index(
            "ix_escalations_next_card",
            ["hall_id", "next_card_at"],
            unique=False,
            sqlite_where=sa.text("next_card_at IS NOT NULL"),
            postgresql_where=sa.text("next_card_at IS NOT NULL"),
        )
        batch_op.create_index("ix_escalations_owner", ["hall_id", "owner", "seq"], unique=False)
        batch_op.create_index(batch_op.f("ix_escalations_phone_hash"), ["phone_hash"], unique=False)
        batch_op.create_index("ix_escalations_received", ["hall_id", "received_at"], unique=False)
        batch_op.create_index(
            "uq_escalations_open_ticket",
            ["ticket_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "escalation_cards",
        sa.Column(
            "escalation_id",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("round", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "clock",
            sa.String(length=12).with_variant(sa.String(length=12, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "colour",
            sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalations.id"], name=op.f("fk_escalation_cards_escalation_id_escalations")
        ),
        sa.PrimaryKeyConstraint("escalation_id", "round", "clock", "colour", name=op.f("pk_escalation_cards")),
    )
    op.create_table(
        "escalation_steps",
        sa.Column(
            "escalation_id",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "step", sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "state",
            sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "by", sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column(
            "part", sa.String(length=12).with_variant(sa.String(length=12, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "text", sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalations.id"], name=op.f("fk_escalation_steps_escalation_id_escalations")
        ),
        sa.PrimaryKeyConstraint("escalation_id", "position", name=op.f("pk_escalation_steps")),
    )
    op.create_table(
        "window_extensions",
        sa.Column(
            "window_id",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "extension",
            sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["window_id"], ["windows.id"], name=op.f("fk_window_extensions_window_id_windows")),
        sa.PrimaryKeyConstraint("window_id", name=op.f("pk_window_extensions")),
    )
    with op.batch_alter_table("halls", schema=None) as batch_op:
        batch_op.add_column(sa.Column("escalations", sa.JSON(), server_default="{}", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("halls", schema=None) as batch_op:
        batch_op.drop_column("escalations")

    op.drop_table("window_extensions")
    op.drop_table("escalation_steps")
    op.drop_table("escalation_cards")
    with op.batch_alter_table("escalations", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_escalations_open_ticket",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index("ix_escalations_received")
        batch_op.drop_index(batch_op.f("ix_escalations_phone_hash"))
        batch_op.drop_index("ix_escalations_owner")
        batch_op.drop_index(
            "ix_escalations_next_card",
            sqlite_where=sa.text("next_card_at IS NOT NULL"),
            postgresql_where=sa.text("next_card_at IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_escalations_document_hash"))

    op.drop_table("escalations")
    op.drop_table("department_members")
    op.drop_table("escalation_counters")
