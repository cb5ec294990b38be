"""Whose band is whose: of tickets in a forecast, of those issued since, of those that came back since."""

import math
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from hall.ticketing.prediction.burst import BETWEEN, steps
from hall.ticketing.prediction.occupancy import NEXT, REST, RESTS, WALK, LogNormal
from hall.ticketing.prediction.values import ANY_WINDOW, FRESH_FOR, Band, Forecast, HallNow, Step, WindowNow

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SHORT, LONG, LONGER = Band(1, 3, 9), Band(10, 15, 25), Band(20, 30, 45)
FORECAST = Forecast(
    at=AT,
    tickets={"known": LONG},
    newcomers={0.0: {"tax": LONGER, "pension": LONG, ANY_WINDOW: SHORT}, 20.0: {"tax": LONG, "pension": SHORT}},
    bundles={},
    steps={"tax": Step(10.0, 12.0, 2), "pension": Step(10.0, 12.0, 1)},
)


def test_a_ticket_of_the_forecast_has_its_own_band() -> None:
    assert FORECAST.of_ticket("known", ["tax"], AT, 0.0) == LONG


@pytest.mark.parametrize(
    ("wanted", "credit", "band"),
    [
        (["tax"], 0.0, LONGER),
        (["tax"], 10.0, LONGER),
        (["tax"], 20.0, LONG),
        (["tax", "pension"], 0.0, LONG),
        (["exit-entry"], 0.0, None),
        (["exit-entry", "tax"], 0.0, LONGER),
        ([ANY_WINDOW], 0.0, SHORT),
    ],
)
def test_one_issued_since_has_that_of_a_newcomer(wanted: list[str], credit: float, band: Band | None) -> None:
    assert FORECAST.of_ticket("new", wanted, AT + timedelta(milliseconds=300), credit) == band


def test_one_that_came_back_since_has_none() -> None:
    assert FORECAST.of_ticket("back", ["tax"], AT - timedelta(minutes=10), 0.0) is None


def test_one_issued_since_after_others_is_moved_on_by_each_of_them() -> None:
    bands = [FORECAST.of_ticket("new", ["tax"], AT, 0.0, came) for came in range(25)]
    assert bands[0] == LONGER
    assert all(one is not None and other is not None and one <= other for one, other in pairwise(bands))
    assert bands[24] == Band(LONGER.p10 + 79, LONGER.p50 + 132, LONGER.p90 + 175)
    assert FORECAST.of_ticket("new", ["tax", "pension"], AT, 20.0, 4) == Band(6, 37, 62)


def test_who_came_since_counts_for_nothing_where_no_window_calls() -> None:
    assert FORECAST.of_ticket("new", [ANY_WINDOW], AT, 0.0, 3) is None
    assert FORECAST.of_ticket("known", ["tax"], AT, 0.0, 3) == LONG


def test_each_more_costs_a_visit_shared_by_the_windows_that_may_call() -> None:
    windows = (WindowNow(frozenset({0})), WindowNow(frozenset({0, 1})))
    services = ((10.0, 0.0), (30.0, 0.0), (5.0, 0.0))
    hall = HallNow(services, windows, newcomers=((0,), (1,), (2,), ()), weights=(3.0, 1.0, 1.0))
    short, mixed, long = 10 + BETWEEN, 15 + BETWEEN, 30 + BETWEEN
    found = steps(hall)
    assert found[0] == pytest.approx(Step(short, mixed, 2))
    assert found[1] == pytest.approx(Step(mixed, long, 1))
    assert found[2] is None
    assert found[3] == pytest.approx(Step(mixed, mixed, 2))


def test_between_two_visits_lies_what_a_forecast_draws_for_it() -> None:
    def mean(time: LogNormal) -> float:
        return time.median * math.exp(time.spread**2 / 2)

    assert pytest.approx(mean(WALK) + mean(NEXT) + REST * RESTS, abs=0.15) == BETWEEN


def test_an_old_forecast_is_none() -> None:
    assert FORECAST.fresh(AT + FRESH_FOR)
    assert not FORECAST.fresh(AT + FRESH_FOR + timedelta(seconds=1))
