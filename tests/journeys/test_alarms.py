"""People wait, a manager is warned within seconds, one takes care of it and everybody sees who; then it is over."""

from collections.abc import Callable

from tests.ears import Ear, Ears
from tests.people import Cast, Json
from tests.served import COUNTY

SOON = 4.0


def standing(kind: str, **where: object) -> Callable[[Json], bool]:
    """A board on which an alarm of this kind, about this, stands."""

    def stands(view: Json) -> bool:
        return any(is_about(alarm, kind, where) for alarm in view["data"]["alarms"])

    return stands


def is_about(alarm: Json, kind: str, where: Json) -> bool:
    return alarm["kind"] == kind and all(alarm[name] == value for name, value in where.items())


def alarm_on(desk: Ear, kind: str, **where: object) -> Json:
    """The alarm as the desk is shown it."""
    board = desk.wait("board", standing(kind, **where), within=SOON).data["data"]
    return next(alarm for alarm in board["alarms"] if is_about(alarm, kind, where))


def test_an_alarm_reaches_the_manager_is_taken_by_one_and_seen_by_another(own_cast: Cast, own_ears: Ears) -> None:
    manager, clerk = own_cast.manager, own_cast.clerk(33)
    desk, other = own_ears.desk(manager.cookie), own_ears.desk(own_cast.person("county").cookie)
    assert desk.snapshot["alarms"] == [] or all(alarm["id"] is None for alarm in desk.snapshot["alarms"])
    doing = [page["id"] for page in manager.hall()["windows"] if "collect" in page["services"]]
    for window in doing:
        manager.change_window(window, state="paused")
    own_cast.kiosk.take("collect")

    raised = desk.wait("alarm_raised", lambda fact: fact["data"]["service"] == "collect", within=SOON).data
    alarm = alarm_on(desk, "no_open_window", service="collect")
    assert (alarm["id"], alarm["acknowledged"]) == (raised["data"]["alarm"], None)
    assert "1人等候" in alarm["text"]["zh"]

    mark = other.mark
    manager.act(f"/alarms/{alarm['id']}/acknowledge")
    told = other.wait("alarm_acknowledged", since=mark, within=SOON).data["data"]
    assert (told["alarm"], told["what"]) == (alarm["id"], "no_open_window")
    taken = other.wait(
        "board", lambda view: any(one["acknowledged"] for one in view["data"]["alarms"]), since=mark, within=SOON
    ).data["data"]["alarms"]
    assert [one["acknowledged"]["by"] for one in taken if one["id"] == alarm["id"]] == ["值班长"]

    mark = desk.mark
    manager.change_window(clerk.window, state="open")
    cleared = desk.wait("alarm_cleared", since=mark, within=SOON).data["data"]
    assert (cleared["alarm"], cleared["cause"]) == (alarm["id"], "over")
    history = manager.ask(f"/halls/{COUNTY}/alarms", state="all")["items"]
    assert [(one["id"], one["cleared_at"] is not None) for one in history] == [(alarm["id"], True)]


def test_a_window_that_calls_for_help_learns_that_somebody_comes(cast: Cast, ears: Ears) -> None:
    clerk, manager = cast.clerk(18), cast.manager
    desk = ears.desk(clerk.cookie)
    clerk.act(f"/windows/{clerk.window}/help", {"whom": "manager"})
    alarm = alarm_on(desk, "help_manager", window=18)
    mark = desk.mark
    manager.act(f"/alarms/{alarm['id']}/acknowledge")
    told = desk.wait("alarm_acknowledged", since=mark, within=SOON).data
    assert (told["data"]["what"], told["data"]["window_number"]) == ("help_manager", 18)


def test_a_hall_that_nobody_has_come_to_yet_has_no_alarms(own_cast: Cast, own_ears: Ears) -> None:
    desk = own_ears.desk(own_cast.manager.cookie)
    assert [alarm["kind"] for alarm in desk.snapshot["alarms"]] == []
    assert [entry["kind"] for entry in own_cast.manager.journal() if entry["kind"].startswith("alarm_")] == []
