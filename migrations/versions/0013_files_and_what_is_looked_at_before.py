"""files, and what is looked at before appointments."""

import sqlalchemy as sa
from alembic import op

from hall.columns import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stored_files",
        sa.Column(
            "id", sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column(
            "owner_kind",
            sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "owner_id",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.String(length=8).with_variant(sa.String(length=8, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column(
            "added_by",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("looked_at", UtcDateTime(), nullable=True),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["hall_id"], ["hall_orders.hall_id"], name=op.f("fk_stored_files_hall_id_hall_orders")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_files")),
    )
    with op.batch_alter_table("stored_files", schema=None) as batch_op:
        batch_op.create_index("ix_stored_files_owner", ["owner_kind", "owner_id", "added_at"], unique=False)
        batch_op.create_index(
            "ix_stored_files_removed",
            ["removed_at"],
            unique=False,
            sqlite_where=sa.text("removed_at IS NOT NULL"),
            postgresql_where=sa.text("removed_at IS NOT NULL"),
        )

    op.create_table(
        "prereview_materials",
        sa.Column(
            "appointment_id",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.String(length=12).with_variant(sa.String(length=12, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("handed_in_at", UtcDateTime(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column(
            "answered_by",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "remark",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointments.id"], name=op.f("fk_prereview_materials_appointment_id_appointments")
        ),
        sa.ForeignKeyConstraint(
            ["hall_id"], ["hall_orders.hall_id"], name=op.f("fk_prereview_materials_hall_id_hall_orders")
        ),
        sa.PrimaryKeyConstraint("appointment_id", "position", name=op.f("pk_prereview_materials")),
    )
    with op.batch_alter_table("prereview_materials", schema=None) as batch_op:
        batch_op.create_index(
            "ix_prereview_materials_waiting",
            ["hall_id", "appointment_id"],
            unique=False,
            sqlite_where=sa.text("state = 'handed_in'"),
            postgresql_where=sa.text("state = 'handed_in'"),
        )


def downgrade() -> None:
    with op.batch_alter_table("prereview_materials", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_prereview_materials_waiting",
            sqlite_where=sa.text("state = 'handed_in'"),
            postgresql_where=sa.text("state = 'handed_in'"),
        )

    op.drop_table("prereview_materials")
    with op.batch_alter_table("stored_files", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_stored_files_removed",
            sqlite_where=sa.text("removed_at IS NOT NULL"),
            postgresql_where=sa.text("removed_at IS NOT NULL"),
        )
        batch_op.drop_index("ix_stored_files_owner")

    op.drop_table("stored_files")
