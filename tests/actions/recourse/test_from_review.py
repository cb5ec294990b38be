"""A bad review becomes a record: by a press, and by itself when the call-back finds the visitor dissatisfied still."""

from typing import Any

import pytest

from tests.halls import ADULT, COUNTY, County, Json, refused, told

WORDS = "说缺一份材料，去了三次"
STEPS = ("verify", "reply", "call-back", "improve")


@pytest.fixture
def bad(county: County) -> Json:
    """A bad review of clerk27's work, by somebody who can be reached."""
    county.open(27)
    county.issue("tax", name="王秀兰", phone="13912345678", id_number=ADULT)
    ticket = county.serve(27)
    told(county.finish(27, ticket))
    said = {"rating": "dissatisfied", "tags": ["attitude"], "text": WORDS}
    known = told(county.visitor.get(f"/tickets/{ticket['id']}/review"))["tags"]
    said["tags"] = [next(tag["code"] for tag in known if tag["side"] == "blame")]
    told(county.visitor.post(f"/tickets/{ticket['id']}/review", said), 201)
    [listed] = told(county.manager.get(f"/halls/{COUNTY}/reviews?to_do=true"))["items"]
    found: Json = listed
    return found


def does(county: County, bad: Json, deed: str, **body: Any) -> Json:
    found: Json = told(county.manager.post(f"/reviews/{bad['id']}/{deed}", {"text": "如实办理", **body}))
    return found


def called_back(county: County, bad: Json, heard: str) -> None:
    does(county, bad, "verify")
    does(county, bad, "reply")
    does(county, bad, "call-back", heard=heard, text="仍说材料反复补")


def records(county: County, bad: Json) -> list[Json]:
    found: list[Json] = told(county.manager.get(f"/reviews/{bad['id']}/records"))["items"]
    return found


def test_a_press_puts_it_on_record_with_all_that_is_known(county: County, bad: Json) -> None:
    opened = told(county.manager.post(f"/reviews/{bad['id']}/escalate"), 201)
    assert [one["number"] for one in records(county, bad)] == [opened["number"]] == ["2026-0001"]
    record = told(county.person("escalation").get(f"/escalations/{opened['id']}"))
    assert (record["source"], record["state"], record["service"]) == ("bad_review", "registered", "tax")
    assert WORDS in record["description"]
    staff = record["staff"]
    assert (staff["review"], staff["ticket"], staff["window"]) == (bad["id"], bad["ticket"], 27)
    assert (staff["reporter"]["name"], staff["reporter"]["phone"]) == ("王**", "139****5678")
    again = refused(county.manager.post(f"/reviews/{bad['id']}/escalate"), "already_escalated", 409)
    assert again["number"] == opened["number"]


def test_whoever_the_review_is_about_is_kept_out_of_the_record(county: County, bad: Json) -> None:
    opened = told(county.manager.post(f"/reviews/{bad['id']}/escalate"), 201)
    refused(county.clerk(27).get(f"/escalations/{opened['id']}"), "complained_of", 403)
    assert [each["id"] for each in records(county, bad)] == [opened["id"]]
    staff = f"/halls/{COUNTY}/staff/clerk27"
    told(county.person("admin").send("PATCH", staff, {"roles": ["clerk", "manager"]}))
    assert told(county.clerk(27).get(f"/reviews/{bad['id']}/records"))["items"] == [], "its id is the right to read it"


def test_a_dissatisfied_call_back_opens_a_record_by_itself_and_the_loop_goes_on(county: County, bad: Json) -> None:
    called_back(county, bad, "dissatisfied")
    [record] = records(county, bad)
    seen = told(county.person("escalation").get(f"/escalations/{record['id']}"))
    assert "回访：仍说材料反复补" in seen["description"]
    step, registered = county.journal("review_step_taken", "escalation_registered")[-2:]
    assert (step.data["heard"], registered.data["source"]) == ("dissatisfied", "bad_review")
    assert step.at == registered.at
    assert does(county, bad, "improve")["next"] is None
    assert len(records(county, bad)) == 1


@pytest.mark.parametrize("heard", ["satisfied", "unreachable"])
def test_any_other_call_back_opens_none(county: County, bad: Json, heard: str) -> None:
    called_back(county, bad, heard)
    assert records(county, bad) == []


def test_a_record_that_was_opened_before_stands_alone(county: County, bad: Json) -> None:
    told(county.manager.post(f"/reviews/{bad['id']}/escalate"), 201)
    called_back(county, bad, "dissatisfied")
    assert len(records(county, bad)) == 1


def test_no_record_comes_of_praise_or_of_what_was_set_aside(county: County, bad: Json) -> None:
    told(county.clerk(27).post(f"/reviews/{bad['id']}/appeal", {"text": "情况不实"}))
    told(county.manager.post(f"/reviews/{bad['id']}/decide", {"upheld": True, "text": "属实"}))
    refused(county.manager.post(f"/reviews/{bad['id']}/escalate"), "review_wrong_state", 409)
    ticket = county.issue("tax")
    county.serve(27)
    told(county.finish(27, ticket))
    told(county.visitor.post(f"/tickets/{ticket['id']}/review", {"rating": "satisfied"}), 201)
    [good] = [one for one in told(county.manager.get(f"/halls/{COUNTY}/reviews"))["items"] if one["reached"] is None]
    refused(county.manager.post(f"/reviews/{good['id']}/escalate"), "review_wrong_state", 409)


def test_help_may_come_of_a_review(county: County, bad: Json) -> None:
    told(county.manager.post(f"/halls/{COUNTY}/assistance", {"review": bad["id"]}), 201)
    [request] = told(county.manager.get(f"/halls/{COUNTY}/assistance?review={bad['id']}"))["items"]
    assert (request["source"], request["review"]) == ("review", bad["id"])
    refused(county.greeter.post(f"/halls/{COUNTY}/assistance", {"review": bad["id"]}), "forbidden", 403)
