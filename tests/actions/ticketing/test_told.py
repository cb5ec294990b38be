"""What a ticket's holder is told beside it: papers that are missing, the ground of a refusal, and how to come back."""

import pytest

from tests.halls import COUNTY, County, told

MISSING = ["营业执照副本", "法定代表人身份证"]


@pytest.fixture(autouse=True)
def window(county: County) -> None:
    county.open(27)


def test_all_that_is_missing_and_until_when_coming_back_gives_a_head_start(county: County) -> None:
    ticket = county.issue("tax")
    county.serve(27)
    told(county.finish(27, ticket, "incomplete", missing=MISSING))
    seen = county.see(ticket)
    assert [(one["service"], one["kind"], one["texts"]) for one in seen["told"]] == [("tax", "missing", MISSING)]
    assert seen["returning"] == {"until": "2026-11-26", "working_days": 3}  # from Monday to Thursday


def test_the_ground_of_a_refusal_is_told_and_gives_no_right_to_come_back(county: County) -> None:
    ticket = county.issue("tax")
    county.serve(27)
    told(county.finish(27, ticket, "refused", note="不属于本大厅受理范围"))
    seen = county.see(ticket)
    assert [(one["kind"], one["texts"]) for one in seen["told"]] == [("ground", ["不属于本大厅受理范围"])]
    assert seen["returning"] is None


def test_what_staff_note_for_themselves_is_not_told(county: County) -> None:
    ticket = county.issue("tax")
    county.serve(27)
    told(county.finish(27, ticket, "accepted", note="下周电话回访"))
    assert county.see(ticket)["told"] == []


def test_what_was_told_is_told_no_more_once_it_is_taken_back(county: County) -> None:
    ticket = county.issue("tax")
    county.serve(27)
    told(county.finish(27, ticket, "incomplete", missing=MISSING))
    told(county.clerk(27).does("undo", ticket))
    seen = county.see(ticket)
    assert (seen["state"], seen["told"], seen["returning"]) == ("serving", [], None)


def test_the_right_to_come_back_is_gone_once_used_and_once_over(county: County) -> None:
    ticket, later = county.issue("tax"), county.issue("tax")
    for one in (ticket, later):
        county.serve(27)
        told(county.finish(27, one, "incomplete", missing=MISSING))
    county.issue("tax", returns_from=ticket["id"])
    assert county.see(ticket)["returning"] is None
    assert county.see(later)["returning"] is not None
    county.wait(days=4)
    assert county.see(later)["returning"] is None


def test_who_was_left_unserved_is_told_how_long_the_head_start_holds(county: County) -> None:
    ticket = county.issue("tax")
    told(county.manager.post(f"/halls/{COUNTY}/close"))
    assert county.see(ticket)["returning"] == {"until": "2026-11-26", "working_days": 3}


def test_who_missed_the_call_is_told_how_often_one_may_still_come_back(county: County) -> None:
    ticket = county.issue("tax")
    assert county.see(ticket)["requeues_left"] is None
    left = []
    for _ in range(2):
        county.pass_over(27)
        left.append(county.see(ticket)["requeues_left"])
        told(county.kiosk.post(f"/tickets/{ticket['id']}/requeue"))
    assert left == [2, 1]


def test_giving_a_ticket_up_answers_the_same(county: County) -> None:
    ticket = county.issue("tax")
    given_up = told(county.visitor.send("DELETE", f"/tickets/{ticket['id']}"))
    assert given_up == county.see(ticket)
    assert (given_up["told"], given_up["requeues_left"], given_up["returning"]) == ([], None, None)
