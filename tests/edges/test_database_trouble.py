"""A locked database, a full disk: a clear 503, nothing half-done, and all well again once it is over."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa

from hall.display.spoken import spoken_mark
from hall.errors import DatabaseBusy
from hall.journal.chain import Entry
from hall.windows.keeping import keep_halls
from tests.halls import COUNTY, PASSWORD, County, Json, refused, told

KEY = "k" * 22
WISH: Json = {"channel": "kiosk", "services": ["tax"]}
PATH = f"/halls/{COUNTY}/tickets"


@pytest.fixture
def locked(county: County, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    """Another process writes for as long as the block lasts; the hall does not wait for it longer than a moment."""
    monkeypatch.setattr("hall.writers.BUSY_FOR_SECONDS", 0.05)

    @contextmanager
    def lock() -> Iterator[None]:
        other = sqlite3.connect(county.database.engine.url.database or "", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")
            other.close()

    return lock


def test_while_another_process_writes_a_ticket_is_refused_and_given_afterwards(county: County, locked: Any) -> None:
    before = county.rows()
    with locked():
        response = county.kiosk.post(PATH, WISH, Idempotency_Key=KEY)
        refused(response, "database_busy", 503)
        assert int(response.headers["Retry-After"]) >= 1
    assert county.rows() == before
    assert told(county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), 201)["number"] == "H001"


@pytest.mark.parametrize("deed", ["start", "no-show", "undo", "transfer"])
def test_a_press_that_could_not_be_written_can_be_pressed_again(county: County, locked: Any, deed: str) -> None:
    county.open(27)
    county.issue("tax")
    called = county.call(27)
    county.wait(seconds=60)
    body = {"service": "pension", "reason": "x"} if deed == "transfer" else {}
    with locked():
        refused(county.clerk(27).does(deed, called, **body), "database_busy", 503)
    assert county.see(called)["state"] == "called"
    told(county.clerk(27).does(deed, called, **body))


def test_reading_goes_on_while_another_process_writes(county: County, locked: Any) -> None:
    ticket = county.issue("tax")
    browser = county.house.app.test_client()
    told(browser.post("/api/v1/session", json={"username": "manager", "password": PASSWORD}))
    county.wait(minutes=2)  # the session's next use would be noted
    with locked():
        told(county.visitor.get("/halls"))
        assert county.see(ticket)["state"] == "waiting"
        told(browser.get(f"/api/v1/halls/{COUNTY}/board"))


def test_a_screen_may_say_what_it_announced_and_goes_on(
    county: County, locked: Any, caplog: pytest.LogCaptureFixture
) -> None:
    house, auth = county.house, {"hall": COUNTY, "zone": "main", "speak": True}
    screen = house.socketio.test_client(house.app, namespace="/display", auth=auth)
    (call,) = call_at(county, 27)
    with locked():
        screen.emit("announced", {"seq": call.seq}, namespace="/display")
    (line,) = [each for each in caplog.records if "announced" in each.message]
    assert "busy" in line.message
    assert line.exc_info is None
    assert said_last(county) == 0
    screen.emit("announced", {"seq": call.seq}, namespace="/display")
    assert said_last(county) == call.seq
    screen.disconnect(namespace="/display")


def call_at(county: County, window: int) -> list[Entry]:
    """A call there, of which the screens have been told."""
    county.open(window)
    county.issue("tax")
    county.call(window)
    county.house.display.tail.step()
    return county.journal("ticket_called")


def said_last(county: County) -> int:
    with county.database.reading() as connection:
        return spoken_mark(connection, county.hall_id, "main")


def test_signing_in_says_so_too(county: County, locked: Any) -> None:
    body = {"username": "greeter", "password": PASSWORD}
    with locked():
        refused(county.visitor.post("/session", body), "database_busy", 503)
    told(county.visitor.post("/session", body))


def test_what_time_brings_waits_for_the_next_round(county: County, locked: Any) -> None:
    county.open(27)
    told(county.at(27, "pause", minutes=5))
    with locked(), pytest.raises(DatabaseBusy):
        county.wait(minutes=5)
    keep_halls(county.database)
    assert county.window(27)["state"] == "open"


def test_a_busy_database_is_told_in_the_readers_language(county: County, locked: Any) -> None:
    with locked():
        problem = county.kiosk.post(PATH, WISH, Accept_Language="en").get_json()
    assert problem["detail"] == "The database is busy, please try again"


@pytest.fixture
def full(county: County) -> Iterator[Callable[..., None]]:
    """Lets the database's file grow no further, or again."""
    limit = {"pages": 0}

    def on_checkout(driver: Any, _record: object, _proxy: object) -> None:
        pages = limit["pages"] or driver.execute("PRAGMA page_count").fetchone()[0]
        driver.execute(f"PRAGMA max_page_count = {pages}")

    def set_full(*, on: bool) -> None:
        limit["pages"] = 0 if on else 1_000_000
        if on and not sa.event.contains(county.database.engine, "checkout", on_checkout):
            sa.event.listen(county.database.engine, "checkout", on_checkout)
        county.database.close()  # the one who writes would go on with the connection it has

    yield set_full
    set_full(on=False)


def fill(county: County) -> Any:
    """Tickets until one cannot be given; its answer."""
    for _ in range(300):
        response = county.kiosk.post(PATH, WISH)
        if response.status_code != 201:
            return response
    raise AssertionError("the disk was never full")


def test_a_full_disk_refuses_and_leaves_nothing_half_done(county: County, full: Any) -> None:
    full(on=True)
    refused(fill(county), "disk_full", 503)
    before = county.rows()
    for _ in range(3):
        refused(county.kiosk.post(PATH, WISH | {"name": "很长的名字" * 10}), "disk_full", 503)
    assert county.rows() == before
    full(on=False)
    last = len(county.journal("ticket_issued"))
    assert told(county.kiosk.post(PATH, WISH), 201)["number"] == f"H{last + 1:03}"


def test_a_full_disk_stops_no_reading(county: County, full: Any) -> None:
    ticket = county.issue("tax")
    full(on=True)
    refused(fill(county), "disk_full", 503)
    assert county.see(ticket)["state"] == "waiting"
    told(county.manager.get(f"/halls/{COUNTY}/board"))


def test_a_press_refused_by_a_full_disk_is_done_by_pressing_again(county: County, full: Any) -> None:
    county.open(27)
    ticket = county.issue("tax")
    full(on=True)
    refused(fill(county), "disk_full", 503)
    presses = [(f"/windows/{county.windows[27]}/call-next", "called"), (f"/tickets/{ticket['id']}/undo", "waiting")]
    for n in range(400):  # a small press finds room in pages that are there, until it does not
        (path, afterwards), before = presses[n % 2], county.see(ticket)
        response = county.clerk(27).post(path, {}, Idempotency_Key=f"{KEY}{n}")
        if response.status_code != 200:
            break
    refused(response, "disk_full", 503)
    assert county.see(ticket) == before
    full(on=False)
    assert told(county.clerk(27).post(path, {}, Idempotency_Key=f"{KEY}{n}"))["state"] == afterwards


def test_a_database_that_may_not_be_written_is_unavailable(county: County) -> None:
    def read_only(driver: Any, _record: object, _proxy: object) -> None:
        driver.execute("PRAGMA query_only = ON")

    def writable(driver: Any, _record: object, _proxy: object) -> None:
        driver.execute("PRAGMA query_only = OFF")

    sa.event.listen(county.database.engine, "checkout", read_only)
    refused(county.kiosk.post(PATH, WISH), "unavailable", 503)
    told(county.visitor.get("/halls"))
    sa.event.remove(county.database.engine, "checkout", read_only)
    sa.event.listen(county.database.engine, "checkout", writable)
    assert told(county.kiosk.post(PATH, WISH), 201)["number"] == "H001"
