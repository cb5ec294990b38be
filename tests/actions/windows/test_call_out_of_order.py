"""Calling one ticket before its turn: allowed, with a reason, logged."""

from werkzeug.test import TestResponse

from tests.halls import COUNTY, TOWN, County, Json, refused, told


def call(county: County, number: int, ticket: Json, reason: str = "行动不便") -> TestResponse:
    return county.at(number, "call", ticket=ticket["id"], reason=reason)


def test_a_ticket_is_called_before_its_turn_and_the_order_of_the_others_stays(county: County) -> None:
    county.open(27, 28)
    first, second = county.issue("tax"), county.issue("tax")
    assert told(call(county, 27, second))["state"] == "called"
    assert county.call(28)["number"] == first["number"]
    [entry, _in_turn] = county.journal("ticket_called")
    assert entry.data["out_of_order"] is True
    assert set(entry.data["remark"]) == {"id", "digest"}
    assert "行动不便" not in entry.text


def test_the_one_whose_turn_it_is_was_not_called_out_of_order(county: County) -> None:
    county.open(27)
    told(call(county, 27, county.issue("tax")))
    assert county.journal("ticket_called")[0].data["out_of_order"] is False


def test_a_reason_is_demanded(county: County) -> None:
    county.open(27)
    ticket = county.issue("tax")
    for body in ({"ticket": ticket["id"]}, {"ticket": ticket["id"], "reason": ""}):
        problem = refused(county.at(27, "call", **body), "invalid", 422)
        assert problem["errors"][0]["field"] == "reason"
    assert county.see(ticket)["state"] == "waiting"


def test_a_window_calls_only_what_it_can_do(county: County) -> None:
    county.open(27)
    refused(call(county, 27, county.issue("pension")), "window_cannot_serve", 409)


def test_a_ticket_bound_to_another_window_stays_there(county: County) -> None:
    county.open(27, 28)
    ticket = county.issue("tax")
    county.serve(27)
    told(county.clerk(27).does("hold", ticket))
    refused(call(county, 28, ticket), "ticket_not_waiting", 409)
    told(county.clerk(27).does("resume", ticket, to="waiting"))
    assert "27号窗口" in refused(call(county, 28, ticket), "window_cannot_serve", 409)["detail"]
    told(call(county, 27, ticket))


def test_of_a_transferred_ticket_everybody_says_which_window_it_went_to(county: County) -> None:
    county.open(27, 28)
    ticket = county.issue("tax")
    told(county.clerk(28).does("transfer", ticket, window=county.windows[27], reason="x"))
    found = told(county.clerk(28).get(f"/halls/{COUNTY}/tickets?number={ticket['number']}"))["items"][0]
    assert (found["bound"], found["windows"]) == (27, [27])
    [row] = told(county.manager.get(f"/halls/{COUNTY}/board"))["waiting"]
    assert row["bound"] == 27
    refusal = refused(call(county, 28, ticket), "window_cannot_serve", 409)
    assert "已转到27号窗口" in refusal["detail"]


def test_a_ticket_that_does_not_wait_is_not_called(county: County) -> None:
    county.open(27, 28)
    ticket = county.issue("tax")
    county.call(27)
    problem = refused(call(county, 28, ticket), "ticket_not_waiting", 409)
    assert problem["state"] == "called"
    assert "27号窗口" in problem["detail"]  # whoever was first is named


def test_a_busy_window_calls_nobody_and_is_told_whom_it_has(county: County) -> None:
    county.open(27)
    county.issue("tax")
    second = county.issue("tax")
    called = county.call(27)
    assert refused(call(county, 27, second), "window_busy", 409)["ticket"] == called


def test_a_ticket_of_another_hall_is_none_of_this_hall(county: County) -> None:
    county.open(27)
    wish = {"channel": "phone", "services": ["pension"]}
    elsewhere = told(county.visitor.post(f"/halls/{TOWN}/tickets", wish), 201)
    refused(call(county, 27, elsewhere), "foreign_ticket", 403)
    refused(call(county, 27, {"id": "x" * 22}), "ticket_not_found", 404)


def test_a_window_that_is_not_open_calls_nobody(county: County) -> None:
    ticket = county.issue("tax")
    county.open(27)
    told(county.at(27, "pause"))
    refused(call(county, 27, ticket), "window_not_open", 409)


def test_only_the_person_on_duty_calls(county: County) -> None:
    county.open(27)
    body = {"ticket": county.issue("tax")["id"], "reason": "x"}
    refused(county.clerk(28).post(f"/windows/{county.windows[27]}/call", body), "not_on_duty", 403)
    refused(county.greeter.post(f"/windows/{county.windows[27]}/call", body), "forbidden", 403)


def test_an_unordered_call_of_an_ordered_bundle_still_asks_for_its_first_errand(county: County) -> None:
    county.open(15, 27)
    bundle = county.issue(bundle="second-hand-home")
    refused(call(county, 15, bundle), "window_cannot_serve", 409)
    told(call(county, 27, bundle))


def test_those_who_were_passed_by_a_call_out_of_order_are_not_counted_as_overtaken(county: County) -> None:
    county.open(27)
    first, second = county.issue("tax"), county.issue("tax")
    told(call(county, 27, second))
    assert county.see(first)["overtaken"] == 0
    listed = told(county.greeter.get(f"/halls/{COUNTY}/tickets?number={second['number']}"))["items"]
    assert listed[0]["effective_since"] == second["effective_since"]
