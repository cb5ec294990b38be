"""Duty at a window: in, handed over, out, and help called."""

from datetime import timedelta

from hall.windows.keeping import keep_halls
from tests.halls import EVERYWHERE_CLERK, County, Json, refused, told


def clerk_at(county: County, number: int) -> str | None:
    windows = told(county.manager.get("/halls/zhouzhi/board"))["windows"]
    found: list[Json] = [window for window in windows if window["number"] == number]
    name: str | None = found[0]["clerk"]
    return name


def test_who_signs_in_opens_the_window(county: County) -> None:
    window = told(county.at(27, "sign-in"))
    assert (window["number"], window["state"], window["clerk"]) == (27, "open", "27号窗口")
    assert county.window(27)["state"] == "open"
    assert [entry.kind for entry in county.journal()] == ["duty_started", "window_changed"]


def test_signing_in_again_changes_nothing(county: County) -> None:
    county.open(27)
    before = len(county.journal())
    assert told(county.at(27, "sign-in"))["clerk"] == "27号窗口"
    assert len(county.journal()) == before


def test_signing_in_again_does_not_end_a_pause(county: County) -> None:
    county.open(27)
    told(county.at(27, "pause"))
    assert told(county.at(27, "sign-in"))["state"] == "paused"


def test_a_window_has_one_person_and_the_second_is_told_who(county: County) -> None:
    county.open(27)
    problem = refused(county.clerk(28).at(county.windows[27], "sign-in"), "window_taken", 409)
    assert "27号窗口" in problem["detail"]


def test_a_person_has_one_window_and_is_told_which(county: County) -> None:
    county.open(27)
    problem = refused(county.clerk(27).at(county.windows[28], "sign-in"), "already_on_duty", 409)
    assert "27号窗口" in problem["detail"]
    assert county.window(28)["state"] == "closed"


def test_who_is_on_duty_in_another_hall_is_told_where(county: County) -> None:
    town = told(county.visitor.get("/halls/louguan"))["windows"][0]["id"]
    clerk = county.person(EVERYWHERE_CLERK)
    told(clerk.at(town, "sign-in"))
    problem = refused(clerk.at(county.windows[27], "sign-in"), "already_on_duty", 409)
    assert "楼观镇便民服务中心1号窗口" in problem["detail"]
    told(clerk.at(town, "sign-out"))
    told(clerk.at(county.windows[27], "sign-in"))


def test_who_is_on_duty_is_told_so_with_the_session(county: County) -> None:
    county.open(27)
    told_window = told(county.clerk(27).get("/session"))["window"]
    assert told_window == {"id": county.windows[27], "number": 27, "hall": "zhouzhi"}
    assert told(county.clerk(28).get("/session"))["window"] is None


def test_who_signs_out_closes_the_window(county: County) -> None:
    county.open(26, 27)
    window = told(county.at(27, "sign-out"))
    assert (window["state"], window["clerk"]) == ("closed", None)
    assert [entry.data["cause"] for entry in county.journal("window_changed")] == ["opened", "opened", "closed"]
    county.clerk(27).at(county.windows[28], "sign-in")
    assert clerk_at(county, 28) == "27号窗口"


def test_nobody_leaves_a_visitor_at_the_window(county: County) -> None:
    county.open(26, 27)
    county.issue("tax")
    called = county.call(27)
    problem = refused(county.at(27, "sign-out"), "window_busy", 409)
    assert called["number"] in problem["detail"]
    told(county.clerk(27).does("start", called))
    refused(county.at(27, "sign-out"), "window_busy", 409)
    told(county.finish(27, called))
    told(county.at(27, "sign-out"))


def test_only_the_person_there_signs_out(county: County) -> None:
    refused(county.at(27, "sign-out"), "not_on_duty", 403)
    county.open(27)
    refused(county.clerk(28).at(county.windows[27], "sign-out"), "not_on_duty", 403)


def test_the_last_one_out_over_lunch_voids_nobodys_ticket(county: County) -> None:
    county.open(26, 27)
    ticket = county.issue("tax")
    county.wait(hours=2, minutes=10)
    told(county.at(26, "sign-out"))
    told(county.at(27, "sign-out"))
    assert county.see(ticket)["state"] == "waiting"
    county.wait(hours=1)
    county.open(27)
    assert county.call(27)["number"] == ticket["number"]


def test_the_last_one_out_in_the_evening_closes_the_hall(county: County) -> None:
    county.open(3, 4)
    first, second = county.issue("tax"), county.issue("tax")
    county.wait(hours=9)
    told(county.at(3, "sign-out"))
    assert county.see(first)["state"] == "waiting"
    county.serve(4)
    told(county.finish(4, first))
    told(county.at(4, "sign-out"))
    assert county.see(second)["state"] == "unserved"
    assert [entry.data["cause"] for entry in county.journal("hall_closed")] == ["last_window"]


def test_a_hall_open_at_every_hour_is_closed_by_nobody_who_leaves(county: County) -> None:
    county.set_hours(always=True)
    county.open(27)
    ticket = county.issue("tax")
    county.wait(hours=12)
    told(county.at(27, "sign-out"))
    assert county.see(ticket)["state"] == "waiting"


def test_the_window_is_handed_over_without_closing_it(county: County) -> None:
    county.open(27)
    county.issue("tax")
    called = county.call(27)
    window = told(county.at(27, "hand-over", to=" Clerk28"))
    assert (window["state"], window["clerk"], window["ticket"]["id"]) == ("open", "28号窗口", called["id"])
    refused(county.clerk(27).does("start", called), "foreign_ticket", 403)
    told(county.clerk(28).does("start", called))
    [entry] = county.journal("duty_handed_over")
    assert entry.data["window_number"] == 27


def test_a_colleague_takes_the_window_over(county: County) -> None:
    county.open(27)
    window = told(county.clerk(28).at(county.windows[27], "hand-over"))
    assert (window["state"], window["clerk"]) == ("open", "28号窗口")
    county.clerk(27).at(county.windows[28], "sign-in")
    assert clerk_at(county, 28) == "27号窗口"


def test_a_window_is_handed_only_to_somebody_who_is_free_and_works_here(county: County) -> None:
    county.open(26, 27)
    refused(county.at(27, "hand-over", to="clerk26"), "already_on_duty", 409)
    refused(county.at(27, "hand-over", to="town-clerk"), "user_not_found", 404)
    refused(county.at(27, "hand-over", to="nobody"), "user_not_found", 404)
    refused(county.clerk(28).at(county.windows[27], "hand-over", to="clerk29"), "not_on_duty", 403)
    assert clerk_at(county, 27) == "27号窗口"


def test_an_empty_window_is_not_handed_over_but_opened(county: County) -> None:
    refused(county.clerk(28).at(county.windows[27], "hand-over"), "not_on_duty", 403)


def test_handing_over_to_oneself_changes_nothing(county: County) -> None:
    county.open(27)
    before = len(county.journal())
    told(county.at(27, "hand-over"))
    told(county.at(27, "hand-over", to="clerk27"))
    assert len(county.journal()) == before


def test_a_window_is_only_handed_to_people_who_serve(county: County) -> None:
    county.open(27)
    refused(county.at(27, "hand-over", to="greeter"), "user_not_found", 404)
    assert clerk_at(county, 27) == "27号窗口"


def test_a_pause_goes_on_with_whoever_takes_over(county: County) -> None:
    county.open(27)
    told(county.at(27, "pause", minutes=5))
    told(county.clerk(28).at(county.windows[27], "hand-over"))
    assert county.window(27)["state"] == "paused"
    county.wait(minutes=5)
    assert (county.window(27)["state"], clerk_at(county, 27)) == ("open", "28号窗口")


def test_help_is_called_to_the_window(county: County) -> None:
    county.open(27)
    told(county.at(27, "help"))
    told(county.at(27, "help", whom="escalation", reason="争执"))
    assert [entry.data["whom"] for entry in county.journal("help_called")] == ["manager", "escalation"]
    assert not any("争执" in entry.text for entry in county.journal())
    refused(county.at(27, "help", whom="police"), "invalid", 422)
    refused(county.at(28, "help"), "not_on_duty", 403)


def test_a_window_that_is_taken_away_lets_its_clerk_go(county: County) -> None:
    county.open(27)
    told(county.at(27, "pause", minutes=30))
    county.retire_window(27)
    told(county.clerk(27).at(county.windows[28], "sign-in"))
    county.clock.advance(timedelta(hours=1))
    keep_halls(county.database)
    assert county.window(28)["state"] == "open"
