"""The board: every window, queue, waiting ticket and alarm of a hall at one moment, in a few reads."""

import gzip
from collections.abc import Callable
from typing import Any

from tests.halls import ADULT, COUNTY, SENIOR, County, Json, told


def board(county: County) -> Json:
    seen: Json = told(county.manager.get(f"/halls/{COUNTY}/board"))
    return seen


def alarms(county: County) -> list[tuple[str, str | None]]:
    county.look()
    return [(alarm["kind"], alarm["service"]) for alarm in board(county)["alarms"] if alarm["service"]]


def test_every_window_is_shown_with_its_person_and_ticket(county: County) -> None:
    county.open(27)
    county.issue("tax", id_number=SENIOR, name="张三")
    county.call(27)
    county.wait(minutes=3)
    windows = {window["number"]: window for window in board(county)["windows"]}
    assert len(windows) == 33
    assert (windows[27]["state"], windows[27]["clerk"], windows[28]["clerk"]) == ("open", "27号窗口", None)
    ticket = windows[27]["ticket"]
    shown = {name: ticket[name] for name in ("number", "state", "minutes", "category")}
    assert shown == {"number": "H001", "state": "called", "minutes": 3, "category": "senior"}
    assert windows[28]["ticket"] is None


def test_who_waits_is_shown_in_the_order_of_calling(county: County) -> None:
    county.open(27)
    county.issue("tax")
    county.wait(minutes=5)
    county.issue("tax", "pension", id_number=SENIOR)
    waiting = board(county)["waiting"]
    assert [(each["number"], each["services"], each["ahead"]) for each in waiting] == [
        ("H002", ["tax", "pension"], 0),
        ("H001", ["tax"], 1),
    ]


def test_an_agent_for_several_with_one_service_is_one_who_waits(county: County) -> None:
    county.open(27)
    people = [{"id_number": ADULT, "services": ["tax"]}, {"id_number": SENIOR, "services": ["tax"]}]
    county.issue(principals=people)
    [tax] = [queue for queue in board(county)["queues"] if queue["service"] == "tax"]
    assert (tax["waiting"], len(board(county)["waiting"])) == (1, 1)
    services = {one["code"]: one["waiting"] for one in told(county.visitor.get(f"/halls/{COUNTY}/services"))["items"]}
    assert services["tax"] == 1


def test_queues_count_by_service_and_tell_the_longest_wait(county: County) -> None:
    county.open(22, 27)
    county.issue("tax")
    county.wait(minutes=12)
    county.issue("tax", "pension")
    queues = {queue["service"]: queue for queue in board(county)["queues"]}
    assert len(queues) == 26
    assert (queues["tax"]["waiting"], queues["tax"]["oldest_minutes"], queues["tax"]["windows"]) == (2, 12, [27])
    assert (queues["pension"]["waiting"], queues["pension"]["oldest_minutes"]) == (1, 0)
    assert (queues["household"]["waiting"], queues["household"]["open_windows"]) == (0, 0)


def test_a_service_with_people_and_no_open_window_raises_an_alarm_until_one_opens(county: County) -> None:
    county.open(27)
    county.issue("exit-entry")
    assert alarms(county) == [("no_open_window", "exit-entry")]
    county.open(25)
    assert alarms(county) == []


def test_more_than_ten_a_window_raise_an_alarm(county: County) -> None:
    county.open(27)
    for _ in range(10):
        county.issue("tax")
    assert alarms(county) == []
    county.issue("tax")
    assert alarms(county) == [("crowded", "tax")]
    county.open(28)
    assert alarms(county) == []


def test_a_wait_of_more_than_half_an_hour_raises_an_alarm(county: County) -> None:
    county.open(27)
    county.issue("tax")
    county.call(27)
    county.issue("tax")
    county.wait(minutes=30)
    assert alarms(county) == []
    county.wait(seconds=1)
    assert alarms(county) == [("long_wait", "tax")]
    [alarm] = [alarm for alarm in board(county)["alarms"] if alarm["kind"] == "long_wait"]
    assert "30" in alarm["text"]["zh"]
    assert alarm["since"] == "2026-11-23T02:30:01.000000Z"


def test_the_board_names_the_journal_number_it_was_read_at(county: County) -> None:
    before = board(county)["seq"]
    county.issue("tax")
    assert board(county)["seq"] == before + 1
    assert county.journal()[-1].seq == before + 1


def test_names_and_labels_come_in_the_readers_language(county: County) -> None:
    shown = told(county.manager.get(f"/halls/{COUNTY}/board", Accept_Language="en"))
    assert {queue["service"]: queue["label"] for queue in shown["queues"]}["tax"] == "Tax affairs"


def test_a_board_of_three_hundred_is_read_in_the_statements_of_a_board_of_one_and_stays_small(
    county: County, counted: Callable[[Callable[[], Any]], int]
) -> None:
    county.open(3, 22, 27)
    county.issue("tax", id_number=ADULT)
    few = counted(lambda: board(county))
    for _ in range(100):
        for service in ("tax", "pension", "housing-fund"):
            county.issue(service)
    assert counted(lambda: board(county)) == few
    answer = county.manager.get(f"/halls/{COUNTY}/board").get_data()
    assert len(gzip.compress(answer)) < 30 * 1024


def test_what_a_call_costs_does_not_grow_with_the_line(
    county: County, counted: Callable[[Callable[[], Any]], int]
) -> None:
    county.open(27, 28)
    for _ in range(2):
        county.issue("tax")
    few = counted(lambda: county.call(27))
    for _ in range(40):
        county.issue("tax")
    assert counted(lambda: county.call(28)) == few


def test_a_service_without_a_window_comes_before_windows_that_have_been_idle_longer(county: County) -> None:
    county.open(27, 28)
    county.issue("tax")
    county.wait(minutes=3)
    county.look()
    county.issue("exit-entry")
    county.look()
    told(county.at(27, "help"))
    county.look()
    kinds = [(alarm["kind"], alarm["window"]) for alarm in board(county)["alarms"] if alarm["id"] is not None]
    assert kinds == [("help_manager", 27), ("no_open_window", None), ("idle_window", 28)]
