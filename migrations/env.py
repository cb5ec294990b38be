"""What Alembic runs: the caller gives an open connection in `config.attributes["connection"]`.

Who compares tables with models imports `hall.app` first, which puts every room together: to change tables, none of it
is needed, and a first start does not wait for it.
"""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

from hall.columns import UtcDateTime
from hall.db import Base


def render_item(kind: str, item: Any, autogenerating: AutogenContext) -> str | Literal[False]:
    """Write our own column type by its short name, with the import it needs."""
    if kind == "type" and isinstance(item, UtcDateTime):
        autogenerating.imports.add("from hall.columns import UtcDateTime")
        return "UtcDateTime()"
    return False


def other_default(_context: Any, _inspected: Any, column: Any, present: str | None, _wanted: Any, rendered: Any) -> Any:
    """Whether a column's default differs; PostgreSQL cannot compare JSON, so its text is. `None`: ask Alembic."""
    if isinstance(column.type, sa.JSON) and present is not None and rendered is not None:
        return present.partition("::")[0].strip("'") != str(rendered).strip("'")
    return None


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # SQLite cannot alter a column: Alembic makes the table anew instead.
    render_as_batch=True,
    compare_server_default=other_default,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
