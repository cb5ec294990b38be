"""The hall's midnight: whoever waits, was called or stepped aside is unserved, whoever missed the call has given up."""

from datetime import timedelta

from hall.windows.keeping import keep_halls
from tests.halls import County, Json, refused, told


def every_state(county: County) -> dict[str, Json]:
    """One ticket in each living state."""
    county.open(25, 26, 27, 28)
    for _ in range(5):
        county.issue("tax")
    passed = county.pass_over(27)
    held = county.serve(27)
    told(county.clerk(27).does("hold", held))
    serving = county.serve(27)
    called = county.call(28)
    [waiting] = told(county.greeter.get("/halls/zhouzhi/tickets?state=waiting"))["items"]
    return {"waiting": waiting, "called": called, "serving": serving, "held": held, "passed": passed}


def states(county: County, tickets: dict[str, Json]) -> dict[str, str]:
    return {name: county.see(ticket)["state"] for name, ticket in tickets.items()}


AFTERWARDS = {
    "waiting": "unserved",
    "called": "unserved",
    "serving": "serving",
    "held": "unserved",
    "passed": "abandoned",
}


def test_one_second_before_midnight_nothing_has_ended(county: County) -> None:
    tickets = every_state(county)
    county.clock.at = county.clock.at.replace(hour=15, minute=59, second=59)
    keep_halls(county.database)
    assert states(county, tickets) == {name: name for name in tickets}


def test_midnight_in_the_halls_own_time_ends_the_day(county: County) -> None:
    tickets = every_state(county)
    county.clock.at = county.clock.at.replace(hour=16, minute=0, second=0)
    keep_halls(county.database)
    assert states(county, tickets) == AFTERWARDS
    kinds = [entry.kind for entry in county.journal()]
    assert kinds[-1] == "day_ended"
    assert [kinds.count(kind) for kind in ("ticket_unserved", "ticket_abandoned")] == [3, 1]
    assert {entry.data["cause"] for entry in county.journal("ticket_unserved", "ticket_abandoned")} == {"day_end"}


def test_a_day_ends_once(county: County) -> None:
    county.issue("tax")
    for _ in range(3):
        county.wait(hours=10)
    assert len(county.journal("day_ended")) == 1


def test_who_is_served_at_midnight_is_served_to_the_end(county: County) -> None:
    tickets = every_state(county)
    county.wait(hours=14)
    assert told(county.finish(27, tickets["serving"]))["state"] == "done"


def test_the_first_ticket_of_the_next_day_ends_the_day_before_if_nothing_else_did(county: County) -> None:
    tickets = every_state(county)
    county.clock.advance(timedelta(days=1))
    assert county.issue("tax")["number"] == "H001"
    assert states(county, tickets) == AFTERWARDS


def test_a_window_that_asks_after_midnight_gets_nobody_of_yesterday(county: County) -> None:
    county.open(27)
    ticket = county.issue("tax")
    county.clock.advance(timedelta(days=1))
    assert county.at(27, "call-next").status_code == 204
    assert county.see(ticket)["state"] == "unserved"


def test_a_ticket_of_yesterday_cannot_be_called_out_of_order_or_brought_back(county: County) -> None:
    tickets = every_state(county)
    county.clock.advance(timedelta(days=1))
    assert county.clerk(26).does("requeue", tickets["passed"]).status_code == 409
    response = county.at(26, "call", ticket=tickets["waiting"]["id"], reason="昨天的号")
    assert response.status_code == 409
    keep_halls(county.database)
    assert states(county, tickets) == AFTERWARDS


def test_a_hall_that_sees_no_new_ticket_for_days_ends_each_day_that_had_one(county: County) -> None:
    county.issue("tax")
    county.wait(days=3)
    [entry] = county.journal("day_ended")
    assert entry.data["day"] == "2026-11-23"


def test_unserved_are_never_counted_as_given_up(county: County) -> None:
    ticket = county.issue("tax")
    county.wait(days=1)
    refused(county.kiosk.does("requeue", ticket), "ticket_not_passed", 409)
    assert county.journal("ticket_abandoned") == []
