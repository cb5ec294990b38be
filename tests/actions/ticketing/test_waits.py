"""Waits in answers: taken from the last forecast, gone while there is none, and back."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hall.children import Child
from hall.leases import AllLeases
from hall.ticketing.prediction import keeper as keeping
from hall.ticketing.prediction.keeper import CHILD, Keeper
from hall.ticketing.prediction.shelf import NoShelf
from tests.halls import COUNTY, County, told

MISSING = "hall.ticketing.prediction.no_such_child"
Json = dict[str, Any]


@pytest.fixture
def keeper(county: County) -> Iterator[Keeper]:
    keeper = county.house.display.keeper
    yield keeper
    keeper.stop()


def with_child(county: County, child: Child) -> Keeper:
    return Keeper(county.database, lambda _hall: None, lambda _what, _error: None, AllLeases(), NoShelf(), child)


def services(county: County) -> dict[str, Json]:
    listed = told(county.visitor.get(f"/halls/{COUNTY}/services"))
    return {one["code"]: one["wait"] for one in [*listed["items"], *listed["bundles"]]}


def test_nobody_knows_before_the_first_forecast(county: County) -> None:
    county.open(3)
    assert county.issue("tax")["wait"] is None
    assert set(services(county).values()) == {None}


def test_a_hall_where_nobody_waits_needs_no_child(county: County) -> None:
    county.open(3, 27)
    nobody = with_child(county, Child(MISSING))
    nobody.step(county.hall_id)
    known = services(county)
    assert known["tax"] == {"p10_minutes": 0, "p50_minutes": 0, "p90_minutes": 1}
    assert known["exit-entry"] is None
    assert told(county.visitor.get("/halls"))["items"][0]["wait"]["p90_minutes"] == 1


def test_the_longer_the_line_the_later_the_band(county: County, keeper: Keeper) -> None:
    county.open(27)
    tickets = [county.issue("tax") for _ in range(6)]
    keeper.step(county.hall_id)
    middles = [county.see(ticket)["wait"]["p50_minutes"] for ticket in tickets]
    assert middles == sorted(middles)
    assert middles[0] < 2 < middles[-1]
    newcomer = services(county)["tax"]
    assert newcomer["p50_minutes"] > middles[-1]
    assert county.issue("tax")["wait"] == newcomer


def test_a_called_ticket_waits_no_more(county: County, keeper: Keeper) -> None:
    county.open(27)
    ticket = county.issue("tax")
    keeper.step(county.hall_id)
    assert county.see(ticket)["wait"] is not None
    assert county.call(27)["wait"] is None
    assert county.see(ticket)["wait"] is None


def test_staff_board_and_next_tell_it_too(county: County, keeper: Keeper) -> None:
    county.open(27)
    ticket = county.issue("tax")
    keeper.step(county.hall_id)
    wait = county.see(ticket)["wait"]
    assert told(county.clerk(27).get(f"/windows/{county.windows[27]}/next"))["ticket"]["wait"] == wait
    board = told(county.manager.get(f"/halls/{COUNTY}/board"))
    queue = next(queue for queue in board["queues"] if queue["service"] == "tax")
    assert queue["wait"] == services(county)["tax"]


def test_a_credited_newcomer_is_told_its_own_wait(county: County, keeper: Keeper) -> None:
    county.open(27)
    for _ in range(6):
        county.issue("tax")
        county.wait(minutes=1)
    keeper.step(county.hall_id)
    plain = services(county)["tax"]
    senior = county.issue("tax", by=county.greeter, channel="desk", category="senior")
    assert senior["wait"]["p50_minutes"] < plain["p50_minutes"] - 10


def test_a_service_with_two_windows_away_at_lunch_waits_until_after(county: County, keeper: Keeper) -> None:
    county.open(27)
    county.wait(minutes=110)  # ten to twelve
    for _ in range(4):
        county.issue("tax")
    keeper.step(county.hall_id)
    assert services(county)["tax"]["p50_minutes"] >= 70


def test_a_paused_window_that_says_when_it_is_back_counts(county: County, keeper: Keeper) -> None:
    county.open(27)
    ticket = county.issue("tax")
    told(county.at(27, "pause", minutes=20))
    keeper.step(county.hall_id)
    wait = county.see(ticket)["wait"]
    assert 20 <= wait["p10_minutes"] <= wait["p90_minutes"] <= 23
    told(county.at(27, "reopen"))
    told(county.at(27, "pause"))
    keeper.step(county.hall_id)
    assert county.see(ticket)["wait"] is None


def test_the_rest_of_a_bundle_waits_from_the_next_window_on(county: County, keeper: Keeper) -> None:
    county.open(27)
    bundle = next(one for one in told(county.visitor.get(f"/halls/{COUNTY}/services"))["bundles"] if one["in_order"])
    ticket = county.issue(bundle=bundle["code"])
    county.open(3)
    keeper.step(county.hall_id)
    assert county.see(ticket)["wait"] is not None
    assert services(county)[bundle["code"]] is not None


def test_an_old_forecast_is_told_to_nobody(county: County, keeper: Keeper) -> None:
    county.open(27)
    ticket = county.issue("tax")
    keeper.step(county.hall_id)
    county.clock.advance(timedelta(seconds=61))
    assert county.see(ticket)["wait"] is None


def test_without_its_child_nobody_is_told_a_wait_and_it_recovers(
    county: County, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "AGAIN_AFTER_SECONDS", 0.0)
    child = Child(MISSING)
    keeper = with_child(county, child)
    county.open(27)
    ticket = county.issue("tax")
    with caplog.at_level(logging.WARNING):
        keeper.step(county.hall_id)
        keeper.step(county.hall_id)
        assert county.see(ticket)["wait"] is None
        monkeypatch.setattr(child, "_module", CHILD)
        keeper.step(county.hall_id)
    assert county.see(ticket)["wait"] is not None
    assert [record.message.partition(":")[0] for record in caplog.records if record.name == keeping.__name__] == [
        "waits are not known and not shown, tried again soon",
        "waits are known again",
    ]
    keeper.stop()


def test_the_server_never_loads_numpy_nor_a_mapper_of_objects() -> None:
    large = {"numpy", "reportlab", "sqlalchemy.orm"}
    program = f"import sys, hall.app, hall.serving, hall.cli.serving; print(sorted({large} & set(sys.modules)))"
    root = Path(__file__).resolve().parents[3]
    environment = os.environ | {"PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.strip() == "[]"
