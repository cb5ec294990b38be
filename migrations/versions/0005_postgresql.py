"""PostgreSQL: text in the order of its code points, and wide counters. SQLite has both by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COUNTS = {
    "alarms": ["seq"],
    "errands": ["place"],
    "hall_orders": ["seq", "places"],
    "journal_entries": ["seq"],
    "spoken_marks": ["seq"],
    "tickets": ["seq", "issue_order", "place"],
}


def upgrade() -> None:
    _alter(sa.BigInteger(), collation="C")


def downgrade() -> None:
    _alter(sa.Integer(), collation="default")


def _alter(count: sa.types.TypeEngine[int], collation: str) -> None:
    """Every text column gets this collation, every counter this type: one statement a table, which is read once."""
    bind = op.get_bind()
    if bind.dialect.name != "postgresql":
        return
    inspector = sa.inspect(bind)
    for table in sorted(set(inspector.get_table_names()) - {"alembic_version"}):
        changes = [(name, count.compile(bind.dialect)) for name in COUNTS.get(table, [])]
        for column in inspector.get_columns(table):
            if isinstance(kind := column["type"], sa.String):
                plain = sa.Text() if kind.length is None else sa.String(kind.length)
                changes.append((column["name"], f'{plain.compile(bind.dialect)} COLLATE "{collation}"'))
        if changes:
            altered = ", ".join(f'ALTER COLUMN "{name}" TYPE {kind}' for name, kind in changes)
            op.execute(f'ALTER TABLE "{table}" {altered}')
