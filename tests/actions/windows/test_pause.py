"""Pauses: open-ended or with an end that the hall keeps by itself."""

from datetime import timedelta

import pytest

from hall.db import Work
from hall.windows.keeping import keep_halls
from tests.halls import TOWN, TOWN_CLERK, County, Json, refused, told


def test_a_pause_is_seen_by_everybody_and_ended_by_its_clerk(county: County) -> None:
    county.open(27)
    window = told(county.at(27, "pause", reason="打印机卡纸"))
    assert (window["state"], window["paused_until"], window["reason"]) == ("paused", None, "打印机卡纸")
    assert (county.window(27)["state"], county.window(27)["paused_until"]) == ("paused", None)
    again = told(county.at(27, "reopen"))
    assert (again["state"], again["reason"]) == ("open", None)
    assert [entry.data["cause"] for entry in county.journal("window_changed")] == ["opened", "paused", "reopened"]


def test_the_reason_is_for_colleagues_and_not_for_the_public(county: County) -> None:
    county.open(27)
    told(county.at(27, "pause", reason="家里有事"))
    assert "家里有事" not in county.visitor.get("/halls/zhouzhi").get_data(as_text=True)
    assert not any("家里有事" in entry.text for entry in county.journal())


def test_a_timed_pause_tells_when_it_ends_and_ends_by_itself(county: County) -> None:
    county.open(27)
    assert told(county.at(27, "pause", minutes=30))["paused_until"] == "2026-11-23T02:30:00.000000Z"
    county.wait(minutes=29, seconds=59)
    assert county.window(27)["state"] == "paused"
    county.wait(seconds=1)
    window = county.window(27)
    assert (window["state"], window["paused_until"]) == ("open", None)
    keep_halls(county.database)
    assert [entry.data["cause"] for entry in county.journal("window_changed")] == ["opened", "paused", "reopened"]


def test_the_end_may_be_given_as_an_instant(county: County) -> None:
    county.open(27)
    told(county.at(27, "pause", until="2026-11-23T10:20:00+08:00"))
    county.wait(minutes=20)
    assert county.window(27)["state"] == "open"


def test_the_journal_says_that_the_hall_ended_the_pause_and_nobody_else(county: County) -> None:
    county.open(27)
    told(county.at(27, "pause", minutes=5))
    county.wait(minutes=5)
    assert [entry.user is None for entry in county.journal("window_changed")] == [False, False, True]


def test_who_comes_back_earlier_ends_the_pause(county: County) -> None:
    county.open(27)
    told(county.at(27, "pause", minutes=30))
    county.wait(minutes=10)
    told(county.at(27, "reopen"))
    told(county.at(27, "pause"))
    county.wait(minutes=25)
    assert county.window(27)["state"] == "paused"  # the first pause's end is nothing to the second


def test_a_pause_that_has_an_end_is_over_when_the_house_was_asleep(county: County) -> None:
    county.open(27)
    told(county.at(27, "pause", minutes=5))
    county.clock.advance(timedelta(hours=2))
    keep_halls(county.database)
    assert county.window(27)["state"] == "open"


@pytest.mark.parametrize(
    "body",
    [
        {"minutes": 0},
        {"minutes": 481},
        {"minutes": 5, "until": "2026-11-23T03:00:00Z"},
        {"until": "2026-11-23T02:00:00Z"},
        {"until": "2026-11-23T11:00:00Z"},
        {"until": "2026-11-23T03:00:00"},
        {"until": "noon"},
        {"reason": "x" * 201},
    ],
)
def test_a_pause_that_cannot_be_is_refused(county: County, body: Json) -> None:
    county.open(27)
    refused(county.at(27, "pause", **body), "invalid", 422)
    assert county.window(27)["state"] == "open"


def test_who_is_at_the_window_is_served_to_the_end_during_the_pause(county: County) -> None:
    county.open(27)
    ticket = county.issue("tax")
    county.serve(27)
    told(county.at(27, "pause"))
    assert told(county.finish(27, ticket))["state"] == "done"


def test_a_closed_or_paused_window_is_not_paused_and_an_open_one_stays_open(county: County) -> None:
    refused(county.at(27, "pause"), "not_on_duty", 403)
    county.open(27)
    told(county.at(27, "pause"))
    refused(county.at(27, "pause", minutes=5), "window_wrong_state", 409)
    told(county.at(27, "reopen"))
    before = len(county.journal())
    told(county.at(27, "reopen"))
    assert len(county.journal()) == before


def test_only_the_person_on_duty_pauses_and_reopens(county: County) -> None:
    county.open(27)
    refused(county.clerk(28).at(county.windows[27], "pause"), "not_on_duty", 403)
    told(county.at(27, "pause"))
    refused(county.clerk(28).at(county.windows[27], "reopen"), "not_on_duty", 403)


def test_who_signs_out_in_a_pause_ends_it(county: County) -> None:
    county.open(26, 27)
    told(county.at(27, "pause", minutes=30))
    told(county.at(27, "sign-out"))
    county.wait(minutes=30)
    assert county.window(27)["state"] == "closed"


def test_who_takes_up_a_window_that_a_manager_paused_ends_the_pause(county: County) -> None:
    told(county.manager.send("PATCH", f"/windows/{county.windows[27]}", {"state": "paused"}))
    county.open(27)
    county.issue("tax")
    told(county.clerk(27).does("hold", county.serve(27)))
    county.wait(minutes=15)
    assert county.window(27)["state"] == "open"
    assert county.journal("ticket_unbound") == []


def test_trouble_in_one_hall_keeps_no_other_paused(county: County) -> None:
    """What time brings comes hall by hall; one whose transactions cannot be done is told of, and the next is kept."""
    county.open(27)
    told(county.at(27, "pause", minutes=30))
    clerk = county.person(TOWN_CLERK)
    window = told(county.visitor.get(f"/halls/{TOWN}"))["windows"][0]["id"]
    told(clerk.at(window, "sign-in"))
    told(clerk.at(window, "pause", minutes=30))
    broken = True

    def trouble(work: Work) -> None:
        if broken and work.hall_id == county.hall_id:
            raise ValueError(work.hall_id)

    county.database.inside.insert(0, trouble)
    county.clock.advance(timedelta(minutes=30))
    with pytest.raises(ValueError, match=str(county.hall_id)):
        keep_halls(county.database)
    assert told(county.visitor.get(f"/halls/{TOWN}"))["windows"][0]["state"] == "open"
    assert county.window(27)["state"] == "paused"
    broken = False
    keep_halls(county.database)
    assert county.window(27)["state"] == "open"
