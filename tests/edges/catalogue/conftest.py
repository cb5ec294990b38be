"""The doors of halls on a Flask app of their own, over the real definition."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

import pytest
from flask import Flask, Request
from sqlalchemy.engine import Connection

from hall.catalogue.answers import WaitAnswer
from hall.catalogue.api import HallDoors, find_hall
from hall.catalogue.book import HallBook
from hall.db import Database
from hall.edge.access import VISITOR, Caller
from hall.edge.device_cookies import DeviceCookies
from hall.edge.doors import Doorway, open_doors
from hall.edge.limits import Limits
from hall.edge.uploads import UploadDoor
from hall.personal.vault import Vault, new_data_key
from tests.actions.catalogue.conftest import book, county, database, frozen, imported, reimport, told

__all__ = ["book", "county", "database", "frozen", "imported", "reimport", "told"]

Get = Callable[..., Any]
LONG = WaitAnswer(p10_minutes=12, p50_minutes=18, p90_minutes=27)
LONGER, SHORT = (WaitAnswer(p10_minutes=at - 4, p50_minutes=at, p90_minutes=at + 9) for at in (75, 5))


class Waiting:
    """Counts of tickets that stand still: 3 for the tax office, 60 construction tickets today."""

    def waiting_in_halls(self, _connection: Connection) -> Mapping[int, int]:
        return {1: 5}

    def waiting_for_services(self, _connection: Connection, hall_id: int) -> Mapping[str, int]:
        return {"tax": 3, "pension": 2} if hall_id == 1 else {}

    def ahead_of_newcomers(
        self, _connection: Connection, books: Collection[HallBook]
    ) -> Mapping[int, Mapping[str, int]]:
        return {book.hall_id: {"tax": 4, "pension": 7} if book.hall_id == 1 else {} for book in books}

    def issued_for_services(self, _connection: Connection, hall_id: int, day: date) -> Mapping[str, int]:
        return {"construction": 60} if (hall_id, day) == (1, date(2026, 11, 23)) else {}


class Forecast:
    """Waits that stand still: of the tax office, the household register and the bundle for a birth in the first hall.

    The second does the register too, with hardly anybody there.
    """

    def in_hall(self, _connection: Connection, hall_id: int) -> WaitAnswer | None:
        return LONG if hall_id == 1 else None

    def for_services(self, _connection: Connection, hall_id: int) -> Mapping[str, WaitAnswer | None]:
        return {1: {"tax": LONG, "household": LONGER}, 2: {"household": SHORT}}.get(hall_id, {})

    def for_bundles(self, _connection: Connection, hall_id: int) -> Mapping[str, WaitAnswer | None]:
        return {"birth": LONG} if hall_id == 1 else {}


class Strangers:
    """Whoever asks is nobody in particular."""

    def met(self, request: Request, connection: Connection) -> Caller:
        return VISITOR

    def note_use(self) -> None:
        """Nobody is signed in."""


@pytest.fixture
def get(county: Database) -> Get:
    """GETs a path of the API and hands back the JSON of its answer, whose status must be as expected."""
    app = Flask("hall-doors")
    doorway = Doorway(
        county,
        Vault.of_setting(new_data_key()),
        Strangers(),
        {"hall": find_hall},
        Limits("off"),
        DeviceCookies("secret"),
        UploadDoor.of(1, "off", None),
    )
    open_doors(app, doorway, [HallDoors(Waiting(), Forecast()).endpoints()])
    client = app.test_client()

    def run(path: str, status: int = 200, **headers: str) -> Any:
        response = client.get("/api/v1" + path, headers=headers)
        assert response.status_code == status, response.get_data(as_text=True)
        return response.get_json()

    return run
