"""A manager moves a window to where people wait, in mid-day: screens, boards, queues and calls follow at once."""

import time
from collections.abc import Iterator
from itertools import pairwise

import pytest

from tests.ears import Ear, Ears, Heard, settle
from tests.people import Cast, Json

WITHIN_SECONDS = 1.0


@pytest.fixture
def waiting(cast: Cast) -> Iterator[Json]:
    """Somebody waits for a window of public security; it is taken back at the end."""
    ticket = cast.kiosk.take("exit-entry")
    yield ticket
    if cast.stranger.ask(f"/tickets/{ticket['id']}")["state"] == "waiting":
        cast.stranger.act(f"/tickets/{ticket['id']}", method="DELETE")


def quiet(ear: Ear, kind: str) -> int:
    """Wait until the views of what went before are shown; the place from which to listen on."""
    ear.wait(kind)
    settle(ear)
    return ear.mark


def latency(began: float, heard: Heard, record: pytest.FixtureRequest, what: str) -> None:
    seconds = heard.at - began
    print(f"{record.node.name}: {what} after {seconds * 1000:.0f} ms")
    assert seconds < WITHIN_SECONDS


def test_screens_boards_and_queues_follow_within_a_second(
    cast: Cast, ears: Ears, waiting: Json, request: pytest.FixtureRequest
) -> None:
    screen, led = ears.screen(), ears.screen(window=28)
    desk, phone = ears.desk(cast.manager.cookie), ears.phone(waiting["id"])
    marks = {"waiting": quiet(screen, "waiting"), "board": quiet(desk, "board")}
    assert cast.clerk(28).call_next() is None
    window = cast.clerk(28).window

    began = time.monotonic()
    changed = cast.manager.change_window(window, services=["tax", "exit-entry"])
    assert changed["services"] == ["exit-entry", "tax"]

    told = screen.wait("window_changed", lambda fact: fact["data"]["window"]["number"] == 28)
    assert told.data["data"]["window"]["services"] == ["exit-entry", "tax"]
    latency(began, told, request, "the screen")
    latency(began, led.wait("window_changed"), request, "the window's own screen")
    latency(began, desk.wait("window_changed"), request, "the desk")
    shown = screen.wait("waiting", lambda view: 28 in _windows_of(view["data"]["groups"]), since=marks["waiting"])
    latency(began, shown, request, "the waiting view")
    board = desk.wait("board", lambda view: 28 in _windows_of(view["data"]["queues"]), since=marks["board"])
    latency(began, board, request, "the board")
    phone.wait("head")
    assert cast.stranger.ask(f"/tickets/{waiting['id']}")["windows"] == [25, 26, 28, 31]

    assert cast.clerk(28).called()["id"] == waiting["id"], "the window calls for its new service at once"
    cast.clerk(28).serve(waiting)
    cast.manager.change_window(window, services=["tax"])


def test_a_window_closed_by_the_manager_is_gone_from_the_queue_and_comes_back(cast: Cast, ears: Ears) -> None:
    screen, window = ears.screen(), cast.clerk(26).window
    began = screen.mark
    cast.manager.change_window(window, state="paused")
    told = screen.wait("window_changed", since=began).data["data"]["window"]
    assert (told["number"], told["state"]) == (26, "paused")
    refused = cast.clerk(26).send("POST", f"/windows/{window}/call-next")
    assert (refused.status_code, refused.json()["code"]) == (409, "window_not_open")
    cast.manager.change_window(window, state="open")
    screen.wait("window_changed", lambda fact: fact["data"]["window"]["state"] == "open", since=began)


def test_many_changes_are_shown_once_a_second_and_the_last_within_it(
    cast: Cast, ears: Ears, request: pytest.FixtureRequest
) -> None:
    screen = ears.screen()
    mark = quiet(screen, "waiting")
    tickets = [cast.kiosk.take("collect") for _ in range(30)]
    issued = time.monotonic()
    last = screen.wait("waiting", lambda view: view["data"]["total"] == len(tickets), since=mark)
    print(f"{request.node.name}: the last of {len(tickets)} after {(last.at - issued) * 1000:.0f} ms")
    assert last.at - issued < WITHIN_SECONDS + 0.25, "a second after the view before it"
    times = [each.at for each in screen.heard[mark:] if each.kind == "waiting"]
    assert all(later - earlier > 0.9 for earlier, later in pairwise(times))
    for ticket in tickets:
        cast.stranger.act(f"/tickets/{ticket['id']}", method="DELETE")


def _windows_of(groups: list[Json]) -> list[int]:
    return next((group["windows"] for group in groups if group["service"] == "exit-entry"), [])
