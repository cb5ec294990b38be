"""Forecasts as other processes get them: the same to the last figure, read once for each that is made."""

import json
from datetime import UTC, datetime

from hall.db import Database
from hall.ticketing.prediction.shelf import TableShelf, forecast_json, forecast_of_json
from hall.ticketing.prediction.values import ANY_WINDOW, Band, Forecast, Step

FORECAST = Forecast(
    at=datetime(2026, 11, 23, 2, 0, 0, 123456, tzinfo=UTC),
    tickets={"one": Band(1, 2, 3)},
    newcomers={0.0: {"tax": Band(4, 5, 6), ANY_WINDOW: Band(0, 0, 1)}, 20.5: {"tax": Band(1, 1, 2)}},
    bundles={"new-company": Band(7, 8, 9)},
    typical=Band(2, 3, 5),
    steps={"tax": Step(3.25, 4.5, 2)},
    places=17,
)


def test_a_forecast_comes_back_as_it_was() -> None:
    for forecast in (FORECAST, Forecast(FORECAST.at, {}, {}, {}), None):
        assert forecast_of_json(json.loads(json.dumps(forecast_json(forecast)))) == forecast


def test_each_is_news_once_to_whoever_did_not_make_it(database: Database) -> None:
    maker, reader = TableShelf(database), TableShelf(database)
    assert reader.news() == {}
    maker.put(1, FORECAST)
    assert maker.news() == {}
    assert reader.news() == {1: FORECAST}
    assert reader.news() == {}
    maker.put(1, None)
    maker.put(2, FORECAST)
    assert reader.news() == {1: None, 2: FORECAST}
    assert TableShelf(database).news() == {1: None, 2: FORECAST}
