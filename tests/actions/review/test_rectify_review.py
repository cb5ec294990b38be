"""What becomes of a bad review: five steps with who, when and text; appeals; and who may do what."""

from datetime import timedelta
from typing import Any

import pytest

from hall.journal.audit import audit_entries
from tests.actions.review.test_give_review import WORDS, review, served
from tests.halls import COUNTY, County, Json, refused, told

STEPS = ("verify", "reply", "call-back", "improve")


@pytest.fixture
def bad(county: County) -> Json:
    """A bad review of clerk27's work, as managers list it."""
    told(review(county, served(county, name="王某某", phone="13912345678"), "dissatisfied", text=WORDS), 201)
    [listed] = told(county.manager.get(f"/halls/{COUNTY}/reviews?to_do=true"))["items"]
    found: Json = listed
    return found


def does(county: County, deed: str, bad: Json, who: str = "manager", **body: Any) -> Any:
    more = {"heard": "satisfied"} if deed == "call-back" and "heard" not in body else {}
    return county.person(who).post(f"/reviews/{bad['id']}/{deed}", {"text": f"{deed} 如实办理", **more, **body})


def test_a_bad_review_goes_its_way_to_the_end(county: County, bad: Json) -> None:
    assert (bad["reached"], bad["next"], bad["due_on"]) == ("found", "verified", "2026-11-24")
    assert (bad["has_text"], bad["person"], bad["overdue"]) == (True, "27号窗口", False)
    for deed in STEPS:
        county.clock.advance(timedelta(hours=1))
        answer = told(does(county, deed, bad))
    assert [step["step"] for step in answer["steps"]] == [
        "found",
        "verified",
        "replied_and_rectified",
        "called_back",
        "improved",
    ]
    assert [step["at"][11:13] for step in answer["steps"]] == ["02", "03", "04", "05", "06"]
    assert [step["by"] for step in answer["steps"]] == [None, "值班长", "值班长", "值班长", "值班长"]
    assert [step["text"] for step in answer["steps"]][1:] == [f"{deed} 如实办理" for deed in STEPS]
    assert {step["in_time"] for step in answer["steps"]} == {True}
    assert (answer["next"], answer["due_on"], answer["steps"][3]["heard"]) == (None, None, "satisfied")
    assert told(county.manager.get(f"/halls/{COUNTY}/reviews?to_do=true"))["items"] == []
    seen = told(county.visitor.get(f"/tickets/{bad['ticket']}/review"))["review"]
    assert (seen["reply"], seen["text"]) == ("reply 如实办理", WORDS)
    entries = county.journal("review_step_taken")
    assert [entry.data["step"] for entry in entries] == [step["step"] for step in answer["steps"]][1:]
    assert all("如实办理" not in entry.text and entry.data["remark"]["id"] for entry in entries)


@pytest.mark.parametrize("taken", range(5))
def test_no_step_is_skipped_and_none_taken_twice(county: County, bad: Json, taken: int) -> None:
    for deed in STEPS[:taken]:
        told(does(county, deed, bad))
    before = county.rows()
    for deed in STEPS[:taken] + STEPS[taken + 1 :]:
        refused(does(county, deed, bad), "review_wrong_state", 409)
    assert county.rows() == before


def test_a_late_step_is_marked_and_listed_until_it_is_done(county: County, bad: Json) -> None:
    county.clock.advance(timedelta(days=1))
    assert told(county.manager.get(f"/halls/{COUNTY}/reviews?overdue=true"))["items"] == []
    county.clock.advance(timedelta(days=1))
    [late] = told(county.manager.get(f"/halls/{COUNTY}/reviews?overdue=true"))["items"]
    assert (late["id"], late["overdue"]) == (bad["id"], True)
    answer = told(does(county, "verify", bad))
    assert [step["in_time"] for step in answer["steps"]][:2] == [True, False]
    assert told(county.manager.get(f"/halls/{COUNTY}/reviews?overdue=true"))["items"] == []


@pytest.mark.parametrize("rating", ["very_satisfied", "basically_satisfied"])
def test_nothing_is_rectified_that_is_not_bad(county: County, rating: str) -> None:
    told(review(county, served(county), rating), 201)
    [good] = told(county.manager.get(f"/halls/{COUNTY}/reviews"))["items"]
    refused(does(county, "verify", good), "review_wrong_state", 409)
    refused(does(county, "appeal", good, who="clerk27"), "review_wrong_state", 409)


def test_an_upheld_appeal_ends_it_and_takes_it_out_of_every_figure(county: County, bad: Json) -> None:
    refused(does(county, "appeal", bad, who="clerk28"), "foreign_review", 403)
    [own] = told(county.clerk(27).get(f"/halls/{COUNTY}/reviews/mine"))["items"]
    assert (own["id"], own["appeal_until"]) == (bad["id"], "2026-11-30")
    assert WORDS not in str(own)
    assert told(does(county, "appeal", bad, who="clerk27"))["appeal"] == "open"
    refused(does(county, "appeal", bad, who="clerk27"), "appeal_refused", 409)
    answer = told(does(county, "decide", bad, upheld=True))
    assert (answer["appeal"], answer["next"], len(answer["appeal_steps"])) == ("upheld", None, 2)
    refused(does(county, "verify", bad), "review_wrong_state", 409)
    refused(does(county, "decide", bad, upheld=False), "appeal_refused", 409)
    counts = told(county.manager.get(f"/halls/{COUNTY}/reviews/figures"))["all"]["counts"]
    assert (counts["reviewed"], counts["set_aside"], counts["bad"], counts["dissatisfied"]) == (1, 1, 0, 0)


def test_a_rejected_appeal_changes_nothing_else(county: County, bad: Json) -> None:
    told(does(county, "appeal", bad, who="clerk27"))
    told(does(county, "verify", bad))  # the clocks do not wait for the decision
    assert told(does(county, "decide", bad, upheld=False))["next"] == "replied_and_rectified"
    refused(does(county, "decide", bad, upheld=True), "appeal_refused", 409)


def test_an_appeal_comes_within_the_halls_days(county: County, bad: Json) -> None:
    county.clock.advance(timedelta(days=8))
    refused(does(county, "appeal", bad, who="clerk27"), "appeal_refused", 409)


def test_nobody_handles_a_review_of_their_own_work(county: County, bad: Json) -> None:
    administrator = county.person("admin")
    roles = {"roles": ["clerk", "manager"]}
    told(administrator.send("PATCH", f"/halls/{COUNTY}/staff/clerk27", roles))
    told(does(county, "appeal", bad, who="clerk27"))
    refused(does(county, "decide", bad, who="clerk27", upheld=True), "own_review", 403)
    for deed in STEPS:
        refused(does(county, deed, bad, who="clerk27"), "own_review", 403)
    words = county.clerk(27).post(f"/reviews/{bad['id']}/unmask", {"purpose": "verify"})
    refused(words, "own_review", 403)
    told(does(county, "verify", bad))


def test_the_visitors_words_and_phone_are_read_for_a_purpose_that_is_on_record(county: County, bad: Json) -> None:
    manager = county.manager
    for answer in (
        manager.get(f"/halls/{COUNTY}/reviews"),
        manager.get(f"/reviews/{bad['id']}"),
        manager.get(f"/tickets/{bad['ticket']}/review"),
        manager.get(f"/halls/{COUNTY}/journal"),
    ):
        text = answer.get_data(as_text=True)
        assert not [secret for secret in (WORDS, "王某某", "13912345678") if secret in text]
    refused(manager.post(f"/reviews/{bad['id']}/unmask", {}), "invalid", 422)
    whole = told(manager.post(f"/reviews/{bad['id']}/unmask", {"purpose": "call_back"}))
    assert whole == {"text": WORDS, "name": "王某某", "phone": "13912345678"}
    with county.database.reading() as connection:
        last = audit_entries(connection, limit=200)[-1]
    assert (last.kind, last.ticket, last.data["purpose"]) == ("unmasked", bad["id"], "call_back")
