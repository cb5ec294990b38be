"""Whose band is whose: of tickets in a forecast, of those issued since, of those that came back since."""

from datetime import UTC, datetime, timedelta

import pytest

from hall.ticketing.prediction.values import ANY_WINDOW, FRESH_FOR, Band, Forecast

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SHORT, LONG, LONGER = Band(1, 3, 9), Band(10, 15, 25), Band(20, 30, 45)
FORECAST = Forecast(
    at=AT,
    tickets={"known": LONG},
    newcomers={0.0: {"tax": LONGER, "pension": LONG, ANY_WINDOW: SHORT}, 20.0: {"tax": LONG, "pension": SHORT}},
    bundles={},
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


def test_an_old_forecast_is_none() -> None:
    assert FORECAST.fresh(AT + FRESH_FOR)
    assert not FORECAST.fresh(AT + FRESH_FOR + timedelta(seconds=1))
