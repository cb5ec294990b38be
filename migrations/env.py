"""What Alembic runs: the caller gives an open connection in `config.attributes["connection"]`."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

import hall
from hall.db import Base, UtcDateTime


def know_every_table() -> None:
    """Import the models of every room: a table nobody imported would look like one to drop."""
    for room in iter_modules(hall.__path__, "hall."):
        if room.ispkg and find_spec(f"{room.name}.models"):
            import_module(f"{room.name}.models")


def render_item(kind: str, item: Any, autogenerating: AutogenContext) -> str | Literal[False]:
    """Write our own column type by its short name, with the import it needs."""
    if kind == "type" and isinstance(item, UtcDateTime):
        autogenerating.imports.add("from hall.db import UtcDateTime")
        return "UtcDateTime()"
    return False


know_every_table()
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
