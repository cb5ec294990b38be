"""Giving a ticket up."""

import pytest

from hall.staff.queries import person_named
from tests.halls import COUNTY, County, Json, refused, told


def cancel(county: County, ticket: Json) -> Json:
    cancelled: Json = told(county.visitor.send("DELETE", f"/tickets/{ticket['id']}"))
    return cancelled


def test_the_holder_gives_a_waiting_ticket_up_and_the_next_one_moves_up(county: County) -> None:
    county.open(27)
    first, second = county.issue("tax"), county.issue("tax")
    assert cancel(county, first)["state"] == "cancelled"
    assert county.see(second)["ahead"] == 0
    assert county.call(27)["number"] == second["number"]


def test_a_called_ticket_may_still_be_given_up_and_frees_its_window(county: County) -> None:
    county.open(27)
    county.issue("tax")
    second = county.issue("tax")
    cancel(county, county.call(27))
    assert county.call(27)["number"] == second["number"]
    [entry] = county.journal("ticket_cancelled")
    assert entry.data["window_number"] == 27


def test_a_passed_ticket_is_not_given_up_it_ends_with_the_day(county: County) -> None:
    county.open(27)
    county.issue("tax")
    passed = county.pass_over(27)
    refused(county.visitor.send("DELETE", f"/tickets/{passed['id']}"), "ticket_wrong_state", 409)
    assert county.see(passed)["state"] == "passed"


def test_a_ticket_being_served_is_no_longer_the_holders_to_give_up(county: County) -> None:
    county.open(27)
    county.issue("tax")
    ticket = county.serve(27)
    problem = refused(county.visitor.send("DELETE", f"/tickets/{ticket['id']}"), "ticket_wrong_state", 409)
    assert problem["state"] == "serving"
    assert county.see(ticket)["state"] == "serving"


def test_a_ticket_is_given_up_once(county: County) -> None:
    ticket = county.issue("tax")
    cancel(county, ticket)
    refused(county.visitor.send("DELETE", f"/tickets/{ticket['id']}"), "ticket_wrong_state", 409)
    assert len(county.journal("ticket_cancelled")) == 1


@pytest.mark.parametrize("deed", ["recall", "start", "no-show", "hold", "resume", "requeue"])
def test_a_cancelled_ticket_stays_cancelled(county: County, deed: str) -> None:
    county.open(27)
    ticket = county.issue("tax")
    cancel(county, ticket)
    response = county.clerk(27).does(deed, ticket)
    assert (response.status_code, response.get_json()["state"]) == (409, "cancelled")


def test_the_id_is_the_right_to_cancel_and_a_number_is_none(county: County) -> None:
    ticket = county.issue("tax")
    refused(county.visitor.send("DELETE", f"/tickets/{ticket['number']}"), "ticket_not_found", 404)
    refused(county.visitor.send("DELETE", f"/halls/{COUNTY}/tickets/{ticket['id']}"), "no_such_door", 404)
    assert county.see(ticket)["state"] == "waiting"


def test_only_colleagues_are_told_who_acted_last(county: County) -> None:
    county.open(27)
    county.issue("tax")
    serving = county.serve(27)
    with county.database.reading() as connection:
        person = person_named(connection, "clerk27")
    assert person is not None
    for stranger in (county.visitor, county.kiosk):
        problem = refused(stranger.send("DELETE", f"/tickets/{serving['id']}"), "ticket_wrong_state", 409)
        assert person.name not in str(problem)
        assert "27" not in problem["detail"]
        assert set(problem) == {"type", "title", "status", "detail", "code", "number", "state"}
    problem = refused(county.clerk(27).send("DELETE", f"/tickets/{serving['id']}"), "ticket_wrong_state", 409)
    assert person.name in problem["detail"]
