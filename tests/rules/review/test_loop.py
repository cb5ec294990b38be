"""The rectification of a bad review: no step skipped, none twice, every limit right across the holidays of 2026."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hall.catalogue.hours import Hours, OpeningTimes, Span
from hall.catalogue.reviewing import ReviewRules
from hall.catalogue.terms import Session
from hall.catalogue.workdays import ONE_DAY
from hall.errors import AppealRefused, HallError, ReviewWrongState
from hall.review.loop import FOLLOWING, Appeal, Loop, Step, last_day_to_appeal, limits_of
from tests.rules.catalogue.calendar_2026 import CALENDAR, MAKE_UP, off_days

OFF = off_days()
HOURS = Hours({Session.NORMAL: (Span.of("09:00-17:00"),)})
OPENING = OpeningTimes(HOURS, ZoneInfo("Asia/Shanghai"), CALENDAR)
days_of_2026 = st.dates(date(2026, 1, 1), date(2026, 12, 1))
rules = st.builds(
    lambda counts, appeal: ReviewRules(*sorted(counts), appeal_days=appeal),
    st.lists(st.integers(1, 20), min_size=4, max_size=4),
    st.integers(0, 8),
)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), OPENING.zone)


def works(day: date) -> bool:
    """A working day by the notice itself."""
    return day in MAKE_UP or (day.weekday() < 5 and day not in OFF)


def counted(day: date, count: int) -> date:
    """`count` working days after `day`, one by one."""
    while count:
        day += timedelta(days=1)
        count -= works(day) if day.year == 2026 else day.weekday() < 5
    return day


@pytest.mark.parametrize(
    ("given_on", "limits"),
    [
        # verify 1, reply 5, call back 8, improve 15 working days
        (date(2026, 11, 23), ["11-24", "11-30", "12-03", "12-14"]),
        (date(2026, 9, 30), ["10-08", "10-13", "10-16", "10-27"]),  # National Day; Saturday the 10th is worked
        (date(2026, 10, 3), ["10-09", "10-14", "10-19", "10-28"]),  # on a rest day: from the 8th on
        (date(2026, 2, 13), ["02-14", "02-27", "03-03", "03-12"]),  # Spring Festival between two make-up days
        (date(2026, 11, 28), ["12-01", "12-07", "12-10", "12-21"]),  # on a Saturday: from Monday on
    ],
)
def test_the_four_limits_of_a_day(given_on: date, limits: list[str]) -> None:
    found = limits_of(ReviewRules(), OPENING, noon(given_on))
    assert [f"{found[step]:%m-%d}" for step in FOLLOWING.values()] == limits


@given(days_of_2026, rules)
def test_limits_are_working_days_after_the_review_and_never_cross(day: date, given_rules: ReviewRules) -> None:
    limits = list(limits_of(given_rules, OPENING, noon(day)).values())
    counts = [given_rules.verify_days, given_rules.reply_days, given_rules.call_back_days, given_rules.improve_days]
    assert limits == [counted(counted(day - ONE_DAY, 1), count) for count in counts]
    assert limits == list(limits_of(given_rules, OPENING, noon(counted(day - ONE_DAY, 1))).values())
    assert limits == sorted(limits)
    assert limits[0] > day


def test_a_limit_warns_on_its_last_day_alone_and_is_overdue_from_the_next() -> None:
    loop = Loop(Step.FOUND, limits_of(ReviewRules(), OPENING, noon(date(2026, 11, 23))))
    days = [date(2026, 11, 23) + timedelta(days=after) for after in range(4)]
    assert [(loop.last_day(day), loop.overdue(day)) for day in days] == [
        (False, False),
        (True, False),
        (False, True),
        (False, True),
    ]
    aside = Loop(Step.FOUND, loop.limits, Appeal.UPHELD)
    assert not any(aside.last_day(day) or aside.overdue(day) for day in days)


class Rectification(RuleBasedStateMachine):
    """Anything done in any order, on days that go on; a model that only lists what was accepted says what may be."""

    @initialize(day=days_of_2026, given_rules=rules)
    def found(self, day: date, given_rules: ReviewRules) -> None:
        self.today, self.rules = day, given_rules
        self.limits = limits_of(given_rules, OPENING, noon(day))
        self.until = last_day_to_appeal(given_rules, OPENING, noon(day))
        self.loop = Loop(Step.FOUND, dict(self.limits))
        self.taken, self.appeals = [Step.FOUND], list[Appeal]()

    def tried(self, deed: Callable[[], Loop], refusal: type[HallError], *, may: bool) -> bool:
        """Whether it was done: exactly where it may be, and otherwise nothing changes."""
        before = self.loop
        try:
            self.loop = deed()
        except refusal:
            assert not may
            assert self.loop == before
            return False
        assert may
        return True

    @rule(days=st.sampled_from([0, 0, 1, 3, 12]))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(step=st.sampled_from(Step))
    def take(self, step: Step) -> None:
        order = list(Step)
        ended = Appeal.UPHELD in self.appeals or len(self.taken) == len(order)
        may = not ended and step is order[len(self.taken)]
        if self.tried(lambda: self.loop.take(step), ReviewWrongState, may=may):
            self.taken.append(step)
            assert self.loop.in_time(step, self.today) == (self.today <= self.limits[step])

    @rule()
    def appeal(self) -> None:
        may = not self.appeals and self.today <= self.until
        if self.tried(lambda: self.loop.appealed(self.today, self.until), AppealRefused, may=may):
            self.appeals.append(Appeal.OPEN)

    @rule(upheld=st.booleans())
    def decide(self, upheld: bool) -> None:
        if self.tried(lambda: self.loop.decided(upheld=upheld), AppealRefused, may=self.appeals == [Appeal.OPEN]):
            self.appeals.append(Appeal.UPHELD if upheld else Appeal.REJECTED)

    @invariant()
    def no_step_is_skipped_or_taken_twice_and_no_limit_is_lost(self) -> None:
        assert self.taken == list(Step)[: len(self.taken)]
        assert self.loop.reached is self.taken[-1]
        assert self.loop.limits == self.limits
        assert self.loop.appeal is (self.appeals[-1] if self.appeals else None)

    @invariant()
    def what_is_due_is_the_next_steps_limit_until_there_is_none(self) -> None:
        left = list(Step)[len(self.taken) :]
        waits = bool(left) and Appeal.UPHELD not in self.appeals
        assert self.loop.due_on == (self.limits[left[0]] if waits else None)
        assert self.loop.overdue(self.today) == (waits and self.today > self.limits[left[0]])


TestRectification = Rectification.TestCase
TestRectification.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)


def test_a_refusal_names_the_step_that_is_due() -> None:
    loop = Loop(Step.VERIFIED, limits_of(ReviewRules(), OPENING, noon(date(2026, 11, 23))))
    with pytest.raises(ReviewWrongState) as refused:
        loop.take(Step.IMPROVED)
    assert refused.value.detail.zh == "现在应做“反馈整改”，不能做“改进”"
    assert refused.value.extra == {"reached": "verified", "next": Step.REPLIED}
