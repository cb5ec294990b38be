"""The figures agree with the ledger: every one leads to the rows it counts."""

from datetime import date

import pytest

from hall.catalogue.queries import hall_book
from hall.catalogue.spans import Span
from hall.escalation.counting import facts_of
from hall.escalation.figures import COUNTED
from hall.escalation.listing import Wanted
from tests.actions.escalation.ledger import DONE, LAND, Ledger
from tests.halls import COUNTY, Json, refused, told

PATH = f"/halls/{COUNTY}/escalations"
DAYS = "from=2026-11-23&to=2026-12-31"


def some_records(ledger: Ledger) -> None:
    """One of each kind: new, withdrawn, on the spot, called back well and ill, out of scope, late, put right twice."""
    officer, land = ledger.officer, ledger.land
    ledger.report()
    ledger.does(ledger.reporter, ledger.report(), "withdraw")
    spot = ledger.report(ledger.officer, source="patrol", service="tax")
    ledger.does(officer, spot, "accept", case_class="A", cause="system")
    ledger.does(officer, spot, "resolve-now", **DONE)
    foreign = ledger.report()
    ledger.does(officer, foreign, "out-of-scope", reason="不是本厅事项", remedy="请到法院")
    ledger.does(ledger.manager, foreign, "confirm", agrees=True)
    for _ in range(2):
        good = ledger.replied(cause="system")
        ledger.does(officer, good, "call-back", satisfaction="satisfied")
        ledger.does(officer, good, "rectify", text="系统已升级")
        ledger.does(officer, good, "archive")
    bad = ledger.replied()
    ledger.does(officer, bad, "call-back", satisfaction="dissatisfied")
    ledger.does(officer, bad, "reopen", reason="没有解决")
    late = ledger.in_progress()
    ledger.wait(days=8)
    ledger.does(land, late, "resolve", **DONE)
    ledger.does(land, late, "reply", text="已办好")
    ledger.in_progress(cause="system")


def figures(ledger: Ledger, by: str = "source") -> Json:
    found: Json = told(ledger.manager.get(f"{PATH}/figures?{DAYS}&by={by}"))
    return found


def test_every_figure_leads_to_as_many_rows(ledger: Ledger) -> None:
    some_records(ledger)
    found = figures(ledger)
    assert found["all"]["counts"]["records"] == 9
    assert {rate["rate"]: (rate["number"], rate["of"]) for rate in found["all"]["rates"]} == {
        "on_the_spot": (1, 6), "contact_in_time": (7, 8), "in_time": (2, 5), "call_back_in_time": (3, 3),
        "satisfied": (2, 3), "reopened": (1, 3), "rectified": (2, 2),
    }  # fmt: skip
    for group, narrowed in [(found["all"], ""), *((one, f"&source={one['key']}") for one in found["items"])]:
        for name, number in group["counts"].items():
            rows = told(ledger.manager.get(f"{PATH}?{DAYS}&counted={name}&limit=200{narrowed}"))["items"]
            assert len(rows) == number, (group["key"], name)
    assert set(found["all"]["counts"]) == set(COUNTED)


def test_groups_add_up_whatever_they_are_by(ledger: Ledger) -> None:
    some_records(ledger)
    for by in ("source", "department", "cause", "service", "case_class", "month"):
        found = figures(ledger, by)
        for name, number in found["all"]["counts"].items():
            assert sum(group["counts"][name] for group in found["items"]) == number, (by, name)
    labels = {group["key"]: group["label"] for group in figures(ledger, "cause")["items"]}
    assert labels == {None: "未记录", "process": "流程不畅", "system": "系统故障"}
    [group] = [group for group in figures(ledger, "department")["items"] if group["key"] == LAND]
    rows = told(ledger.manager.get(f"{PATH}?{DAYS}&counted=records&department={LAND}"))["items"]
    assert len(rows) == group["counts"]["records"]


def test_departments_are_called_by_their_names_in_either_language(ledger: Ledger) -> None:
    english = {"zh": LAND, "en": "County Natural Resources and Planning Bureau"}
    record = ledger.in_progress(cause="system")
    ledger.in_progress(cause="system")
    [item, _other] = told(ledger.manager.get(PATH))["items"]
    assert (item["owner"], item["departments"][LAND]) == (LAND, english)
    assert ledger.staff_side(record)["departments"] == {LAND: english}
    [group] = [group for group in figures(ledger, "department")["items"] if group["key"] == LAND]
    assert group["name"] == english
    assert told(ledger.manager.get(f"{PATH}/repeated?{DAYS}"))["items"][0]["department_label"] == english
    listed = told(ledger.manager.get(f"/halls/{COUNTY}/departments"))["items"]
    assert english in [one["name"] for one in listed]


def test_lengths_are_in_working_days(ledger: Ledger) -> None:
    record = ledger.in_progress()
    ledger.wait(days=7)  # Monday to Monday
    open_for = figures(ledger)["all"]["lengths"][2]
    assert open_for == {"length": "open_for", "mean": 5.0, "longest": 5, "of": 1, "counted": "open"}
    ledger.does(ledger.land, record, "resolve", **DONE)
    ledger.does(ledger.land, record, "reply", text="好了")
    assert figures(ledger)["all"]["lengths"][0]["mean"] == 5.0


def test_a_clock_that_runs_is_counted_once_it_is_overdue(ledger: Ledger) -> None:
    ledger.in_progress()
    rates = {rate["rate"]: (rate["number"], rate["of"]) for rate in figures(ledger)["all"]["rates"]}
    assert (rates["in_time"], rates["contact_in_time"]) == ((0, 0), (1, 1))
    ledger.wait(days=8)
    rates = {rate["rate"]: (rate["number"], rate["of"]) for rate in figures(ledger)["all"]["rates"]}
    assert rates["in_time"] == (0, 1)
    assert figures(ledger)["all"]["counts"]["red"] == 1


def test_what_keeps_coming_back_with_what_was_put_right(ledger: Ledger) -> None:
    some_records(ledger)
    [system] = told(ledger.manager.get(f"{PATH}/repeated?{DAYS}"))["items"]
    assert (system["department"], system["records"], system["cause_label"], system["open"], system["since"]) == (
        LAND, 3, "系统故障", 1, 1,
    )  # fmt: skip
    assert [one["text"] for one in system["rectified"]] == ["系统已升级"] * 2
    assert system["rectified"][0]["number"] in system["numbers"]
    assert told(ledger.manager.get(f"{PATH}/repeated?{DAYS}&least=4"))["items"] == []


def test_a_long_list_of_what_a_figure_counts_is_whole(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hall.escalation.listing.AT_ONCE", 2)
    some_records(ledger)
    whole = [item["number"] for item in told(ledger.manager.get(f"{PATH}?{DAYS}&counted=accepted"))["items"]]
    pages, after = [], 0
    while after is not None:
        page = told(ledger.manager.get(f"{PATH}?{DAYS}&counted=accepted&limit=2&after={after}"))
        pages += [item["number"] for item in page["items"]]
        after = page["next"]
    assert pages == whole == sorted(whole, reverse=True)
    assert len(whole) == 6


def test_nobody_reads_of_what_complains_of_them(ledger: Ledger) -> None:
    ledger.report(ledger.officer, source="window", staff="manager")
    assert figures(ledger)["all"]["counts"]["records"] == 0
    assert told(ledger.above.get(f"{PATH}/figures?{DAYS}"))["all"]["counts"]["records"] == 1
    refused(ledger.land.get(f"{PATH}/figures"), "forbidden", 403)
    refused(ledger.manager.get(f"{PATH}/figures?from=2026-01-02&to=2026-01-01"), "invalid", 422)


def test_days_count_as_the_calendar_counts_them_one_by_one(ledger: Ledger) -> None:
    ledger.in_progress()
    ledger.county.wait(days=30)
    with ledger.county.database.reading() as connection:
        book = hall_book(connection, ledger.county.hall_id)
        today, at = date(2026, 12, 23), ledger.county.clock.at
        span = Span(book.hall_id, date(2026, 11, 1), today, today)
        [facts] = facts_of(connection, book, span, Wanted(None, at, book.zone), at)
    assert facts.open_days == book.opening.workdays.workdays_between(date(2026, 11, 23), today)
