"""What time brings to halls: midnight, ends of breaks, closing; and the end of those that are no more."""

from hall.catalogue.queries import hall_book, halls_today, is_retired
from hall.clock import now
from hall.db import SYSTEM, Database
from hall.each import each_in_turn
from hall.ticketing.actions.end import end_last_day, end_past_day
from hall.windows.actions.duty import cut_off, keep_breaks
from hall.windows.queries import halls_due


def keep_halls(database: Database) -> None:
    """Do in every hall what has come due; halls with nothing due are only read."""
    with database.reading() as connection:
        due = halls_due(connection, halls_today(connection, now()), now())
    each_in_turn(sorted(due), lambda hall_id: _keep(database, hall_id))


def _keep(database: Database, hall_id: int) -> None:
    with database.work(hall_id, SYSTEM) as work:
        if is_retired(work.connection, hall_id):
            end_last_day(work, hall_book(work.connection, hall_id))
        else:
            end_past_day(work, hall_book(work.connection, hall_id))
            keep_breaks(work, hall_book(work.connection, hall_id))
            cut_off(work, hall_book(work.connection, hall_id))
