"""What the list of reviews is asked with: names of services, windows and people."""

from typing import Protocol

from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.review.listing import Narrowed
from hall.staff.queries import person_named
from hall.staff.usernames import folded


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
    services = None
    if asked.service is not None or asked.department is not None:
        services = [
            page.code
            for page in book.services.values()
            if asked.service in (None, page.code) and asked.department in (None, page.department.zh)
        ]
    window = None
    if asked.window is not None:
        pages = [*book.windows.values(), *book.retired_windows.values()]
        window = next((page.id for page in pages if page.number == asked.window), "")
    person = None
    if asked.person is not None:
        found = person_named(connection, folded(asked.person))
        person = found.id if found else ""
    return Narrowed(asked.counted, services, window, person, asked.to_do, asked.overdue, asked.tag)
