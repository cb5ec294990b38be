"""What the list of one-time notices is asked with: codes of services, numbers of windows and user names."""

from typing import Protocol

from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.staff.queries import person_named
from hall.staff.usernames import folded
from hall.ticketing.one_time import Narrowed


class Narrowing(Protocol):
    """What a list of notices may be narrowed by: the groups that the figures know."""

    service: str | None
    department: str | None
    window: int | None
    person: str | None


def narrowed(connection: Connection, book: HallBook, asked: Narrowing) -> Narrowed:
    """Codes, numbers and user names as what the tables hold; a name that nobody has leads to no rows."""
    services = windows = person = None
    if asked.service is not None or asked.department is not None:
        services = [
            page.code
            for page in book.services.values()
            if asked.service in (None, page.code) and asked.department in (None, page.department.zh)
        ]
    if asked.window is not None:
        pages = [*book.windows.values(), *book.retired_windows.values()]
        windows = [page.id for page in pages if page.number == asked.window]
    if asked.person is not None:
        found = person_named(connection, folded(asked.person))
        person = found.id if found else ""
    return Narrowed(services, windows, person)
