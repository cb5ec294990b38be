"""Statements that are said all day: translated once, then handed to the driver itself.

SQLite answers in a few microseconds, in this very process; SQLAlchemy takes several times that to say a statement it
translated long ago. So what issuing and calling say is kept as the driver's own text, with what turns values into
columns and back. PostgreSQL is not in this process: there the way costs too, and what only writes goes it together
with what comes after (`later`).

Both ways share the connection, its transaction, SQLAlchemy's errors, and `before_cursor_execute` for who listens.
"""

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
Parameters = list[Any] | dict[str, Any]
Said = Sequence[Any] | Parameters


class Prepared:
    """One Core statement. Values are given by name, as a list where the statement has `expanding=True`."""

    def __init__(self, statement: sa.Select[*tuple[Any, ...]] | UpdateBase) -> None:
        self._statement = statement
        binds = (part for part in iterate(statement) if isinstance(part, sa.BindParameter))
        self._lists = [bind.key for bind in binds if bind.expanding]
        self._texts: dict[tuple[object, ...], _Text] = {}

    def rows(self, connection: Connection, values: Values) -> list[Found]:
        """Everything that is found, its columns by position."""
        text = self._text(connection, values)
        return text.turned(say(connection, text.text, text.parameters(values)))

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
        text = self._text(connection, rows[0])
        if len(rows) == 1:
            said = say(connection, text.text, text.parameters(rows[0]))
        else:
            said = say(connection, text.text, [text.parameters(row) for row in rows], many=True)
        concerned: int = said.rowcount
        return concerned

    def later(self, connection: Connection, *rows: Values) -> None:
        """Say it once for each of these, no later than what is asked next or the commit (`hall.pipelined`)."""
        if connection.dialect.name == "sqlite":
            self.write(connection, *rows)
            return
        text = self._text(connection, rows[0])
        driver: Any = connection.connection.dbapi_connection
        for row in rows:
            values = text.parameters(row)
            _tell(connection, text.text, values)
            driver.unsaid.append((text.text, values))

    def _text(self, connection: Connection, values: Values) -> "_Text":
        """The text for this database, values so named and lists so long; in a transaction from now on."""
        if not connection.in_transaction():
            connection.begin()
        shape: tuple[object, ...] = (connection.dialect.name, *values)
        if self._lists:
            shape += tuple(len(values[name]) for name in self._lists)
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
        self._names = [] if compiled.positional else list(whole.parameters)
        places = whole.positiontup or self._names
        self._own: list[Any] = [None] * len(places)
        self._given: list[tuple[int, str, int | None, Turn | None]] = []
        for place, part in enumerate(places):
            name, at = spread.get(part, (part, None))
            turn = compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect)
            if name in values:
                self._given.append((place, name, at, turn))
            else:
                self._own[place] = turn(own[name]) if turn else own[name]
        self._types = [column.type.dialect_impl(dialect) for column in _columns(statement)]
        self._dialect = dialect
        self._turns: list[tuple[int, Turn]] | None = None

    def parameters(self, values: Values) -> Parameters:
        """These values where the text wants them: by place for SQLite, by name for PostgreSQL."""
        parameters = self._own.copy()
        for place, name, at, turn in self._given:
            value = values[name] if at is None else values[name][at]
            parameters[place] = value if turn is None else turn(value)
        return dict(zip(self._names, parameters, strict=True)) if self._names else parameters

    def turned(self, said: Any) -> list[Found]:
        """What the driver found, as the columns' types have it; what is missing stays so in all of them."""
        rows: list[Found] = said.fetchall()
        if self._turns is None:  # how the driver gives a column is known once it has
            turns = zip(self._types, said.description, strict=True)
            by_place = enumerate(kind.result_processor(self._dialect, given[1]) for kind, given in turns)
            self._turns = [(place, turn) for place, turn in by_place if turn is not None]
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


def say(connection: Connection, text: str, parameters: Said = (), *, many: bool = False) -> Any:
    """Hand a text to the driver as the connection's next statement; its cursor. Raises what SQLAlchemy would."""
    driver: Any = connection.connection.dbapi_connection
    troubles: type[Exception] = driver.Error
    _tell(connection, text, parameters, many=many)
    try:
        if not many:
            return driver.execute(text, parameters)
        cursor = driver.cursor()
        return cursor.executemany(text, parameters) or cursor
    except troubles as error:
        lost = connection.dialect.name != "sqlite" and driver.lost_by(error)
        if lost:
            connection.invalidate(error)
        raise sa.exc.DBAPIError.instance(text, parameters, error, troubles, connection_invalidated=lost) from error


def _tell(connection: Connection, text: str, parameters: object, *, many: bool = False) -> None:
    # Asked of the engine: each connection would first put together who listens to both.
    for hear in connection.engine.dispatch.before_cursor_execute:
        hear(connection, None, text, parameters, None, many)


def _columns(statement: sa.Select[*tuple[Any, ...]] | UpdateBase) -> Sequence[sa.ColumnElement[Any]]:
    return list(statement.exported_columns)


def _default(column: sa.Column[Any]) -> Any:
    """What stands in a new row's column where nothing is given."""
    assert isinstance(column.default, ScalarElementColumnDefault), f"{column}: only plain defaults are known here"
    return column.default.arg
