"""Serving: start, and an outcome for every errand that the window can do."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from hall.ticketing.outcomes import Outcome
from tests.halls import County, Json, refused, told

NEEDS = {"incomplete": {"missing": ["户口本", "合同"]}, "refused": {"note": "《条例》第八条"}}


def finish(county: County, number: int, ticket: Json, **outcomes: Any) -> TestResponse:
    """Outcomes by service (`_` for `-`)."""
    endings = [{"service": name.replace("_", "-"), "outcome": outcome} for name, outcome in outcomes.items()]
    return county.clerk(number).does("finish", ticket, errands=endings)


@pytest.fixture
def serving(county: County) -> Json:
    """A tax matter being served at window 27."""
    county.open(27)
    county.issue("tax")
    return county.serve(27)


def test_who_starts_a_ticket_first_is_its_first_contact(county: County, serving: Json) -> None:
    assert (serving["state"], serving["first_contact"]) == ("serving", "27号窗口")
    county.open(28)
    told(county.clerk(27).does("transfer", serving, window=county.windows[28], reason="换窗口"))
    assert county.serve(28)["first_contact"] == "27号窗口"


def test_a_start_that_was_taken_back_made_nobody_the_first_contact(county: County, serving: Json) -> None:
    county.open(28)
    told(county.clerk(27).does("undo", serving))
    told(county.clerk(27).does("transfer", serving, window=county.windows[28], reason="换窗口"))
    assert county.serve(28)["first_contact"] == "28号窗口"


def test_only_a_called_ticket_is_started_and_by_its_own_window(county: County) -> None:
    county.open(27, 28)
    waiting = county.issue("tax")
    refused(county.clerk(27).does("start", waiting), "ticket_not_called", 409)
    county.call(27)
    problem = refused(county.clerk(28).does("start", waiting), "foreign_ticket", 403)
    assert "27号窗口" in problem["detail"]


def test_two_who_press_start_at_once_are_told_apart(county: County, serving: Json) -> None:
    problem = refused(county.clerk(27).does("start", serving), "ticket_not_called", 409)
    assert "27号窗口" in problem["detail"]
    assert "0秒前" in problem["detail"]


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_ends_an_errand(county: County, serving: Json, outcome: Outcome) -> None:
    done = told(county.finish(27, serving, outcome, **NEEDS.get(outcome, {})))
    assert (done["state"], done["errands"][0]["state"], done["errands"][0]["outcome"]) == ("done", "ended", outcome)
    [entry] = county.journal("ticket_finished")
    assert entry.data["outcomes"] == [{"position": 0, "service": "tax", "outcome": outcome}]
    county.issue("tax")
    county.call(27)


def test_incomplete_needs_the_whole_list_of_what_is_missing_once(county: County, serving: Json) -> None:
    for missing in ({}, {"missing": []}, {"missing": ["  "]}):
        response = county.finish(27, serving, "incomplete", **missing)
        assert response.status_code == 422
        assert response.get_json()["errors"][0]["field"].startswith("errands.0.missing")
    done = told(county.finish(27, serving, "incomplete", missing=["户口本", "合同"]))
    assert [(note["kind"], note["service"], note["text"], note["by"]) for note in done["notes"]] == [
        ("missing", "tax", "户口本；合同", "27号窗口")
    ]


def test_refused_needs_its_ground(county: County, serving: Json) -> None:
    for note in ({}, {"note": " "}):
        problem = refused(county.finish(27, serving, "refused", **note), "wrong_outcome", 422)
        assert problem["errors"][0]["field"] == "errands.0.note"
    [note] = told(county.finish(27, serving, "refused", note="《条例》第八条"))["notes"]
    assert (note["kind"], note["text"]) == ("ground", "《条例》第八条")


def test_what_was_told_is_not_in_the_journal(county: County, serving: Json) -> None:
    told(county.finish(27, serving, "incomplete", missing=["户口本"], note="请周三再来"))
    assert not any("户口本" in entry.text or "请周三再来" in entry.text for entry in county.journal())


def test_a_remark_may_be_added_to_any_outcome(county: County, serving: Json) -> None:
    [note] = told(county.finish(27, serving, "accepted", note="下周取件"))["notes"]
    assert (note["kind"], note["text"]) == ("note", "下周取件")


def test_what_a_gap_leaves_to_hand_in_is_no_one_time_notice(county: County, serving: Json) -> None:
    done = told(county.finish(27, serving, "accepted_with_gap", missing=["户口本", "合同"]))
    assert [(note["kind"], note["text"]) for note in done["notes"]] == [("note", "户口本；合同")]


@pytest.mark.parametrize(
    ("errands", "field"),
    [
        ([], "errands"),
        ([{"service": "pension", "outcome": "completed"}], "errands.0.service"),
        ([{"service": "tax", "outcome": "completed"}] * 2, "errands.1.service"),
        ([{"service": "tax", "outcome": "finished"}], "errands.0.outcome"),
        ([{"service": "tax"}], "errands.0.outcome"),
        ([{"service": "tax", "outcome": "completed", "extra": 1}], "errands.0.extra"),
    ],
)
def test_outcomes_that_do_not_fit_are_refused_by_their_field(
    county: County, serving: Json, errands: list[Json], field: str
) -> None:
    response = county.clerk(27).does("finish", serving, errands=errands)
    assert response.status_code == 422
    assert [at["field"] for at in response.get_json()["errors"]] == [field]
    assert county.see(serving)["state"] == "serving"


def test_every_errand_that_the_window_can_do_needs_an_outcome(county: County) -> None:
    county.open(3)
    county.issue("tax", "pension", "household")
    ticket = county.serve(3)
    problem = refused(finish(county, 3, ticket, tax="completed"), "wrong_outcome", 422)
    assert "household" in problem["detail"]
    assert "pension" in problem["detail"]
    assert told(finish(county, 3, ticket, pension="accepted", household="left", tax="completed"))["state"] == "done"


def test_errands_left_for_another_window_keep_number_and_place(county: County) -> None:
    county.open(22, 27)
    ticket = county.issue("tax", "pension")
    county.wait(minutes=1)
    county.issue("pension")
    county.serve(27)
    on = told(finish(county, 27, ticket, tax="completed"))
    assert (on["state"], on["number"], on["effective_since"]) == ("waiting", "H001", ticket["effective_since"])
    assert (on["ahead"], on["windows"], on["window"], on["calls"]) == (0, [22], None, 0)
    assert [errand["state"] for errand in on["errands"]] == ["ended", "pending"]
    assert county.call(22)["number"] == "H001"


def test_an_ordered_bundle_goes_on_to_its_next_errand(county: County) -> None:
    county.open(15, 22, 27)
    bundle = county.issue(bundle="new-home")  # tax, property-transfer, housing-fund
    steps = [(27, "tax"), (15, "property-transfer"), (22, "housing-fund")]
    for number, service in steps:
        others = {one for one, _service in steps} - {number}
        assert all(county.at(other, "call-next").status_code == 204 for other in others)
        county.serve(number)
        endings = [{"service": service, "outcome": "completed"}]
        last = told(county.clerk(number).does("finish", bundle, errands=endings))
    assert last["state"] == "done"


def test_a_window_does_all_of_an_ordered_bundle_that_it_can_in_one_go(county: County) -> None:
    county.open(3)
    bundle = county.issue(bundle="new-home")
    county.serve(3)
    outcomes = {"tax": "completed", "property_transfer": "accepted", "housing_fund": "completed"}
    assert told(finish(county, 3, bundle, **outcomes))["state"] == "done"


def test_a_visitor_who_leaves_leaves_with_every_errand(county: County) -> None:
    county.open(27)
    ticket = county.issue("tax", "pension")
    county.serve(27)
    refused(finish(county, 27, ticket, tax="completed", pension="completed"), "wrong_outcome", 422)
    assert told(finish(county, 27, ticket, tax="left", pension="left"))["state"] == "done"


def test_two_principals_with_one_service_have_an_outcome_each(county: County) -> None:
    county.open(27)
    ticket = county.issue(principals=[{"name": name, "services": ["tax"]} for name in ("甲", "乙")])
    county.serve(27)
    one = {"service": "tax", "outcome": "completed"}
    refused(county.clerk(27).does("finish", ticket, errands=[one]), "wrong_outcome", 422)
    other = {"service": "tax", "outcome": "incomplete", "missing": ["合同"]}
    done = told(county.clerk(27).does("finish", ticket, errands=[one, other]))
    assert [errand["outcome"] for errand in done["errands"]] == ["completed", "incomplete"]


def test_only_what_is_being_served_is_finished_and_by_its_own_window(county: County) -> None:
    county.open(27, 28)
    ticket = county.issue("tax")
    refused(county.finish(27, ticket), "ticket_not_serving", 409)
    county.call(27)
    refused(county.finish(27, ticket), "ticket_not_serving", 409)
    told(county.clerk(27).does("start", ticket))
    refused(county.finish(28, ticket), "foreign_ticket", 403)
    told(county.finish(27, ticket))
    refused(county.finish(27, ticket), "ticket_not_serving", 409)


def test_a_services_errand_is_finished_after_the_window_was_reassigned_in_the_middle(
    county: County, serving: Json
) -> None:
    told(county.manager.send("PATCH", f"/windows/{county.windows[27]}", {"services": ["pension"]}))
    response = county.finish(27, serving)
    assert told(response)["state"] == "done"


def test_a_persons_day_at_a_window_counts_what_was_done(county: County, serving: Json) -> None:
    county.wait(minutes=6)
    told(county.finish(27, serving))
    county.issue("tax")
    held = county.serve(27)
    told(county.clerk(27).does("hold", held))
    county.issue("tax")
    county.pass_over(27)
    day = told(county.clerk(27).get(f"/windows/{county.windows[27]}/day"))
    assert (day["served"], day["mean_minutes"], day["outcomes"], day["passed"]) == (1, 6.0, {"completed": 1}, 1)
    assert [(each["number"], each["minutes"]) for each in day["held"]] == [("H002", 2)]
