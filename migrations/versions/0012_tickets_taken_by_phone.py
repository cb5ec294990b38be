"""tickets taken by phone, and the plans of halls."""

import sqlalchemy as sa
from alembic import op

from hall.columns import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hall_plans",
        sa.Column("hall_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("svg", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("windows", sa.JSON(), nullable=False),
        sa.Column("ways", sa.JSON(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_hall_plans_hall_id_halls")),
        sa.PrimaryKeyConstraint("hall_id", name=op.f("pk_hall_plans")),
    )
    op.create_table(
        "phone_places",
        sa.Column("hall_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "device_hash",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "ticket_id",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_phone_places_ticket_id_tickets")),
        sa.PrimaryKeyConstraint("hall_id", "device_hash", "slot", name=op.f("pk_phone_places")),
    )
    with op.batch_alter_table("halls", schema=None) as batch_op:
        batch_op.add_column(sa.Column("virtual", sa.JSON(), server_default="{}", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("halls", schema=None) as batch_op:
        batch_op.drop_column("virtual")

    op.drop_table("phone_places")
    op.drop_table("hall_plans")
