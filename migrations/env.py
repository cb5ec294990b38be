"""What Alembic runs: the caller gives an open connection in `config.attributes["connection"]`."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

import hall.app  # noqa: F401 (puts every room together, and with it knows every table)
from hall.db import Base, UtcDateTime


def render_item(kind: str, item: Any, autogenerating: AutogenContext) -> str | Literal[False]:
    """Write our own column type by its short name, with the import it needs."""
    if kind == "type" and isinstance(item, UtcDateTime):
        autogenerating.imports.add("from hall.db import UtcDateTime")
        return "UtcDateTime()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # SQLite cannot alter a column: Alembic makes the table anew instead.
    render_as_batch=True,
    compare_server_default=True,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
