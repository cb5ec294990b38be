"""Help (帮办代办): asked for at a kiosk, on a phone, at the desk or for a record; who goes, and what is done."""

import json

import pytest

from tests.actions.assistance.helping import HOME, ask, does, listed, of_ticket
from tests.halls import ADULT, COUNTY, County, Json, refused, told

# --- asking


TAKEN = [("kiosk", "kiosk", "kiosk"), ("desk", "greeter", "desk"), ("phone", "visitor", "phone")]


@pytest.mark.parametrize(("channel", "who", "source"), TAKEN)
def test_whoever_takes_a_ticket_and_needs_help_has_asked(county: County, channel: str, who: str, source: str) -> None:
    ticket = county.issue("tax", by=getattr(county, who), channel=channel, needs_help=True)
    [request] = listed(county)
    assert (request["source"], request["venue"], request["state"]) == (source, "here", "requested")
    assert (request["ticket"]["number"], request["service"]) == (ticket["number"], "tax")
    assert of_ticket(county, ticket)["assistance"]["id"] == request["id"]


def test_it_may_be_asked_for_later_and_the_line_stays_as_it_is(county: County) -> None:
    ticket = county.issue("tax", by=county.visitor, channel="phone")
    told(county.visitor.post(f"/tickets/{ticket['id']}/assistance", {"text": "看不清表格"}), 201)
    assert county.see(ticket) == {**county.see(ticket), "needs_help": False, "seq": ticket["seq"]}
    [request] = listed(county)
    assert (request["source"], request["text"]) == ("phone", "看不清表格")
    again = county.kiosk.post(f"/tickets/{ticket['id']}/assistance", {})
    assert refused(again, "assistance_known", 409)["number"] == request["number"]


def test_a_stranger_says_where_at_least_and_nobody_else_has_to(county: County) -> None:
    path = f"/halls/{COUNTY}/assistance"
    for body in ({}, {"service": "", "text": None, "name": ""}):
        problem = refused(county.visitor.post(path, body), "invalid", 422)
        assert [each["field"] for each in problem["errors"]] == ["venue"]
    for given in ({"venue": "here"}, {"service": "tax"}, {"text": "看不清表格"}, {"phone": "13912345678"}):
        told(county.visitor.post(path, given), 201)
    for who in (county.kiosk, county.greeter):
        told(who.post(path, {}), 201)


def test_at_home_it_needs_an_address_and_a_phone_and_both_are_sealed(county: County) -> None:
    refused(county.visitor.post(f"/halls/{COUNTY}/assistance", {"venue": "home"}), "invalid", 422)
    refused(county.visitor.post(f"/halls/{COUNTY}/assistance", {"address": "某处"}), "invalid", 422)
    wrong = {"venue": "home", "phone": "1", "service": "none"}
    problem = refused(county.visitor.post(f"/halls/{COUNTY}/assistance", wrong), "invalid", 422)
    assert [each["field"] for each in problem["errors"]] == ["address", "service", "phone"]
    asked = ask(county, **HOME)
    assert asked["due_at"] == "2026-11-26T09:00:00.000000Z"  # three working days on, when the hall closes
    [request] = listed(county)
    assert (request["name"], request["phone"], request["has_address"]) == ("王**", "139****5678", True)
    stored = repr(county.rows()) + json.dumps([entry.data for entry in county.journal()], ensure_ascii=False)
    for secret in ("王秀兰", "13912345678", "南大街", "行动不便"):
        assert secret not in stored


def test_who_asked_is_read_unmasked_for_a_reason_that_is_audited(county: County) -> None:
    request = ask(county, **HOME)
    found = does(county, request, "asker", reason="出发前联系")
    assert found == {"name": "王秀兰", "phone": "13912345678", "address": "二曲街道南大街5号"}
    trail = told(county.person("auditor").get("/audit"))["items"]
    [line] = [line for line in trail if line["kind"] == "unmasked"]
    assert (line["data"]["what"], line["data"]["number"], line["user"]) == ("assistance", request["number"], "greeter")


def test_a_record_and_a_review_lead_to_help_and_the_help_says_so(county: County) -> None:
    officer = county.person("escalation")
    record = told(
        county.visitor.post(f"/halls/{COUNTY}/escalations", {"source": "online", "description": "办不成"}), 201
    )
    ask(county, officer, escalation=record["id"])
    [request] = listed(county, f"escalation={record['id']}")
    assert (request["source"], request["escalation"]) == ("escalation", record["number"])
    refused(county.visitor.post(f"/halls/{COUNTY}/assistance", {"escalation": record["id"]}), "forbidden", 403)
    refused(county.greeter.post(f"/halls/{COUNTY}/assistance", {"escalation": record["id"]}), "forbidden", 403)
    refused(officer.post(f"/halls/{COUNTY}/assistance", {"escalation": "x" * 22}), "escalation_not_found", 404)


def test_somebody_without_a_ticket_is_due_in_ten_minutes_of_opening_time(county: County) -> None:
    assert ask(county, county.kiosk)["due_at"] == "2026-11-23T02:10:00.000000Z"
    county.wait(hours=10)  # eight in the evening
    assert ask(county)["due_at"] == "2026-11-24T00:10:00.000000Z"


# --- helping


def test_from_the_request_to_the_end_with_every_step_by_whom(county: County) -> None:
    request = ask(county, county.kiosk)
    named = does(county, request, "assign", county.manager, aide="greeter")
    assert (named["state"], named["aide_username"]) == ("assigned", "greeter")
    county.wait(minutes=4)
    does(county, request, "start")
    does(county, request, "steps", deed="filled_form", text="代填申请表")
    does(county, request, "steps", deed="escorted")
    done = does(county, request, "done", text="已办好")
    assert (done["state"], done["open"]) == ("done", False)
    assert [(step["step"], step["deed"], step["by"]) for step in done["steps"]] == [
        ("assign", None, "值班长"),
        ("start", None, "导服台"),
        ("steps", "filled_form", "导服台"),
        ("steps", "escorted", "导服台"),
        ("done", None, "导服台"),
    ]
    assert done["steps"][2]["text"] == "代填申请表"
    assert listed(county) == []
    refused(county.greeter.post(f"/assistance/{request['id']}/start"), "assistance_wrong_state", 409)
    events = county.journal("assistance_requested", "assistance_step_taken")
    assert {entry.data["number"] for entry in events} == {request["number"]}
    assert all(request["id"] not in str(entry) for entry in events), "its id is the right of whoever asked"


def test_nobody_is_named_who_does_not_help_here(county: County) -> None:
    request = ask(county)
    for name in ("admin", "town-clerk", "nobody"):
        refused(county.manager.post(f"/assistance/{request['id']}/assign", {"aide": name}), "user_not_found", 404)
    names = [aide["username"] for aide in told(county.greeter.get(f"/halls/{COUNTY}/aides"))["items"]]
    assert "greeter" in names
    assert "admin" not in names


def test_what_is_given_back_waits_again(county: County) -> None:
    request = ask(county)
    does(county, request, "start")
    back = does(county, request, "release", text="临时有事")
    assert (back["state"], back["aide"]) == ("requested", None)
    assert does(county, request, "start", county.manager)["aide_username"] == "manager"


def test_whoever_asked_sees_who_comes_and_may_take_it_back(county: County) -> None:
    request = ask(county)
    does(county, request, "assign")
    seen = told(county.visitor.get(f"/assistance/{request['id']}"))
    assert (seen["state"], seen["aide"], "steps" in seen, "phone" in seen) == ("assigned", "导服台", False, False)
    assert told(county.visitor.post(f"/assistance/{request['id']}/withdraw"))["state"] == "withdrawn"
    refused(county.visitor.post(f"/assistance/{request['id']}/withdraw"), "assistance_wrong_state", 409)
    refused(county.visitor.get(f"/assistance/{'x' * 22}"), "assistance_not_found", 404)


# --- with a ticket


def helped_ticket(county: County, **wish: object) -> Json:
    county.open(27)
    return county.issue("tax", needs_help=True, **wish)


def test_who_walks_with_a_visitor_helps_and_the_other_way_round(county: County) -> None:
    ticket = helped_ticket(county)
    told(county.greeter.does("accompany", ticket))
    [request] = listed(county)
    assert (request["state"], request["aide_username"]) == ("underway", "greeter")
    told(county.greeter.send("DELETE", f"/tickets/{ticket['id']}/accompany"))
    assert [one["state"] for one in listed(county)] == ["requested"]
    does(county, request, "start")
    [found] = told(county.greeter.get(f"/halls/{COUNTY}/tickets?needs_help=true"))["items"]
    assert found["accompanied_by"] == "导服台"
    refused(county.manager.post(f"/assistance/{request['id']}/start"), "accompanied_already", 409)
    does(county, request, "release")
    [found] = told(county.greeter.get(f"/halls/{COUNTY}/tickets?needs_help=true"))["items"]
    assert found["accompanied_by"] is None


@pytest.mark.parametrize(("walks", "state"), [(True, "done"), (False, "unmet")])
def test_help_ends_with_the_visit_and_comes_back_with_an_undo(county: County, walks: bool, state: str) -> None:
    ticket = helped_ticket(county)
    if walks:
        told(county.greeter.does("accompany", ticket))
    county.serve(27)
    told(county.finish(27, ticket))
    assert of_ticket(county, ticket)["assistance"]["state"] == state
    told(county.clerk(27).does("undo", ticket))
    again = of_ticket(county, ticket)["assistance"]
    assert (again["state"], again["closed_at"]) == ("underway" if walks else "requested", None)
    told(county.finish(27, ticket))
    assert of_ticket(county, ticket)["assistance"]["state"] == state


def test_what_an_aide_had_closed_stays_closed_after_an_undo(county: County) -> None:
    ticket = helped_ticket(county)
    [request] = listed(county)
    does(county, request, "start")
    does(county, request, "done")
    county.wait(seconds=1)
    county.serve(27)
    told(county.finish(27, ticket))
    told(county.clerk(27).does("undo", ticket))
    assert listed(county) == []


def test_a_ticket_given_up_or_left_over_takes_its_request_with_it(county: County) -> None:
    first, second = helped_ticket(county), county.issue("tax", needs_help=True)
    told(county.visitor.send("DELETE", f"/tickets/{first['id']}"))
    told(county.manager.post(f"/halls/{COUNTY}/close"))
    assert [of_ticket(county, one)["assistance"]["state"] for one in (first, second)] == ["withdrawn", "unmet"]
    refused(county.visitor.post(f"/tickets/{first['id']}/assistance", {}), "ticket_wrong_state", 409)


def test_help_does_not_stand_in_the_way_of_taking_a_step_back(county: County) -> None:
    ticket = helped_ticket(county, id_number=ADULT)
    county.call(27)
    [request] = listed(county)
    does(county, request, "start")
    told(county.clerk(27).does("undo", ticket))
    assert county.see(ticket)["state"] == "waiting"
