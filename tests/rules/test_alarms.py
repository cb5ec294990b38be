"""What a manager is warned of: each ground at its threshold, kept until it is clearly gone, none while closed."""

from datetime import datetime, timedelta

import pytest

from hall.catalogue.terms import AlarmKind
from hall.catalogue.thresholds import AlarmRules
from hall.windows.alarms import Open, decide
from hall.windows.moment import Silent
from tests.rules.hall_floor import Floor, clock_time


def test_nobody_waiting_is_no_alarm_however_many_windows_are_closed() -> None:
    assert Floor().raised() == []


def test_people_and_no_open_window() -> None:
    floor = Floor()
    floor.waits("tax", people=2)
    [ground] = floor.found().values()
    assert (ground.key, ground.service, ground.figures) == (("no_open_window", "tax"), "tax", {"waiting": 2})
    floor.open = {2}
    assert floor.raised() == []


def test_somebody_with_two_services_needs_a_window_for_each() -> None:
    floor = Floor()
    floor.open = {3}
    floor.waits("pension", "tax")
    assert floor.raised() == [("no_open_window", "tax")]


def test_who_needs_help_is_served_at_any_window() -> None:
    floor = Floor()
    floor.open = {3}
    floor.waits("tax", needs_help=True)
    assert floor.raised() == []
    floor.open = set()
    assert floor.raised() == [("no_open_window", "tax")]


@pytest.mark.parametrize(
    ("waiting", "windows", "raised"), [(10, {1}, False), (11, {1}, True), (20, {1, 2}, False), (21, {1, 2}, True)]
)
def test_more_than_ten_for_each_window(waiting: int, windows: set[int], raised: bool) -> None:
    floor = Floor()
    floor.open = windows
    floor.waits("tax", people=waiting)
    assert (("crowded", "tax") in floor.raised()) is raised


def test_a_crowd_is_over_at_eight_for_each_window_and_not_before() -> None:
    for waiting, stands in ((9, True), (8, False)):
        floor = Floor()
        floor.open = {1}
        floor.waits("tax", people=waiting)
        assert (("crowded", "tax") in floor.found()) is stands
        assert floor.raised() == []


@pytest.mark.parametrize(
    ("minutes", "found", "raised"), [(24, False, False), (24.1, True, False), (30, True, False), (30.1, True, True)]
)
def test_a_wait_of_more_than_half_an_hour(minutes: float, found: bool, raised: bool) -> None:
    floor = Floor()
    floor.open = {1}
    floor.waits("tax", minutes=minutes)
    assert (("long_wait", "tax") in floor.found(), ("long_wait", "tax") in floor.raised()) == (found, raised)


def test_somebody_with_several_services_has_waited_once() -> None:
    floor = Floor()
    floor.open = {4}
    floor.waits("pension", "tax", minutes=40)
    assert floor.raised() == [("long_wait", "pension")]


def test_who_came_before_opening_has_waited_since_then() -> None:
    floor = Floor("09:20")
    floor.open = {1}
    floor.waits("tax", minutes=50)
    assert floor.raised() == []
    floor.at = clock_time("09:30:01")
    assert floor.raised() == [("long_wait", "tax")]


@pytest.mark.parametrize(("minutes", "raised"), [(26.7, False), (26.9, True)])
def test_a_ticket_served_longer_than_ninety_five_of_a_hundred(minutes: float, raised: bool) -> None:
    floor = Floor()  # 10 minutes × exp(1.645 × 0.6) = 26.83
    floor.serves(1, "tax", minutes=minutes)
    assert (floor.raised() == [("slow_ticket", "s1")]) is raised


def test_all_its_services_have_their_time() -> None:
    floor = Floor()
    floor.serves(4, "tax", "pension", minutes=30)
    assert floor.raised() == []


def test_a_slow_ticket_is_told_with_its_number_and_what_is_usual() -> None:
    floor = Floor()
    floor.serves(1, "tax", minutes=40)
    figures = floor.found()["slow_ticket", "s1"].figures
    assert (figures["number"], figures["minutes"], figures["limit"]) == ("H099", 40, 27)


@pytest.mark.parametrize(
    ("free", "waited", "raised"), [(120, 120, True), (119, 500, False), (500, 119, False), (500, 500, True)]
)
def test_a_window_does_nothing_while_somebody_it_may_call_waits_as_long(free: int, waited: int, raised: bool) -> None:
    floor = Floor()
    floor.open = {1, 2}
    floor.free = {"w1": floor.ago(seconds=free)}
    floor.waits("tax", minutes=waited / 60)
    assert (("idle_window", "w1") in floor.raised()) is raised


@pytest.mark.parametrize(("free", "waited", "stands"), [(500, 96, True), (500, 95, False), (95, 500, False)])
def test_an_idle_window_is_told_of_no_longer_once_those_are_gone_who_had_waited(
    free: int, waited: int, stands: bool
) -> None:
    floor = Floor()
    floor.open = {1, 2}
    floor.free = {"w1": floor.ago(seconds=free)}
    floor.waits("tax", minutes=waited / 60)
    assert (("idle_window", "w1") in floor.found()) is stands
    assert floor.raised() == []


def test_a_window_is_not_idle_for_those_it_may_not_call() -> None:
    floor = Floor()
    floor.open = {1, 3}
    floor.free = {"w1": floor.ago(minutes=9)}
    floor.waits("pension", minutes=9)
    floor.waits("tax", minutes=9, bound="w2")
    assert [key for key in floor.found() if key[0] == "idle_window"] == []


def test_a_ticket_that_came_back_to_the_line_waits_anew_for_an_idle_window() -> None:
    floor = Floor()
    floor.open = {1}
    floor.free = {"w1": floor.ago(minutes=9)}
    floor.waits("tax", minutes=9)
    floor.stirred = {"t1": floor.ago(seconds=20)}
    assert floor.raised() == []


@pytest.mark.parametrize(
    ("at", "windows", "midday", "raised"),
    [
        ("08:50", {1}, set(), False),  # before opening, though a clerk is there
        ("09:04", set(), set(), False),  # clerks are coming
        ("09:05", set(), set(), True),
        ("12:30", set(), set(), False),  # a midday session in which no window of the service works
        ("12:30", set(), {1}, True),
        ("13:30", set(), set(), False),  # closed between the sessions
        ("14:04", set(), set(), False),  # clerks come back
        ("14:05", set(), set(), True),
        ("17:30", {3}, set(), True),  # after hours: somebody is in the hall, and others are served still
        ("17:30", set(), set(), False),
    ],
)
def test_when_a_wait_is_the_halls_business(at: str, windows: set[int], midday: set[int], raised: bool) -> None:
    floor = Floor(at)
    floor.open, floor.midday = windows, midday
    floor.waits("pension" if windows == {1} else "tax")
    assert (floor.raised() != []) is raised


def test_a_closed_hall_raises_nothing() -> None:
    floor = Floor()
    floor.waits("tax", people=30, minutes=60)
    floor.serves(1, "tax", minutes=90)
    assert len(floor.raised()) == 3
    floor.closed = True
    assert floor.found() == {}


def test_a_hall_sets_its_own_thresholds_and_leaves_out_what_it_does_not_want() -> None:
    floor = Floor(waiting_per_window=3, longest_wait_minutes=5)
    floor.open = {1}
    floor.waits("tax", people=4, minutes=6)
    assert floor.raised() == [("crowded", "tax"), ("long_wait", "tax")]
    floor.alarms = AlarmRules(waiting_per_window=3, longest_wait_minutes=5, off=(AlarmKind.CROWDED,))
    assert floor.raised() == [("long_wait", "tax")]


# --- what is raised and cleared


@pytest.mark.parametrize(("seconds", "raised"), [(59, False), (60, True)])
def test_a_carrier_that_takes_nothing_for_a_minute(seconds: float, raised: bool) -> None:
    floor = Floor()
    floor.silent = [Silent("c1", "短信网关", floor.at - timedelta(seconds=seconds))]
    assert ("carrier_silent", "c1") in floor.found(), "and it stays until something is taken"
    assert (floor.raised() == [("carrier_silent", "c1")]) is raised


def standing(kind: AlarmKind, subject: str, acknowledged_at: datetime | None = None) -> Open:
    return Open("a1", kind, subject, clock_time("09:30"), acknowledged_at)


def test_what_stands_is_not_raised_again_and_what_is_gone_is_cleared() -> None:
    floor = Floor()
    floor.waits("tax")
    known, gone = standing(AlarmKind.NO_OPEN_WINDOW, "tax"), standing(AlarmKind.CROWDED, "pension")
    decision = decide(floor.moment, [known, gone], set(), set())
    assert (decision.raised, decision.cleared) == ([], [(gone, "over")])
    assert not decide(floor.moment, [known], set(), set())


def test_what_was_cleared_lately_rests() -> None:
    floor = Floor()
    floor.waits("tax")
    assert not decide(floor.moment, [], {("no_open_window", "tax")}, set())
    assert [ground.key for ground in decide(floor.moment, [], set(), set()).raised] == [("no_open_window", "tax")]


def test_closing_the_hall_clears_what_it_was_warned_of_but_not_a_call_for_help() -> None:
    floor = Floor()
    floor.closed = True
    known, help_ = standing(AlarmKind.CROWDED, "tax"), standing(AlarmKind.HELP_MANAGER, "w1")
    assert decide(floor.moment, [known, help_], set(), {"w1"}).cleared == [(known, "hall_closed")]


@pytest.mark.parametrize(
    ("acknowledged", "staffed", "cause"),
    [
        (None, {"w1"}, None),
        (timedelta(minutes=4), {"w1"}, None),
        (timedelta(minutes=5), {"w1"}, "answered"),
        (None, {"w2"}, "over"),
    ],
)
def test_a_call_for_help_stands_until_somebody_came(
    acknowledged: timedelta | None, staffed: set[str], cause: str | None
) -> None:
    floor = Floor()
    at = floor.at - acknowledged if acknowledged is not None else None
    alarm = standing(AlarmKind.HELP_MANAGER, "w1", at)
    assert decide(floor.moment, [alarm], set(), staffed).cleared == ([(alarm, cause)] if cause else [])


@pytest.mark.parametrize(("acknowledged", "cause"), [(None, None), (4, None), (5, "answered")])
@pytest.mark.parametrize("closed", [True, False])
def test_a_red_card_stands_until_a_manager_has_known_of_it_for_a_while(
    acknowledged: int | None, cause: str | None, *, closed: bool
) -> None:
    floor = Floor()
    floor.closed = closed
    at = floor.at - timedelta(minutes=acknowledged) if acknowledged is not None else None
    alarm = standing(AlarmKind.RED_CARD, "2026-0001:handling:0", at)
    assert decide(floor.moment, [alarm], set(), set()).cleared == ([(alarm, cause)] if cause else [])
