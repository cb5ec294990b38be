"""What comes into the ledger, from all sides: once, numbered without gaps, with what is known already."""

import pytest

from tests.actions.escalation.ledger import ACCEPT, LAND, Ledger
from tests.halls import ADULT, COUNTY, TOWN, refused, told

PATH = f"/halls/{COUNTY}/escalations"


def test_numbers_have_no_gaps_and_begin_anew_with_the_year(ledger: Ledger) -> None:
    numbers = [ledger.report()["number"] for _ in range(3)]
    refused(ledger.reporter.post(PATH, {"source": "online", "description": "x", "service": "none"}), "unknown_service")
    numbers.append(ledger.report()["number"])
    ledger.county.wait(days=40)
    numbers.append(ledger.report()["number"])
    assert numbers == ["2026-0001", "2026-0002", "2026-0003", "2026-0004", "2027-0001"]


def test_a_failed_errand_is_put_on_record_in_one_step(ledger: Ledger) -> None:
    county = ledger.county
    county.open(3)
    county.issue("property-transfer", id_number=ADULT, name="王小二", phone="13800138000")
    ticket = county.serve(3)
    told(county.finish(3, ticket, "refused", note="缺少宗地图"))
    record = told(county.clerk(3).post(f"/tickets/{ticket['id']}/escalate", {"demand": "请协调"}), 201)
    assert record["description"] == "不予受理；缺少宗地图"
    side = record["staff"]
    assert (record["source"], record["service"], side["window"]) == ("window", "property-transfer", 3)
    assert (side["reporter"]["name"], side["department"], side["ticket"]) == ("王**", LAND, ticket["id"])
    problem = refused(county.clerk(3).post(f"/tickets/{ticket['id']}/escalate"), "already_escalated", 409)
    assert problem["number"] == record["number"]
    assert record["id"] not in str(problem)


def test_an_online_report_about_a_ticket_keeps_its_clerk_out(ledger: Ledger) -> None:
    county = ledger.county
    county.open(3)
    county.issue("property-transfer")
    ticket = county.serve(3)
    told(county.finish(3, ticket, "refused", note="不办"))
    record = ledger.report(ticket=ticket["id"])
    refused(county.clerk(3).get(f"/escalations/{record['id']}"), "complained_of", 403)
    refused(county.clerk(4).get(f"/escalations/{record['id']}"), "not_your_case", 403)


def test_a_ticket_of_another_hall_is_reported_there(ledger: Ledger) -> None:
    county = ledger.county
    town = {"channel": "kiosk", "services": ["general"]}
    ticket = told(county.other_kiosk.post(f"/halls/{TOWN}/tickets", town), 201)
    told(county.visitor.post(f"/halls/{TOWN}/escalations", {"source": "online", "description": "等了一上午"}), 201)
    before = county.rows()
    for by, source in ((ledger.reporter, "online"), (ledger.officer, "window")):
        body = {"source": source, "description": "等了一上午", "ticket": ticket["id"]}
        problem = refused(by.post(PATH, body), "foreign_ticket", 403)
        assert ticket["number"] in problem["detail"]
    assert county.rows() == before
    body = {"source": "online", "description": "等了一上午", "ticket": ticket["id"]}
    assert told(county.visitor.post(f"/halls/{TOWN}/escalations", body), 201)["service"] == "general"


def test_whom_it_complains_of_is_named_however_it_is_typed(ledger: Ledger) -> None:
    record = ledger.report(ledger.officer, source="patrol", staff=" Clerk03 ")
    refused(ledger.county.clerk(3).get(f"/escalations/{record['id']}"), "complained_of", 403)


def test_whoever_puts_their_own_ticket_on_record_is_not_complained_of_by_it(ledger: Ledger) -> None:
    county = ledger.county
    county.open(27, 28)
    for window, officer in ((27, county.clerk(27)), (28, ledger.officer)):
        ticket = county.issue("tax")
        told(county.at(window, "call", ticket=ticket["id"], reason="a test"))
        told(county.clerk(window).does("start", ticket))
        told(county.finish(window, ticket, "refused", note="系统报错"))
        record = ledger.report(officer, source="window", ticket=ticket["id"])
        assert ledger.staff_side(record)["about"] == (None if window == 27 else "28号窗口")


def test_a_ticket_tells_which_record_is_open_for_it_by_its_number_alone(ledger: Ledger) -> None:
    county = ledger.county
    ticket = county.issue("tax")
    path = f"/tickets/{ticket['id']}/escalation"
    assert told(ledger.reporter.get(path)) == {"number": None}
    record = ledger.report(ticket=ticket["id"], phone="13800138000")
    assert told(ledger.reporter.get(path)) == {"number": record["number"]}
    told(ledger.reporter.post(f"/escalations/{record['id']}/withdraw", {}))
    assert told(ledger.reporter.get(path)) == {"number": None}
    refused(ledger.reporter.get("/tickets/nowhere/escalation"), "ticket_not_found", 404)


def test_every_source_but_online_is_entered_by_staff(ledger: Ledger) -> None:
    for source in ("window", "hotline", "bad_review", "suggestion_box", "patrol"):
        refused(ledger.reporter.post(PATH, {"source": source, "description": "x"}), "not_signed_in", 401)
        assert ledger.report(ledger.county.clerk(3), source=source)["source"] == source
    refused(ledger.officer.post(PATH, {"source": "online", "description": "x"}), "forbidden", 403)
    refused(ledger.reporter.post(PATH, {"source": "online", "description": "x", "staff": "clerk03"}), "forbidden", 403)
    refused(ledger.officer.post(PATH, {"source": "patrol", "description": "x", "hotline_order": "1"}), "invalid", 422)


def test_an_order_of_the_hotline_comes_once(ledger: Ledger) -> None:
    first = ledger.report(ledger.officer, source="hotline", hotline_order="ZZ20261123001")
    again = {"source": "hotline", "description": "同一工单", "hotline_order": "ZZ20261123001"}
    assert refused(ledger.officer.post(PATH, again), "hotline_order_known", 409)["number"] == first["number"]
    [found] = told(ledger.officer.get(f"{PATH}?text=ZZ20261123001"))["items"]
    assert found["number"] == first["number"]


def test_the_first_contact_is_due_by_when_it_was_received(ledger: Ledger) -> None:
    early = "2026-11-20T18:00:00Z"  # Saturday morning in the hall: the next working day
    record = ledger.report(ledger.officer, source="suggestion_box", received_at=early)
    assert record["due_at"].startswith("2026-11-23T09:00")
    later = {"source": "patrol", "description": "x", "received_at": "2026-11-24T00:00:00Z"}
    refused(ledger.officer.post(PATH, later), "invalid", 422)


def test_the_list_is_the_desks_whole_and_a_departments_own(ledger: Ledger) -> None:
    mine = ledger.in_progress()
    other = ledger.report(phone="13800138000", description="窗口说系统坏了")
    assert [item["id"] for item in told(ledger.officer.get(PATH))["items"]] == [other["id"], mine["id"]]
    assert [item["id"] for item in told(ledger.land.get(PATH))["items"]] == [mine["id"]]
    refused(ledger.land.get(f"/escalations/{other['id']}"), "not_your_case", 403)
    for query, found in {
        "state=registered": [other], "state=registered,in_progress": [other, mine], f"department={LAND}": [mine],
        "text=13800138000": [other], "text=系统坏了": [other], "text=2026-0001": [mine], "card=red": [],
    }.items():  # fmt: skip
        items = told(ledger.officer.get(f"{PATH}?{query}"))["items"]
        assert [item["id"] for item in items] == [record["id"] for record in found], query
        assert "系统坏了" not in str(items)
    page = told(ledger.officer.get(f"{PATH}?limit=1"))
    assert told(ledger.officer.get(f"{PATH}?limit=1&after={page['next']}"))["items"][0]["id"] == mine["id"]
    refused(ledger.officer.get(f"{PATH}?state=lost"), "invalid", 422)


def test_a_department_is_answered_for_by_its_officers_alone(ledger: Ledger) -> None:
    admin, path = ledger.county.person("admin"), f"/halls/{COUNTY}/departments"
    refused(admin.post(path, {"department": LAND, "members": ["clerk03"]}), "invalid", 422)
    assert told(admin.post(path, {"department": LAND, "members": []}))["members"] == []
    record = ledger.report()
    ledger.does(ledger.officer, record, "accept", **ACCEPT)
    body = {"department": LAND}
    refused(ledger.officer.post(f"/escalations/{record['id']}/assign", body), "department_empty", 409)


def test_who_is_on_duty_for_a_service_now_with_the_extension(ledger: Ledger) -> None:
    county = ledger.county
    county.open(27)
    told(ledger.manager.post(f"/windows/{county.windows[27]}/extension", {"extension": "8027"}))
    [found] = told(ledger.officer.get(f"/halls/{COUNTY}/services/tax/on-duty"))["items"]
    assert found == {"window": 27, "person": "27号窗口", "extension": "8027"}
    told(ledger.manager.post(f"/windows/{county.windows[27]}/extension", {"extension": None}))
    assert told(ledger.officer.get(f"/halls/{COUNTY}/services/tax/on-duty"))["items"][0]["extension"] is None
    noted = told(county.person("auditor").get("/audit?limit=200"))["items"]
    changed = [each for each in noted if each["kind"] == "setting_changed"][-2:]
    assert [each["data"]["extension"] for each in changed] == ["8027", None]


@pytest.mark.parametrize(
    ("at", "status"),
    [
        ("2026-11-20T09:00:00+08:00", 201),
        ("2025-11-24T09:00:00+08:00", 201),
        ("2025-11-21T09:00:00+08:00", 422),  # a slip in the year would raise every card at once
        ("0001-01-01T00:00:00Z", 422),
        ("2026-11-23T10:00:01+08:00", 422),
        ("9999-12-31T23:59:59Z", 422),
    ],
)
def test_it_was_received_within_the_last_year(ledger: Ledger, at: str, status: int) -> None:
    body = {"description": "x", "received_at": at}
    order = {"order": "ZZ1", **body}
    for path, sent in ((PATH, {"source": "patrol", **body}), (f"/halls/{COUNTY}/hotline-orders", order)):
        response = ledger.officer.post(path, sent)
        assert response.status_code == status, response.get_data(as_text=True)
        if status == 422:
            assert [each["field"] for each in response.get_json()["errors"]] == ["received_at"]


def test_everything_that_is_wrong_with_a_report_is_told_at_once(ledger: Ledger) -> None:
    about = {"phone": "1", "id_number": "2", "agent_phone": "3", "service": "none"}
    for body, more in (({"description": "x"}, set()), ({"earlier_visits": -1}, {"description", "earlier_visits"})):
        problem = told(ledger.reporter.post(PATH, {"source": "online", **about, **body}), 422)
        assert {each["field"] for each in problem["errors"]} == set(about) | more
    county = ledger.county
    county.open(3)
    county.issue("tax")
    ticket = county.serve(3)
    problem = told(county.clerk(3).post(f"/tickets/{ticket['id']}/escalate", {"description": "", **about}), 422)
    assert {each["field"] for each in problem["errors"]} == set(about) | {"description"}
