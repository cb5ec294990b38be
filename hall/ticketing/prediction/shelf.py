"""Where a forecast is laid for other processes: one row a hall, replaced; nothing of it is journaled."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

import sqlalchemy as sa

from hall.columns import column
from hall.db import Base, Database, public_id, table
from hall.engines import at_once, put_row
from hall.events import Json
from hall.ticketing.prediction.values import Band, Forecast, Step


class StoredForecast(Base):
    """The last forecast of a hall, as JSON (`null`: nobody knows); `made` is a new name for each."""

    __tablename__ = "forecasts"

    hall_id: int = column(primary_key=True, autoincrement=False)
    made: str = column(sa.String(32))
    told: str = column(sa.Text)


FORECASTS = table(StoredForecast)


class Shelf(Protocol):
    """`put` lays a hall's forecast there; `news` takes those that were not seen here yet."""

    def put(self, hall_id: int, forecast: Forecast | None) -> None: ...

    def news(self) -> Mapping[int, Forecast | None]: ...


class NoShelf:
    """For the one process of an installation, which keeps what it made."""

    def put(self, hall_id: int, forecast: Forecast | None) -> None:
        """Nobody else asks for it."""

    def news(self) -> Mapping[int, Forecast | None]:
        return {}


class TableShelf:
    """The table, as one process knows it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._seen: dict[int, str] = {}

    def put(self, hall_id: int, forecast: Forecast | None) -> None:
        made = public_id()
        row = {"hall_id": hall_id, "made": made, "told": json.dumps(forecast_json(forecast))}
        with at_once(self._database.engine) as connection:  # it has no order to stand in
            put_row(connection, FORECASTS, row)
        self._seen[hall_id] = made

    def news(self) -> Mapping[int, Forecast | None]:
        """Read whole only where something is new, whoever and however many ask here."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(FORECASTS.c.hall_id, FORECASTS.c.made))
            new = [row.hall_id for row in rows if self._seen.get(row.hall_id) != row.made]
            found = connection.execute(sa.select(FORECASTS).where(FORECASTS.c.hall_id.in_(new))).all() if new else []
        self._seen.update({row.hall_id: row.made for row in found})
        return {row.hall_id: forecast_of_json(json.loads(row.told)) for row in found}


def forecast_json(forecast: Forecast | None) -> Json | None:
    if forecast is None:
        return None
    # Credits are numbers, which JSON has no keys of; bands and steps become lists by themselves.
    newcomers = list(forecast.newcomers.items())
    return {**vars(forecast), "at": forecast.at.isoformat(), "newcomers": newcomers}


def forecast_of_json(told: Json | None) -> Forecast | None:
    """What `forecast_json` gave, after JSON made lists of everything."""
    if told is None:
        return None
    return Forecast(
        at=datetime.fromisoformat(told["at"]),
        tickets=_bands(told["tickets"]),
        newcomers={credit: _bands(by_service) for credit, by_service in told["newcomers"]},
        bundles=_bands(told["bundles"]),
        typical=Band(*told["typical"]) if told["typical"] else None,
        steps={service: Step(*step) for service, step in told["steps"].items()},
        places=told["places"],
    )


def _bands(told: Mapping[str, list[int]]) -> dict[str, Band]:
    return {name: Band(*band) for name, band in told.items()}
