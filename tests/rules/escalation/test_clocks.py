"""The clocks of a record: working days with make-up days, cards, and questions that hold them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.catalogue.escalating import EscalationRules
from hall.catalogue.hours import Hours, OpeningTimes, Span
from hall.catalogue.terms import Session
from hall.catalogue.workdays import Workdays, YearDays
from hall.escalation.clocks import (
    CaseClass,
    Clock,
    Colour,
    Running,
    extension_in,
    holds,
    limit_of,
    return_by,
    standing_card,
    start,
    times,
)
from tests.rules.catalogue.calendar_2026 import LISTED, MAKE_UP

ZONE = ZoneInfo("Asia/Shanghai")
NORMAL = (Span.of("09:00-12:00"), Span.of("13:00-17:00"))
HOURS = Hours({Session.NORMAL: NORMAL, Session.EARLY_LATE: (Span.of("17:00-18:30"),)})
# Test data, no notice: as if New Year and Spring Festival of 2027 were these days, with two make-up days.
SEEDED_2027 = YearDays(
    official=False,
    holidays={date(2027, 1, 1): "元旦"} | {date(2027, 2, day): "春节" for day in range(5, 13)},
    workdays=frozenset({date(2027, 1, 30), date(2027, 2, 14)}),
)
CALENDAR = Workdays({2026: YearDays(official=True, holidays=LISTED, workdays=MAKE_UP), 2027: SEEDED_2027})
OPENING = OpeningTimes(HOURS, ZONE, CALENDAR)
RULES = EscalationRules()


def at(day: str, clock: str = "10:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("received", "counts_from"),
    [
        ("2026-09-30T16:59", "2026-09-30"),
        ("2026-09-30T17:00", "2026-10-08"),  # after closing, before the holiday
        ("2026-10-03T10:00", "2026-10-08"),  # on a day of rest
        ("2026-10-09T18:00", "2026-10-10"),  # a make-up Saturday works
        ("2026-10-10T09:00", "2026-10-10"),
        ("2026-10-11T09:00", "2026-10-12"),  # an ordinary Sunday
    ],
)
def test_a_clock_counts_from_the_working_day_it_started_on(received: str, counts_from: str) -> None:
    assert OPENING.working_day(datetime.fromisoformat(received).replace(tzinfo=ZONE)) == date.fromisoformat(counts_from)


@pytest.mark.parametrize(
    ("accepted", "kind", "due", "yellow"),
    [
        ("2026-09-28", "A", "2026-09-28T17:00", "2026-09-28T15:00"),
        ("2026-09-28", "N", "2026-10-08T17:00", "2026-10-08T09:00"),  # 29, 30, then over the holiday
        ("2026-09-28", "B", "2026-10-10T17:00", "2026-10-09T09:00"),  # 29, 30, 8, 9, and the make-up Saturday
        ("2026-09-21", "C", "2026-10-12T17:00", "2026-10-09T09:00"),  # Mid-autumn, National Day, make-up Saturday
        ("2026-02-09", "D", "2026-03-06T17:00", "2026-03-03T09:00"),  # Spring Festival, two make-up days
        ("2026-12-30", "B", "2027-01-07T17:00", "2027-01-06T09:00"),  # into the seeded year
        ("2027-01-29", "C", "2027-02-18T17:00", "2027-02-16T09:00"),  # its Spring Festival, its make-up days
    ],
)
def test_due_times_and_yellow_cards_by_class(accepted: str, kind: str, due: str, yellow: str) -> None:
    running = start(Clock.HANDLING, CaseClass(kind).days(RULES), OPENING, RULES, at(accepted))
    found = times(running, OPENING, RULES)
    assert found.due_at == datetime.fromisoformat(due).replace(tzinfo=ZONE)
    assert found.cards[Colour.RED] == found.due_at
    assert found.cards[Colour.YELLOW] == datetime.fromisoformat(yellow).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("clock", "case_class", "days"),
    [
        (Clock.CONTACT, None, 0),
        (Clock.HANDLING, CaseClass.C, 10),
        (Clock.CALL_BACK, CaseClass.C, 3),
        (Clock.REOPENING, CaseClass.C, 1),
        (Clock.CLOSING, None, 5),
    ],
)
def test_every_clock_has_its_limit(clock: Clock, case_class: CaseClass | None, days: int) -> None:
    assert limit_of(clock, case_class, RULES) == days


@pytest.mark.parametrize(
    ("taken", "days"),
    [
        ([("accept", 0), ("sign", 0)], 0),
        ([("sign", 0), ("extend", 3)], 3),
        ([("extend", 3), ("resolve", 0), ("reply", 0), ("call-back", 0)], 3),
        ([("extend", 3), ("reply", 0), ("call-back", 0), ("reopen", 0)], 0),  # the new round has its whole time
        ([("extend", 3), ("reopen", 0), ("assign", 0), ("extend", 2)], 2),
    ],
)
def test_an_extension_is_of_the_round_of_handling_that_it_extended(taken: list[tuple[str, int]], days: int) -> None:
    assert extension_in(taken) == days


def test_no_notice_stands_behind_the_seeded_year() -> None:
    assert CALENDAR.is_official(2026)
    assert not CALENDAR.is_official(2027)


def test_a_joint_meeting_comes_three_working_days_after_red() -> None:
    found = times(start(Clock.HANDLING, 0, OPENING, RULES, at("2026-09-29")), OPENING, RULES)
    assert found.cards[Colour.MEETING] == at("2026-10-09", "17:00")


def test_limits_of_one_or_two_days_have_no_yellow_card() -> None:
    assert Colour.YELLOW not in times(start(Clock.HANDLING, 2, OPENING, RULES, at("2026-11-23")), OPENING, RULES).cards


def test_what_was_assigned_may_be_returned_until_the_next_working_day_ends() -> None:
    assert return_by(OPENING, RULES, at("2026-09-30")) == at("2026-10-08", "17:00")


def test_a_question_asked_once_the_limit_is_over_gives_no_time_back() -> None:
    running = start(Clock.HANDLING, 5, OPENING, RULES, at("2026-11-23"))
    assert running.held(at("2026-11-30", "16:59"), OPENING, RULES) != running
    assert running.held(at("2026-11-30", "17:00"), OPENING, RULES) == running


def test_a_question_holds_the_clock_for_as_long_as_it_stands_and_five_days_at_most() -> None:
    running = start(Clock.HANDLING, 5, OPENING, RULES, at("2026-11-23"))
    assert times(running, OPENING, RULES).due_at == at("2026-11-30", "17:00")
    held = running.held(at("2026-11-24"), OPENING, RULES)
    assert times(held, OPENING, RULES).due_at == at("2026-12-07", "17:00")
    assert held.held(at("2026-11-27"), OPENING, RULES) == held
    stands = [holds(held.paused_on, day, OPENING, RULES) for day in (date(2026, 11, 24), date(2026, 11, 30))]
    assert (stands, holds(held.paused_on, date(2026, 12, 1), OPENING, RULES)) == ([True, True], False)
    after_two = held.resumed(date(2026, 11, 26), OPENING, RULES)
    assert times(after_two, OPENING, RULES).due_at == at("2026-12-02", "17:00")
    assert held.resumed(date(2026, 12, 20), OPENING, RULES).paused == 5
    assert after_two.resumed(date(2026, 11, 27), OPENING, RULES) == after_two


def test_a_hall_that_is_always_open_closes_its_day_at_midnight() -> None:
    always = OpeningTimes(Hours(HOURS.spans, always=True), ZONE, CALENDAR)
    assert times(start(Clock.CONTACT, 0, always, RULES, at("2026-11-23", "23:00")), always, RULES).due_at == at(
        "2026-11-24", "00:00"
    )


def test_every_instant_is_in_utc_since_the_journal_writes_it_as_it_is() -> None:
    never = OpeningTimes(Hours({Session.SATURDAY: NORMAL}), ZONE, CALENDAR)
    for opening in (OPENING, never):
        found = times(start(Clock.HANDLING, 5, opening, RULES, at("2026-11-23")), opening, RULES)
        assert {each.tzinfo for each in (found.due_at, *found.cards.values())} == {UTC}


ALWAYS = OpeningTimes(Hours({}, always=True), ZONE, CALENDAR)


@pytest.mark.parametrize(
    ("opening", "received", "due", "yellow"),
    [
        (OPENING, "2026-11-23T10:00", "2026-11-23T17:00", "2026-11-23T15:00"),
        (OPENING, "2026-11-23T16:00", "2026-11-23T17:00", "2026-11-23T16:30"),  # half of what was left
        (OPENING, "2026-11-23T16:30", "2026-11-23T17:00", "2026-11-23T16:45"),
        (OPENING, "2026-11-23T16:31", "2026-11-24T17:00", "2026-11-24T15:00"),  # too shortly before closing
        (OPENING, "2026-11-23T17:00", "2026-11-24T17:00", "2026-11-24T15:00"),
        (OPENING, "2026-09-30T16:45", "2026-10-08T17:00", "2026-10-08T15:00"),  # over the holiday
        (OPENING, "2026-10-09T16:59", "2026-10-10T17:00", "2026-10-10T15:00"),  # to the make-up Saturday
        (ALWAYS, "2026-11-23T00:00", "2026-11-24T00:00", "2026-11-23T22:00"),
        (ALWAYS, "2026-11-23T22:30", "2026-11-24T00:00", "2026-11-23T23:15"),
        (ALWAYS, "2026-11-23T23:30", "2026-11-24T00:00", "2026-11-23T23:45"),
        (ALWAYS, "2026-11-23T23:59", "2026-11-25T00:00", "2026-11-24T22:00"),
        (ALWAYS, "2026-10-10T23:45", "2026-10-13T00:00", "2026-10-12T22:00"),  # a make-up Saturday, then Sunday
        (ALWAYS, "2026-10-03T22:30", "2026-10-09T00:00", "2026-10-08T22:00"),  # on a day of rest
    ],
)
def test_a_limit_of_the_same_day_leaves_time_to_act_and_warns_within_it(
    opening: OpeningTimes, received: str, due: str, yellow: str
) -> None:
    found = times(start(Clock.CONTACT, 0, opening, RULES, local(received)), opening, RULES)
    assert (found.due_at, found.cards[Colour.YELLOW]) == (local(due), local(yellow))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def test_a_clock_of_before_its_beginning_was_kept_is_warned_of_as_it_was() -> None:
    running = Running(Clock.CONTACT, date(2026, 11, 23), 0)
    assert times(running, OPENING, RULES).cards[Colour.YELLOW] == at("2026-11-23", "15:00")


def test_a_question_asked_late_takes_the_warning_to_the_day_that_it_is_due_on() -> None:
    held = start(Clock.HANDLING, 0, OPENING, RULES, at("2026-11-23", "16:00")).held(
        at("2026-11-23", "16:30"), OPENING, RULES
    )
    assert times(held, OPENING, RULES).cards[Colour.YELLOW] == at("2026-11-30", "15:00")


days = st.dates(date(2026, 1, 1), date(2027, 3, 31))
minutes = st.integers(0, 24 * 60 - 1)


@given(days, minutes, st.integers(0, 15), st.integers(0, 6))
def test_a_due_time_ends_a_working_day_after_just_as_many(day: date, minute: int, limit: int, paused: int) -> None:
    begun = datetime.combine(day, time(), ZONE) + timedelta(minutes=minute)
    running = start(Clock.HANDLING, limit, OPENING, RULES, begun)
    running = Running(running.clock, running.since, limit, paused)
    found = times(running, OPENING, RULES)
    due_on = found.due_at.astimezone(ZONE).date()
    assert CALENDAR.is_workday(due_on)
    assert CALENDAR.workdays_between(running.since, due_on) == limit + paused
    assert begun < found.due_at
    assert found.cards.get(Colour.YELLOW, found.due_at) <= found.due_at < found.cards[Colour.MEETING]


halls = st.sampled_from(
    [
        OPENING,
        ALWAYS,
        OpeningTimes(Hours({Session.NORMAL: (Span.of("18:00-24:00"),)}), ZONE, CALENDAR),
        OpeningTimes(Hours({Session.NORMAL: (Span.of("09:00-09:20"),)}), ZONE, CALENDAR),
        OpeningTimes(Hours({Session.NORMAL: NORMAL}, workdays=frozenset({1, 3, 5, 6})), ZONE, CALENDAR),
        OpeningTimes(Hours({Session.SATURDAY: NORMAL}), ZONE, CALENDAR),
    ]
)
rules = st.builds(
    EscalationRules,
    yellow_percent=st.integers(10, 100),
    yellow_hours=st.integers(0, 8),
    least_minutes=st.integers(0, 240),
)


@given(halls, days, st.integers(0, 24 * 60 * 60 - 1), st.integers(0, 15), rules)
def test_nothing_is_warned_of_before_half_its_time_to_act_is_over_nor_after_it_is_late(
    opening: OpeningTimes, day: date, second: int, limit: int, hall_rules: EscalationRules
) -> None:
    begun = datetime.combine(day, time(), ZONE) + timedelta(seconds=second)
    found = times(start(Clock.CONTACT, limit, opening, hall_rules, begun), opening, hall_rules)
    yellow, red = found.cards.get(Colour.YELLOW), found.cards[Colour.RED]
    assert begun < found.due_at == red
    if yellow is not None:
        assert begun < yellow <= red
    if limit == 0:
        assert yellow is not None
        assert red - begun >= timedelta(minutes=hall_rules.least_minutes)
        could_act_from = max(begun, opens_on(opening, (red - timedelta(seconds=1)).astimezone(ZONE).date()))
        assert yellow >= could_act_from + (red - could_act_from) / 2
        assert yellow >= red - timedelta(hours=hall_rules.yellow_hours)


def opens_on(opening: OpeningTimes, day: date) -> datetime:
    normal = [sitting.opens_at for sitting in opening.sittings_on(day) if sitting.session is Session.NORMAL]
    return min(normal, default=datetime.combine(day, time(), ZONE))


@given(days, st.integers(0, 15), st.sets(st.sampled_from(Colour)), st.integers(-40, 40))
def test_a_card_is_due_once_its_time_has_come_and_never_again(
    day: date, limit: int, raised: set[Colour], later: int
) -> None:
    found = times(Running(Clock.HANDLING, CALENDAR.add_workdays(day, 0), limit), OPENING, RULES)
    moment = found.due_at + timedelta(days=later)
    due = found.due_cards(raised, moment)
    assert set(due) == {colour for colour, when in found.cards.items() if when <= moment} - raised
    following = found.next_card_at(raised | set(due))
    assert following is None or following > moment


@pytest.mark.parametrize(
    ("raised", "round_", "shown"),
    [
        ([], 0, None),
        ([("yellow", 0)], 0, "yellow"),
        ([("yellow", 0), ("red", 0)], 0, "red"),
        ([("red", 0), ("yellow", 0)], 0, "red"),  # of an earlier clock: still the gravest
        ([("yellow", 0), ("red", 0), ("joint_meeting", 0)], 0, "joint_meeting"),
        ([("red", 0)], 1, None),  # of a round that is over
        ([("joint_meeting", 0), ("yellow", 1)], 1, "yellow"),
    ],
)
def test_a_record_shows_the_gravest_card_of_its_round(
    raised: list[tuple[str, int]], round_: int, shown: str | None
) -> None:
    cards = [(Colour(colour), in_round) for colour, in_round in raised]
    assert standing_card(cards, round_) == (Colour(shown) if shown else None)
