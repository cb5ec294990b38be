"""Who sees what of a record: whom it complains of nothing, staff their reporter in part, and nobody as its reporter."""

from tests.actions.escalation.ledger import ACCEPT, Ledger
from tests.halls import ADULT, COUNTY, refused, told


def test_a_browser_that_staff_signed_in_with_does_not_come_as_the_reporter(ledger: Ledger) -> None:
    """Handlers know the id: signed out, or once their session is over, it is no right of theirs."""
    record, browser = ledger.in_progress(), ledger.county.house.app.test_client()
    path, words = f"/api/v1/escalations/{record['id']}", {"text": "已解决，谢谢"}
    names = {"username": "escalation", "password": "correct horse 7 staple"}
    csrf = {"X-CSRF-Token": browser.post("/api/v1/session", json=names).get_json()["csrf_token"]}
    assert browser.get(path).get_json()["staff"]["may"] == []
    assert browser.delete("/api/v1/session", headers=csrf).status_code == 204
    refused(browser.get(path), "forbidden", 403)
    refused(browser.post(f"{path}/notes", json=words), "forbidden", 403)
    refused(browser.post(f"{path}/withdraw", json={"reason": "算了"}), "forbidden", 403)
    report = {"source": "online", "description": "替人反映"}
    refused(browser.post(f"/api/v1/halls/{COUNTY}/escalations", json=report), "forbidden", 403)
    seen = ledger.see(record)
    assert (seen["state"], len(seen["log"])) == ("in_progress", 4)


def test_a_clerk_complained_of_neither_reads_nor_writes_it(ledger: Ledger) -> None:
    record = ledger.report(ledger.officer, source="window", staff="manager")
    path = f"/escalations/{record['id']}"
    refused(ledger.manager.get(path), "complained_of", 403)
    refused(ledger.manager.post(f"{path}/accept", ACCEPT), "complained_of", 403)
    refused(ledger.manager.post(f"{path}/notes", {"text": "不是这样"}), "complained_of", 403)
    refused(ledger.manager.post(f"{path}/reporter", {"reason": "问一下"}), "complained_of", 403)
    assert told(ledger.manager.get(f"/halls/{COUNTY}/escalations"))["items"] == []
    assert [item["id"] for item in told(ledger.officer.get(f"/halls/{COUNTY}/escalations"))["items"]] == [record["id"]]


def test_names_are_masked_until_somebody_says_why_and_the_trail_keeps_it(ledger: Ledger) -> None:
    record = ledger.report(name="王小二", phone="13800138000", id_number=ADULT)
    assert ledger.staff_side(record)["reporter"] == {
        "kind": "person", "name": "王**", "phone": "138****8000", "document": "610124********8518",
        "agent_name": None, "agent_phone": None,
    }  # fmt: skip
    refused(ledger.land.post(f"/escalations/{record['id']}/reporter", {"reason": "看看"}), "not_your_case", 403)
    found = ledger.does(ledger.officer, record, "reporter", reason="电话回访")
    assert (found["name"], found["phone"], found["document"]) == ("王小二", "13800138000", ADULT)
    trail = told(ledger.county.person("auditor").get("/audit?limit=200"))["items"]
    assert [entry["data"]["number"] for entry in trail if entry["kind"] == "unmasked"] == ["2026-0001"]
    assert "电话回访" not in str(trail)


def test_numbers_in_words_are_masked_for_staff_and_whole_for_whoever_wrote_them_or_says_why(ledger: Ledger) -> None:
    said = {"description": f"请回13800138000，证件{ADULT}", "demand": "打13800138000"}
    record = ledger.report(**said)
    ledger.does(ledger.reporter, record, "notes", text="也可打13900139000")
    ledger.does(ledger.officer, record, "accept", **ACCEPT, text="已打13800138000，无人接听")
    seen = ledger.see(record, ledger.officer)
    assert (seen["description"], seen["demand"]) == ("请回138****8000，证件610124********8518", "打138****8000")
    assert [line["text"] for line in seen["log"]] == [None, "也可打139****9000", "已打138****8000，无人接听"]
    assert seen["staff"]["scope_reason"] == "已打138****8000，无人接听"
    own = ledger.see(record)
    assert {key: own[key] for key in said} == said
    assert own["log"][1]["text"] == "也可打13900139000"
    found = ledger.does(ledger.officer, record, "reporter", reason="电话回访")
    assert {key: found[key] for key in said} == said
    for path in (f"/halls/{COUNTY}/escalations", f"/halls/{COUNTY}/escalations?text=13800138000"):
        assert "13800138000" not in ledger.officer.get(path).get_data(as_text=True)
