"""A manager moves windows to where people wait: at once, one by one or as a saved allocation."""

import pytest
from werkzeug.test import TestResponse

from tests.halls import COUNTY, County, Json, Somebody, refused, told


def change(county: County, at: int, by: Somebody | None = None, /, **what: object) -> TestResponse:
    return (by or county.manager).send("PATCH", f"/windows/{county.windows[at]}", what)


def test_a_window_serves_its_new_services_from_the_next_call_on(county: County) -> None:
    county.open(22, 27)
    county.issue("pension")
    tax = county.issue("tax")
    window = told(change(county, 27, services=["pension"]))
    assert (window["services"], window["clerk"]) == (["pension"], "27号窗口")
    assert county.see(tax)["windows"] == [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 28, 31]
    assert county.call(27)["number"] == "D001"


def test_estimates_and_places_follow_at_once(county: County) -> None:
    county.open(22, 27)
    county.issue("pension")
    tax = county.issue("tax")
    assert county.see(tax)["ahead"] == 0
    told(change(county, 27, services=["pension", "tax"]))
    assert county.see(tax)["ahead"] == 1
    services = told(county.visitor.get(f"/halls/{COUNTY}/services"))["items"]
    assert {each["code"]: each["open_windows"] for each in services}["pension"] == 2


def test_services_may_be_given_as_patterns(county: County) -> None:
    services = told(change(county, 27, services=["*", "!tax", "!exit-entry"]))["services"]
    assert len(services) == 24
    assert not {"tax", "exit-entry"} & set(services)


def test_kind_zone_and_name_change_too(county: County) -> None:
    name = {"zh": "潮汐窗口", "en": "Tide"}
    window = told(change(county, 27, kind="comprehensive", zone="enterprise", name=name))
    assert (window["kind"], window["zone"], window["name"]) == ("comprehensive", "enterprise", name)
    seen = county.window(27)
    assert (seen["kind"], seen["zone"], seen["label"]) == ("comprehensive", "enterprise", "潮汐窗口")


def test_a_window_that_becomes_the_assisted_one_serves_those_first_who_need_help(county: County) -> None:
    county.open(27)
    county.issue("tax")
    county.issue("tax", needs_help=True)
    told(change(county, 27, kind="assisted"))
    assert county.call(27)["number"] == "H002"


def test_the_journal_tells_the_window_as_it_is_now(county: County) -> None:
    told(change(county, 27, services=["pension"], reason="午后养老业务多"))
    [entry] = county.journal("window_changed")
    assert (entry.data["cause"], entry.data["after"]["services"]) == ("reassigned", ["pension"])
    assert set(entry.data["remark"]) == {"id", "digest"}
    assert "午后" not in entry.text


def test_nothing_to_change_records_nothing(county: County) -> None:
    told(change(county, 27))
    told(change(county, 27, services=["tax"], kind="special", state="closed"))
    assert county.journal() == []


@pytest.mark.parametrize(
    ("what", "code", "field"),
    [
        ({"services": ["no-such"]}, "unknown_service", "services"),
        ({"services": ["!no-such"]}, "unknown_service", "services"),
        ({"zone": "roof"}, "invalid", "zone"),
        ({"kind": "vip"}, "invalid", "kind"),
        ({"state": "ajar"}, "invalid", "state"),
        ({"number": 99}, "invalid", "number"),
        ({"name": {"zh": "", "en": "x"}}, "invalid", "name.zh"),
        ({"services": "tax"}, "invalid", "services"),
    ],
)
def test_a_change_that_cannot_be_is_refused_by_its_field(county: County, what: Json, code: str, field: str) -> None:
    problem = refused(change(county, 27, **what), code, 422)
    assert [at["field"] for at in problem["errors"]] == [field]
    assert county.journal() == []


def test_a_refused_part_leaves_the_rest_undone_too(county: County) -> None:
    refused(change(county, 27, services=["pension"], zone="roof"), "invalid", 422)
    assert county.window(27)["services"] == ["tax"]


def test_only_a_manager_of_the_hall_reassigns(county: County) -> None:
    refused(change(county, 27, county.visitor, kind="special"), "not_signed_in", 401)
    refused(change(county, 27, county.clerk(27), kind="special"), "forbidden", 403)
    town = told(county.visitor.get("/halls/louguan"))["windows"][0]["id"]
    refused(county.manager.send("PATCH", f"/windows/{town}", {"kind": "special"}), "foreign_hall", 403)


def test_a_manager_closes_a_window_and_its_duty_ends(county: County) -> None:
    county.open(26, 27)
    assert told(change(county, 27, state="closed"))["clerk"] is None
    assert told(county.clerk(27).get("/session"))["window"] is None
    refused(county.at(27, "call-next"), "window_not_open", 409)
    county.open(27)


def test_a_window_with_a_visitor_is_not_closed(county: County) -> None:
    county.open(27)
    county.issue("tax")
    called = county.call(27)
    assert called["number"] in refused(change(county, 27, state="closed"), "window_busy", 409)["detail"]
    assert county.window(27)["state"] == "open"


def test_a_manager_pauses_and_reopens_a_window(county: County) -> None:
    county.open(27)
    assert told(change(county, 27, state="paused"))["clerk"] == "27号窗口"
    told(change(county, 27, state="open"))
    county.issue("tax")
    county.call(27)


def test_a_managers_opening_ends_a_timed_pause_for_good(county: County) -> None:
    county.open(27)
    told(county.at(27, "pause", minutes=10))
    told(change(county, 27, state="open"))
    told(county.at(27, "pause"))
    county.wait(minutes=10)
    assert county.window(27)["state"] == "paused"


def allocate(county: County, by: Somebody | None = None, **body: object) -> TestResponse:
    return (by or county.manager).post(f"/halls/{COUNTY}/allocations", body)


def test_an_allocation_changes_several_windows_in_one_step(county: County) -> None:
    windows = [
        {"window": county.windows[27], "services": ["pension"]},
        {"window": county.windows[28], "kind": "comprehensive", "state": "open"},
    ]
    answer = told(allocate(county, windows=windows))
    assert [window["number"] for window in answer["windows"]] == [27, 28]
    assert county.window(27)["services"] == ["pension"]
    assert (county.window(28)["kind"], county.window(28)["state"]) == ("comprehensive", "open")
    assert answer["presets"] == []


def test_a_named_allocation_is_saved_and_applied_again(county: County) -> None:
    windows = [{"window": county.windows[27], "services": ["pension"]}]
    told(allocate(county, name="午后", windows=windows, apply=False))
    assert county.window(27)["services"] == ["tax"]
    saved = told(county.manager.get(f"/halls/{COUNTY}/allocations"))["items"]
    assert saved == [{"name": "午后", "windows": windows}]
    told(allocate(county, windows=saved[0]["windows"]))
    assert county.window(27)["services"] == ["pension"]
    told(allocate(county, name="午后", windows=[{"window": county.windows[28], "kind": "special"}], apply=False))
    assert len(told(county.manager.get(f"/halls/{COUNTY}/allocations"))["items"]) == 1


def test_one_window_that_cannot_change_stops_the_whole_allocation(county: County) -> None:
    county.open(28)
    county.issue("tax")
    county.call(28)
    windows = [
        {"window": county.windows[27], "services": ["pension"]},
        {"window": county.windows[28], "state": "closed"},
    ]
    refused(allocate(county, name="夜间", windows=windows), "window_busy", 409)
    assert county.window(27)["services"] == ["tax"]
    assert told(county.manager.get(f"/halls/{COUNTY}/allocations"))["items"] == []


def test_an_allocation_names_windows_of_its_own_hall(county: County) -> None:
    town = told(county.visitor.get("/halls/louguan"))["windows"][0]["id"]
    for apply in (True, False):
        response = allocate(county, name="错", windows=[{"window": town, "kind": "special"}], apply=apply)
        refused(response, "window_not_found", 404)
    assert told(county.manager.get(f"/halls/{COUNTY}/allocations"))["items"] == []


def test_an_allocation_that_is_neither_saved_nor_applied_is_refused(county: County) -> None:
    windows = [{"window": county.windows[27], "kind": "special"}]
    assert refused(allocate(county, windows=windows, apply=False), "invalid", 422)["errors"][0]["field"] == "name"
    refused(allocate(county, windows=[]), "invalid", 422)
    unknown = [{"window": county.windows[27], "services": ["no-such"]}]
    refused(allocate(county, name="错", windows=unknown, apply=False), "unknown_service", 422)
    refused(allocate(county, county.clerk(3), windows=windows), "forbidden", 403)
