"""Who may not book for a while, and what they are told before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.booking.penalties import Standing, earliest_that_counts, refusal, standing, warning
from hall.catalogue.booking_rules import BookingRules

RULES = BookingRules()
TODAY = date(2026, 11, 23)


def ago(*days: int) -> list[date]:
    return [TODAY - timedelta(days=each) for each in days]


@pytest.mark.parametrize(
    ("missed", "misses", "free_in"),
    [
        ([], 0, None),
        ([1], 1, None),
        ([2, 1], 2, None),
        ([3, 2, 1], 3, 30),  # the third was yesterday: thirty days, today the first of them
        ([29, 15, 0], 3, 31),
        ([31, 15, 1], 2, None),  # the first is older than the other two by thirty days
        ([30, 15, 0], 2, None),
        ([40, 35, 31], 0, None),  # blocked until yesterday, and with that over
        ([40, 35, 30], 3, 1),
        ([40, 35, 31, 2], 1, None),  # what led to a block is spent with it
        ([20, 19, 18, 17, 16, 15], 3, 16),
    ],
)
def test_three_misses_in_thirty_days_close_booking_for_thirty(
    missed: list[int], misses: int, free_in: int | None
) -> None:
    free_on = TODAY + timedelta(days=free_in) if free_in is not None else None
    assert standing(RULES, ago(*missed), TODAY) == Standing(misses, free_on)


@given(st.lists(st.integers(0, 200), max_size=12))
def test_nobody_is_blocked_without_three_misses_that_still_count(missed: list[int]) -> None:
    found = standing(RULES, ago(*missed), TODAY)
    lately = [day for day in ago(*missed) if day >= earliest_that_counts(RULES, TODAY)]
    assert found.misses <= len(lately)
    assert not found.blocked or len(lately) >= RULES.no_show_limit
    assert found.free_on is None or TODAY < found.free_on <= TODAY + timedelta(days=RULES.penalty_days + 1)


def test_the_first_is_warned_of_and_the_last_is_told_that_walking_in_is_free() -> None:
    told = warning(RULES, standing(RULES, ago(1), TODAY))
    assert told is not None
    assert "1次预约未到；再有2次" in told.zh
    assert "不影响现场取号" in told.zh
    assert warning(RULES, standing(RULES, [], TODAY)) is None
    blocked = standing(RULES, ago(3, 2, 1), TODAY)
    assert warning(RULES, blocked) is None
    assert "12月23日" in refusal(RULES, blocked).zh
    assert "现场取号" in refusal(RULES, blocked).zh
