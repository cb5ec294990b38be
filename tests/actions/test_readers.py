"""Who only looks keeps a connection from one look to the next on SQLite, and still sees one moment each time."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy.pool import QueuePool

from hall.db import Base, Database, open_order
from hall.journal.entries import heads
from hall.readers import KEPT

pytestmark = pytest.mark.sqlite("PostgreSQL's connections go back to the pool, which looks at them")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'hall.db'}")
    Base.metadata.create_all(database.engine)
    yield database
    database.close()


def in_use(database: Database) -> int:
    pool = database.engine.pool
    assert isinstance(pool, QueuePool)
    return pool.checkedout()


def test_each_look_sees_one_moment_on_the_connection_of_the_one_before(database: Database) -> None:
    seen = []
    for hall in (1, 2):
        with database.reading() as connection:
            before = heads(connection)
            with database.change() as transaction:
                open_order(transaction.connection, hall)
            assert heads(connection) == before
            seen.append((connection, before))
    assert [before for _connection, before in seen] == [{}, {1: 0}]
    assert seen[0][0] is seen[1][0]


def test_a_look_that_fails_gives_its_connection_back_and_the_next_one_works(database: Database) -> None:
    with pytest.raises(KeyError), database.reading() as failing:
        raise KeyError
    assert failing.closed
    with database.reading() as connection:
        assert heads(connection) == {}


def test_so_many_are_kept_and_closing_gives_back_all(database: Database) -> None:
    with ExitStack() as held:
        for _ in range(KEPT + 2):
            held.enter_context(database.reading())
    assert in_use(database) == KEPT
    with database.change() as transaction:
        open_order(transaction.connection, 1)
    assert in_use(database) == KEPT + 1
    database.close()
    assert in_use(database) == 0
    with database.reading() as connection:
        assert heads(connection) == {1: 0}


TURNS = """
import hall.patching
import sys, gevent
from hall.db import Database
from hall.journal.entries import heads

database, turns = Database(sys.argv[1]), []

def others():
    while True:
        turns.append(1)
        gevent.sleep(0)

def turns_between(gives_way):
    with database.reading(gives_way=gives_way) as connection:
        heads(connection)
        before = len(turns)
        heads(connection)
        return len(turns) - before

gevent.spawn(others)
gevent.sleep(0)
print(turns_between(False), turns_between(True))
"""


def test_only_a_look_that_gives_way_lets_others_in_between_two_statements(database: Database) -> None:
    url = str(database.engine.url)
    done = subprocess.run([sys.executable, "-c", TURNS, url], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "1"]
