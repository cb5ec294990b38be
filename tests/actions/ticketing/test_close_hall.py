"""Closing the hall for the day, by a manager, and what the end of the hours does by itself."""

from tests.actions.ticketing.test_day_end import every_state, states
from tests.halls import COUNTY, SENIOR, TOWN, County, Somebody, refused, told


def close(county: County, by: Somebody | None = None) -> int:
    answer = told((by or county.manager).post(f"/halls/{COUNTY}/close"))
    assert (answer["hall"], answer["closed"]) == (COUNTY, True)
    unserved: int = answer["unserved"]
    return unserved


def test_a_manager_closes_and_whoever_waits_is_unserved(county: County) -> None:
    tickets = every_state(county)
    assert close(county) == 1
    assert states(county, tickets) == {
        "waiting": "unserved",
        "called": "called",
        "serving": "serving",
        "held": "held",
        "passed": "passed",
    }
    assert {entry.data["cause"] for entry in county.journal("ticket_unserved", "hall_closed")} == {"manager"}


def test_who_was_called_or_is_being_served_is_served_to_the_end(county: County) -> None:
    tickets = every_state(county)
    close(county)
    assert told(county.finish(27, tickets["serving"]))["state"] == "done"
    assert county.at(27, "call-next").status_code == 204
    assert county.see(tickets["called"])["state"] == "called"


def test_closing_twice_changes_nothing(county: County) -> None:
    county.issue("tax")
    assert [close(county), close(county)] == [1, 0]
    assert len(county.journal("hall_closed")) == 1


def test_reopening_gives_tickets_again_and_keeps_the_right_to_return(county: County) -> None:
    left = county.issue("tax")
    close(county)
    assert told(county.manager.post(f"/halls/{COUNTY}/reopen"))["closed"] is False
    assert county.see(left)["state"] == "unserved"
    assert county.issue("tax", returns_from=left["id"])["credit_reason"] == "return"
    assert close(county) == 1


def test_reopening_an_open_hall_changes_nothing(county: County) -> None:
    told(county.manager.post(f"/halls/{COUNTY}/reopen"))
    assert county.journal("hall_reopened") == []


def test_only_managers_of_the_hall_close_it(county: County) -> None:
    refused(county.visitor.post(f"/halls/{COUNTY}/close"), "not_signed_in", 401)
    refused(county.clerk(3).post(f"/halls/{COUNTY}/close"), "forbidden", 403)
    refused(county.manager.post(f"/halls/{TOWN}/close"), "foreign_hall", 403)
    county.issue("tax")


def test_everybody_is_told_that_the_hall_is_closed(county: County) -> None:
    close(county)
    hall = told(county.visitor.get(f"/halls/{COUNTY}"))
    assert (hall["open_now"], hall["issuing"], hall["waiting"]) == (False, False, 0)
    assert told(county.manager.get(f"/halls/{COUNTY}/board"))["closed"] is True


def test_the_end_of_the_hours_stops_issuing_and_not_calling(county: County) -> None:
    county.open(3)
    ticket = county.issue("tax")
    county.wait(hours=9)  # seven in the evening
    refused(county.try_issue("tax"), "hall_closed", 409)
    assert county.call(3)["number"] == ticket["number"]


def test_where_closing_cuts_off_the_end_of_the_hours_leaves_those_waiting_unserved(county: County) -> None:
    county.set_rules(closing="cut_off")
    county.open(3, 4)
    county.issue("tax")
    serving = county.serve(3)
    ticket = county.issue("tax")
    county.wait(hours=8, minutes=29)
    assert county.see(ticket)["state"] == "waiting"
    county.wait(minutes=1)
    assert county.see(ticket)["state"] == "unserved"
    assert told(county.finish(3, serving))["state"] == "done"
    assert [entry.data["cause"] for entry in county.journal("hall_closed")] == ["cut_off"]


def test_a_hall_that_cuts_off_does_so_once_a_day_and_not_over_lunch(county: County) -> None:
    county.set_rules(closing="cut_off")
    county.issue("tax")
    county.wait(hours=2, minutes=30)
    assert county.journal("hall_closed") == []
    for _ in range(3):
        county.wait(hours=4)
    assert len(county.journal("hall_closed")) == 1


def test_a_hall_that_cuts_off_and_was_empty_opens_the_next_morning(county: County) -> None:
    county.set_rules(closing="cut_off")
    county.issue("tax", id_number=SENIOR)
    county.wait(hours=10)
    county.wait(hours=14)
    assert county.issue("tax")["number"] == "H001"
