"""What lists of finished visits are asked with: codes of services and departments, numbers of windows, user names.

Each as what the tables hold; None where it is not asked for, and what nobody has leads to no rows.
"""

from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.staff.queries import person_named
from hall.staff.usernames import folded

NOBODY = ""


def services_asked(book: HallBook, service: str | None, department: str | None) -> list[str] | None:
    """The codes of the services of that code and department."""
    if service is None and department is None:
        return None
    return [
        page.code
        for page in book.services.values()
        if service in (None, page.code) and department in (None, page.department.zh)
    ]


def window_asked(book: HallBook, number: int | None) -> str | None:
    """The id of the window of that number, also of one that is retired: no two of a hall have the same."""
    if number is None:
        return None
    pages = [*book.windows.values(), *book.retired_windows.values()]
    return next((page.id for page in pages if page.number == number), NOBODY)


def person_asked(connection: Connection, username: str | None) -> str | None:
    """The public id of the person of that user name, however it is typed."""
    if username is None:
        return None
    found = person_named(connection, folded(username))
    return found.id if found else NOBODY
