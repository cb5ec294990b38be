"""A copy of a PostgreSQL database that was used is made like new again, for the next who wants such a copy.

To make one costs the server a tenth of a second, and its first visitors another, since nothing of it is in memory yet.
Most tests touch a few rows: those tables are emptied and filled as they were, and every sequence stands where it stood.
Where anything else was changed – a table, a trigger, what the planner knows – the copy is not used a second time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from tests.postgres import libpq

USES = 50
"""How often a copy is lent at most: what was deleted in it goes on taking up room."""

Connection = psycopg.Connection[tuple[Any, ...]]

# What defines a database beside its rows, and what the planner knows of them.
_DEFINING = ("pg_class", "pg_attribute", "pg_constraint", "pg_index", "pg_trigger", "pg_proc", "pg_statistic")
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
_PLACES = "SELECT quote_ident(sequencename), last_value FROM pg_sequences WHERE schemaname = 'public'"
_THIS = "(SELECT oid FROM pg_database WHERE datname = current_database())"
_OWN_SETTINGS = f"SELECT count(*) FROM pg_db_role_setting WHERE setdatabase = {_THIS}"
_END_OTHERS = f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datid = {_THIS} AND pid <> %s"


@dataclass
class Copy:
    """One copy and what it held when it was new: how many rows, which rows, where its sequences stood.

    `since` is the transaction that made it so the last time.
    """

    url: str
    counts: dict[str, int]
    rows: dict[str, bytes]
    places: dict[str, int | None]
    since: int
    uses: int = 1

    @classmethod
    def taken(cls, url: str) -> "Copy | None":
        """A new copy as it stands; nothing where rows cannot be put back, which takes a superuser."""
        with psycopg.connect(libpq(url)) as connection:
            if connection.execute("SHOW is_superuser").fetchone() != ("on",):
                return None
            names = [str(name) for (name,) in connection.execute(_TABLES)]
            since = _this_transaction(connection)
            counts = {name: count for name, (count, _) in _counted(connection, [*names, *_DEFINING], since).items()}
            rows = {name: _rows(connection, name) for name in names if counts[name]}
            return cls(url, counts, rows, _places(connection), since)

    def restore(self) -> bool:
        """Bring it back to what it was when new; whether that could be."""
        if self.uses >= USES:
            return False
        with psycopg.connect(libpq(self.url)) as connection:
            connection.execute(_END_OTHERS, (connection.info.backend_pid,))
            if self._touched(connection, _DEFINING) or connection.execute(_OWN_SETTINGS).fetchone() != (0,):
                return False
            self._refill(connection, self._touched(connection, [*self.counts.keys() - set(_DEFINING)]))
            self.since = _this_transaction(connection)
        self.uses += 1
        return True

    def _touched(self, connection: Connection, names: Sequence[str]) -> list[str]:
        counted = _counted(connection, names, self.since)
        return [name for name, found in counted.items() if found != (self.counts[name], 0)]

    def _refill(self, connection: Connection, touched: list[str]) -> None:
        connection.execute("SET LOCAL session_replication_role = replica")  # no foreign key is looked at meanwhile
        for name in touched:
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
            if name in self.rows:
                into = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(name))
                with connection.cursor().copy(into) as copy:
                    copy.write(self.rows[name])
        for name, place in _places(connection).items():
            if place != self.places[name]:
                stood = self.places[name]
                connection.execute("SELECT setval(%s, %s, %s)", (name, stood or 1, stood is not None))


def _this_transaction(connection: Connection) -> int:
    [[number]] = connection.execute("SELECT pg_current_xact_id()::xid::text::bigint").fetchall()
    return int(number)


def _counted(connection: Connection, names: Sequence[str], since: int) -> dict[str, tuple[int, int]]:
    """How many rows each of these has, and how many of them were written after that transaction."""
    one = "SELECT {}, count(*), count(*) FILTER (WHERE age(xmin) < age({}::text::xid)) FROM {}"
    parts = [sql.SQL(one).format(name, str(since), sql.Identifier(name)) for name in names]
    return {str(name): (all_, new) for name, all_, new in connection.execute(sql.SQL(" UNION ALL ").join(parts))}


def _rows(connection: Connection, name: str) -> bytes:
    with connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(name))) as copy:
        return b"".join(bytes(part) for part in copy)


def _places(connection: Connection) -> dict[str, int | None]:
    """Where each sequence stands; nothing for one that was never asked."""
    return dict(connection.execute(_PLACES).fetchall())
