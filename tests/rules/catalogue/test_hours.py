"""Opening hours: sessions, holidays, issuing before opening and over lunch, and clocks that change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.catalogue.hours import Hours, OpeningTimes, Span, by_end_of
from hall.catalogue.terms import Session
from hall.catalogue.workdays import Workdays
from tests.rules.catalogue.calendar_2026 import CALENDAR

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
COUNTY_HOURS = Hours(
    {
        Session.NORMAL: (Span.of("09:00-12:00"), Span.of("13:00-17:00")),
        Session.MIDDAY: (Span.of("12:00-13:00"),),
        Session.EARLY_LATE: (Span.of("08:00-09:00"), Span.of("17:00-18:30")),
        Session.SATURDAY: (Span.of("09:00-12:00"),),
    }
)
TOWN_HOURS = Hours({Session.NORMAL: (Span.of("09:00-12:00"), Span.of("13:30-17:00"))})
COUNTY = OpeningTimes(COUNTY_HOURS, SHANGHAI, CALENDAR)
TOWN = OpeningTimes(TOWN_HOURS, SHANGHAI, CALENDAR)
ALWAYS = OpeningTimes(Hours({}, always=True), SHANGHAI, CALENDAR)

EVERY_SESSION = frozenset({"midday", "early_late", "saturday"})


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("when", "session"),
    [
        ("2026-11-23 07:59:59", None),
        ("2026-11-23 08:00", Session.EARLY_LATE),
        ("2026-11-23 09:00", Session.NORMAL),
        ("2026-11-23 12:00", Session.MIDDAY),
        ("2026-11-23 13:00", Session.NORMAL),
        ("2026-11-23 17:00", Session.EARLY_LATE),
        ("2026-11-23 18:30", None),
        ("2026-11-21 10:00", Session.SATURDAY),  # an ordinary Saturday
        ("2026-11-21 14:00", None),
        ("2026-11-22 10:00", None),  # Sunday
        ("2026-10-10 10:00", Session.NORMAL),  # a make-up Saturday is a working day
        ("2026-10-10 08:30", Session.EARLY_LATE),
        ("2026-09-20 10:00", Session.NORMAL),  # a make-up Sunday
        ("2026-10-01 10:00", None),  # National Day
        ("2026-10-03 10:00", None),  # a Saturday inside the holiday
        ("2026-02-21 10:00", None),  # another, not listed by name
        ("2026-04-04 10:00", None),  # the Saturday that begins Tomb-Sweeping
        ("2026-10-08 10:00", Session.NORMAL),
    ],
)
def test_the_session_of_the_county_hall(when: str, session: Session | None) -> None:
    assert COUNTY.session_at(at(when)) is session
    assert COUNTY.is_open(at(when)) is (session is not None)


@pytest.mark.parametrize(
    ("when", "issuing"),
    [
        ("2026-11-23 07:29", False),
        ("2026-11-23 07:30", True),  # half an hour before the early session
        ("2026-11-23 18:29", True),
        ("2026-11-23 18:30", False),
        ("2026-11-21 08:30", True),
        ("2026-11-22 10:00", False),
    ],
)
def test_the_county_hall_issues_from_half_an_hour_before_it_opens_until_it_closes(when: str, issuing: bool) -> None:
    assert COUNTY.is_issuing(at(when)) is issuing


def test_over_lunch_a_town_hall_is_closed_and_goes_on_issuing() -> None:
    lunch = at("2026-11-23 12:30")
    assert not TOWN.is_open(lunch)
    assert TOWN.is_issuing(lunch)
    assert TOWN.next_opening(lunch) == at("2026-11-23 13:30")
    assert TOWN.open_until(lunch) is None


def test_open_until_reaches_over_sessions_that_follow_without_a_break() -> None:
    assert COUNTY.open_until(at("2026-11-23 08:10")) == at("2026-11-23 18:30")
    assert TOWN.open_until(at("2026-11-23 09:10")) == at("2026-11-23 12:00")
    assert TOWN.open_until(at("2026-11-23 14:00")) == at("2026-11-23 17:00")


@pytest.mark.parametrize(
    ("when", "opens"),
    [
        ("2026-11-23 07:00", "2026-11-23 08:00"),
        ("2026-11-20 19:00", "2026-11-21 09:00"),  # Friday evening: Saturday's session
        ("2026-11-21 12:00", "2026-11-23 08:00"),
        ("2026-09-30 19:00", "2026-10-08 08:00"),  # the whole holiday lies between
        ("2026-02-14 19:00", "2026-02-24 08:00"),
    ],
)
def test_the_next_opening_comes_after_holidays(when: str, opens: str) -> None:
    assert COUNTY.next_opening(at(when)) == at(opens)


def test_an_open_hall_and_one_that_never_opens_have_no_next_opening() -> None:
    assert COUNTY.next_opening(at("2026-11-23 10:00")) is None
    assert OpeningTimes(Hours({}), SHANGHAI, CALENDAR).next_opening(at("2026-11-23 10:00")) is None


def test_a_hall_closed_by_its_manager_opens_on_the_next_day_it_works() -> None:
    assert COUNTY.opening_after(date(2026, 11, 20)) == at("2026-11-21 09:00")
    assert TOWN.opening_after(date(2026, 11, 20)) == at("2026-11-23 09:00")
    assert ALWAYS.opening_after(date(2026, 11, 20)) == at("2026-11-21 00:00")


def test_windows_work_beyond_the_normal_hours_only_where_their_sessions_say_so() -> None:
    lunch = at("2026-11-23 12:30")
    assert COUNTY.works({"midday"}, lunch)
    assert not COUNTY.works({"saturday"}, lunch)
    assert not COUNTY.works((), lunch)
    assert COUNTY.works((), at("2026-11-23 10:00"))
    assert not COUNTY.works(EVERY_SESSION, at("2026-11-23 20:00"))


@pytest.mark.parametrize(
    ("when", "sessions", "opens", "today"),
    [
        ("2026-11-23 07:40", [()], "2026-11-23 09:00", True),
        ("2026-11-23 12:30", [()], "2026-11-23 13:00", True),  # over lunch: its next session is today
        ("2026-11-23 17:10", [()], "2026-11-24 09:00", False),  # the late session is others'
        ("2026-11-23 17:10", [(), ("early_late",)], "2026-11-23 17:00", True),
        ("2026-11-20 17:10", [("saturday",)], "2026-11-21 09:00", False),
        ("2026-11-20 17:10", [("midday",)], "2026-11-23 09:00", False),
        ("2026-09-30 17:10", [()], "2026-10-08 09:00", False),
    ],
)
def test_a_service_is_in_session_when_one_of_its_windows_works_today(
    when: str, sessions: list[tuple[str, ...]], opens: str, today: bool
) -> None:
    sitting = COUNTY.next_sitting(sessions, at(when))
    assert sitting is not None
    assert sitting.opens_at == at(opens)
    assert COUNTY.in_session_today(sessions, at(when)) is today


def test_a_service_without_windows_is_in_no_session() -> None:
    assert COUNTY.next_sitting([], at("2026-11-23 10:00")) is None
    assert not COUNTY.in_session_today([], at("2026-11-23 10:00"))


def test_the_demonstration_hall_is_open_at_every_hour_of_every_day() -> None:
    for when in ("2026-10-01 00:00", "2026-02-17 03:00", "2026-11-22 23:59:59"):
        assert ALWAYS.is_open(at(when))
        assert ALWAYS.is_issuing(at(when))
        assert ALWAYS.works((), at(when))
        assert ALWAYS.open_until(at(when)) is None
        assert ALWAYS.in_session_today([()], at(when))


def test_a_hall_may_name_its_own_weekdays_whatever_the_calendar_says() -> None:
    hours = Hours(COUNTY_HOURS.spans, workdays=frozenset({0, 1, 2, 3, 6}))
    opening = OpeningTimes(hours, SHANGHAI, CALENDAR)
    assert opening.session_at(at("2026-10-01 10:00")) is Session.NORMAL  # a Thursday
    assert opening.session_at(at("2026-11-22 10:00")) is Session.NORMAL  # a Sunday
    assert opening.session_at(at("2026-11-20 10:00")) is None  # a Friday
    assert opening.session_at(at("2026-10-03 10:00")) is Session.SATURDAY


def test_hours_follow_the_wall_clock_when_clocks_change() -> None:
    opening = OpeningTimes(TOWN_HOURS, BERLIN, Workdays())
    assert opening.sittings_on(date(2026, 3, 27))[0].opens_at == datetime(2026, 3, 27, 8, tzinfo=UTC)
    assert opening.sittings_on(date(2026, 3, 30))[0].opens_at == datetime(2026, 3, 30, 7, tzinfo=UTC)


def test_a_day_of_23_or_25_hours_is_open_all_of_them() -> None:
    opening = OpeningTimes(Hours({}, always=True), BERLIN, Workdays())
    for day, hours in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25)):
        (sitting,) = opening.sittings_on(day)
        assert sitting.closes_at - sitting.opens_at == timedelta(hours=hours)


def test_a_stretch_that_a_changed_clock_swallows_is_not_held() -> None:
    hours = Hours({Session.NORMAL: (Span.of("02:00-03:00"), Span.of("09:00-12:00"))}, workdays=frozenset(range(7)))
    opening = OpeningTimes(hours, BERLIN, Workdays())
    assert [sitting.opens_at for sitting in opening.sittings_on(date(2026, 3, 29))] == [at("2026-03-29 09:00", BERLIN)]


def test_tickets_are_never_given_before_the_day_begins() -> None:
    hours = Hours({Session.NORMAL: (Span.of("00:10-08:00"),)}, workdays=frozenset(range(7)))
    opening = OpeningTimes(hours, SHANGHAI, Workdays())
    assert opening.issuing_on(date(2026, 11, 23)) == (at("2026-11-23 00:00"), at("2026-11-23 08:00"))
    assert not opening.is_issuing(at("2026-11-22 23:50"))


def test_a_session_may_last_until_midnight() -> None:
    hours = Hours({Session.NORMAL: (Span.of("18:00-24:00"),)}, workdays=frozenset(range(7)))
    opening = OpeningTimes(hours, SHANGHAI, Workdays())
    assert opening.is_open(at("2026-11-23 23:59:59"))
    assert opening.open_until(at("2026-11-23 23:00")) == at("2026-11-24 00:00")


ILL_FORMED = [
    *("", "-", "09:00", "09:00-", "9-12", "9am-10am", "09.00-10.00", "٠٩:00-10:00", "009:00-10:00", "09:0-10:00"),
    *("09:00-09:00", "12:00-09:00", "09:60-10:00", "09:00-24:01", "-1:00-10:00", "09:00-12:00-13:00"),
]


@pytest.mark.parametrize("text", ILL_FORMED)
def test_ill_formed_spans_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="of a day"):
        Span.of(text)


def test_hours_go_through_json_unchanged() -> None:
    for hours in (COUNTY_HOURS, Hours({}, workdays=frozenset({5, 6}), always=True, issue_opens_minutes=0)):
        stored = Hours.of(hours.as_json())
        assert stored.as_json() == hours.as_json()
        assert Hours.of(stored.as_json()) == stored


zones = st.sampled_from([SHANGHAI, BERLIN, ZoneInfo("America/St_Johns"), ZoneInfo("Pacific/Apia")])
instants = st.integers(0, 353 * 24 * 60 * 6).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=n * 10))


@given(zones, st.sampled_from([COUNTY_HOURS, TOWN_HOURS, Hours({}, always=True)]), instants)
def test_open_issuing_and_next_opening_agree_at_any_instant_anywhere(
    zone: ZoneInfo, hours: Hours, when: datetime
) -> None:
    opening = OpeningTimes(hours, zone, CALENDAR)
    if opening.is_open(when):
        assert opening.is_issuing(when)
        until = opening.open_until(when)
        assert until is None or (until > when and not opening.is_open(until))
        assert opening.next_opening(when) is None
    else:
        opens = opening.next_opening(when)
        assert opens is not None
        assert opens > when
        assert opening.is_open(opens)
        assert not opening.is_open(opens - timedelta(microseconds=1))
    sitting = opening.next_sitting([()], when)
    assert sitting is not None
    assert sitting.session is Session.NORMAL


@pytest.mark.parametrize(
    ("local", "said"),
    [
        ("2026-11-24 00:00:00", (date(2026, 11, 23), "24:00")),
        ("2027-01-01 00:00:00", (date(2026, 12, 31), "24:00")),
        ("2026-11-24 00:00:01", (date(2026, 11, 24), "00:00")),
        ("2026-11-23 17:00:00", (date(2026, 11, 23), "17:00")),
    ],
)
def test_a_limit_at_midnight_is_said_as_the_end_of_the_day_before(local: str, said: tuple[date, str]) -> None:
    assert by_end_of(datetime.fromisoformat(local).replace(tzinfo=ZoneInfo("Asia/Shanghai"))) == said
