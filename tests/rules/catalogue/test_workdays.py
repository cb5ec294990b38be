"""Working days: statutory holidays, make-up days, and years nobody has published yet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.catalogue.workdays import Workdays, YearDays
from tests.rules.catalogue.calendar_2026 import CALENDAR, MAKE_UP, WHOLE_YEAR, off_days

days_of_2026 = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def test_every_day_of_2026_is_as_the_notice_says() -> None:
    off = off_days()
    working = [day for day in WHOLE_YEAR if day in MAKE_UP or (day.weekday() < 5 and day not in off)]
    assert [day for day in WHOLE_YEAR if CALENDAR.is_workday(day)] == working
    assert [day for day in WHOLE_YEAR if CALENDAR.holiday_on(day)] == sorted(off)


def test_a_year_that_nobody_knows_counts_monday_to_friday_and_is_not_official() -> None:
    empty = Workdays()
    assert [empty.is_workday(date(2031, 10, day)) for day in range(1, 8)] == [
        True,
        True,
        True,
        False,
        False,
        True,
        True,
    ]
    assert not empty.is_official(2031)
    assert CALENDAR.is_official(2026)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 9, 30), 1, date(2026, 10, 8)),  # over the National Day holiday
        (date(2026, 10, 8), 2, date(2026, 10, 10)),  # a make-up Saturday counts
        (date(2026, 10, 8), 3, date(2026, 10, 12)),
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 2, 14), 3, date(2026, 2, 26)),
        (date(2026, 10, 3), 0, date(2026, 10, 8)),  # nothing more, but a rest day is no due day
        (date(2026, 10, 8), 0, date(2026, 10, 8)),
    ],
)
def test_adding_working_days_skips_holidays_and_counts_make_up_days(day: date, count: int, expected: date) -> None:
    assert CALENDAR.add_workdays(day, count) == expected


@given(days_of_2026, st.integers(1, 40))
def test_adding_and_counting_working_days_agree(day: date, count: int) -> None:
    later = CALENDAR.add_workdays(day, count)
    assert CALENDAR.is_workday(later)
    assert CALENDAR.workdays_between(day, later) == count
    assert CALENDAR.workdays_between(day, later - timedelta(days=1)) == count - 1
    assert CALENDAR.workdays_between(later, day) == 0


@given(days_of_2026)
def test_a_due_day_moves_back_to_a_working_day_and_no_further(day: date) -> None:
    due = CALENDAR.workday_on_or_before(day)
    assert CALENDAR.is_workday(due)
    assert CALENDAR.workdays_between(due, day) == 0


def test_the_report_due_on_28_february_2026_is_due_that_make_up_saturday() -> None:
    assert CALENDAR.workday_on_or_before(date(2026, 2, 28)) == date(2026, 2, 28)
    assert CALENDAR.workday_on_or_before(date(2026, 3, 28)) == date(2026, 3, 27)


def test_a_year_goes_through_json_unchanged() -> None:
    year = CALENDAR.years[2026]
    assert YearDays.of(year.as_json()) == year
