"""Prepared statements say and find what SQLAlchemy would, in its transactions, with its errors."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from hall.db import ORDERS, Base, Database, open_order
from hall.errors import Unavailable
from hall.prepared import Prepared
from hall.ticketing.models import ERRANDS, TICKETS

TODAY, NOW = date(2026, 11, 23), datetime(2026, 11, 23, 2, 0, 0, 120, tzinfo=UTC)
NEW_TICKET = Prepared(sa.insert(TICKETS))
CHANGE = Prepared(sa.update(TICKETS).where(TICKETS.c.state == sa.bindparam("before")))
LIVE = sa.select(TICKETS).where(TICKETS.c.hall_id == sa.bindparam("hall_id")).order_by(TICKETS.c.place)
AMONG = (
    sa.select(TICKETS.c.number, TICKETS.c.issued_at, TICKETS.c.needs_help)
    .where(TICKETS.c.number.in_(sa.bindparam("numbers", expanding=True)), TICKETS.c.place > sa.bindparam("after"))
    .order_by(TICKETS.c.number.desc())
    .limit(2)
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A hall with three tickets."""
    database = Database(f"sqlite:///{tmp_path / 'hall.db'}")
    Base.metadata.create_all(database.engine)
    with database.change() as transaction:
        open_order(transaction.connection, 1)
        NEW_TICKET.write(transaction.connection, *(ticket(place) for place in (1, 2, 3)))
    yield database
    database.close()


def ticket(place: int, **more: Any) -> dict[str, Any]:
    issued = NOW + timedelta(seconds=place)
    return {
        "id": f"ticket-{place}",
        "hall_id": 1,
        "day": TODAY,
        "number": f"A00{place}",
        "state": "waiting",
        "channel": "kiosk",
        "needs_help": place == 2,
        "language": "zh",
        "in_order": False,
        "issued_at": issued,
        "called_at": issued if place == 3 else None,
        "issue_order": place,
        "effective_since": issued,
        "place": place,
        **more,
    }


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        (LIVE, {"hall_id": 1}),
        (LIVE, {"hall_id": 2}),
        (AMONG, {"numbers": [], "after": 0}),
        (AMONG, {"numbers": ["A002"], "after": 0}),
        (AMONG, {"numbers": ["A001", "A002", "A003"], "after": 0}),
        (AMONG, {"after": 2, "numbers": ["A001", "A002", "A003"]}),
        (sa.select(ORDERS), {}),
    ],
)
def test_the_same_is_found(database: Database, statement: sa.Select[Any], values: dict[str, Any]) -> None:
    prepared = Prepared(statement)
    with database.reading() as connection:
        wanted = [tuple(row) for row in connection.execute(statement, values)]
        for _again in range(2):
            assert [tuple(row) for row in prepared.rows(connection, values)] == wanted


def test_lists_of_other_lengths_are_another_text(database: Database) -> None:
    prepared = Prepared(AMONG)
    with database.reading() as connection:
        for numbers in (["A001"], ["A003", "A001"], ["A002"], []):
            found = prepared.rows(connection, {"numbers": numbers, "after": 0})
            assert [row[0] for row in found] == sorted(numbers, reverse=True)


def test_one_is_the_row_or_nothing_and_scalar_its_first_column(database: Database) -> None:
    prepared = Prepared(AMONG)
    with database.reading() as connection:
        one = prepared.one(connection, {"numbers": ["A002"], "after": 0})
        assert one is not None
        assert tuple(one) == ("A002", NOW + timedelta(seconds=2), True)
        assert prepared.one(connection, {"numbers": ["A002"], "after": 2}) is None
        assert prepared.scalar(connection, {"numbers": ["A001", "A003"], "after": 0}) == "A003"
        assert prepared.scalar(connection, {"numbers": [], "after": 0}) is None


def test_a_column_that_is_not_given_has_its_default(database: Database) -> None:
    with database.reading() as connection:
        row = connection.execute(sa.select(TICKETS).where(TICKETS.c.id == "ticket-1")).one()
    assert (row.sub, row.followers, row.credit_seconds, row.overtaken, row.seq, row.category) == (0, 0, 0.0, 0, 0, None)


def test_writing_says_how_many_rows_it_concerned(database: Database) -> None:
    with database.change() as transaction:
        assert CHANGE.write(transaction.connection, {"state": "called", "before": "waiting"}) == 3
        assert CHANGE.write(transaction.connection, {"calls": 1, "seq": 7, "before": "waiting"}) == 0
        assert CHANGE.write(transaction.connection, {"calls": 1, "seq": 7, "before": "called"}) == 3
        one_row = {"ticket_id": "ticket-1", "hall_id": 1, "day": TODAY, "service": "tax", "in_line": True}
        key = {"any_window": False, "effective_since": NOW, "place": 1}
        rows = [one_row | key | {"position": position} for position in (0, 1)]
        assert Prepared(sa.insert(ERRANDS)).write(transaction.connection, *rows) == 2
    with database.reading() as connection:
        assert connection.execute(sa.select(sa.func.sum(TICKETS.c.seq))).scalar() == 21


def test_what_is_returned_by_a_write_is_found(database: Database) -> None:
    count = Prepared(sa.update(TICKETS).values(calls=TICKETS.c.calls + 2).returning(TICKETS.c.calls))
    with database.change() as transaction:
        assert count.rows(transaction.connection, {}) == [(2,), (2,), (2,)]


def test_it_belongs_to_the_connections_transaction(database: Database) -> None:
    with database.engine.connect() as connection:
        CHANGE.write(connection, {"state": "passed", "before": "waiting"})
        connection.rollback()
    with database.reading() as connection:
        assert {row[4] for row in Prepared(LIVE).rows(connection, {"hall_id": 1})} == {"waiting"}


def test_its_errors_are_sqlalchemys(database: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError, match="UNIQUE"), database.change() as transaction:
        NEW_TICKET.write(transaction.connection, ticket(1))
    nowhere = Prepared(sa.select(sa.table("nowhere", sa.column("one"))))
    with pytest.raises(sa.exc.OperationalError, match="no such table"), database.engine.connect() as connection:
        nowhere.rows(connection, {})
    with pytest.raises(Unavailable), database.reading() as connection:
        nowhere.rows(connection, {})


def test_who_listens_to_statements_hears_it(database: Database) -> None:
    heard: list[str] = []
    sa.event.listen(
        database.engine, "before_cursor_execute", lambda _connection, _cursor, text, *_more: heard.append(text)
    )
    with database.reading() as connection:
        Prepared(sa.select(ORDERS.c.seq)).rows(connection, {})
    assert [text.split()[0] for text in heard] == ["BEGIN", "SELECT"]
