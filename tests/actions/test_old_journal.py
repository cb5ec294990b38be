"""What happened today is read from a journal of years without walking through the years."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from hall.db import Database, open_order
from hall.journal.entries import entries_after, last_before
from hall.journal.models import ENTRIES
from tests.databases import Databases, copied

MIDNIGHT = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
HERE, ELSEWHERE = 1, 2
TODAYS = 120


@pytest.fixture
def database(databases: Databases, tables: str, tmp_path: Path) -> Iterator[Database]:
    with copied(databases, tables, tmp_path) as url:
        database = Database(url)
        yield database
        database.close()


def write(database: Database, old: int) -> None:
    """Two halls' journals: so many entries of the years before, and today's; every third is a call."""
    ats = [MIDNIGHT - timedelta(seconds=old - each) for each in range(old)]
    ats += [MIDNIGHT + timedelta(minutes=each) for each in range(TODAYS)]
    same: dict[str, Any] = {"ticket": None, "window": None, "user": None, "data": "{}", "hash": bytes(32)}
    with database.change() as transaction:
        for hall in (HERE, ELSEWHERE):
            open_order(transaction.connection, hall)
            rows = [
                {"hall_id": hall, "seq": seq, "at": at, "kind": ("ticket_called", "x", "y")[seq % 3], **same}
                for seq, at in enumerate(ats, 1)
            ]
            transaction.connection.execute(sa.insert(ENTRIES), rows)


@pytest.mark.parametrize("after", [0, 299, 300, 301, 350, 420, 500])
@pytest.mark.parametrize("since", [timedelta(days=-9), timedelta(0), timedelta(minutes=7), timedelta(days=9)])
@pytest.mark.parametrize("kinds", [(), ("ticket_called",)])
def test_they_are_those_after_a_number_and_not_before_an_instant(
    database: Database, after: int, since: timedelta, kinds: tuple[str, ...]
) -> None:
    write(database, old=300)
    since_at = MIDNIGHT + since
    with database.reading() as connection:
        everything = entries_after(connection, HERE, 0, limit=10_000, kinds=kinds)
        found = entries_after(connection, HERE, after, limit=30, kinds=kinds, since=since_at)
    assert found == [entry for entry in everything if entry.seq > after and entry.at >= since_at][:30]


def test_the_last_before_an_instant(database: Database) -> None:
    write(database, old=300)
    with database.reading() as connection:
        found = [last_before(connection, HERE, MIDNIGHT + timedelta(days=days)) for days in (-9, 0, 9)]
    assert found == [0, 300, 300 + TODAYS]


@pytest.mark.sqlite("its own steps are counted")
@pytest.mark.parametrize("kinds", [(), ("ticket_called",)])
def test_many_more_years_make_it_no_longer(
    databases: Databases, tables: str, tmp_path: Path, kinds: tuple[str, ...]
) -> None:
    def steps_with(old: int) -> int:
        folder = tmp_path / str(old)
        folder.mkdir()
        with copied(databases, tables, folder) as url:
            database = Database(url)
            write(database, old)
            with database.reading() as connection:
                steps = 0

                def count() -> int:
                    nonlocal steps
                    steps += 1
                    return 0

                driver: Any = connection.connection.dbapi_connection
                driver.set_progress_handler(count, 1)
                found = entries_after(connection, HERE, 0, limit=30, kinds=kinds, since=MIDNIGHT)
                driver.set_progress_handler(None, 1)
            database.close()
        assert found[0].at >= MIDNIGHT
        return steps

    assert steps_with(20_000) < 1.1 * steps_with(200)
