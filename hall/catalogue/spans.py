"""Days that figures and lists are asked for: of a hall, both ends included."""

from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import Field

from hall.catalogue.book import HallBook
from hall.clock import hall_day, now
from hall.edge.endpoint import Body
from hall.errors import FieldProblem, Invalid
from hall.text import Text

THIRTY_DAYS = timedelta(days=29)
MOST_DAYS = 731
LATEST = date(9998, 12, 31)  # the day after it, and its midnight in any zone, can still be named


@dataclass(frozen=True)
class Span:
    """A hall's days, both included, as they look on `today`."""

    hall_id: int
    first: date
    last: date
    today: date


class Days(Body):
    """Days of the hall, both included; the last thirty if left out."""

    first: date | None = Field(default=None, alias="from")
    last: date | None = Field(default=None, alias="to")


def span_of(book: HallBook, days: Days) -> Span:
    """The span that is asked for; Invalid for one that ends before it begins, is longer than two years, or too late."""
    today = hall_day(book.zone, now())
    last = days.last or max(today, days.first or today)
    first = days.first or max(date.min + THIRTY_DAYS, last) - THIRTY_DAYS
    if not 0 <= (last - first).days < MOST_DAYS:
        words = Text(
            "截止日期须不早于起始日期，且不超过两年", "must not be before `from`, nor more than two years after it"
        )
        raise Invalid(words, fields=[FieldProblem("to", words)])
    if last > LATEST:
        words = Text(f"日期不晚于{LATEST.year}年", f"no day is later than the year {LATEST.year}")
        raise Invalid(words, fields=[FieldProblem("from" if days.last is None else "to", words)])
    return Span(book.hall_id, first, last, today)
