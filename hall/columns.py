"""Columns as a table's class annotates them, and a type of our own: instants that both databases keep and sort rightly.

SQLAlchemy has such a notation too, as a part of its mapper of objects: nothing here needs a mapper, and it takes 7 MB
(decision 67).
"""

from datetime import UTC, date, datetime, timedelta
from inspect import get_annotations
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

# What a plain annotation means; `Annotated[str, sa.String(32)]` names its type itself.
KINDS: dict[Any, type[sa.types.TypeEngine[Any]]] = {
    bool: sa.Boolean,
    bytes: sa.LargeBinary,
    date: sa.Date,
    float: sa.Double,
    int: sa.Integer,
    str: sa.String,
}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware UTC instant: `timestamptz` on PostgreSQL, whole microseconds since 1970 on SQLite (exact, sortable)."""

    impl = sa.BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        kind = sa.DateTime(timezone=True) if dialect.name == "postgresql" else sa.BigInteger()
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return (value - EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.astimezone(UTC)
        return EPOCH + timedelta(microseconds=value)


class Given(NamedTuple):
    """What a class says of a column besides its annotation: a type, a foreign key; and `sa.Column`'s own options."""

    parts: tuple[Any, ...]
    options: dict[str, Any]


def column(*parts: Any, **options: Any) -> Any:
    """More about a column: `number: str = column(sa.String(16), index=True)`; as `sa.Column`, without name and null."""
    return Given(parts, options)


def columns_of(model: type) -> list[sa.Column[Any]]:
    """The columns that a class annotates, in its order; `| None` may be null. KeyError for what is no column's type."""
    annotated = get_annotations(model, eval_str=True)
    return [_column(name, kind, model.__dict__.get(name, Given((), {}))) for name, kind in annotated.items()]


def _column(name: str, kind: Any, given: Given) -> sa.Column[Any]:
    nullable = get_origin(kind) in (Union, UnionType) and NoneType in get_args(kind)
    if nullable:
        kind = next(each for each in get_args(kind) if each is not NoneType)
    return sa.Column(name, *_kind(kind, given.parts), *given.parts, nullable=nullable, **given.options)


def _kind(kind: Any, parts: tuple[Any, ...]) -> list[Any]:
    """The type an annotation means, unless the parts name one, or a foreign key from which it follows."""
    if any(isinstance(part, sa.types.TypeEngine | type) for part in parts):
        return []
    if get_origin(kind) is Annotated:
        return [kind.__metadata__[0]]
    return [] if parts else [KINDS[kind]]
