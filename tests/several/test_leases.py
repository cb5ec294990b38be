"""Leases on a real PostgreSQL: one holder at a time, by the database's clock, whatever a process thinks."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlalchemy as sa

from hall.db import Database
from hall.duties import Doer, Duties, Duty
from hall.errors import Unavailable
from hall.folders import FolderLock
from hall.leases import HELD_FOR, LEASES, SharedLeases, forget_workers

Engage = Callable[[], SharedLeases]
WORK = "keep halls"


@pytest.fixture
def engage(database: Database) -> Iterator[Engage]:
    """A worker that wants `WORK`; not renewed but by hand."""
    with ExitStack() as everyone:

        def engaged() -> SharedLeases:
            leases = SharedLeases(database, _fail)
            leases.ask_for(WORK)
            everyone.callback(leases.stop)
            leases.renew()
            return leases

        yield engaged


def _fail(what: str, error: Exception) -> None:
    raise AssertionError(what) from error


def run_out(database: Database, leases: SharedLeases) -> None:
    """As if `HELD_FOR` had passed since that worker last renewed what it holds."""
    with database.change() as transaction:
        past = sa.func.now() - sa.literal(HELD_FOR, sa.Interval())
        mine = LEASES.c.holder == leases.worker
        transaction.connection.execute(sa.update(LEASES).where(mine).values(until_at=past))


def living(database: Database, *workers: SharedLeases) -> list[bool]:
    with database.reading() as connection:
        asked = [workers[0].living(sa.literal(each.worker)) for each in workers]
        return list(connection.execute(sa.select(*asked)).one())


def test_one_of_several_holds_a_lease_and_keeps_it(engage: Engage) -> None:
    first, second = engage(), engage()
    for _ in range(3):
        second.renew()
        first.renew()
        assert (first.holds(WORK), second.holds(WORK)) == (True, False)
    assert first.alive()
    assert second.alive()


def test_a_lease_that_ran_out_goes_to_whoever_asks_next(database: Database, engage: Engage) -> None:
    first, second = engage(), engage()
    run_out(database, first)
    assert living(database, first, second) == [False, True]
    second.renew()
    assert second.holds(WORK)
    first.renew()
    assert not first.holds(WORK), "it comes back and is not the holder any more"
    assert living(database, first, second) == [True, True]


def test_a_lease_is_given_back_at_an_orderly_end(database: Database, engage: Engage) -> None:
    first, second = engage(), engage()
    first.start()
    first.stop()
    assert not first.holds(WORK)
    second.renew()
    assert second.holds(WORK)
    assert living(database, second, first) == [True, False]


def test_nothing_is_held_longer_than_the_database_was_heard_of(
    database: Database, engage: Engage, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = engage()
    passed = [0.0]
    monkeypatch.setattr("hall.leases.monotonic", lambda: time.monotonic() + passed[0])
    passed[0] = HELD_FOR.total_seconds() - 0.5
    assert first.holds(WORK)
    passed[0] = HELD_FOR.total_seconds()
    assert not first.holds(WORK)
    assert not first.alive()


def test_a_duty_is_done_by_one_of_all_and_moves_on(database: Database, engage: Engage, tmp_path: Path) -> None:
    done: list[str] = []
    first, second = engage(), engage()

    def duties(name: str, leases: SharedLeases) -> Duties:
        lock = FolderLock(tmp_path / "duties.lock")
        each = [
            Duty(WORK, 0.0, lambda: done.append(f"{name} halls"), Doer.ONE_OF_ALL),
            Duty("anchors", 0.0, lambda: done.append(f"{name} folder"), Doer.ONE_A_FOLDER),
            Duty("own", 0.0, lambda: done.append(f"{name} own"), Doer.EVERY_PROCESS),
        ]
        return Duties(each, leases, lock, _fail)

    one, other = duties("one", first), duties("other", second)
    one.step()
    other.step()
    assert done == ["one halls", "one folder", "one own", "other own"]
    done.clear()
    run_out(database, first)
    first.stop()
    one.stop()
    second.renew()
    other.step()
    assert done == ["other halls", "other folder", "other own"]
    other.stop()


def test_workers_long_gone_are_forgotten(database: Database, engage: Engage) -> None:
    first, second = engage(), engage()
    with database.change() as transaction:
        past = sa.func.now() - sa.literal(20 * 60 * HELD_FOR, sa.Interval())
        mine = LEASES.c.holder == first.worker
        transaction.connection.execute(sa.update(LEASES).where(mine).values(until_at=past))
    assert forget_workers(database) == 2
    assert living(database, first, second) == [False, True]


def test_a_database_that_is_away_gives_nothing() -> None:
    away = Database("postgresql://nobody@127.0.0.1:1/none")
    leases = SharedLeases(away, _fail)
    leases.ask_for(WORK)
    with pytest.raises(Unavailable):
        leases.start()
    assert not leases.holds(WORK)
    away.close()
