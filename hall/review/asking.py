"""What the list of reviews is asked with: names of services, windows and people."""

from typing import Protocol

from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.review.listing import Narrowed
from hall.ticketing.asked import person_asked, services_asked, window_asked


class Narrowing(Protocol):
    """What a list of reviews may be narrowed by."""

    counted: str | None
    service: str | None
    department: str | None
    window: int | None
    person: str | None
    tag: str | None
    to_do: bool
    overdue: bool


def narrowed(connection: Connection, book: HallBook, asked: Narrowing) -> Narrowed:
    """Codes, numbers and user names as what the tables hold; a name that nobody has leads to no rows."""
    return Narrowed(
        asked.counted,
        services_asked(book, asked.service, asked.department),
        window_asked(book, asked.window),
        person_asked(connection, asked.person),
        asked.to_do,
        asked.overdue,
        asked.tag,
    )
