"""Writing the things of one kind as a definition wants them, each only where it differs."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from hall.catalogue.actions.merging import Changes, Json, differing
from hall.catalogue.models import HALLS
from hall.db import Transaction, public_id

Present = Mapping[Any, Row[Any]]


def nothing() -> Json:
    return {}


def present_rows(transaction: Transaction, table: sa.Table, key: str = "code", **shared: Any) -> Present:
    """The rows of a table that share these values, by their key, retired ones too."""
    wanted = sa.select(table).where(*(table.c[name] == value for name, value in shared.items()))
    return {row._mapping[key]: row for row in transaction.connection.execute(wanted)}


def keep_rows(
    transaction: Transaction,
    table: sa.Table,
    present: Present,
    wanted: Mapping[Any, Json],
    *,
    key: str = "code",
    shared: Json | None = None,
    new: Callable[[], Json] = nothing,
) -> Changes:
    """Insert what is not there (with `new()` for the columns of a fresh row), update what differs, wake the retired."""
    changes = Changes()
    shared = shared or {}
    for name, values in wanted.items():
        row = present.get(name)
        if row is None:
            fresh = {key: name, "retired_at": None, **shared, **new(), **values}
            transaction.connection.execute(sa.insert(table).values(**fresh))
            changes.added.append(str(name))
        elif different := differing(row._mapping, {**values, "retired_at": None}):
            _update(transaction, table, {key: name, **shared}, different)
            changes.note(str(name), different)
        else:
            changes.unchanged.append(str(name))
    return changes


def retire_rows(
    transaction: Transaction,
    table: sa.Table,
    present: Present,
    names: Collection[Any],
    changes: Changes,
    *,
    key: str = "code",
    shared: Json | None = None,
    also: Json | None = None,
) -> None:
    """Retire those of the named rows that are not yet, setting `also`, and note them in `changes`."""
    values = {"retired_at": transaction.now, **(also or {})}
    for name in names:
        if present[name].retired_at is None:
            _update(transaction, table, {key: name, **(shared or {})}, values)
            changes.retired.append(str(name))


def renew_books(connection: Connection, hall_ids: Collection[int]) -> None:
    """Give halls a new version: every book of them that anyone keeps is out of date."""
    if hall_ids:
        connection.execute(sa.update(HALLS).where(HALLS.c.id.in_(hall_ids)).values(version=public_id()))


def _update(transaction: Transaction, table: sa.Table, where: Json, values: Json) -> None:
    here = (table.c[name] == value for name, value in where.items())
    transaction.connection.execute(sa.update(table).where(*here).values(**values))
