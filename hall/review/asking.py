"""What the doors of reviews are asked with: days, and names of services, windows and people."""

from datetime import date, timedelta
from typing import Protocol

from pydantic import Field
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.clock import hall_day, now
from hall.edge.endpoint import Body
from hall.errors import FieldProblem, Invalid
from hall.review.counting import Span
from hall.review.listing import Narrowed
from hall.staff.queries import person_named
from hall.staff.usernames import folded
from hall.text import Text

THIRTY_DAYS = timedelta(days=29)
MOST_DAYS = 731


class Days(Body):
    """Days of the hall, both included; the last thirty if left out."""

    first: date | None = Field(default=None, alias="from")
    last: date | None = Field(default=None, alias="to")


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


def span_of(book: HallBook, days: Days) -> Span:
    """The span that is asked for; Invalid for one that ends before it begins, or is longer than two years."""
    today = hall_day(book.zone, now())
    last = days.last or max(today, days.first or today)
    first = days.first or max(date.min + THIRTY_DAYS, last) - THIRTY_DAYS
    if not 0 <= (last - first).days < MOST_DAYS:
        words = Text(
            "截止日期须不早于起始日期，且不超过两年", "must not be before `from`, nor more than two years after it"
        )
        raise Invalid(words, fields=[FieldProblem("to", words)])
    return Span(book.hall_id, first, last, today)


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
