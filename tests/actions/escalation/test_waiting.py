"""What was called back and then left lying: it has a clock and cards of its own, and a figure that leads to it."""

from typing import Any

import pytest

from tests.actions.escalation.ledger import Ledger
from tests.halls import COUNTY, Json, told


def figures(ledger: Ledger) -> dict[str, int]:
    found = told(ledger.officer.get(f"/halls/{COUNTY}/escalations/counts"))["items"]
    return {each["code"]: each["count"] for each in found if each["code"] in ("to_reopen", "to_close", "reopened")}


def called_back(ledger: Ledger, heard: str) -> Json:
    return ledger.does(ledger.officer, ledger.replied(), "call-back", satisfaction=heard)


def last_cards(ledger: Ledger, record: Json) -> list[Any]:
    return [(clock, colour) for clock, colour, _round in ledger.cards(record) if clock in ("reopening", "closing")]


def test_a_dissatisfied_one_that_nobody_reopens_is_late_after_a_working_day(ledger: Ledger) -> None:
    record = called_back(ledger, "dissatisfied")
    assert (record["staff"]["clock"], record["staff"]["limit_days"]) == ("reopening", 1)
    assert record["due_at"].startswith("2026-11-24")
    assert ledger.see(record)["due_at"] == record["due_at"], "its reporter was told that it goes on"
    assert figures(ledger) == {"reopened": 0, "to_reopen": 1, "to_close": 0}
    ledger.wait(days=9)
    assert last_cards(ledger, record) == [("reopening", "red"), ("reopening", "joint_meeting")]
    ledger.does(ledger.manager, record, "reopen", reason="没有解决")
    assert figures(ledger) == {"reopened": 1, "to_reopen": 0, "to_close": 0}
    assert ledger.staff_side(record)["clock"] == "handling"


@pytest.mark.parametrize("ways", [(), ("rectify",)])
def test_any_other_is_to_be_put_right_and_archived_in_five(ledger: Ledger, ways: tuple[str, ...]) -> None:
    record = called_back(ledger, "satisfied")
    assert (record["staff"]["clock"], record["staff"]["limit_days"]) == ("closing", 5)
    assert ledger.see(record)["due_at"] is None, "its reporter waits for nothing more"
    assert figures(ledger) == {"reopened": 0, "to_reopen": 0, "to_close": 1}
    for step in ways:
        done = ledger.does(ledger.land, record, step, text="窗口已公示")
        assert done["due_at"] == record["due_at"], "the same clock runs on to the archive"
    ledger.wait(days=4)
    ledger.wait(days=10)
    assert last_cards(ledger, record) == [("closing", "yellow"), ("closing", "red"), ("closing", "joint_meeting")]
    closed = ledger.does(ledger.officer, record, "archive", reason="个案")
    assert (closed["due_at"], closed["staff"]["clock"]) == (None, None)
    assert figures(ledger)["to_close"] == 0


def test_what_was_reopened_is_counted_when_it_is_closed_too(ledger: Ledger) -> None:
    record = called_back(ledger, "dissatisfied")
    ledger.does(ledger.officer, record, "reopen", reason="没有解决")
    ledger.does(ledger.reporter, record, "withdraw")
    query = next(
        each["query"]
        for each in told(ledger.officer.get(f"/halls/{COUNTY}/escalations/counts"))["items"]
        if each["code"] == "reopened"
    )
    assert figures(ledger)["reopened"] == 1
    rows = told(ledger.officer.get(f"/halls/{COUNTY}/escalations?reopened={query['reopened']}"))["items"]
    assert [row["number"] for row in rows] == [record["number"]]


def test_the_log_names_people_as_colleagues_call_them(ledger: Ledger) -> None:
    record = ledger.replied()
    assert {line["by"] for line in ledger.see(record, ledger.officer)["log"]} == {None, "办不成事专员", "部门承办人"}
