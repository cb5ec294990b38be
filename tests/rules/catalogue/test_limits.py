"""The one clock that every limit in working days runs by, in halls with hours and days of every kind."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.catalogue.hours import Hours, OpeningTimes, Span
from hall.catalogue.terms import Session
from tests.rules.catalogue.calendar_2026 import CALENDAR

ZONE = ZoneInfo("Asia/Shanghai")
HOURS = Hours(
    {
        Session.NORMAL: (Span.of("09:00-12:00"), Span.of("13:00-17:00")),
        Session.EARLY_LATE: (Span.of("17:00-18:30"),),
        Session.SATURDAY: (Span.of("09:00-12:00"),),
    }
)
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
HALLS = {
    "by the calendar": HOURS,
    "six days": replace(HOURS, workdays=frozenset({MON, TUE, WED, THU, FRI, SAT})),
    "no Monday": replace(HOURS, workdays=frozenset({TUE, WED, THU, FRI, SAT, SUN})),
    "always": replace(HOURS, always=True),
}


def hall(kind: str) -> OpeningTimes:
    return OpeningTimes(HALLS[kind], ZONE, CALENDAR)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("kind", "at", "days", "due"),
    [
        # On a Saturday: of the Monday, whether the hall has hours then or not.
        ("by the calendar", "2026-11-28 10:00", 0, "2026-11-30 17:00"),
        ("by the calendar", "2026-11-28 10:00", 3, "2026-12-03 17:00"),
        ("six days", "2026-11-28 10:00", 0, "2026-11-30 17:00"),
        ("six days", "2026-11-28 10:00", 3, "2026-12-03 17:00"),
        ("always", "2026-11-28 10:00", 3, "2026-12-04 00:00"),  # by the end of the third
        # No Saturday that the hall works of its own accord is counted.
        ("six days", "2026-11-26 10:00", 3, "2026-12-01 17:00"),
        ("no Monday", "2026-11-26 10:00", 3, "2026-12-01 17:00"),
        # On a working day without hours a limit ends with the day.
        ("no Monday", "2026-11-27 10:00", 1, "2026-12-01 00:00"),
        ("no Monday", "2026-11-28 10:00", 0, "2026-12-01 00:00"),
        # A make-up Saturday is counted, a holiday of the calendar is not, whatever the hall's own days.
        ("by the calendar", "2026-10-09 10:00", 1, "2026-10-10 17:00"),
        ("six days", "2026-10-09 10:00", 1, "2026-10-10 17:00"),
        ("by the calendar", "2026-10-01 10:00", 3, "2026-10-12 17:00"),
        ("six days", "2026-10-01 10:00", 3, "2026-10-12 17:00"),
        ("always", "2026-10-01 10:00", 3, "2026-10-13 00:00"),
        # What comes after the normal hours is of the next working day, though some windows work on.
        ("by the calendar", "2026-11-27 16:59", 3, "2026-12-02 17:00"),
        ("by the calendar", "2026-11-27 17:30", 3, "2026-12-03 17:00"),
        ("always", "2026-11-27 23:59", 3, "2026-12-03 00:00"),
    ],
)
def test_a_limit_in_working_days_is_over_then(kind: str, at: str, days: int, due: str) -> None:
    assert hall(kind).due_at(local(at), days) == local(due)


@given(
    st.sampled_from(list(HALLS)),
    st.integers(0, 333 * 24 * 60).map(lambda minutes: local("2026-01-02") + timedelta(minutes=minutes)),
    st.integers(0, 20),
)
def test_a_limit_is_that_of_the_working_day_it_counts_from(kind: str, at: datetime, days: int) -> None:
    opening = hall(kind)
    first, last = opening.working_day(at), opening.last_day(at, days)
    assert first >= at.date()
    assert CALENDAR.workdays_between(first, last) == days
    assert CALENDAR.is_workday(first)
    assert CALENDAR.is_workday(last)
    assert at < opening.due_at(at, days) == opening.closing(last)
    assert CALENDAR.last_day(first, days) == last
    assert opening.last_day(at, days) <= opening.last_day(at + timedelta(hours=1), days)


@pytest.mark.parametrize(
    ("day", "days", "last"),
    [
        (date(2026, 11, 27), 3, date(2026, 12, 2)),
        (date(2026, 11, 28), 3, date(2026, 12, 3)),
        (date(2026, 11, 29), 3, date(2026, 12, 3)),
        (date(2026, 11, 30), 3, date(2026, 12, 3)),
        (date(2026, 10, 10), 3, date(2026, 10, 14)),  # a make-up Saturday
        (date(2026, 11, 28), 0, date(2026, 11, 30)),
    ],
)
def test_a_limit_set_on_a_day_of_rest_is_that_of_the_next_working_day(day: date, days: int, last: date) -> None:
    assert CALENDAR.last_day(day, days) == last
