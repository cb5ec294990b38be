"""Taking back a mistaken call, start, finish or no-show: within a minute, by whoever did it."""

import pytest

from tests.halls import County, Json, refused, told


def undo(county: County, ticket: Json, number: int = 27) -> Json:
    back: Json = told(county.clerk(number).does("undo", ticket))
    return back


@pytest.fixture
def called(county: County) -> Json:
    county.open(27, 28)
    county.issue("tax")
    return county.call(27)


def test_an_undone_call_lets_the_ticket_wait_at_its_old_place(county: County, called: Json) -> None:
    county.issue("tax")
    back = undo(county, called)
    assert (back["state"], back["ahead"], back["window"], back["calls"]) == ("waiting", 0, None, 0)
    assert back["called_at"] is None
    assert county.call(28)["id"] == called["id"]


def test_an_undone_call_is_retracted_for_those_who_heard_it(county: County, called: Json) -> None:
    undo(county, called)
    [entry] = county.journal("ticket_undone")
    assert entry.data["undone"] == "ticket_called"
    assert entry.data["undone_seq"] == county.journal("ticket_called")[0].seq
    assert (entry.data["number"], entry.data["window_number"], entry.data["state"]) == ("H001", 27, "waiting")


def test_an_undone_start_is_a_call_again(county: County, called: Json) -> None:
    county.wait(seconds=30)
    told(county.clerk(27).does("start", called))
    back = undo(county, called)
    assert (back["state"], back["window"], back["called_at"]) == ("called", 27, called["called_at"])
    county.wait(seconds=30)
    told(county.clerk(27).does("no-show", called))


def test_an_undone_finish_gives_the_errand_back_and_withdraws_what_was_told(county: County, called: Json) -> None:
    told(county.clerk(27).does("start", called))
    told(county.finish(27, called, "incomplete", missing=["合同"]))
    back = undo(county, called)
    assert (back["state"], back["window"], back["notes"]) == ("serving", 27, [])
    assert [(errand["state"], errand["outcome"]) for errand in back["errands"]] == [("pending", None)]
    done = told(county.finish(27, called))
    assert (done["state"], done["notes"]) == ("done", [])
    assert county.issue("tax", returns_from=called["id"])["credit_reason"] is None


def test_an_undone_finish_brings_back_a_ticket_that_went_on(county: County) -> None:
    county.open(22, 27)
    ticket = county.issue("tax", "pension")
    county.serve(27)
    told(county.finish(27, ticket))
    assert undo(county, ticket)["state"] == "serving"
    assert county.at(22, "call-next").status_code == 204
    told(county.finish(27, ticket))
    assert county.call(22)["id"] == ticket["id"]


def test_a_finish_is_not_undone_once_another_window_called_the_ticket(county: County) -> None:
    county.open(22, 27)
    ticket = county.issue("tax", "pension")
    county.serve(27)
    told(county.finish(27, ticket))
    county.call(22)
    refused(county.clerk(27).does("undo", ticket), "nothing_to_undo", 409)
    assert county.see(ticket)["window"] == 22


def test_an_undone_no_show_is_a_call_again(county: County) -> None:
    county.open(27)
    county.issue("tax")
    passed = county.pass_over(27)
    back = undo(county, passed)
    assert (back["state"], back["window"]) == ("called", 27)
    told(county.clerk(27).does("start", passed))


def test_a_no_show_that_ended_the_ticket_can_be_undone_too(county: County) -> None:
    county.set_rules(no_show_policy="void")
    county.open(27)
    county.issue("tax")
    assert undo(county, county.pass_over(27))["state"] == "called"


@pytest.mark.parametrize("state", ["called", "serving", "done", "passed"])
def test_sixty_seconds_long_and_not_one_more(county: County, called: Json, state: str) -> None:
    if state in ("serving", "done"):
        told(county.clerk(27).does("start", called))
    if state == "done":
        told(county.finish(27, called))
    if state == "passed":
        county.wait(seconds=60)
        told(county.clerk(27).does("no-show", called))
    assert county.see(called)["state"] == state
    county.wait(seconds=61)
    refused(county.clerk(27).does("undo", called), "undo_too_late", 409)
    county.clock.at = county.journal()[-1].at
    county.wait(seconds=60)
    undo(county, called)


def test_only_whoever_did_it_takes_it_back(county: County, called: Json) -> None:
    refused(county.clerk(28).does("undo", called), "nothing_to_undo", 409)
    refused(county.greeter.does("undo", called), "forbidden", 403)
    refused(county.visitor.does("undo", called), "not_signed_in", 401)


@pytest.mark.parametrize("before", ["done", "passed"])
def test_once_the_window_has_called_again_it_is_too_late(county: County, called: Json, before: str) -> None:
    county.issue("tax")
    county.issue("tax")
    if before == "done":
        told(county.clerk(27).does("start", called))
        told(county.finish(27, called))
    else:
        county.wait(seconds=60)
        told(county.clerk(27).does("no-show", called))
    following = county.call(27)
    refused(county.clerk(27).does("undo", called), "undo_too_late", 409)
    undo(county, following)
    refused(county.clerk(27).does("undo", called), "undo_too_late", 409)


def test_what_was_taken_back_is_not_taken_back_twice(county: County, called: Json) -> None:
    told(county.clerk(27).does("start", called))
    undo(county, called)
    refused(county.clerk(27).does("undo", called), "nothing_to_undo", 409)


@pytest.mark.parametrize("deed", ["hold", "transfer", "resume"])
def test_other_steps_are_not_taken_back(county: County, called: Json, deed: str) -> None:
    told(county.clerk(27).does("start", called))
    if deed == "transfer":
        told(county.clerk(27).does("transfer", called, service="pension", reason="x"))
    else:
        told(county.clerk(27).does("hold", called))
    if deed == "resume":
        told(county.clerk(27).does("resume", called))
    refused(county.clerk(27).does("undo", called), "nothing_to_undo", 409)


def test_a_ticket_that_nothing_was_done_to_has_nothing_to_undo(county: County) -> None:
    county.open(27)
    refused(county.clerk(27).does("undo", county.issue("tax")), "nothing_to_undo", 409)


def test_who_came_back_after_the_no_show_makes_it_past_undoing(county: County) -> None:
    county.open(27)
    county.issue("tax")
    passed = county.pass_over(27)
    told(county.kiosk.does("requeue", passed))
    refused(county.clerk(27).does("undo", passed), "nothing_to_undo", 409)


@pytest.mark.parametrize("before", ["done", "passed"])
def test_who_has_left_the_window_brings_no_ticket_back_to_it(county: County, called: Json, before: str) -> None:
    if before == "done":
        told(county.clerk(27).does("start", called))
        told(county.finish(27, called))
    else:
        county.wait(seconds=60)
        told(county.clerk(27).does("no-show", called))
    told(county.at(27, "sign-out"))
    assert county.clerk(27).does("undo", called).status_code in (403, 409)
    assert county.see(called)["state"] == before


def test_a_recall_in_between_does_not_hide_the_call(county: County, called: Json) -> None:
    county.wait(seconds=20)
    told(county.clerk(27).does("recall", called))
    county.wait(seconds=41)
    refused(county.clerk(27).does("undo", called), "undo_too_late", 409)


def test_the_call_of_a_bound_ticket_is_undone_to_its_own_window(county: County, called: Json) -> None:
    told(county.clerk(27).does("start", called))
    told(county.clerk(27).does("hold", called))
    told(county.clerk(27).does("resume", called, to="waiting"))
    county.call(27)
    assert undo(county, called)["windows"] == [27]


def test_a_call_undone_at_a_window_that_is_away_for_long_sets_the_ticket_free(county: County, called: Json) -> None:
    told(county.clerk(27).does("start", called))
    told(county.clerk(27).does("hold", called))
    told(county.clerk(27).does("resume", called, to="waiting"))
    county.call(27)
    told(county.at(27, "pause", minutes=30))
    assert undo(county, called)["windows"] == [28]
