"""Those who write to SQLite at once commit together: each part falls by itself, none stands before the commit."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.db import ORDERS, Base, Database, open_order
from hall.errors import DatabaseBusy, Unavailable
from hall.writers import MOST_TOGETHER

pytestmark = pytest.mark.sqlite("its one writer")
HALL, WRITERS = 1, 6


class Refused(Exception):
    """What a rule says in the middle of a part."""


class Commits:
    """Counts them; `failing` makes the next one fail. `held` keeps the first of a group from going on to it."""

    def __init__(self, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count, self.failing = 0, False
        self.come, self.held = threading.Event(), threading.Event()
        sa.event.listen(database.engine, "commit", self._commit)
        monkeypatch.setattr("hall.writers.time.sleep", self._hold)

    def _commit(self, connection: Connection) -> None:
        if not connection.get_execution_options().get("hall_writes"):
            return
        if self.failing:
            raise sa.exc.OperationalError("COMMIT", None, Exception("disk I/O error"))
        self.count += 1

    def _hold(self, _seconds: float) -> None:
        self.come.set()
        assert self.held.wait(10)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'hall.db'}")
    Base.metadata.create_all(database.engine)
    with database.change() as transaction:
        open_order(transaction.connection, HALL)
    yield database
    database.close()


@pytest.fixture
def commits(database: Database, monkeypatch: pytest.MonkeyPatch) -> Commits:
    return Commits(database, monkeypatch)


def places(database: Database) -> int:
    with database.reading() as connection:
        return int(connection.execute(sa.select(ORDERS.c.places)).scalar_one())


def one_more(database: Database, then: Callable[[], None] = lambda: None) -> None:
    with database.work(HALL) as work:
        work.order.places += 1
        then()


class Together:
    """Somebody leads a group; others do their parts in it, each after the one before."""

    def __init__(self, database: Database, commits: Commits) -> None:
        self.database, self.commits = database, commits
        self.told: list[object] = []
        self._threads: list[threading.Thread] = []

    def lead(self) -> None:
        self._begin(lambda: None)
        assert self.commits.come.wait(10)

    def follow(self, then: Callable[[], None] = lambda: None) -> None:
        done = threading.Event()
        self._begin(then, done)
        assert done.wait(10)

    def go_on(self) -> list[object]:
        self.commits.held.set()
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()
        return self.told

    def _begin(self, then: Callable[[], None], done: threading.Event | None = None) -> None:
        def there() -> None:
            if done is not None:
                done.set()
            then()

        def deed() -> None:
            try:
                one_more(self.database, there)
            except Exception as error:  # noqa: BLE001 (what each was told is looked at)
                self.told.append(type(error))
            else:
                self.told.append("done")

        thread = threading.Thread(target=deed, daemon=True)
        thread.start()
        self._threads.append(thread)


@pytest.fixture
def together(database: Database, commits: Commits) -> Together:
    return Together(database, commits)


def refuse() -> None:
    raise Refused


def test_who_writes_at_once_commits_once(database: Database, commits: Commits, together: Together) -> None:
    together.lead()
    for _ in range(WRITERS):
        together.follow()
    assert (together.told, places(database), commits.count) == ([], 0, 0), "nobody is told before the commit"
    assert together.go_on() == ["done"] * (WRITERS + 1)
    assert (places(database), commits.count) == (WRITERS + 1, 1)


def test_a_part_that_is_refused_is_undone_alone(database: Database, together: Together) -> None:
    together.lead()
    together.follow()
    together.follow(refuse)
    together.follow()
    assert sorted(map(str, together.go_on())) == sorted(map(str, [Refused, "done", "done", "done"]))
    assert places(database) == 3


def test_a_commit_that_fails_fails_them_all(database: Database, commits: Commits, together: Together) -> None:
    together.lead()
    together.follow()
    commits.failing = True
    assert together.go_on() == [Unavailable, Unavailable]
    commits.failing = False
    assert places(database) == 0
    one_more(database)
    assert places(database) == 1


def test_what_the_database_has_undone_by_itself_is_told_to_all(database: Database, together: Together) -> None:
    """As it does when the disk is full in the middle of a part."""

    def undo_everything() -> None:
        (group,) = [database._writers._open]  # type: ignore[attr-defined]
        group.connection.connection.dbapi_connection.execute("ROLLBACK")
        raise sa.exc.OperationalError("INSERT", None, Exception("database or disk is full"))

    together.lead()
    together.follow()
    together.follow(undo_everything)
    told = together.go_on()
    assert len(told) == 3
    assert "done" not in told
    assert places(database) == 0


def test_a_group_has_an_end(database: Database, commits: Commits, together: Together) -> None:
    together.lead()
    for _ in range(MOST_TOGETHER):
        together.follow()
    assert commits.count == 1, "the one that found it full has committed it"
    assert together.go_on() == ["done"] * (MOST_TOGETHER + 1)
    assert (places(database), commits.count) == (MOST_TOGETHER + 1, 2)


def test_who_finds_another_process_writing_fails_alone(
    database: Database, commits: Commits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hall.writers.BUSY_FOR_SECONDS", 0.0)
    commits.held.set()
    other = Database(str(database.engine.url))
    with other.change(), pytest.raises(DatabaseBusy):
        one_more(database)
    other.close()
    one_more(database)
    assert places(database) == 1
