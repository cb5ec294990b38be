"""Stepping aside to fetch something, and coming back without queuing again."""

import pytest

from tests.halls import COUNTY, County, Json, Somebody, refused, told


@pytest.fixture
def held(county: County) -> Json:
    """A tax matter on hold at window 27; 28 is open too."""
    county.open(27, 28)
    county.issue("tax")
    ticket: Json = told(county.clerk(27).does("hold", county.serve(27), reason="去复印"))
    return ticket


def resume(county: County, ticket: Json, by: Somebody | None = None, **to: str) -> Json:
    back: Json = told((by or county.clerk(27)).does("resume", ticket, **to))
    return back


def test_a_held_ticket_frees_its_window_and_lies_there(county: County, held: Json) -> None:
    assert (held["state"], held["window"]) == ("held", 27)
    county.issue("tax")
    county.call(27)
    county.wait(minutes=7)
    listed = told(county.clerk(27).get(f"/windows/{county.windows[27]}/day"))["held"]
    assert [(each["id"], each["number"], each["minutes"]) for each in listed] == [(held["id"], "H001", 7)]


def test_back_at_the_free_window_the_ticket_is_served_at_once(county: County, held: Json) -> None:
    back = resume(county, held)
    assert (back["state"], back["window"]) == ("serving", 27)
    assert told(county.finish(27, held))["state"] == "done"


def test_back_at_the_busy_window_the_ticket_waits_with_its_old_place(county: County, held: Json) -> None:
    later = [county.issue("tax") for _ in range(2)]
    county.call(27)
    back = resume(county, held)
    assert (back["state"], back["effective_since"], back["windows"]) == ("waiting", held["effective_since"], [27])
    assert county.call(28)["number"] == later[1]["number"]
    told(county.clerk(27).does("start", later[0]))
    told(county.finish(27, later[0]))
    assert county.call(27)["number"] == held["number"]


def test_a_clerk_may_let_it_wait_although_the_window_is_free(county: County, held: Json) -> None:
    assert resume(county, held, to="waiting")["state"] == "waiting"


def test_serving_at_once_is_refused_while_the_window_is_busy_or_paused(county: County, held: Json) -> None:
    county.issue("tax")
    called = county.call(27)
    refused(county.clerk(27).does("resume", held, to="serving"), "window_busy", 409)
    told(county.clerk(27).does("start", called))
    told(county.finish(27, called))
    told(county.at(27, "pause"))
    refused(county.clerk(27).does("resume", held, to="serving"), "window_not_open", 409)
    assert county.see(held)["state"] == "held"


def test_a_greeter_or_another_clerk_sends_it_back_to_its_window(county: County, held: Json) -> None:
    for by in (county.greeter, county.clerk(28)):
        refused(by.does("resume", held, to="serving"), "foreign_ticket", 403)
    back = resume(county, held, county.greeter)
    assert (back["state"], back["windows"]) == ("waiting", [27])


def test_what_is_not_on_hold_is_not_resumed(county: County, held: Json) -> None:
    refused(county.clerk(27).does("resume", county.issue("tax")), "ticket_not_held", 409)
    resume(county, held)
    refused(county.clerk(27).does("resume", held), "ticket_not_held", 409)


def test_only_what_is_being_served_is_put_on_hold_and_by_its_own_window(county: County, held: Json) -> None:
    refused(county.clerk(27).does("hold", held), "ticket_not_serving", 409)
    resume(county, held)
    refused(county.clerk(28).does("hold", held), "foreign_ticket", 403)


def test_the_reason_is_kept_apart_from_the_journal(county: County, held: Json) -> None:
    [entry] = county.journal("ticket_held")
    assert entry.ticket == held["id"]
    assert set(entry.data["remark"]) == {"id", "digest"}
    assert "复印" not in entry.text


def is_free(county: County, ticket: Json) -> bool:
    """Whether the ticket is bound to no window: back in the queue, another one may call it."""
    back = resume(county, ticket, county.greeter)
    return back["windows"] != [27]


def test_a_window_that_closes_lets_its_tickets_go_and_tells_the_neighbours(county: County, held: Json) -> None:
    told(county.at(27, "sign-out"))
    [entry] = county.journal("ticket_unbound")
    assert (entry.ticket, entry.data["neighbours"]) == (held["id"], [28])
    assert is_free(county, held)
    assert county.call(28)["number"] == held["number"]


def test_a_manager_who_closes_the_window_lets_its_tickets_go(county: County, held: Json) -> None:
    told(county.manager.send("PATCH", f"/windows/{county.windows[27]}", {"state": "closed"}))
    assert is_free(county, held)


def test_ten_minutes_of_pause_keep_them_and_the_eleventh_lets_them_go(county: County, held: Json) -> None:
    told(county.at(27, "pause"))
    county.wait(minutes=9, seconds=59)
    assert county.journal("ticket_unbound") == []
    county.wait(seconds=1)
    assert len(county.journal("ticket_unbound")) == 1
    county.wait(minutes=20)
    assert len(county.journal("ticket_unbound")) == 1
    assert is_free(county, held)


def test_a_pause_announced_for_longer_lets_them_go_at_once(county: County, held: Json) -> None:
    told(county.at(27, "pause", minutes=11))
    assert len(county.journal("ticket_unbound")) == 1
    assert is_free(county, held)


def test_a_pause_announced_for_ten_minutes_keeps_them(county: County, held: Json) -> None:
    told(county.at(27, "pause", minutes=10))
    county.wait(minutes=10)
    assert county.window(27)["state"] == "open"
    assert not is_free(county, held)


def test_a_waiting_ticket_bound_to_the_window_goes_free_too(county: County, held: Json) -> None:
    resume(county, held, to="waiting")
    told(county.at(27, "pause", minutes=30))
    assert county.see(held)["windows"] == [28]
    assert county.call(28)["number"] == held["number"]


def test_who_is_put_on_hold_during_a_long_pause_is_not_bound_to_the_window(county: County, held: Json) -> None:
    resume(county, held)
    told(county.at(27, "pause", minutes=30))  # what is at the window is finished during the pause
    told(county.clerk(27).does("hold", held))
    assert is_free(county, held)


def test_a_manager_who_pauses_a_window_for_long_lets_its_tickets_go(county: County, held: Json) -> None:
    told(county.manager.send("PATCH", f"/windows/{county.windows[27]}", {"state": "paused"}))
    county.wait(minutes=10)
    assert is_free(county, held)


def test_a_ticket_that_was_let_go_may_still_be_served_where_its_papers_lie(county: County, held: Json) -> None:
    told(county.at(27, "pause", minutes=30))
    told(county.at(27, "reopen"))
    assert resume(county, held, to="serving")["state"] == "serving"


def test_a_ticket_on_hold_at_a_window_that_was_taken_away_comes_back(county: County, held: Json) -> None:
    county.retire_window(27)
    back = resume(county, held, county.greeter)
    assert (back["state"], back["windows"]) == ("waiting", [28])
    assert county.call(28)["number"] == held["number"]


def test_the_board_shows_what_each_window_holds(county: County, held: Json) -> None:
    county.wait(minutes=3)
    windows = told(county.manager.get(f"/halls/{COUNTY}/board"))["windows"]
    shown = {window["number"]: window["held"] for window in windows if window["held"]}
    assert shown == {27: [{"id": held["id"], "number": "H001", "minutes": 3}]}
