"""What time brings to appointments: reservations run out, days end."""

from hall.booking.actions.ending import end_days, expire_reservations
from hall.booking.queries import due_halls
from hall.catalogue.queries import hall_book, hall_rows
from hall.clock import hall_day, now
from hall.db import SYSTEM, Database


def keep_appointments(database: Database) -> None:
    """Do in every hall what has come due; halls with nothing due are only read."""
    with database.reading() as connection:
        days = {row.id: hall_day(hall_book(connection, row.id).zone, now()) for row in hall_rows(connection)}
        due = due_halls(connection, days, now())
    for hall_id in sorted(due):
        with database.work(hall_id, SYSTEM) as work:
            expire_reservations(work)
            end_days(work, hall_book(work.connection, hall_id))
