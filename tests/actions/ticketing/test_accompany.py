"""Who walks with a visitor that asked for help."""

from tests.halls import COUNTY, County, refused, told


def test_who_walks_with_a_visitor_is_told_to_staff_and_not_to_a_kiosk(county: County) -> None:
    ticket = county.issue("tax", needs_help=True)
    county.wait(minutes=4)
    walked = told(county.greeter.does("accompany", ticket))
    assert walked["accompanied_by"]
    assert walked["accompanied_at"] == "2026-11-23T02:04:00.000000Z"
    [seen] = told(county.manager.get(f"/halls/{COUNTY}/tickets?needs_help=true"))["items"]
    assert seen["accompanied_by"] == walked["accompanied_by"]
    scanned = told(county.kiosk.post(f"/halls/{COUNTY}/scan", {"code": ticket["id"]}))
    assert scanned["ticket"]["accompanied_by"] is None
    assert "accompanied_by" not in county.see(ticket)


def test_a_colleague_is_told_who_does_already_and_may_take_over_after_a_leave(county: County) -> None:
    ticket = county.issue("tax", needs_help=True)
    name = told(county.greeter.does("accompany", ticket))["accompanied_by"]
    problem = refused(county.manager.does("accompany", ticket), "accompanied_already", 409)
    assert (problem["by"], problem["detail"]) == (name, f"H001已由{name}陪同。")
    told(county.manager.send("DELETE", f"/tickets/{ticket['id']}/accompany"))
    assert told(county.manager.does("accompany", ticket))["accompanied_by"] != name


def test_saying_it_twice_changes_nothing(county: County) -> None:
    ticket = county.issue("tax")
    told(county.greeter.send("DELETE", f"/tickets/{ticket['id']}/accompany"))
    for _ in range(2):
        told(county.greeter.does("accompany", ticket))
    for _ in range(2):
        told(county.greeter.send("DELETE", f"/tickets/{ticket['id']}/accompany"))
    told_of = [entry.data["accompanied"] for entry in county.journal("ticket_accompanied")]
    assert told_of == [True, False]


def test_nobody_walks_with_a_ticket_that_is_over(county: County) -> None:
    ticket = county.issue("tax", needs_help=True)
    told(county.visitor.send("DELETE", f"/tickets/{ticket['id']}"))
    refused(county.greeter.does("accompany", ticket), "ticket_wrong_state", 409)


def test_company_is_no_step_that_stands_in_the_way_of_an_undo(county: County) -> None:
    county.open(27)
    county.issue("tax", needs_help=True)
    called = county.call(27)
    told(county.greeter.does("accompany", called))
    assert told(county.clerk(27).does("undo", called))["state"] == "waiting"


def test_only_those_who_asked_for_help_are_listed(county: County) -> None:
    county.issue("tax")
    county.issue("tax", needs_help=True)
    items = told(county.greeter.get(f"/halls/{COUNTY}/tickets?needs_help=true"))["items"]
    assert [item["number"] for item in items] == ["H002"]
