"""Statements that are said all day: translated once, then handed to SQLite's driver itself.

SQLite answers in a few microseconds, in this very process; SQLAlchemy takes several times that to say a statement it
translated long ago. So what issuing and calling say is kept as the driver's own text, with what turns values into
columns and back. PostgreSQL, which is not in this process, is asked through SQLAlchemy: there it is the way that costs.

Both ways share the connection, its transaction, SQLAlchemy's errors, and `before_cursor_execute` for who listens.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.sql.visitors import iterate

Values = Mapping[str, Any]
Found = Sequence[Any]
Turn = Callable[[Any], Any]


class Prepared:
    """One Core statement. Values are given by name, as a list where the statement has `expanding=True`."""

    def __init__(self, statement: sa.Select[*tuple[Any, ...]] | UpdateBase) -> None:
        self._statement = statement
        binds = (part for part in iterate(statement) if isinstance(part, sa.BindParameter))
        self._lists = [bind.key for bind in binds if bind.expanding]
        self._texts: dict[tuple[object, ...], _Text] = {}

    def rows(self, connection: Connection, values: Values) -> list[Found]:
        """Everything that is found, its columns by position."""
        if connection.dialect.name != "sqlite":
            return [*connection.execute(self._statement, values)]
        text = self._text(connection, values)
        return text.turned(say(connection, text.text, text.parameters(values)).fetchall())

    def one(self, connection: Connection, values: Values) -> Found | None:
        """The one row there is, or nothing."""
        found = self.rows(connection, values)
        assert len(found) <= 1, "what is asked for stands once"
        return found[0] if found else None

    def scalar(self, connection: Connection, values: Values) -> Any:
        """The first column of the first row, or nothing."""
        found = self.rows(connection, values)
        return found[0][0] if found else None

    def write(self, connection: Connection, *rows: Values) -> int:
        """Say it once for each of these; how many rows of the table that concerned."""
        if connection.dialect.name != "sqlite":
            return connection.execute(self._statement, list(rows)).rowcount
        text = self._text(connection, rows[0])
        if len(rows) == 1:
            return say(connection, text.text, text.parameters(rows[0])).rowcount
        return say(connection, text.text, [text.parameters(row) for row in rows], many=True).rowcount

    def _text(self, connection: Connection, values: Values) -> "_Text":
        """The text for values of these names, and lists of these lengths; in a transaction from now on."""
        if not connection.in_transaction():
            connection.begin()
        shape = (*values, *(len(values[name]) for name in self._lists))
        text = self._texts.get(shape)
        if text is None:
            text = self._texts[shape] = _Text(self._statement, connection.dialect, values)
        return text


class _Text:
    """A statement as SQLite's driver takes it: `text`, where each value goes, and how columns are read."""

    def __init__(self, statement: sa.Select[*tuple[Any, ...]] | UpdateBase, dialect: Dialect, values: Values) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=list(values))
        assert isinstance(compiled, sa.sql.compiler.SQLCompiler), "every statement is SQL"
        whole = compiled.construct_expanded_state(values)
        self.text = whole.statement
        own = {**whole.parameters, **{column.key: _default(column) for column in compiled.insert_prefetch}}
        spread = {
            part: (name, at) for name, parts in whole.parameter_expansion.items() for at, part in enumerate(parts)
        }
        places = whole.positiontup or ()
        self._own: list[Any] = [None] * len(places)
        self._given: list[tuple[int, str, int | None, Turn | None]] = []
        for place, part in enumerate(places):
            name, at = spread.get(part, (part, None))
            turn = compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect)
            if name in values:
                self._given.append((place, name, at, turn))
            else:
                self._own[place] = turn(own[name]) if turn else own[name]
        turns = (column.type.dialect_impl(dialect).result_processor(dialect, None) for column in _columns(statement))
        self._turns = [(place, turn) for place, turn in enumerate(turns) if turn is not None]

    def parameters(self, values: Values) -> list[Any]:
        """These values, where the text wants them."""
        parameters = self._own.copy()
        for place, name, at, turn in self._given:
            value = values[name] if at is None else values[name][at]
            parameters[place] = value if turn is None else turn(value)
        return parameters

    def turned(self, rows: list[Found]) -> list[Found]:
        """What the driver found, as the columns' types have it; what is missing stays so in all of them."""
        if not self._turns:
            return rows
        found: list[Found] = []
        for row in rows:
            values = list(row)
            for place, turn in self._turns:
                if values[place] is not None:
                    values[place] = turn(values[place])
            found.append(values)
        return found


def say(connection: Connection, text: str, parameters: Sequence[Any] = (), *, many: bool = False) -> sqlite3.Cursor:
    """Hand a text to SQLite's driver as the connection's next statement. Raises what SQLAlchemy would."""
    driver: Any = connection.connection.dbapi_connection
    for hear in connection.dispatch.before_cursor_execute:
        hear(connection, None, text, parameters, None, many)
    try:
        said: sqlite3.Cursor = driver.executemany(text, parameters) if many else driver.execute(text, parameters)
    except sqlite3.Error as error:
        raise sa.exc.DBAPIError.instance(text, parameters, error, sqlite3.Error) from error
    return said


def _columns(statement: sa.Select[*tuple[Any, ...]] | UpdateBase) -> Sequence[sa.ColumnElement[Any]]:
    return list(statement.exported_columns)


def _default(column: sa.Column[Any]) -> Any:
    """What stands in a new row's column where nothing is given."""
    assert isinstance(column.default, ScalarElementColumnDefault), f"{column}: only plain defaults are known here"
    return column.default.arg
