"""What the list of one-time notices is asked with: codes of services, numbers of windows and user names."""

from typing import Protocol

from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.ticketing.asked import person_asked, services_asked, window_asked
from hall.ticketing.one_time import Narrowed


class Narrowing(Protocol):
    """What a list of notices may be narrowed by: the groups that the figures know."""

    service: str | None
    department: str | None
    window: int | None
    person: str | None


def narrowed(connection: Connection, book: HallBook, asked: Narrowing) -> Narrowed:
    """Codes, numbers and user names as what the tables hold; a name that nobody has leads to no rows."""
    return Narrowed(
        services_asked(book, asked.service, asked.department),
        window_asked(book, asked.window),
        person_asked(connection, asked.person),
    )
