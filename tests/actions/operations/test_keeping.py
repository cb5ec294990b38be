"""What the house looks at every second costs a thousand halls hardly more than one, and writes only where it must."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from hall.booking.keeping import forget_old_materials, keep_appointments
from hall.catalogue.models import HALLS
from hall.db import Database, open_order
from hall.escalation.keeping import keep_ledgers
from hall.review.keeping import keep_reviews
from hall.windows.keeping import keep_halls
from tests.halls import County, told

MORE_HALLS = 40


@pytest.mark.parametrize(
    "keep",
    [keep_halls, keep_appointments, keep_ledgers, keep_reviews, forget_old_materials],
    ids=lambda one: one.__name__,
)
def test_many_halls_are_looked_at_with_the_statements_of_few(county: County, keep: Callable[[Database], None]) -> None:
    said: list[Any] = []
    sa.event.listen(county.database.engine, "before_cursor_execute", lambda *told: said.append(told[2]))

    def statements() -> int:
        keep(county.database)
        said.clear()
        keep(county.database)
        return len(said)

    few = statements()
    with county.database.change() as transaction:
        connection = transaction.connection
        hall = dict(connection.execute(sa.select(HALLS).where(HALLS.c.id == county.hall_id)).one()._mapping)
        for each in range(1000, 1000 + MORE_HALLS):
            connection.execute(sa.insert(HALLS).values(**{**hall, "id": each, "code": f"hall-{each}"}))
            open_order(connection, each)
    assert statements() == few


def test_a_pause_without_an_end_is_written_of_once_it_lets_go_of_what_is_held(county: County) -> None:
    county.open(3)
    county.issue("pension")
    held = told(county.clerk(3).does("hold", county.serve(3)))
    told(county.at(3, "pause"))
    written: list[float] = []
    county.database.timed.append(lambda _waited, lasted: written.append(lasted))
    for _second in range(5):
        county.clock.advance(timedelta(seconds=1))
        keep_halls(county.database)
    assert written == []
    county.clock.advance(timedelta(minutes=10))
    for _second in range(3):
        keep_halls(county.database)
    assert len(written) == 1
    assert [entry.ticket for entry in county.journal("ticket_unbound")] == [held["id"]]
