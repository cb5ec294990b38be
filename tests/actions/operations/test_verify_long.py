"""Verifying a journal of many days keeps two of them in memory, and finds what the tables alone say."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from hall.operations.verify import entries_to_verify, verify
from hall.ticketing.models import TICKETS
from hall.ticketing.story.retold import RetoldHall
from tests.halls import Built, County, opened

DAYS = 4


@pytest.fixture
def week(built: Built, tmp_path: Path) -> Iterator[County]:
    """A hall after some days, each with a few visits."""
    with opened(built, tmp_path, sound=False) as county:
        for _ in range(DAYS):
            county.open(27)
            for _ in range(4):
                county.issue("tax")
            for _ in range(3):
                county.finish(27, county.serve(27))
            county.clock.at += timedelta(hours=9)
            county.wait()
            county.clock.at += timedelta(hours=15)
            county.wait()
        yield county


def test_tickets_of_days_that_are_over_are_not_kept(week: County, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = []
    place = RetoldHall.place
    monkeypatch.setattr(RetoldHall, "place", lambda hall, *given: (kept.append(len(hall.tickets)), place(hall, *given)))
    verdict = verify(week.database)
    assert (verdict.tickets, verdict.findings) == (4 * DAYS, [])
    assert max(kept) <= 4 * 3, "two days and the one that runs"


def test_a_ticket_of_the_first_day_is_held_against_the_table_too(week: County) -> None:
    with week.database.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE tickets SET state = 'held' WHERE id = (SELECT id FROM tickets ORDER BY day LIMIT 1)"
        )
    found = [f"{each.place}: {each.what}" for each in verify(week.database).findings]
    assert len(found) == 1
    assert "state is held in the table" in found[0]


def test_a_ticket_that_nobody_issued_is_found(week: County) -> None:
    with week.database.engine.begin() as connection:
        row = connection.execute(sa.select(TICKETS).where(TICKETS.c.state == "done").limit(1)).one()
        forged = {**row._mapping, "id": "forged", "number": "H099", "issue_order": 9_000}
        connection.execute(sa.insert(TICKETS).values(forged))
    found = [f"{each.place}: {each.what}" for each in verify(week.database).findings]
    assert found == ["zhouzhi H099: is in the table, not in the journal"]


def test_two_tickets_at_a_window_are_found_where_the_database_no_longer_forbids_it(week: County) -> None:
    week.open(28)
    for _ in range(2):
        week.issue("tax")
    week.call(27)
    week.call(28)
    with week.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP INDEX uq_tickets_at_window")
        connection.exec_driver_sql(f"UPDATE tickets SET window_id = '{week.windows[27]}' WHERE state = 'called'")
    assert f"zhouzhi window {week.windows[27]}: has 2 tickets at once" in {
        f"{each.place}: {each.what}" for each in verify(week.database).findings
    }


def test_whoever_waits_for_it_sees_how_far_it_is(week: County) -> None:
    seen: list[int] = []
    whole = entries_to_verify(week.database)
    assert verify(week.database, seen=seen.append).entries == whole
    assert sum(seen) <= whole
