"""appointments and their places."""

import sqlalchemy as sa
from alembic import op

from hall.columns import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appointments",
        sa.Column(
            "id", sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column(
            "code", sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "state",
            sa.String(length=12).with_variant(sa.String(length=12, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "service",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "mode", sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "slot_id",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("party", sa.Integer(), nullable=False),
        sa.Column(
            "channel",
            sa.String(length=12).with_variant(sa.String(length=12, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "language",
            sa.String(length=2).with_variant(sa.String(length=2, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("needs_help", sa.Boolean(), nullable=False),
        sa.Column("details", sa.LargeBinary(), nullable=True),
        sa.Column("booked_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column(
            "cause", sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql"), nullable=True
        ),
        sa.Column(
            "ticket_id",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["hall_orders.hall_id"], name=op.f("fk_appointments_hall_id_hall_orders")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments")),
        sa.UniqueConstraint("code", name=op.f("uq_appointments_code")),
    )
    with op.batch_alter_table("appointments", schema=None) as batch_op:
        batch_op.create_index("ix_appointments_day", ["hall_id", "day", "starts_at", "id"], unique=False)
        batch_op.create_index(
            "ix_appointments_live",
            ["hall_id", "day"],
            unique=False,
            sqlite_where=sa.text("state IN ('reserved', 'confirmed')"),
            postgresql_where=sa.text("state IN ('reserved', 'confirmed')"),
        )
        batch_op.create_index(
            "ix_appointments_reserved",
            ["expires_at"],
            unique=False,
            sqlite_where=sa.text("state = 'reserved'"),
            postgresql_where=sa.text("state = 'reserved'"),
        )

    op.create_table(
        "penalty_lifts",
        sa.Column(
            "id", sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column(
            "person_hash",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("lifted_on", sa.Date(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column(
            "by", sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"), nullable=True
        ),
        sa.ForeignKeyConstraint(
            ["hall_id"], ["hall_orders.hall_id"], name=op.f("fk_penalty_lifts_hall_id_hall_orders")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penalty_lifts")),
    )
    with op.batch_alter_table("penalty_lifts", schema=None) as batch_op:
        batch_op.create_index("ix_penalty_lifts_person", ["person_hash", "hall_id"], unique=False)

    op.create_table(
        "appointment_people",
        sa.Column(
            "appointment_id",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column(
            "service",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "kind", sa.String(length=12).with_variant(sa.String(length=12, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("agent", sa.Boolean(), nullable=False),
        sa.Column("held_to_account", sa.Boolean(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("id_number", sa.LargeBinary(), nullable=True),
        sa.Column(
            "id_hash",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column(
            "phone_hash",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column(
            "person_hash",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("booked_for", sa.Date(), nullable=True),
        sa.Column("missed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointments.id"], name=op.f("fk_appointment_people_appointment_id_appointments")
        ),
        sa.PrimaryKeyConstraint("appointment_id", "position", name=op.f("pk_appointment_people")),
    )
    with op.batch_alter_table("appointment_people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appointment_people_id_hash"), ["id_hash"], unique=False)
        batch_op.create_index("ix_appointment_people_missed", ["person_hash", "hall_id", "missed_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_appointment_people_phone_hash"), ["phone_hash"], unique=False)
        batch_op.create_index(
            "uq_appointment_people_booked",
            ["person_hash", "service", "booked_for"],
            unique=True,
            sqlite_where=sa.text("booked_for IS NOT NULL"),
            postgresql_where=sa.text("booked_for IS NOT NULL"),
        )

    op.create_table(
        "slot_places",
        sa.Column("hall_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "pool", sa.String(length=12).with_variant(sa.String(length=12, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column(
            "counted_under",
            sa.String(length=64).with_variant(sa.String(length=64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column(
            "appointment_id",
            sa.String(length=32).with_variant(sa.String(length=32, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.CheckConstraint("number >= 1 AND number <= capacity", name=op.f("ck_slot_places_within_capacity")),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointments.id"], name=op.f("fk_slot_places_appointment_id_appointments")
        ),
        sa.PrimaryKeyConstraint("hall_id", "pool", "counted_under", "starts_at", "number", name=op.f("pk_slot_places")),
    )
    with op.batch_alter_table("slot_places", schema=None) as batch_op:
        batch_op.create_index("ix_slot_places_appointment_id", ["appointment_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("slot_places", schema=None) as batch_op:
        batch_op.drop_index("ix_slot_places_appointment_id")

    op.drop_table("slot_places")
    with op.batch_alter_table("appointment_people", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_appointment_people_booked",
            sqlite_where=sa.text("booked_for IS NOT NULL"),
            postgresql_where=sa.text("booked_for IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_appointment_people_phone_hash"))
        batch_op.drop_index("ix_appointment_people_missed")
        batch_op.drop_index(batch_op.f("ix_appointment_people_id_hash"))

    op.drop_table("appointment_people")
    with op.batch_alter_table("penalty_lifts", schema=None) as batch_op:
        batch_op.drop_index("ix_penalty_lifts_person")

    op.drop_table("penalty_lifts")
    with op.batch_alter_table("appointments", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_appointments_reserved",
            sqlite_where=sa.text("state = 'reserved'"),
            postgresql_where=sa.text("state = 'reserved'"),
        )
        batch_op.drop_index(
            "ix_appointments_live",
            sqlite_where=sa.text("state IN ('reserved', 'confirmed')"),
            postgresql_where=sa.text("state IN ('reserved', 'confirmed')"),
        )
        batch_op.drop_index("ix_appointments_day")

    op.drop_table("appointments")
