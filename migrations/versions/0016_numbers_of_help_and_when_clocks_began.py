"""numbers of help requests, and when a record's clock began."""

import sqlalchemy as sa
from alembic import op

from hall.columns import UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "assistance_counters",
        sa.Column("hall_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "year", name=op.f("pk_assistance_counters")),
    )
    with op.batch_alter_table("assistance_requests", schema=None) as batch_op:
        batch_op.add_column(sa.Column("year", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("sequence", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "number",
                sa.String(length=16).with_variant(sa.String(length=16, collation="C"), "postgresql"),
                nullable=True,
            )
        )

    number_requests()

    with op.batch_alter_table("assistance_requests", schema=None) as batch_op:
        batch_op.alter_column("year", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("sequence", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("number", existing_type=sa.String(length=16), nullable=False)
        batch_op.create_unique_constraint(
            batch_op.f("uq_assistance_requests_hall_id_year_sequence"), ["hall_id", "year", "sequence"]
        )

    with op.batch_alter_table("escalations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("clock_begun_at", UtcDateTime(), nullable=True))


def number_requests() -> None:
    """Give the requests that are there their numbers, in the hall's order, and say which was the last."""
    connection = op.get_bind()
    requests = sa.table("assistance_requests", *map(sa.column, ("id", "hall_id", "seq", "year", "sequence", "number")))
    day = sa.column("day", sa.Date())
    counters = sa.table("assistance_counters", *map(sa.column, ("hall_id", "year", "last")))
    last: dict[tuple[int, int], int] = {}
    given = []
    order = sa.select(requests.c.id, requests.c.hall_id, day).select_from(requests)
    for row in connection.execute(order.order_by(requests.c.hall_id, requests.c.seq)):
        year = row.day.year
        sequence = last[row.hall_id, year] = last.get((row.hall_id, year), 0) + 1
        given.append({"this": row.id, "year": year, "sequence": sequence, "number": f"H{year}-{sequence:04}"})
    if given:
        connection.execute(sa.update(requests).where(requests.c.id == sa.bindparam("this")), given)
        rows = [{"hall_id": hall, "year": year, "last": number} for (hall, year), number in last.items()]
        connection.execute(sa.insert(counters), rows)


def downgrade() -> None:
    with op.batch_alter_table("escalations", schema=None) as batch_op:
        batch_op.drop_column("clock_begun_at")

    with op.batch_alter_table("assistance_requests", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_assistance_requests_hall_id_year_sequence"), type_="unique")
        batch_op.drop_column("number")
        batch_op.drop_column("sequence")
        batch_op.drop_column("year")

    op.drop_table("assistance_counters")
