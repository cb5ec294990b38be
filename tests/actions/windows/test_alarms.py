"""Alarms as they are kept: raised once, acknowledged by one, cleared when it is over, all of it in the journal."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from hall.app import open_database
from hall.operations.verify import verify
from hall.windows.models import ALARMS
from hall.windows.watching import AlarmWatch, next_look
from tests.halls import COUNTY, EARLIER, Built, County, Json, opened, refused, told


def kinds(alarms: list[Json]) -> list[str]:
    return [alarm["kind"] for alarm in alarms]


def told_of(county: County) -> list[tuple[str, str | None]]:
    """Kind of entry, and cause where there is one, of everything the journal says of alarms."""
    entries = county.journal("alarm_raised", "alarm_acknowledged", "alarm_cleared")
    return [(entry.kind, entry.data.get("cause")) for entry in entries]


def test_an_alarm_is_raised_once_however_often_one_looks(county: County) -> None:
    county.open(27)
    county.issue("exit-entry")
    [first] = county.look()
    [again] = county.look()
    assert (first["kind"], first["service"], first["id"]) == ("no_open_window", "exit-entry", again["id"])
    [raised] = county.journal("alarm_raised")
    assert raised.data == {
        "alarm": first["id"],
        "what": "no_open_window",
        "service": "exit-entry",
        "window_number": None,
        "number": None,
    }
    assert raised.user is None


@pytest.mark.parametrize("lookers", [2, 4])
def test_several_who_look_at_the_same_moment_raise_it_once(county: County, lookers: int) -> None:
    """Each has a database of its own, as a process would."""
    county.open(27)
    for service in ("exit-entry", "pension", "construction"):
        county.issue(service)
    databases = [open_database(county.settings) for _ in range(lookers)]
    ready, troubles = threading.Barrier(lookers), list[Exception]()

    def look(watch: AlarmWatch) -> None:
        ready.wait()
        try:
            for _ in range(5):
                watch.look_at(county.hall_id)
        except Exception as error:  # noqa: BLE001 (told by the test, not lost in its thread)
            troubles.append(error)

    threads = [threading.Thread(target=look, args=(AlarmWatch(each),)) for each in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for database in databases:
        database.close()
    assert troubles == []
    assert sorted(entry.data["service"] for entry in county.journal("alarm_raised")) == [
        "construction",
        "exit-entry",
        "pension",
    ]


def test_the_database_itself_refuses_a_second_that_stands(county: County) -> None:
    county.issue("tax")
    [alarm] = county.look()
    with county.database.engine.begin() as connection:
        row = connection.execute(sa.select(ALARMS).where(ALARMS.c.id == alarm["id"])).one()
        with pytest.raises(sa.exc.IntegrityError):
            connection.execute(sa.insert(ALARMS).values({**row._mapping, "id": "another", "seq": 9999}))


def test_an_alarm_is_cleared_when_its_ground_is_gone_and_rests_before_it_comes_again(county: County) -> None:
    county.open(27)
    county.issue("exit-entry")
    county.look()
    county.open(25)
    assert county.look() == []
    told(county.at(25, "sign-out"))
    assert county.look() == [], "the same alarm a moment later would be noise"
    county.wait(seconds=61)
    assert kinds(county.look()) == ["no_open_window"]
    assert told_of(county) == [("alarm_raised", None), ("alarm_cleared", "over"), ("alarm_raised", None)]


def test_a_window_that_forgets_to_call_is_told_of_and_its_next_call_clears_it(county: County) -> None:
    county.open(27, 28)
    county.issue("tax")
    county.issue("tax")
    county.call(28)
    county.wait(seconds=119)
    assert county.look() == []
    county.wait(seconds=1)
    [alarm] = county.look()
    assert (alarm["kind"], alarm["window"], alarm["text"]["zh"]) == (
        "idle_window",
        27,
        "27号窗口空闲2分钟，有1人等候可由其办理",
    )
    county.call(27)
    assert county.look() == []


def idle_on_the_board(county: County) -> list[str]:
    """What the board says of idle windows once the hall was looked at."""
    county.look()
    told_there = told(county.manager.get(f"/halls/{COUNTY}/board"))["alarms"]
    return [alarm["text"]["zh"] for alarm in told_there if alarm["kind"] == "idle_window"]


def test_an_idle_window_is_told_of_with_those_who_wait_now_and_no_longer_than_they_do(county: County) -> None:
    county.open(27, 28)
    for _ in range(4):
        county.issue("tax")
    ticket = county.serve(28)
    county.wait(minutes=3)
    assert idle_on_the_board(county) == ["27号窗口空闲3分钟，有3人等候可由其办理"]
    told(county.finish(28, ticket))
    ticket = county.serve(28)
    county.wait(minutes=1)
    assert idle_on_the_board(county) == ["27号窗口空闲4分钟，有2人等候可由其办理"]
    for _ in range(2):
        told(county.finish(28, ticket))
        ticket = county.serve(28)
    county.issue("tax")
    assert idle_on_the_board(county) == [], "those who had waited are gone, and somebody came just now"


@pytest.mark.parametrize("deed", ["hold", "transfer"])
def test_a_ticket_that_only_another_window_may_take_makes_none_idle(county: County, deed: str) -> None:
    county.open(3, 27, 28)
    county.issue("tax")
    ticket = county.serve(28)
    where = {"window": county.windows[3], "reason": "换一下"} if deed == "transfer" else {}
    told(county.clerk(28).does(deed, ticket, **where))
    county.wait(minutes=9)
    assert [text for text in idle_on_the_board(county) if not text.startswith("3号")] == []


def test_the_alarms_own_entries_are_nothing_that_a_window_did(county: County) -> None:
    county.open(27)
    county.issue("tax")
    county.wait(minutes=3)
    [alarm] = county.look()
    told(county.manager.post(f"/alarms/{alarm['id']}/acknowledge"))
    assert kinds(county.look()) == ["idle_window"]


def test_a_window_nobody_works_at_is_not_idle(county: County) -> None:
    told(county.manager.send("PATCH", f"/windows/{county.windows[27]}", {"state": "open"}))
    county.issue("tax")
    county.wait(minutes=10)
    assert county.look() == []


def test_a_ticket_served_far_longer_than_others_is_told_of_until_it_leaves(county: County) -> None:
    county.open(27)
    ticket = county.issue("tax")
    county.serve(27)
    county.wait(hours=1)
    [alarm] = county.look()
    assert (alarm["kind"], alarm["window"]) == ("slow_ticket", 27)
    assert "H001" in alarm["text"]["zh"]
    assert "60分钟" in alarm["text"]["zh"]
    [raised] = county.journal("alarm_raised")
    assert (raised.ticket, raised.data["number"]) == (None, "H001")
    told(county.finish(27, ticket))
    assert county.look() == []


def test_who_acknowledges_first_is_named_and_a_second_changes_nothing(county: County) -> None:
    county.issue("tax")
    [alarm] = county.look()
    assert alarm["acknowledged"] is None
    taken = told(county.manager.post(f"/alarms/{alarm['id']}/acknowledge"))
    assert (taken["acknowledged"]["by"], taken["acknowledged"]["at"]) == ("值班长", "2026-11-23T02:00:00.000000Z")
    county.wait(seconds=30)
    assert told(county.manager.post(f"/alarms/{alarm['id']}/acknowledge")) == taken
    [seen] = county.look()
    assert seen["acknowledged"] == taken["acknowledged"]
    [entry] = county.journal("alarm_acknowledged")
    assert entry.user is not None
    assert "值班长" not in entry.text


def test_what_is_over_cannot_be_acknowledged(county: County) -> None:
    county.issue("tax")
    [alarm] = county.look()
    county.open(27)
    county.look()
    problem = refused(county.manager.post(f"/alarms/{alarm['id']}/acknowledge"), "alarm_cleared", 409)
    assert "无需处理" in problem["detail"]
    refused(county.manager.post("/alarms/nowhere/acknowledge"), "alarm_not_found", 404)


def test_a_call_for_help_is_an_alarm_at_once_and_asked_again_only_after_somebody_came(county: County) -> None:
    county.open(27)
    told(county.at(27, "help"))
    told(county.at(27, "help"))
    told(county.at(27, "help", whom="escalation"))
    first, second = county.look()
    assert (first["kind"], first["window"], second["kind"]) == ("help_manager", 27, "help_escalation")
    told(county.manager.post(f"/alarms/{first['id']}/acknowledge"))
    told(county.at(27, "help"))
    assert [(alarm["kind"], alarm["acknowledged"]) for alarm in county.look()] == [
        ("help_escalation", None),
        ("help_manager", None),
    ]
    assert ("alarm_cleared", "again") in told_of(county)


def test_an_answered_call_for_help_leaves_the_board_by_itself_another_with_its_clerk(
    county: County,
) -> None:
    county.open(27, 28)
    told(county.at(27, "help"))
    told(county.at(28, "help"))
    told(county.manager.post(f"/alarms/{county.look()[0]['id']}/acknowledge"))
    county.wait(minutes=5)
    [left] = county.look()
    assert left["window"] == 28
    county.wait(hours=1)
    assert [alarm["window"] for alarm in county.look()] == [28]
    told(county.at(28, "sign-out"))
    assert county.look() == []


def test_closing_for_the_day_clears_all_and_raises_nothing(county: County) -> None:
    county.open(27)
    county.issue("exit-entry")
    ticket = county.issue("tax")
    county.serve(27)
    county.wait(hours=1)
    assert set(kinds(county.look())) == {"no_open_window", "long_wait", "slow_ticket"}
    told(county.manager.post(f"/halls/{COUNTY}/close"))
    assert county.look() == []
    assert told_of(county)[-3:] == [("alarm_cleared", "hall_closed")] * 3
    told(county.finish(27, ticket))


def test_a_hall_before_opening_with_people_at_the_kiosk_raises_nothing(built: Built, tmp_path: Path) -> None:
    with opened(built, tmp_path, EARLIER + timedelta(hours=11, minutes=45)) as county:  # a quarter to eight
        for _ in range(15):
            county.issue("tax")
        assert county.look() == []
        county.wait(minutes=21)
        assert kinds(county.look()) == ["no_open_window"]


def test_the_days_alarms_are_listed_the_latest_first(county: County) -> None:
    for service in ("tax", "exit-entry", "pension"):
        county.issue(service)
        county.look()
        county.wait(seconds=1)
    county.open(27)
    county.look()
    path = f"/halls/{COUNTY}/alarms?state=all"
    page = told(county.manager.get(f"{path}&limit=2"))
    rest = told(county.manager.get(f"{path}&limit=2&after={page['next']}"))
    listed = page["items"] + rest["items"]
    assert [(alarm["service"], alarm["cleared_at"] is None) for alarm in listed] == [
        ("pension", True),
        ("exit-entry", True),
        ("tax", False),
    ]
    assert rest["next"] is None
    assert [alarm["service"] for alarm in told(county.manager.get(f"/halls/{COUNTY}/alarms"))["items"]] == [
        "exit-entry",
        "pension",
    ]
    refused(county.manager.get(f"/halls/{COUNTY}/alarms?state=gone"), "invalid", 422)


def test_an_alarm_changed_behind_the_halls_back_is_found(built: Built, tmp_path: Path) -> None:
    with opened(built, tmp_path, sound=False) as county:
        county.issue("tax")
        [alarm] = county.look()
        assert verify(county.database).findings == []
        with county.database.engine.begin() as connection:
            connection.execute(sa.update(ALARMS).values(cleared_at=EARLIER))
        [finding] = verify(county.database).findings
        assert alarm["kind"] in finding.what


@pytest.mark.parametrize(("took", "seconds"), [(0.0, 1.0), (0.005, 1.0), (0.04, 2.0), (0.1, 5.0), (3.0, 5.0)])
def test_a_look_that_takes_long_is_made_less_often_but_every_five_seconds(took: float, seconds: float) -> None:
    assert next_look(took) == pytest.approx(seconds)
