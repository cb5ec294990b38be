"""Slots: how many places, on which days and hours, and until when."""

from datetime import UTC, date, datetime, timedelta
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.booking.modes import Mode, Pool, offered_modes
from hall.booking.slots import Slot, coming_slots, expected, known_slot, mean_minutes, slots_on
from hall.catalogue.booking_rules import BookingRules
from hall.catalogue.terms import Session, WindowKind
from tests.rules.booking.books import EVERY_SESSION, ZONE, book, service, window

MONDAY, HOLIDAY, MAKE_UP, SUNDAY = (date(2026, 11, day) for day in (23, 25, 28, 29))
HALF_HOUR = timedelta(minutes=30)


def local(day: date, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=ZONE).astimezone(UTC)


def clocks(slots: list[Slot]) -> list[str]:
    return [f"{slot.starts_at.astimezone(ZONE):%H:%M}" for slot in slots]


@pytest.mark.parametrize(
    ("windows", "services", "share", "places"),
    [
        # Two windows, one service of ten minutes: six in half an hour, half of them to book.
        ([window(1, "a"), window(2, "a")], [service("a", 10, 1.0)], 0.5, 3),
        ([window(1, "a"), window(2, "a")], [service("a", 10, 1.0)], 1.0, 6),
        ([window(1, "a"), window(2, "a")], [service("a", 10, 1.0)], 0.0, 1),
        # Its share of a day's people is three in four: three of four rounds of ten minutes.
        ([window(1, "ab")], [service("a", 10, 0.75), service("b", 10, 0.25)], 1.0, 2),
        # One that takes longer takes time from the others, in proportion to how often it comes.
        ([window(1, "ab")], [service("a", 5, 0.5), service("b", 25, 0.5)], 1.0, 1),
        ([window(1, "ab"), window(2, "a")], [service("a", 5, 0.5), service("b", 25, 0.5)], 1.0, 7),
        # The mean of what varies is longer than its median.
        ([window(1, "a")], [service("a", 10, 1.0, spread=0.6)], 1.0, 2),
        # Nobody knows how often: equal parts.
        ([window(1, "ab")], [service("a"), service("b")], 1.0, 1),
        # A rare one has its one place.
        ([window(1, "ab")], [service("a", 10, 0.001), service("b", 10, 0.999)], 0.5, 1),
        # Windows set apart count only where there are no others.
        ([window(1, "a"), window(2, "a", WindowKind.ASSISTED)], [service("a", 10, 1.0)], 1.0, 3),
        ([window(2, "a", WindowKind.ASSISTED)], [service("a", 10, 1.0)], 1.0, 3),
    ],
)
def test_places_are_a_share_of_what_the_planned_windows_can_be_expected_to_serve(
    windows: list, services: list, share: float, places: int
) -> None:
    hall = book(windows, services, BookingRules(share=share))
    assert {slot.places for slot in slots_on(hall, "a", Mode.STANDARD, MONDAY)} == {places}


shares = st.just(0.0) | st.floats(0.001, 1)
days_work = st.lists(st.tuples(st.floats(1, 40), shares), min_size=1, max_size=6)


@given(days_work, st.lists(st.sets(st.integers(0, 5), min_size=1), min_size=1, max_size=5), st.floats(0, 1))
def test_what_can_be_booked_of_all_services_together_is_no_more_than_the_share_but_for_one_place_each(
    work: list[tuple[float, float]], windows: list[set[int]], share: float
) -> None:
    pages = [service(f"s{at}", minutes, part) for at, (minutes, part) in enumerate(work)]
    shown = [
        window(at, [f"s{each}" for each in done if each < len(pages)] or ["s0"]) for at, done in enumerate(windows)
    ]
    hall = book(shown, pages, BookingRules(share=share))
    served = {page.code: sum(expected(hall, one, page.code, HALF_HOUR) for one in shown) for page in pages}
    places = [slots_on(hall, page.code, Mode.STANDARD, MONDAY)[0].places for page in pages if hall.offers(page.code)]
    assert sum(count for count in places if count > 1) <= share * sum(served.values()) + 1e-6
    for one in shown:
        minutes = sum(
            expected(hall, one, page.code, HALF_HOUR) * mean_minutes(page)
            for page in pages
            if page.code in one.services
        )
        assert isclose(minutes, 30, rel_tol=1e-6), "a window's time is given away once"


ALL = book([window(1, "a", sessions=EVERY_SESSION), window(2, "a", WindowKind.CROSS_REGION)], [service("a", 10, 1.0)])
MORNING = ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"]


@pytest.mark.parametrize(
    ("mode", "day", "expected_clocks"),
    [
        (Mode.STANDARD, MONDAY, [*MORNING, *(f"{hour}:{half}" for hour in range(13, 17) for half in ("00", "30"))]),
        (Mode.MIDDAY, MONDAY, ["12:00", "12:30"]),
        (Mode.EARLY_LATE, MONDAY, ["08:00", "08:30"]),
        (Mode.WEEKEND, MONDAY, []),
        (Mode.STANDARD, HOLIDAY, []),
        (Mode.STANDARD, SUNDAY, []),
        (Mode.WEEKEND, MAKE_UP, []),  # a Saturday that is worked is no weekend
        (Mode.EARLY_LATE, MAKE_UP, ["08:00", "08:30"]),
        (Mode.WEEKEND, date(2026, 12, 5), MORNING),
        (Mode.HOME_VISIT, MONDAY, ["09:00", "13:00", "15:00"]),
        (Mode.CROSS_REGION, HOLIDAY, []),
    ],
)
def test_each_mode_has_its_hours_and_no_holiday(mode: Mode, day: date, expected_clocks: list[str]) -> None:
    assert clocks(slots_on(ALL, "a", mode, day)) == expected_clocks


@pytest.mark.parametrize(
    ("windows", "offered"),
    [
        ([window(1, "a")], {Mode.STANDARD, Mode.HOME_VISIT, Mode.PRE_REVIEW}),
        ([window(1, "a", sessions={"midday"})], {Mode.STANDARD, Mode.HOME_VISIT, Mode.PRE_REVIEW, Mode.MIDDAY}),
        (
            [window(1, "a", WindowKind.CROSS_REGION)],
            {Mode.STANDARD, Mode.HOME_VISIT, Mode.PRE_REVIEW, Mode.CROSS_REGION},
        ),
        ([window(1, "b")], set()),
    ],
)
def test_a_mode_is_offered_where_windows_are_planned_for_it(windows: list, offered: set[Mode]) -> None:
    assert set(offered_modes(book(windows, [service("a"), service("b")]), "a")) == offered


def test_what_is_not_bookable_has_no_slots() -> None:
    hall = book([window(1, "a")], [service("a", bookable=False)])
    assert offered_modes(hall, "a") == ()
    assert slots_on(hall, "a", Mode.STANDARD, MONDAY) == []


def test_modes_of_one_pool_share_their_places_and_others_do_not() -> None:
    pools = {
        mode: slots_on(ALL, "a", mode, MONDAY)[0].pool
        for mode in (Mode.STANDARD, Mode.PRE_REVIEW, Mode.CROSS_REGION, Mode.HOME_VISIT)
    }
    assert list(pools.values()) == [Pool.WINDOWS, Pool.WINDOWS, Pool.CROSS_REGION, Pool.VISITS]
    alone = book([window(1, "a", WindowKind.CROSS_REGION)], [service("a")])
    assert slots_on(alone, "a", Mode.CROSS_REGION, MONDAY)[0].pool is Pool.WINDOWS, (
        "its windows do the ordinary ones too"
    )


@pytest.mark.parametrize(
    ("now", "first"), [("08:50", "09:00"), ("08:51", "09:30"), ("11:20", "11:30"), ("16:21", None)]
)
def test_a_slot_closes_ten_minutes_before_it_begins(now: str, first: str | None) -> None:
    at = local(MONDAY, now)
    today = list(coming_slots(ALL, "a", [Mode.STANDARD], at, last=MONDAY))
    assert (clocks(today)[0] if today else None) == first


def test_only_the_days_ahead_can_be_booked_and_from_and_to_narrow_them() -> None:
    now = local(MONDAY, "08:00")
    days = sorted({slot.day for slot in coming_slots(ALL, "a", [Mode.STANDARD], now)})
    assert days[0] == MONDAY
    assert days[-1] == MONDAY + timedelta(days=7)
    assert HOLIDAY not in days
    assert {slot.day for slot in coming_slots(ALL, "a", [Mode.STANDARD], now, MAKE_UP, SUNDAY)} == {MAKE_UP}
    beyond = slots_on(ALL, "a", Mode.STANDARD, MONDAY + timedelta(days=8))[0]
    assert known_slot(ALL, "a", Mode.STANDARD, beyond.id, now) is None


def test_an_id_stays_the_same_and_tells_nothing() -> None:
    now = local(MONDAY, "08:00")
    slots = list(coming_slots(ALL, "a", list(Mode), now))
    ids = [slot.id for slot in slots]
    assert len(set(ids)) == len(ids)
    assert all(len(each) == 22 for each in ids)
    later = [slot.id for slot in coming_slots(ALL, "a", list(Mode), now + timedelta(minutes=30))]
    assert set(later) < set(ids)


def test_a_session_shorter_than_a_slot_is_one_slot() -> None:
    spans = {Session.NORMAL: ("09:00-09:20", "10:00-11:10")}
    hall = book([window(1, "a")], [service("a", 10, 1.0)], BookingRules(share=1.0), spans)
    found = slots_on(hall, "a", Mode.STANDARD, MONDAY)
    assert clocks(found) == ["09:00", "10:00", "10:30"]
    assert [slot.places for slot in found] == [2, 3, 3]
