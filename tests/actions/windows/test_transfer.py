"""Passing a ticket on to another window or another service."""

import pytest

from tests.halls import County, Json, refused, told


@pytest.fixture
def serving(county: County) -> Json:
    """A tax matter being served at 27; 28 does tax too, 22 social insurance, 3 both."""
    county.open(3, 22, 27, 28)
    county.issue("tax")
    return county.serve(27)


def transfer(county: County, ticket: Json, *, by: int = 27, window: int | None = None, service: str = "") -> Json:
    body = {"reason": "换一下"} | ({"window": county.windows[window]} if window else {})
    passed: Json = told(county.clerk(by).does("transfer", ticket, **body, **({"service": service} if service else {})))
    return passed


def test_to_another_window_which_alone_may_call_it_then(county: County, serving: Json) -> None:
    county.issue("tax")
    passed = transfer(county, serving, window=28)
    assert (passed["state"], passed["window"], passed["windows"]) == ("waiting", None, [28])
    assert county.call(27)["number"] == "H002"
    assert county.call(28)["number"] == "H001"


def test_number_issue_time_and_place_stay(county: County, serving: Json) -> None:
    county.wait(minutes=30)
    county.issue("tax")
    passed = transfer(county, serving, window=28)
    for name in ("number", "issued_at", "effective_since", "credit_minutes", "first_contact"):
        assert passed[name] == serving[name]
    assert (passed["ahead"], passed["calls"], passed["called_at"]) == (0, 0, None)


def test_to_another_service_which_takes_the_place_of_the_first_errand(county: County, serving: Json) -> None:
    passed = transfer(county, serving, service="pension")
    assert passed["number"] == "H001"
    assert [errand["service"] for errand in passed["errands"]] == ["pension"]
    assert passed["windows"] == [3, 22]
    assert county.call(22)["number"] == "H001"


def test_only_the_first_pending_errand_changes(county: County) -> None:
    county.open(3, 27)
    ticket = county.issue("tax", "household")
    county.serve(27)
    told(county.finish(27, ticket))
    county.serve(3)
    passed = transfer(county, ticket, by=3, service="pension")
    assert [(errand["service"], errand["state"]) for errand in passed["errands"]] == [
        ("tax", "ended"),
        ("pension", "pending"),
    ]


def test_a_service_that_is_on_the_ticket_already_is_not_put_there_twice(county: County) -> None:
    county.open(27)
    ticket = county.issue("tax", "pension")
    county.serve(27)
    problem = refused(county.clerk(27).does("transfer", ticket, service="pension", reason="x"), "invalid", 422)
    assert problem["errors"][0]["field"] == "service"
    assert county.see(ticket)["state"] == "serving"


def test_the_same_service_for_another_principal_is_another_errand(county: County) -> None:
    county.open(27)
    people = [{"name": "甲", "services": ["tax"]}, {"name": "乙", "services": ["pension"]}]
    ticket = county.issue(principals=people)
    county.serve(27)
    assert [errand["service"] for errand in transfer(county, ticket, service="pension")["errands"]] == ["pension"] * 2


def test_to_a_window_for_another_service_at_once(county: County, serving: Json) -> None:
    passed = transfer(county, serving, window=22, service="pension")
    assert (passed["windows"], passed["errands"][0]["service"]) == ([22], "pension")
    assert county.at(3, "call-next").status_code == 204
    county.call(22)


def test_the_journal_tells_from_where_and_to_where(county: County, serving: Json) -> None:
    transfer(county, serving, window=22, service="pension")
    [entry] = county.journal("ticket_transferred")
    assert (entry.window, entry.data["window_number"]) == (county.windows[27], 27)
    assert (entry.data["to_window"], entry.data["to_window_number"]) == (county.windows[22], 22)
    assert entry.data["services"] == [{"position": 0, "service": "pension"}]
    assert "换一下" not in entry.text


def test_a_waiting_ticket_is_passed_on_by_any_clerk(county: County, serving: Json) -> None:
    waiting = county.issue("tax")
    assert transfer(county, waiting, by=22, service="pension")["windows"] == [3, 22]
    assert transfer(county, waiting, by=22, window=3)["windows"] == [3]


def test_a_called_ticket_is_passed_on_by_its_own_window(county: County, serving: Json) -> None:
    county.issue("tax")
    called = county.call(28)
    refused(county.clerk(27).does("transfer", called, service="pension", reason="x"), "foreign_ticket", 403)
    assert transfer(county, called, by=28, service="pension")["state"] == "waiting"
    assert county.at(28, "call-next").status_code == 204


def test_a_ticket_passed_on_to_the_own_window_comes_back_to_it(county: County, serving: Json) -> None:
    passed = transfer(county, serving, window=27)
    assert passed["windows"] == [27]
    assert county.call(27)["id"] == serving["id"]


@pytest.mark.parametrize(
    ("body", "code", "status"),
    [
        ({}, "invalid", 422),
        ({"service": "no-such"}, "unknown_service", 422),
        ({"window": "x" * 22}, "window_not_found", 404),
        ({"service": "tax", "to": "somewhere"}, "invalid", 422),
    ],
)
def test_a_transfer_to_nowhere_is_refused(county: County, serving: Json, body: Json, code: str, status: int) -> None:
    refused(county.clerk(27).does("transfer", serving, reason="x", **body), code, status)
    assert county.see(serving)["state"] == "serving"


def test_a_reason_is_demanded(county: County, serving: Json) -> None:
    problem = refused(county.clerk(27).does("transfer", serving, service="pension"), "invalid", 422)
    assert problem["errors"][0]["field"] == "reason"


def test_a_window_that_is_closed_or_cannot_do_it_takes_nobody(county: County, serving: Json) -> None:
    closed, unable = county.windows[4], county.windows[22]
    refused(county.clerk(27).does("transfer", serving, window=closed, reason="x"), "window_not_open", 409)
    refused(county.clerk(27).does("transfer", serving, window=unable, reason="x"), "window_cannot_serve", 409)
    body = {"window": unable, "service": "tax", "reason": "x"}
    refused(county.clerk(27).does("transfer", serving, **body), "window_cannot_serve", 409)
    assert county.see(serving)["errands"][0]["service"] == "tax"


def test_a_refused_transfer_changes_not_even_the_service(county: County, serving: Json) -> None:
    body = {"window": county.windows[28], "service": "pension", "reason": "x"}
    refused(county.clerk(27).does("transfer", serving, **body), "window_cannot_serve", 409)
    assert county.see(serving)["errands"][0]["service"] == "tax"


def test_a_window_of_another_hall_is_none(county: County, serving: Json) -> None:
    town = told(county.visitor.get("/halls/louguan"))["windows"][0]["id"]
    refused(county.clerk(27).does("transfer", serving, window=town, reason="x"), "window_not_found", 404)


@pytest.mark.parametrize("state", ["held", "done"])
def test_what_is_on_hold_or_done_is_not_passed_on(county: County, serving: Json, state: str) -> None:
    told(county.clerk(27).does("hold", serving) if state == "held" else county.finish(27, serving))
    response = county.clerk(27).does("transfer", serving, service="pension", reason="x")
    assert refused(response, "ticket_wrong_state", 409)["state"] == state


def test_an_ordered_bundle_passed_on_still_goes_by_its_order(county: County) -> None:
    county.open(15, 27, 28)
    bundle = county.issue(bundle="second-hand-home")
    county.serve(27)
    passed = transfer(county, bundle, window=28)
    assert passed["windows"] == [28]
    county.serve(28)
    on = told(county.finish(28, bundle))
    assert (on["state"], on["windows"]) == ("waiting", [15])


def test_the_ticket_is_free_again_when_its_new_window_closes(county: County, serving: Json) -> None:
    transfer(county, serving, window=28)
    told(county.at(28, "sign-out"))
    assert county.see(serving)["windows"] == [3, 27]


def test_a_bound_ticket_stays_with_its_window_whatever_that_is_told_to_do_next(county: County, serving: Json) -> None:
    transfer(county, serving, window=28)
    told(county.manager.send("PATCH", f"/windows/{county.windows[28]}", {"services": ["pension"]}))
    county.serve(28)
    assert told(county.finish(28, serving))["state"] == "done"


def test_data_given_at_issue_goes_along(county: County) -> None:
    county.open(27, 28)
    county.issue("tax", name="李四", phone="13800138000")
    transfer(county, county.serve(27), window=28)
    assert county.call(28)["principals"][0]["phone"] == "138****8000"
