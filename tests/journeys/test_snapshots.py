"""What a client that knows nothing is told first: its part of the hall, and where in the journal that stands."""

import pytest

from tests.ears import Ears, Refused
from tests.people import Cast, Json


@pytest.fixture(scope="module")
def calls(cast: Cast) -> tuple[Json, Json]:
    """A ticket called at window 30, in the main zone, and after it one at window 19, in the enterprise zone."""
    cast.kiosk.take("cross-region")
    cast.kiosk.take("company-open")
    cast.kiosk.take("company-open")
    main, enterprise = cast.clerk(30).called(), cast.clerk(19).called()
    cast.clerk(19).start(enterprise)
    return main, enterprise


def test_a_screen_sees_the_whole_hall(cast: Cast, ears: Ears, calls: tuple[Json, Json]) -> None:
    main, enterprise = calls
    snapshot = ears.screen().snapshot
    assert snapshot["hall"] == "zhouzhi"
    assert snapshot["seq"] == cast.manager.journal()[-1]["seq"]
    shown = [(call["number"], call["window"], call["zone"], call["state"]) for call in snapshot["calls"]]
    assert shown == [(enterprise["number"], 19, "enterprise", "serving"), (main["number"], 30, "main", "called")]
    assert snapshot["calls"][1]["announcement"]["text"]["zh"] == f"请{main['number']}号到30号窗口办理"
    assert [window["number"] for window in snapshot["windows"]] == list(range(1, 34))
    busy = {window["number"]: window["ticket"] for window in snapshot["windows"] if window["ticket"]}
    assert busy[30] == {"number": main["number"], "state": "called"}
    assert {notice["code"] for notice in snapshot["notices"]} == {"walk-ins-welcome", "green-channel"}
    assert snapshot["waiting"]["total"] == 1
    assert snapshot["voice"]["available"]
    assert snapshot["spoken"] == 0


def test_a_zones_screen_sees_and_hears_its_zone_alone(cast: Cast, ears: Ears, calls: tuple[Json, Json]) -> None:
    screen, everywhere = ears.screen(zone="enterprise"), ears.screen()
    assert [call["window"] for call in screen.snapshot["calls"]] == [19]
    assert [window["number"] for window in screen.snapshot["windows"]] == [19, 20, 21]
    cast.clerk(30).act(f"/tickets/{calls[0]['id']}/start")
    waiting = cast.clerk(20).called()
    screen.wait("ticket_called", lambda fact: fact["data"]["ticket"] == waiting["number"])
    everywhere.wait("ticket_called", lambda fact: fact["data"]["ticket"] == waiting["number"])
    assert [fact["kind"] for fact in everywhere.facts] == ["window_changed", "ticket_called"]
    assert [fact["kind"] for fact in screen.facts] == ["ticket_called"]
    screen.check_order()
    everywhere.check_order()
    cast.clerk(20).serve(waiting)


def test_a_windows_screen_sees_its_window_alone(ears: Ears, calls: tuple[Json, Json]) -> None:
    snapshot = ears.screen(window=30).snapshot
    assert [window["number"] for window in snapshot["windows"]] == [30]
    assert [call["number"] for call in snapshot["calls"]] == [calls[0]["number"]]


def test_a_desk_sees_the_board(cast: Cast, ears: Ears, calls: tuple[Json, Json]) -> None:
    snapshot, board = ears.desk(cast.manager.cookie).snapshot, cast.manager.board()
    assert snapshot | {"at": board["at"]} == board
    serving = {window["number"]: window["ticket"]["number"] for window in board["windows"] if window["ticket"]}
    assert serving == {30: calls[0]["number"], 19: calls[1]["number"]}


def test_a_phone_sees_its_ticket_without_its_id(ears: Ears, calls: tuple[Json, Json]) -> None:
    snapshot = ears.phone(calls[1]["id"]).snapshot
    assert (snapshot["ticket"]["number"], snapshot["ticket"]["state"]) == (calls[1]["number"], "serving")
    assert snapshot["ticket"]["window"] == 19
    assert calls[1]["id"] not in str(snapshot)


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"hall": "nowhere"}, "hall_not_found"),
        ({"zone": "roof"}, "not_found"),
        ({"window": 99}, "not_found"),
        ({"after": -1}, "invalid"),
        ({"colour": "red"}, "invalid"),
    ],
)
def test_what_is_not_there_is_refused_by_name(ears: Ears, wish: Json, code: str) -> None:
    with pytest.raises(Refused) as refused:
        ears.screen(**wish)
    assert refused.value.data["data"]["code"] == code
