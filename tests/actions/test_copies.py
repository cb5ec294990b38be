"""A copy of a database that a test is done with is lent to the next one like new, or not at all."""

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.databases import Databases
from tests.postgres import libpq

pytestmark = pytest.mark.postgresql("SQLite's copies are files, which nobody lends again")

Rows = list[tuple[object, ...]]
Source = Callable[[], str]


@pytest.fixture
def source(databases: Databases, tmp_path: Path) -> str:
    """A database with two tables, one of which needs the other, and a sequence that was asked once."""
    url = databases.new(tmp_path)
    say(
        url,
        "CREATE TABLE halls (id serial PRIMARY KEY, name text)",
        "CREATE TABLE windows (hall int REFERENCES halls, note text)",
        "INSERT INTO halls (name) VALUES ('县大厅'), (E'tab\\there')",
        "INSERT INTO windows VALUES (1, NULL), (1, '')",
    )
    return url


def say(url: str, *statements: str) -> None:
    with psycopg.connect(libpq(url)) as connection:
        for statement in statements:
            connection.execute(statement)


def held(url: str) -> list[Rows]:
    """The rows of both tables and where the sequence stands."""
    with psycopg.connect(libpq(url)) as connection:
        asked = (
            "SELECT * FROM halls ORDER BY id",
            "SELECT * FROM windows ORDER BY note",
            "SELECT last_value, is_called FROM halls_id_seq",
        )
        return [connection.execute(each).fetchall() for each in asked]


@pytest.mark.parametrize(
    "done",
    [
        ["INSERT INTO halls (name) VALUES ('镇')", "INSERT INTO windows VALUES (3, 'x')"],
        ["UPDATE halls SET name = name"],
        ["UPDATE halls SET id = 9 WHERE id = 2"],
        ["DELETE FROM windows"],
        ["DELETE FROM windows WHERE note = ''", "INSERT INTO windows VALUES (2, '')"],
        ["DELETE FROM windows", "DELETE FROM halls", "SELECT setval('halls_id_seq', 1, false)"],
        ["SELECT nextval('halls_id_seq')"],
        [],
    ],
)
def test_what_was_done_in_a_copy_is_not_in_the_next(
    databases: Databases, source: str, tmp_path: Path, done: list[str]
) -> None:
    first = databases.copy(source, tmp_path)
    before = held(first)
    for _ in range(2):
        say(first, *done)
        databases.drop(first)
        assert databases.copy(source, tmp_path) == first, "it is lent again"
        assert held(first) == before
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        say(first, "INSERT INTO windows VALUES (77, 'nowhere')")


@pytest.mark.parametrize(
    "done",
    [
        "ALTER TABLE windows ADD COLUMN more text",
        "CREATE TABLE more (id int)",
        "DROP TABLE windows",
        "CREATE INDEX ON windows (note)",
        "ALTER TABLE windows DROP CONSTRAINT windows_hall_fkey",
        "TRUNCATE windows",
        "ANALYZE",
        "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET work_mem = 64'; END $$",
    ],
)
def test_a_copy_that_was_changed_otherwise_is_not_lent_again(
    databases: Databases, source: str, tmp_path: Path, done: str
) -> None:
    first = databases.copy(source, tmp_path)
    before = held(first)
    say(first, done)
    databases.drop(first)
    second = databases.copy(source, tmp_path)
    assert second != first
    assert held(second) == before


def test_whoever_still_uses_it_is_sent_away(databases: Databases, source: str, tmp_path: Path) -> None:
    first = databases.copy(source, tmp_path)
    before = held(first)
    left = psycopg.connect(libpq(first))
    left.execute("UPDATE halls SET name = 'never committed'")
    databases.drop(first)
    assert databases.copy(source, tmp_path) == first
    assert held(first) == before
    with pytest.raises(psycopg.OperationalError):
        left.execute("SELECT 1")
    left.close()


def test_two_at_once_are_two(databases: Databases, source: str, tmp_path: Path) -> None:
    assert databases.copy(source, tmp_path) != databases.copy(source, tmp_path)
