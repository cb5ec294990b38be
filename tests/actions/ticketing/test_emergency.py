"""Numbers given on paper while the server was away, entered afterwards."""

from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from hall.events import instant_text
from tests.halls import ADULT, COUNTY, MORNING, SENIOR, County, Json, Somebody, refused, told


def minutes_ago(county: County, minutes: float) -> str:
    return instant_text(county.clock.at - timedelta(minutes=minutes))


def paper(county: County, number: str, minutes: float, *services: str, **more: Any) -> Json:
    return {"paper": number, "given_at": minutes_ago(county, minutes), "services": list(services or ["tax"]), **more}


def send(county: County, *rows: Json, by: Somebody | None = None) -> TestResponse:
    return (by or county.greeter).post(f"/halls/{COUNTY}/tickets/emergency", {"tickets": list(rows)})


def enter(county: County, *rows: Json) -> list[Json]:
    items: list[Json] = told(send(county, *rows), 201)["items"]
    return items


def order_of_calls(county: County, window: int, count: int) -> list[str]:
    order = []
    for _ in range(count):
        ticket = county.serve(window)
        order.append(ticket["number"])
        told(county.finish(window, ticket))
    return order


def test_the_number_on_the_paper_is_the_visitors_and_the_kiosks_go_on_without_a_gap(county: County) -> None:
    before = county.issue("tax")
    county.wait(minutes=30)
    [entered] = enter(county, paper(county, "003", 20))
    after = county.issue("tax")
    assert (entered["number"], entered["state"], entered["fresh"]) == ("YJ003", "waiting", True)
    assert [before["number"], after["number"]] == ["H001", "H002"]
    county.open(27)
    assert order_of_calls(county, 27, 3) == ["H001", "YJ003", "H002"]


def test_it_counts_from_when_it_was_given_and_those_it_comes_before_are_counted(county: County) -> None:
    county.wait(minutes=60)
    since = county.issue("tax")
    county.wait(minutes=5)
    [entered] = enter(county, paper(county, "1", 40))
    ticket = county.see(entered)
    assert ticket["issued_at"] == ticket["effective_since"] == "2026-11-23T02:25:00.000000Z"
    assert ticket["entered_at"] == "2026-11-23T03:05:00.000000Z"
    assert (ticket["credit_minutes"], ticket["credit_reason"]) == (0, "emergency")
    assert county.see(since)["overtaken"] == 1


def test_nobody_is_overtaken_by_paper_more_often_than_the_limit(county: County) -> None:
    county.set_rules(overtaken_limit=2)
    county.wait(minutes=30)
    since = county.issue("tax")
    county.wait(minutes=1)
    rows = [paper(county, str(number), 20 - number) for number in (1, 2, 3, 4)]
    third = enter(county, *rows)[2]
    assert county.see(since)["overtaken"] == 2
    assert county.see(third)["effective_since"] == since["effective_since"]
    county.open(27)
    assert order_of_calls(county, 27, 5) == ["YJ001", "YJ002", "H001", "YJ003", "YJ004"]


def test_papers_are_called_as_they_were_given_however_the_rows_stand(county: County) -> None:
    county.wait(minutes=30)
    entered = enter(county, paper(county, "7", 5), paper(county, "5", 15), paper(county, "6", 10))
    assert [each["number"] for each in entered] == ["YJ007", "YJ005", "YJ006"]
    county.open(27)
    assert order_of_calls(county, 27, 3) == ["YJ005", "YJ006", "YJ007"]


def test_the_same_paper_again_is_the_ticket_entered_already(county: County) -> None:
    county.wait(minutes=30)
    [first] = enter(county, paper(county, "003", 20))
    again, more = enter(county, paper(county, "YJ003", 10, "pension"), paper(county, "4", 9))
    assert (again["id"], again["fresh"]) == (first["id"], False)
    assert (more["number"], more["fresh"]) == ("YJ004", True)
    assert len(county.journal("ticket_entered")) == 2
    county.wait(days=1)
    [tomorrow] = enter(county, paper(county, "003", 20))
    assert tomorrow["id"] != first["id"]


def test_one_wrong_row_refuses_all_of_them_and_says_which_and_why(county: County) -> None:
    county.wait(minutes=30)
    rows = [
        paper(county, "1", 20),
        paper(county, "A002", -5),
        paper(county, "3", 10, "no-such-service"),
        paper(county, "1", 9),
        paper(county, "5", 8, id_number=ADULT[:-1] + "0"),
        paper(county, "6", 7, served={"outcome": "incomplete", "window": 99}),
    ]
    problem = refused(send(county, *rows), "invalid", 422)
    assert [each["field"] for each in problem["errors"]] == [
        "tickets.1.paper",
        "tickets.1.given_at",
        "tickets.3.paper",
        "tickets.5.served.window",
        "tickets.2.services",
        "tickets.4.id_number",
        "tickets.5.served.missing",
    ]
    assert problem["detail"].startswith("第2, 3, 4, 5, 6行有误，全部未录入。第2行：应为应急号，如 YJ003 或 003")
    assert county.journal("ticket_entered") == []
    assert len(enter(county, rows[0])) == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("2026-11-23T02:00:01Z", "invalid"),  # a second from now
        ("2026-11-16T01:59:59Z", "invalid"),  # more than seven days ago
        ("0001-01-01T00:00:00+14:00", "invalid"),
        ("2026-11-23 09:00", "invalid"),  # of no zone
    ],
)
def test_the_time_on_the_paper_has_to_be_one(county: County, given: str, code: str) -> None:
    row = {"paper": "1", "given_at": given, "services": ["tax"]}
    problem = refused(send(county, row), code, 422)
    assert problem["errors"][0]["field"] == "tickets.0.given_at"


def test_a_time_with_another_offset_is_the_same_instant(county: County) -> None:
    [entered] = enter(county, {"paper": "1", "given_at": "2026-11-23T09:30:00+08:00", "services": ["tax"]})
    assert entered["issued_at"] == "2026-11-23T01:30:00.000000Z"


def test_who_was_served_meanwhile_is_done_with_the_outcome(county: County) -> None:
    county.wait(minutes=60)
    waiting = county.issue("tax")
    served = {
        "outcome": "completed",
        "window": 27,
        "started_at": minutes_ago(county, 30),
        "finished_at": minutes_ago(county, 20),
    }
    [entered] = enter(county, paper(county, "1", 50, "tax", "pension", served=served))
    ticket = county.see(entered)
    assert entered["state"] == "done"
    assert [errand["outcome"] for errand in ticket["errands"]] == ["completed", "completed"]
    assert ticket["window"] == 27
    assert county.see(waiting)["overtaken"] == 0  # it came before nobody who waits


def test_missing_materials_of_the_outage_give_the_right_to_return(county: County) -> None:
    county.wait(minutes=60)
    served = {"outcome": "incomplete", "missing": ["户口本"]}
    [entered] = enter(county, paper(county, "1", 50, served=served))
    back = county.issue("tax", returns_from=entered["id"])
    assert (back["credit_minutes"], back["credit_reason"]) == (20, "return")


def test_of_a_day_that_is_over_who_was_not_served_was_left_unserved(county: County) -> None:
    county.issue("tax")
    county.wait(days=1)
    [entered] = enter(county, paper(county, "1", 20 * 60))
    assert entered["state"] == "unserved"
    assert county.see(entered)["day"] == "2026-11-23"
    assert county.issue("tax", returns_from=entered["id"])["credit_reason"] == "return"


def test_after_the_hall_was_closed_for_the_day_nobody_new_waits(county: County) -> None:
    county.wait(minutes=30)
    told(county.manager.post(f"/halls/{COUNTY}/close"))
    [entered] = enter(county, paper(county, "1", 20))
    assert entered["state"] == "unserved"


def test_a_green_channel_counts_from_before_the_paper(county: County) -> None:
    county.wait(minutes=30)
    [entered] = enter(county, paper(county, "1", 5, category="disabled", id_number=SENIOR, name="王芳"))
    ticket = county.see(entered)
    assert (ticket["credit_minutes"], ticket["credit_reason"]) == (20, "green_channel")
    assert ticket["effective_since"] == "2026-11-23T02:05:00.000000Z"
    [late] = enter(county, paper(county, "2", 5))
    better = told(county.greeter.does("upgrade", late, category="pregnant"))
    assert (better["effective_since"], better["credit_reason"]) == ("2026-11-23T02:05:00.000000Z", "green_channel")


def test_the_order_is_explained_with_both_times(county: County) -> None:
    county.wait(minutes=60)
    other = county.issue("tax")
    county.wait(minutes=5)
    enter(county, paper(county, "3", 40))
    why = told(county.visitor.get(f"/tickets/{other['id']}/why/YJ003"))
    assert why["text"]["zh"] == (
        "YJ003排在您的H001之前：YJ003等效取号10:25（系统停用时10:25发的手工号，11:05补录）；"
        "您的H001等效取号11:00（现场取号）。"
    )
    assert "given on paper at 10:25 while the system was away, entered 11:05" in why["text"]["en"]


def test_who_was_called_before_the_paper_was_entered_is_told_so(county: County) -> None:
    county.wait(minutes=60)
    county.open(27)
    other = county.issue("tax")
    county.call(27)
    county.wait(minutes=5)
    [entered] = enter(county, paper(county, "3", 40))
    why = told(county.visitor.get(f"/tickets/{entered['id']}/why/{other['number']}"))
    assert "当时您的YJ003（10:25发的手工号）还没有录入，11:05才补录" in why["text"]["zh"]


def test_the_limit_is_told_where_it_holds_a_paper_back(county: County) -> None:
    county.set_rules(overtaken_limit=1)
    county.wait(minutes=60)
    other = county.issue("tax")
    rows = [paper(county, "1", 40), paper(county, "2", 30)]
    held_back = enter(county, *rows)[1]
    why = told(county.visitor.get(f"/tickets/{held_back['id']}/why/{other['number']}"))
    assert "两者的等效取号都是11:00" in why["text"]["zh"]
    assert "您的YJ002：系统停用时10:30发的手工号，11:00补录，因前面的人被超过的次数已到上限" in why["text"]["zh"]


def test_the_prefix_is_the_halls_own(county: County) -> None:
    county.set_rules(emergency_prefix="W")
    assert enter(county, paper(county, "W012", 0))[0]["number"] == "W012"
    refused(send(county, paper(county, "YJ013", 0)), "invalid", 422)


def test_manager_and_greeter_enter_and_nobody_else(county: County) -> None:
    told(send(county, paper(county, "1", 0), by=county.manager), 201)
    for by in (county.clerk(3), county.kiosk):
        refused(send(county, paper(county, "2", 0), by=by), "forbidden", 403)


def test_the_journal_keeps_nothing_of_the_person(county: County) -> None:
    assert county.clock.at == MORNING
    enter(county, paper(county, "1", 0, name="王芳", id_number=ADULT, phone="13800138000", category="disabled"))
    [entry] = county.journal("ticket_entered")
    assert not any(word in entry.text for word in ("王芳", ADULT, "13800138000", "disabled"))


def test_a_paper_number_is_requeued_and_transferred_like_any_other(county: County) -> None:
    county.wait(minutes=30)
    enter(county, paper(county, "1", 20))
    county.issue("tax")
    county.open(27)
    missed = county.pass_over(27)
    assert missed["number"] == "YJ001"
    back = told(county.greeter.does("requeue", missed))
    assert (back["state"], back["number"]) == ("waiting", "YJ001")
    assert order_of_calls(county, 27, 2) == ["H001", "YJ001"]
