"""Calling the called ticket again."""

import pytest

from tests.halls import County, Json, refused, told


@pytest.fixture
def called(county: County) -> Json:
    county.open(27, 28)
    county.issue("tax")
    return county.call(27)


def test_after_ten_seconds_it_is_called_again(county: County, called: Json) -> None:
    problem = refused(county.clerk(27).does("recall", called), "recall_too_soon", 409)
    assert problem["retry_after_seconds"] == 10
    county.wait(seconds=9)
    assert refused(county.clerk(27).does("recall", called), "recall_too_soon")["retry_after_seconds"] == 1
    county.wait(seconds=1)
    again = told(county.clerk(27).does("recall", called))
    assert (again["calls"], again["called_at"]) == (2, called["called_at"])
    [entry] = county.journal("ticket_recalled")
    assert (entry.window, entry.data["calls"]) == (county.windows[27], 2)


def test_five_times_and_no_more(county: County, called: Json) -> None:
    for _ in range(5):
        county.wait(seconds=10)
        told(county.clerk(27).does("recall", called))
    county.wait(seconds=10)
    refused(county.clerk(27).does("recall", called), "recall_limit_reached", 409)
    assert county.see(called)["calls"] == 6


def test_the_ten_seconds_begin_anew_with_every_call(county: County, called: Json) -> None:
    county.wait(seconds=15)
    told(county.clerk(27).does("recall", called))
    county.wait(seconds=9)
    refused(county.clerk(27).does("recall", called), "recall_too_soon")


def test_number_and_pause_are_settings(county: County, called: Json) -> None:
    county.set_rules(recalls=1, recall_interval_seconds=0)
    told(county.clerk(27).does("recall", called))
    refused(county.clerk(27).does("recall", called), "recall_limit_reached")


def test_only_its_own_window_recalls_a_ticket(county: County, called: Json) -> None:
    county.wait(seconds=10)
    problem = refused(county.clerk(28).does("recall", called), "foreign_ticket", 403)
    assert "27号窗口" in problem["detail"]
    refused(county.greeter.does("recall", called), "forbidden", 403)


def test_what_is_not_called_is_not_recalled(county: County, called: Json) -> None:
    refused(county.clerk(27).does("recall", county.issue("tax")), "ticket_not_called", 409)
    told(county.clerk(27).does("start", called))
    refused(county.clerk(27).does("recall", called), "ticket_not_called", 409)


def test_a_recall_is_no_step_to_undo(county: County, called: Json) -> None:
    county.wait(seconds=10)
    told(county.clerk(27).does("recall", called))
    assert told(county.clerk(27).does("undo", called))["state"] == "waiting"  # the call, made ten seconds ago
