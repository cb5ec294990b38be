"""What is put aside for PostgreSQL is said in its place: before what is asked next, or with the commit, or never."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from psycopg.pq import TransactionStatus

from hall.engines import make_engine
from hall.errors import OutcomeUnknown
from hall.prepared import Prepared
from hall.writers import writers_of
from tests.postgres import Cluster, any_cluster

pytestmark = pytest.mark.postgresql("SQLite answers in the process itself")
SHELF = sa.Table("shelf", sa.MetaData(), sa.Column("place", sa.Integer, primary_key=True), sa.Column("what", sa.String))
PUT = Prepared(sa.insert(SHELF))
RENAME = Prepared(sa.update(SHELF).where(SHELF.c.place == sa.bindparam("this")))
ALL = Prepared(sa.select(SHELF.c.place, SHELF.c.what).where(SHELF.c.place > sa.bindparam("after")).order_by("place"))


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with any_cluster() as cluster:
        yield cluster


@pytest.fixture
def engine(cluster: Cluster) -> Iterator[sa.Engine]:
    url = cluster.create()
    engine = make_engine(url)
    SHELF.metadata.create_all(engine)
    yield engine
    engine.dispose()
    cluster.drop(url)


def standing(engine: sa.Engine) -> list[Any]:
    """What another transaction sees."""
    with engine.connect() as connection:
        return [tuple(row) for row in ALL.rows(connection, {"after": 0})]


def test_what_is_asked_next_sees_it_and_others_only_the_commit(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        PUT.later(connection, {"place": 1, "what": "book"}, {"place": 2, "what": "lamp"})
        RENAME.later(connection, {"this": 1, "what": "pen"})
        assert [tuple(row) for row in ALL.rows(connection, {"after": 0})] == [(1, "pen"), (2, "lamp")]
        RENAME.later(connection, {"this": 2, "what": "cup"})
        assert standing(engine) == []
        connection.commit()
    assert standing(engine) == [(1, "pen"), (2, "cup")]


def test_a_connection_whose_pipeline_cannot_be_left_is_given_up(engine: sa.Engine) -> None:
    """As where the server ends in the middle of an answer."""
    with engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        driver.pgconn.enter_pipeline_mode()
        driver.pgconn.send_query_params(b"SELECT 1", None)
        assert driver.lost_by(OSError())
        driver.rollback()
        assert driver.closed
    assert standing(engine) == []


def test_what_is_written_at_once_comes_after_it(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        PUT.later(connection, {"place": 1, "what": "book"})
        assert RENAME.write(connection, {"this": 1, "what": "pen"}) == 1
        PUT.later(connection, {"place": 2, "what": "lamp"})
        PUT.write(connection, {"place": 3, "what": "cup"}, {"place": 4, "what": "hat"})
        assert connection.exec_driver_sql("SELECT count(*) FROM shelf").scalar_one() == 4


def test_what_is_undone_is_never_said(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        PUT.later(connection, {"place": 1, "what": "book"})
        connection.rollback()
        assert ALL.rows(connection, {"after": 0}) == []
        connection.commit()
    assert standing(engine) == []


def test_its_error_is_raised_by_what_is_asked_next(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        PUT.later(connection, {"place": 1, "what": "book"})
    with engine.connect() as connection:
        PUT.later(connection, {"place": 1, "what": "lamp"}, {"place": 2, "what": "lamp"})
        with pytest.raises(sa.exc.IntegrityError, match="shelf_pkey"):
            ALL.rows(connection, {"after": 0})
        connection.rollback()
        assert len(ALL.rows(connection, {"after": 0})) == 1


def test_its_error_is_raised_by_the_commit_which_undoes_all(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        PUT.write(connection, {"place": 1, "what": "book"})
        PUT.later(connection, {"place": 2, "what": "lamp"}, {"place": 1, "what": "lamp"})
        driver: Any = connection.connection.dbapi_connection
        with pytest.raises(sa.exc.IntegrityError, match="shelf_pkey"):
            connection.commit()
        assert driver.info.transaction_status == TransactionStatus.IDLE
    assert standing(engine) == []


def put_and_lose_the_line(engine: sa.Engine) -> None:
    with writers_of(engine).part() as connection:
        number = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        PUT.later(connection, {"place": 1, "what": "book"})
        with engine.begin() as other:
            other.exec_driver_sql(f"SELECT pg_terminate_backend({number}, 5000)")


def test_a_line_that_is_lost_in_the_commit_leaves_it_open_what_became_of_it(engine: sa.Engine) -> None:
    with pytest.raises(OutcomeUnknown):
        put_and_lose_the_line(engine)
    assert standing(engine) == []


def test_who_listens_to_statements_hears_it(engine: sa.Engine) -> None:
    heard: list[str] = []
    sa.event.listen(engine, "before_cursor_execute", lambda _connection, _cursor, text, *_more: heard.append(text))
    with engine.begin() as connection:
        PUT.later(connection, {"place": 1, "what": "book"})
    assert [text.split()[0] for text in heard] == ["INSERT"]


def test_it_goes_the_way_together(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """BEGIN, two rows and what is asked are one way; two more rows and the commit are another."""
    with engine.begin() as connection:
        driver: Any = connection.connection.dbapi_connection
        sent: list[int] = []
        send = type(driver).pipeline
        monkeypatch.setattr(type(driver), "pipeline", lambda self: sent.append(len(self.unsaid)) or send(self))
        PUT.later(connection, {"place": 1, "what": "book"}, {"place": 2, "what": "lamp"})
        ALL.rows(connection, {"after": 0})
        PUT.later(connection, {"place": 3, "what": "cup"}, {"place": 4, "what": "hat"})
    assert sent == [2, 2]
