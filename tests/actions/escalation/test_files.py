"""The ledger's files: a spreadsheet that holds no formula, and paper that is masked unless a reason was given."""

import json
from io import BytesIO
from typing import Any

import openpyxl
import pypdfium2
import pytest

from hall.escalation.export import AT_ONCE
from hall.journal.audit import audit_entries
from tests.actions.escalation.ledger import ACCEPT, DONE, LAND, Ledger
from tests.halls import ADULT, COUNTY, Json, Somebody, refused, told
from tests.sent_in import pdf, photo, send

XLSX = f"/halls/{COUNTY}/escalations.xlsx"
NAME, PHONE = "=cmd|' /C calc'!A0", "13800138000"


def sheet(by: Somebody, query: str = "") -> Any:
    response = by.get(f"{XLSX}?{query}")
    assert response.status_code == 200, response.get_data(as_text=True)
    assert response.headers["Content-Disposition"].startswith('attachment; filename="escalations-zhouzhi-2026-')
    data = response.get_data()
    response.close()  # as a server does, which ends the file
    return openpyxl.load_workbook(BytesIO(data)).active


def rows(by: Somebody, query: str = "") -> list[Json]:
    head, *rest = sheet(by, query).iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rest]


def pages(by: Somebody, record: Json, what: str, query: str = "") -> list[str]:
    response = by.get(f"/escalations/{record['id']}/{what}.pdf?{query}")
    assert response.status_code == 200, response.get_data(as_text=True)
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(response.get_data())]


def personal(ledger: Ledger) -> Json:
    return ledger.report(name=NAME, phone=PHONE, id_number=ADULT, description="请回电13800138000")


def test_the_sheet_has_a_masked_row_for_each_record_of_the_list(ledger: Ledger) -> None:
    record = personal(ledger)
    ledger.does(ledger.officer, record, "accept", **ACCEPT)
    ledger.in_progress()
    [second, first] = rows(ledger.officer)
    assert (first["编号"], first["状态"], first["来源"], first["原因"]) == ("2026-0001", "已受理", "线上", "流程不畅")
    assert (first["联系电话"], first["证件号"]) == ("138****8000", "610124********8518")
    assert (second["承办部门"], str(first["收到时间"])) == (LAND, "2026-11-23 10:00:00")
    assert [row["编号"] for row in rows(ledger.land)] == ["2026-0002"], "a department's own"
    assert [row["编号"] for row in rows(ledger.officer, "state=accepted")] == ["2026-0001"]
    assert [row["编号"] for row in rows(ledger.officer, f"text={PHONE}")] == ["2026-0001"]
    assert rows(ledger.officer, "counted=closed&from=2026-11-23&to=2026-11-23") == []
    assert "Number" in next(sheet(ledger.officer, "lang=en").iter_rows(values_only=True))


def test_no_cell_is_a_formula_or_becomes_one_when_it_is_edited(ledger: Ledger) -> None:
    record = personal(ledger)
    order = ledger.report(ledger.officer, source="hotline", hotline_order="-1234")
    for each, text in ((record, '=HYPERLINK("http://a")'), (order, "@SUM(1)")):
        ledger.does(ledger.officer, each, "accept", **ACCEPT)
        ledger.does(ledger.officer, each, "assign", department=LAND)
        ledger.does(ledger.land, each, "sign")
        ledger.does(ledger.land, each, "resolve", **DONE)
        ledger.does(ledger.land, each, "reply", text="好了")
        ledger.does(ledger.officer, each, "call-back", satisfaction="satisfied")
        ledger.does(ledger.officer, each, "rectify", text=text)
    cells = [cell for row in sheet(ledger.officer).iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    risky = {str(cell.value): cell.quotePrefix for cell in cells if str(cell.value)[0] in "=+-@"}
    assert risky == {"=**": True, "-1234": True, '=HYPERLINK("http://a")': True, "@SUM(1)": True}


def test_a_ledger_of_several_pages_is_whole(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hall.escalation.export.AT_ONCE", 2)
    assert AT_ONCE > 2
    for _ in range(5):
        ledger.report()
    assert [row["编号"] for row in rows(ledger.officer)] == [f"2026-000{number}" for number in (5, 4, 3, 2, 1)]


def test_paper_is_masked_and_says_every_step(ledger: Ledger) -> None:
    record = personal(ledger)
    told(send(ledger.reporter, f"/escalations/{record['id']}/attachments", photo(), name="回执13800138000.jpg"), 201)
    told(send(ledger.officer, f"/escalations/{record['id']}/attachments", pdf(), name="核查记录.pdf"), 201)
    ledger.does(ledger.officer, record, "accept", text="属实", **ACCEPT)
    ledger.does(ledger.officer, record, "assign", department=LAND)
    ledger.does(ledger.officer, record, "notes", text="请提供宗地图", asks=True)
    form, file = "".join(pages(ledger.officer, record, "form")), "".join(pages(ledger.land, record, "file"))
    for paper in (form, file):
        assert "138****8000" in paper
        assert ADULT not in paper
        assert PHONE not in paper, "nor in what was written"
        assert "个人信息已遮盖" in paper
        assert record["number"] in paper
        assert "回执138****8000.jpg" in paper
        assert "核查记录.pdf" in paper
    assert "请提供宗地图" not in form
    assert "“办不成事”反映登记表" in form
    for words in ("登记", "受理", "交办", "请反映人补充", "请提供宗地图", "属实", "B 单个部门，流程不畅"):
        assert words in file, words
    assert "Personal data is masked" in "".join(pages(ledger.officer, record, "form", "lang=en"))


def test_paper_in_full_needs_a_reason_that_stands_in_the_trail_first(ledger: Ledger) -> None:
    record, other = personal(ledger), ledger.report()
    path = f"/escalations/{record['id']}"
    refused(ledger.officer.post(f"{path}/permit", {}), "invalid", 422)
    permit = told(ledger.officer.post(f"{path}/permit", {"reason": "送部门会办"}))["permit"]
    with ledger.county.database.reading() as connection:
        last = [entry for entry in audit_entries(connection) if entry.kind == "unmasked"][-1]
    assert last.data["what"] == "escalation_paper"
    assert last.data["number"] == record["number"]
    assert "送部门会办" not in json.dumps(last.data, ensure_ascii=False)
    paper = "".join(pages(ledger.officer, record, "file", f"permit={permit}"))
    assert ADULT in paper
    assert PHONE in paper
    for who, where in ((ledger.manager, path), (ledger.officer, f"/escalations/{other['id']}")):
        refused(who.get(f"{where}/form.pdf?permit={permit}"), "permit_refused", 403)
    for false in ("x", "é", permit[:-8] + "AAAAAAA="):
        refused(ledger.officer.get(f"{path}/form.pdf?permit={false}"), "permit_refused", 403)
    ledger.wait(minutes=10)
    refused(ledger.officer.get(f"{path}/form.pdf?permit={permit}"), "permit_refused", 403)


def test_whoever_it_complains_of_gets_no_paper(ledger: Ledger) -> None:
    record = ledger.report(ledger.officer, source="patrol", staff="manager")
    refused(ledger.manager.get(f"/escalations/{record['id']}/file.pdf"), "complained_of", 403)
    refused(ledger.manager.post(f"/escalations/{record['id']}/permit", {"reason": "看看"}), "complained_of", 403)
    assert rows(ledger.manager) == []
    refused(ledger.land.get(f"/escalations/{record['id']}/form.pdf"), "not_your_case", 403)


def due_lines(ledger: Ledger, record: Json) -> list[str]:
    """Until when it is due, and whether it was handled in time."""
    form = "\n".join(pages(ledger.officer, record, "form"))
    return [line.strip() for line in form.splitlines() if "期限" in line or "按时办结" in line]


def test_of_a_closed_record_the_limits_that_were_in_force_are_told(ledger: Ledger) -> None:
    record = ledger.in_progress()
    ledger.does(ledger.land, record, "extend", days=3, reason="需现场核查")
    running, _ = due_lines(ledger, record)
    ledger.does(ledger.land, record, "resolve", **DONE)
    ledger.does(ledger.land, record, "reply", text="可以来取了")
    ledger.does(ledger.officer, record, "call-back", satisfaction="satisfied")
    closing, _ = due_lines(ledger, record)
    assert closing.startswith("整改归档期限")
    ledger.does(ledger.land, record, "rectify", text="已改流程")
    ledger.does(ledger.officer, record, "archive")
    assert due_lines(ledger, record)[:2] == [running, closing]
    taken_back = ledger.report()
    contact, _ = due_lines(ledger, taken_back)
    assert contact.startswith("首次响应期限")
    told(ledger.reporter.post(f"/escalations/{taken_back['id']}/withdraw", {}))
    assert due_lines(ledger, taken_back)[0] == contact


def test_an_extension_stands_beside_the_clock_it_extended_and_beside_no_other(ledger: Ledger) -> None:
    record = ledger.in_progress()
    extended = ledger.does(ledger.land, record, "extend", days=3, reason="需现场核查")
    assert extended["staff"]["extended_days"] == 3
    due, kept = due_lines(ledger, record)
    assert due.startswith("办理期限")
    assert due.endswith("（已延期3个工作日）")
    assert "延期" not in kept
    ledger.does(ledger.land, record, "resolve", **DONE)
    ledger.does(ledger.land, record, "reply", text="可以来取了")
    due, kept = due_lines(ledger, record)
    assert due.startswith("回访期限")
    assert "延期" not in due
    assert kept.endswith("是（已延期3个工作日）")
    ledger.does(ledger.officer, record, "call-back", satisfaction="dissatisfied")
    ledger.does(ledger.officer, record, "reopen", reason="没有解决")
    due, kept = due_lines(ledger, record)
    assert due.startswith("办理期限")
    assert "延期" not in due + kept
    assert ledger.staff_side(record)["extended_days"] == 0
