"""Old days behind a hall: tickets as the hall's own were, made by the database itself in one go.

Every old ticket has an errand, and a story of four entries in the journal if it is of the last `STORY_DAYS`. They are
copies of what a few real tickets left, moved back by whole days, `A_DAY` on each; service, window, state and id differ.
Journal numbers and orders of issue count down below zero, so that nothing that lives is touched; hashes are left as
they were. Nobody's name or number is among them.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any, Protocol

import psycopg

from bench.installation import Installation
from bench.postgres import HouseOnPostgres
from tests.postgres import libpq

A_DAY, STORY_DAYS, AT_ONCE = 1500, 60, 100_000
STORY = ("ticket_issued", "ticket_called", "ticket_started", "ticket_finished")


class Talk(Protocol):
    """How one database is spoken to: a series of numbers, a day and an instant moved back, a scattered id."""

    def run(self, statement: str) -> list[Any]: ...

    series: str
    day: str
    instant: str
    scattered: str


class SqliteTalk:
    """Python's own driver; its MD5 is lent to the database."""

    series = (
        "(WITH RECURSIVE one(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM one WHERE n < {last}) SELECT n FROM one)"
    )
    day = "date({column}, '-' || {days} || ' days')"
    instant = "{column} - {days} * 86400000000"
    scattered = "scattered({number})"

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        database.create_function("scattered", 1, _scattered, deterministic=True)

    def run(self, statement: str) -> list[Any]:
        rows = self._database.execute(statement).fetchall()
        self._database.commit()
        return rows


class PostgresTalk:
    """psycopg."""

    series = "generate_series({first}, {last}) AS one(n)"
    day = "{column} - {days}::integer"
    instant = "{column} - {days} * interval '1 day'"
    scattered = "left(md5(({number})::text), 22)"

    def __init__(self, database: "psycopg.Connection[Any]") -> None:
        self._database = database

    def run(self, statement: str) -> list[Any]:
        cursor = self._database.execute(statement.encode())
        return cursor.fetchall() if cursor.description is not None else []


def _scattered(number: int) -> str:
    return hashlib.md5(str(number).encode(), usedforsecurity=False).hexdigest()[:22]


def grow_old(installation: Installation, tickets: int) -> int:
    """So many old tickets behind the finished ones that the hall has; the database's size in bytes."""
    with _talk(installation) as talk:
        columns = {table: _columns(talk, table) for table in ("tickets", "errands", "journal_entries")}
        windows = [
            row[0] for row in talk.run("SELECT id FROM windows WHERE hall_id = (SELECT min(hall_id) FROM tickets)")
        ]
        services = [row[0] for row in talk.run("SELECT DISTINCT service FROM errands")]
        for first in range(1, tickets + 1, AT_ONCE):
            last = min(tickets, first + AT_ONCE - 1)
            old = _Old(talk, windows, services, first, last)
            for table, names in columns.items():
                old.write(table, names)
        talk.run("ANALYZE")
        return _size(talk)


class _Old:
    """The rows of the tickets from `first` to `last`."""

    def __init__(self, talk: Talk, windows: list[str], services: list[str], first: int, last: int) -> None:
        self._talk, self._first, self._last = talk, first, last
        days = f"(1 + n / {A_DAY})"
        window, service = _one_of(windows), _one_of(services)
        state = "CASE WHEN n % 20 < 17 THEN 'done' WHEN n % 20 = 17 THEN 'cancelled' ELSE 'abandoned' END"
        self._days = days
        ticket = talk.scattered.format(number="n")
        self._differs = {
            "tickets": {"id": ticket, "number": "'Z' || n", "issue_order": "-n", "place": "-n", "seq": "-4 * n"}
            | {"window_id": window, "state": state},
            "errands": {"ticket_id": ticket, "place": "-n", "window_id": window, "service": service},
            "journal_entries": {"ticket": ticket, "window": window},
        }

    def write(self, table: str, columns: dict[str, str]) -> None:
        if table != "journal_entries":
            self._copy(table, columns, f"SELECT * FROM {table} WHERE {_TEMPLATE[table]} LIMIT 1", self._last)
            return
        upto = min(self._last, STORY_DAYS * A_DAY)
        for at, kind in enumerate(STORY):
            self._differs[table]["seq"] = f"-4 * n + {at}"
            self._copy(table, columns, f"SELECT * FROM {table} WHERE kind = '{kind}' LIMIT 1", upto)

    def _copy(self, table: str, columns: dict[str, str], template: str, upto: int) -> None:
        if upto < self._first:
            return
        names = ", ".join(f'"{name}"' for name in columns)
        values = ", ".join(self._value(table, name, kind) for name, kind in columns.items())
        series = self._talk.series.format(first=self._first, last=upto)
        self._talk.run(f"INSERT INTO {table} ({names}) SELECT {values} FROM ({template}) AS t, {series}")

    def _value(self, table: str, name: str, kind: str) -> str:
        if name in self._differs[table]:
            return self._differs[table][name]
        column = f't."{name}"'
        if kind == "day":
            return self._talk.day.format(column=column, days=self._days)
        return self._talk.instant.format(column=column, days=self._days) if kind == "instant" else column


_TEMPLATE = {"tickets": "state = 'done'", "errands": "state = 'done' AND NOT in_line"}


def _one_of(values: list[str]) -> str:
    """An expression that takes these in turn."""
    cases = " ".join(f"WHEN {at} THEN '{value}'" for at, value in enumerate(values))
    return f"CASE n % {len(values)} {cases} END"


@contextmanager
def _talk(installation: Installation) -> Iterator[Talk]:
    if isinstance(installation, HouseOnPostgres):
        with psycopg.connect(libpq(installation.url), autocommit=True) as connection:
            yield PostgresTalk(connection)
        return
    with closing(sqlite3.connect(installation.database)) as database:
        yield SqliteTalk(database)


def _columns(talk: Talk, table: str) -> dict[str, str]:
    """The columns of a table, each with how it is moved back: as a `day`, an `instant`, or not at all."""
    if isinstance(talk, PostgresTalk):
        rows = talk.run(f"SELECT column_name, data_type FROM information_schema.columns WHERE table_name = '{table}'")
    else:
        rows = [(row[1], row[2]) for row in talk.run(f"PRAGMA table_info({table})")]
    kinds = {"date": "day", "timestamp with time zone": "instant", "bigint": "instant"}
    found = {}
    for name, kind in rows:
        moved = kinds.get(kind.lower(), "")
        counted = isinstance(talk, PostgresTalk) and kind.lower() == "bigint"
        found[name] = "" if counted else moved
    return found


def _size(talk: Talk) -> int:
    if isinstance(talk, PostgresTalk):
        return int(talk.run("SELECT pg_database_size(current_database())")[0][0])
    pages, page = talk.run("PRAGMA page_count")[0][0], talk.run("PRAGMA page_size")[0][0]
    return int(pages * page)
