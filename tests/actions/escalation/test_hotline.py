"""Orders of the 12345 hotline: each once, all of a file or nothing, linked both ways."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from hall.cli.escalations import escalations
from tests.actions.escalation.ledger import ACCEPT, LAND, Ledger
from tests.halls import COUNTY, County, Json, refused, told

PATH = f"/halls/{COUNTY}/hotline-orders"
ORDER = {"order": "ZZ-1", "description": "电话里说的", "name": "王小二", "phone": "13800138000"}
HEAD = "工单号,诉求内容,联系电话\n"


def numbers(ledger: Ledger) -> list[str]:
    return [item["number"] for item in told(ledger.officer.get(f"/halls/{COUNTY}/escalations"))["items"]]


def test_an_order_that_is_there_is_answered_with_its_record(ledger: Ledger) -> None:
    first: Json = told(ledger.officer.post(PATH, ORDER), 201)
    again: Json = told(ledger.officer.post(PATH, {**ORDER, "description": "又打来了"}), 200)
    assert (first["number"], first["known"], again["number"], again["known"]) == ("2026-0001", False, "2026-0001", True)
    assert again["id"] is None, "the right to a record is told once"
    side = ledger.staff_side(first)
    assert (side["hotline_order"], side["reporter"]["phone"]) == ("ZZ-1", "138****8000")
    assert ledger.see(first)["source"] == "hotline"
    assert numbers(ledger) == ["2026-0001"]
    refused(ledger.reporter.post(PATH, ORDER), "not_signed_in", 401)
    refused(ledger.officer.post(PATH, {**ORDER, "order": "2", "phone": "1"}), "wrong_phone", 422)


@pytest.mark.parametrize(
    ("order", "code", "fields"),
    [
        ({"order": "ZZ 1", "phone": "1", "service": "婚姻"}, "invalid", ["order", "description", "service", "phone"]),
        ({**ORDER, "phone": "1", "service": "婚姻", "received_at": "2026-11-30T09:00:00+08:00"}, "invalid",
         ["received_at", "service", "phone"]),
        ({**ORDER, "phone": "1", "received_at": "yesterday"}, "invalid", ["received_at", "phone"]),
    ],
)  # fmt: skip
def test_everything_that_is_wrong_with_an_order_is_told_at_once(
    ledger: Ledger, order: Json, code: str, fields: list[str]
) -> None:
    problem = refused(ledger.officer.post(PATH, order), code, 422)
    assert [each["field"] for each in problem["errors"]] == fields


def test_what_became_of_an_order_is_told_to_whoever_may_read_its_record(ledger: Ledger) -> None:
    clerk, other = ledger.county.clerk(3), ledger.county.clerk(4)
    order: Json = told(clerk.post(PATH, ORDER), 201)
    assert told(clerk.get(f"{PATH}/ZZ-1"))["number"] == order["number"], "who took it in may read it"
    before = ledger.county.rows()
    refused(other.get(f"{PATH}/ZZ-1"), "not_your_case", 403)
    assert refused(other.post(PATH, ORDER), "hotline_order_known", 409)["number"] == order["number"]
    assert ledger.county.rows() == before
    refused(ledger.land.get(f"{PATH}/ZZ-1"), "not_your_case", 403)
    ledger.does(ledger.officer, order, "accept", **ACCEPT)
    ledger.does(ledger.officer, order, "assign", department=LAND)
    assert told(ledger.land.get(f"{PATH}/ZZ-1"))["owner"] == LAND
    refused(ledger.land.get(f"{PATH}/ZZ-2"), "escalation_not_found", 404)


def test_whoever_a_record_complains_of_hears_nothing_of_its_order(ledger: Ledger) -> None:
    taken = {"source": "hotline", "hotline_order": "ZZ-1", "staff": "clerk04", "service": "tax"}
    ledger.report(ledger.officer, **taken)
    clerk = ledger.county.clerk(4)
    refused(clerk.get(f"{PATH}/ZZ-1"), "complained_of", 403)
    refused(clerk.post(PATH, ORDER), "complained_of", 403)


def test_order_and_record_name_each_other(ledger: Ledger) -> None:
    record = ledger.replied()
    path = f"/escalations/{record['id']}/hotline-order"
    assert told(ledger.officer.post(path, {"order": "ZZ-9"}))["staff"]["hotline_order"] == "ZZ-9"
    told(ledger.officer.post(path, {"order": "ZZ-9"}))
    seen = told(ledger.officer.get(f"{PATH}/ZZ-9"))
    assert (seen["number"], seen["state"], seen["reply"], seen["id"]) == (
        record["number"],
        "replied",
        "可以来取了",
        None,
    )
    assert [entry.data["order"] for entry in ledger.county.journal("escalation_linked")] == ["ZZ-9"]
    refused(ledger.officer.post(path, {"order": "ZZ-8"}), "escalation_wrong_state", 409)
    other = ledger.report()
    problem = refused(
        ledger.officer.post(f"/escalations/{other['id']}/hotline-order", {"order": "ZZ-9"}), "hotline_order_known", 409
    )
    assert problem["number"] == record["number"]
    refused(ledger.officer.get(f"{PATH}/ZZ-8"), "escalation_not_found", 404)


def test_a_file_is_taken_whole_and_again_changes_nothing(ledger: Ledger) -> None:
    told(ledger.officer.post(PATH, ORDER), 201)
    file = HEAD + "ZZ-1,电话里说的,\nZZ-2,系统坏了,13800138000\nZZ-3,窗口没人,\n"
    found = told(ledger.officer.post(f"{PATH}/import", {"csv": file}))
    assert (found["taken"], found["known"]) == (2, 1)
    assert [(one["line"], one["number"], one["known"]) for one in found["items"]] == [
        (2, "2026-0001", True), (3, "2026-0002", False), (4, "2026-0003", False),
    ]  # fmt: skip
    again = told(ledger.officer.post(f"{PATH}/import", {"csv": file}))
    assert (again["taken"], again["known"]) == (0, 3)
    assert len(numbers(ledger)) == 3


def test_of_a_file_with_a_fault_nothing_is_taken(ledger: Ledger) -> None:
    before = ledger.county.rows()
    file = HEAD + "ZZ-1,电话里说的,\nZZ-2,,13800138000\nZZ-3,窗口没人,1380\n"
    problem = refused(ledger.officer.post(f"{PATH}/import", {"csv": file}), "invalid", 422)
    assert [(one["field"], one["message"][:4]) for one in problem["errors"]] == [
        ("3:诉求内容", "不能为空"), ("4:联系电话", "手机号应"),
    ]  # fmt: skip
    assert ledger.county.rows() == before


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_the_command_line_takes_a_file_too(
    county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    settings = county.settings
    for name, value in (
        ("DATA_DIR", str(settings.data_dir)), ("DATABASE_URL", settings.database_url),
        ("DATA_KEY", settings.data_key), ("SECRET_KEY", "x" * 32),
    ):  # fmt: skip
        monkeypatch.setenv(f"HALL_{name}", value)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    file = tmp_path / "orders.csv"
    file.write_text(HEAD + "ZZ-1,电话里说的,\nZZ-2,系统坏了,1\n", encoding=encoding)
    run = CliRunner().invoke(escalations, ["import", str(file), "--hall", COUNTY])
    assert run.exit_code == 1
    assert "3:联系电话" in run.stderr
    file.write_text(HEAD + "ZZ-1,电话里说的,\nZZ-2,系统坏了,\n", encoding=encoding)
    run = CliRunner().invoke(escalations, ["import", str(file), "--hall", COUNTY])
    assert (run.exit_code, run.stdout) == (0, "登记2件，已有0件。\n"), run.output
    run = CliRunner().invoke(escalations, ["import", str(file), "--hall", COUNTY])
    assert "第2行：工单ZZ-1已登记为2026-0001" in run.stdout
    assert run.stdout.endswith("登记0件，已有2件。\n")
