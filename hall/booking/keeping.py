"""What time brings to appointments: reservations run out, days end, what was handed in before them is forgotten."""

from datetime import timedelta

from sqlalchemy.engine import Connection

from hall.booking.actions.ending import end_days, expire_reservations
from hall.booking.actions.prereview import forget_materials
from hall.booking.materials import forgettable, halls_with_materials
from hall.booking.queries import due_halls
from hall.catalogue.queries import days_everywhere, hall_book
from hall.clock import hall_day, now
from hall.db import SYSTEM, Database
from hall.each import each_in_turn


def keep_appointments(database: Database) -> None:
    """Do in every hall what has come due, in retired ones too; halls with nothing due are only read."""
    with database.reading() as connection:
        due = due_halls(connection, days_everywhere(connection, now()), now())
    each_in_turn(sorted(due), lambda hall_id: _keep(database, hall_id))


def forget_old_materials(database: Database) -> None:
    """Take away the files of appointments that were given up, or whose time of keeping is over."""
    with database.reading() as connection:
        due = {hall_id: _forgettable(connection, hall_id) for hall_id in halls_with_materials(connection)}
    each_in_turn(sorted(hall_id for hall_id, found in due.items() if found), lambda hall_id: _forget(database, hall_id))


def _keep(database: Database, hall_id: int) -> None:
    with database.work(hall_id, SYSTEM) as work:
        expire_reservations(work)
        end_days(work, hall_book(work.connection, hall_id))


def _forget(database: Database, hall_id: int) -> None:
    with database.work(hall_id, SYSTEM) as work:
        forget_materials(work, _forgettable(work.connection, hall_id))


def _forgettable(connection: Connection, hall_id: int) -> list[str]:
    book = hall_book(connection, hall_id)
    kept = timedelta(days=book.booking.pre_review_keep_days)
    return forgettable(connection, hall_id, hall_day(book.zone, now()) - kept)
