"""China's working days of 2026 as the State Council's notice gives them: spans off, and make-up days."""

from collections.abc import Iterator
from datetime import date, timedelta

from hall.catalogue.workdays import Workdays, YearDays

SPANS = {
    "元旦": (date(2026, 1, 1), date(2026, 1, 3)),
    "春节": (date(2026, 2, 15), date(2026, 2, 23)),
    "清明节": (date(2026, 4, 4), date(2026, 4, 6)),
    "劳动节": (date(2026, 5, 1), date(2026, 5, 5)),
    "端午节": (date(2026, 6, 19), date(2026, 6, 21)),
    "中秋节": (date(2026, 9, 25), date(2026, 9, 27)),
    "国庆节": (date(2026, 10, 1), date(2026, 10, 7)),
}
MAKE_UP = frozenset(
    {
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    }
)


def days_of(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def off_days() -> dict[date, str]:
    return {day: name for name, span in SPANS.items() for day in days_of(*span)}


# As the seed has it: weekend days inside a span are not listed.
LISTED = {day: name for day, name in off_days().items() if day.weekday() < 5 or name in ("清明节", "劳动节", "国庆节")}
CALENDAR = Workdays({2026: YearDays(official=True, holidays=LISTED, workdays=MAKE_UP)})
WHOLE_YEAR = list(days_of(date(2026, 1, 1), date(2026, 12, 31)))
