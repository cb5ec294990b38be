"""The demonstration with a past: behind every tile of the ledger lies something, at any hour and after any holiday."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hall import clock
from hall.app import create_app
from hall.cli.common import opened
from hall.demo import COUNTY, TOWN, DemoGuide, furnish, make_keys
from hall.operations.verify import verify
from hall.settings import Settings
from tests.halls import Somebody, told

pytestmark = pytest.mark.sqlite("a folder of its own, as `hall demo` makes it")

CHINA = ZoneInfo("Asia/Shanghai")
# Just past midnight on a Saturday, the end of a long holiday, and the last minute of a working day.
MOMENTS = [
    datetime(2026, 11, 28, 0, 5, tzinfo=CHINA),
    datetime(2026, 10, 7, 14, 0, tzinfo=CHINA),
    datetime(2026, 11, 25, 23, 59, tzinfo=CHINA),
]


@contextmanager
def furnished(folder: Path) -> Iterator[tuple[DemoGuide, Any]]:
    """A demonstration with a past, not served; and whoever signs in at it."""
    data = folder / "data"
    make_keys(data)
    settings = Settings.load({"HALL_DATA_DIR": str(data), "HALL_VOICE": "off"})
    with opened(settings):
        pass
    house = create_app(settings)
    try:
        guide = furnish(house, data, "http://127.0.0.1:8000", past=True)

        def person(role: str) -> Somebody:
            client = house.app.test_client()
            user = next(user for user in guide.users if user["role"] == role)
            names = {"username": user["username"], "password": user["password"]}
            session = told(client.post("/api/v1/session", json=names))
            return Somebody(client, {"X-CSRF-Token": session["csrf_token"]})

        yield guide, person
        assert verify(house.database).findings == []
    finally:
        house.press.stop()
        house.files.stop()
        house.database.close()


@pytest.mark.parametrize("at", MOMENTS, ids=["saturday-night", "holiday", "workday-night"])
def test_behind_every_tile_lies_something_and_the_town_books_in_every_mode(at: datetime, tmp_path: Path) -> None:
    with clock.frozen(at), furnished(tmp_path) as (guide, person):
        manager, officer = person("manager"), person("escalation")
        figures = told(manager.get(f"/halls/{COUNTY}/escalations/counts"))["items"]
        # What is due today, how much of its limit is used, and how long it is overdue, is the calendar's.
        empty = {one["code"] for one in figures if not one["count"]} - {"due_today", "yellow", "red"}
        assert empty == set()
        counts = told(manager.get(f"/halls/{COUNTY}/escalations/figures"))["all"]["counts"]
        named = ("paused", "withdrawn", "on_the_spot", "rectified", "joint_meeting")
        assert [name for name in named if not counts[name]] == []
        [repeated, *_] = told(manager.get(f"/halls/{COUNTY}/escalations/repeated"))["items"]
        assert repeated["service"] == "property-transfer"
        states = [row["state"] for row in told(officer.get(f"/halls/{COUNTY}/escalations?limit=100"))["items"]]
        assert "extended" in states
        duty = told(officer.get(f"/halls/{COUNTY}/services/tax/on-duty"))["items"]
        assert [one["extension"] for one in duty] == [f"8{one['window']:03}" for one in duty] != []
        slots = told(person("clerk").get(f"/halls/{TOWN}/slots?service=pension"))
        offered = {mode["mode"] for mode in slots["modes"]}
        assert {"standard", "early_late", "midday", "weekend"} <= offered
        # The Saturday after that holiday is a make-up working day.
        weekend = set() if at.month == 10 else {"weekend"}
        assert {"early_late", "midday"} | weekend <= {slot["mode"] for slot in slots["items"]}
        printed = "\n".join(guide.lines("zh"))
        assert "厚畛子镇按自己的时间开放" in printed
        assert f"/book/{TOWN}" in printed
