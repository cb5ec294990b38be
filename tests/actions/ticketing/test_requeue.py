"""Back to the queue after a missed call."""

import pytest

from tests.halls import SENIOR, County, Json, Somebody, refused, told


def requeue(county: County, ticket: Json, by: Somebody | None = None) -> Json:
    back: Json = told((by or county.kiosk).does("requeue", ticket))
    return back


def calls(county: County, number: int, times: int) -> list[str]:
    """The numbers that a window calls and serves, one after the other."""
    called = []
    for _ in range(times):
        ticket = county.serve(number)
        called.append(ticket["number"])
        told(county.finish(number, ticket))
    return called


def test_who_missed_the_call_comes_back_behind_the_next_three(county: County) -> None:
    county.open(27)
    missed = county.issue("tax")
    for _ in range(5):
        county.issue("tax")
    county.pass_over(27)
    back = requeue(county, missed)
    assert (back["state"], back["ahead"]) == ("waiting", 3)
    assert calls(county, 27, 6) == ["H002", "H003", "H004", "H001", "H005", "H006"]


def test_behind_the_last_where_fewer_wait(county: County) -> None:
    county.open(27)
    missed = county.issue("tax")
    county.issue("tax")
    county.pass_over(27)
    requeue(county, missed)
    county.issue("tax")
    assert calls(county, 27, 3) == ["H002", "H001", "H003"]


def test_at_the_old_place_where_nobody_waits(county: County) -> None:
    county.open(27)
    missed = county.issue("tax")
    county.pass_over(27)
    assert requeue(county, missed)["effective_since"] == missed["effective_since"]
    county.issue("tax")
    assert calls(county, 27, 2) == ["H001", "H002"]


def test_only_those_are_counted_who_share_a_window(county: County) -> None:
    county.open(27, 22)
    missed = county.issue("tax")
    for service in ("pension", "tax", "pension", "pension", "tax", "tax", "tax"):
        county.issue(service)
    county.pass_over(27)
    requeue(county, missed)
    assert calls(county, 27, 5) == ["H002", "H003", "H004", "H001", "H005"]


def test_those_who_missed_their_calls_come_back_one_behind_the_other(county: County) -> None:
    county.open(27)
    for _ in range(5):
        county.issue("tax")
    first, second = county.pass_over(27), county.pass_over(27)
    requeue(county, first)
    requeue(county, second)
    assert calls(county, 27, 5) == ["H003", "H004", "H005", "H001", "H002"]


def test_where_the_policy_is_tail_one_comes_back_behind_everybody(county: County) -> None:
    county.set_rules(no_show_policy="tail")
    county.open(27)
    missed = county.issue("tax")
    for _ in range(5):
        county.issue("tax")
    county.pass_over(27)
    requeue(county, missed)
    assert calls(county, 27, 6) == ["H002", "H003", "H004", "H005", "H006", "H001"]


def test_where_the_policy_is_void_there_is_no_way_back(county: County) -> None:
    county.set_rules(no_show_policy="void")
    county.open(27)
    county.issue("tax")
    missed = county.pass_over(27)
    assert missed["state"] == "abandoned"
    refused(county.kiosk.does("requeue", missed), "ticket_not_passed", 409)


def test_the_third_missed_call_ends_the_ticket(county: County) -> None:
    county.open(27)
    ticket = county.issue("tax")
    for _ in range(2):
        assert county.pass_over(27)["state"] == "passed"
        requeue(county, ticket)
    assert county.pass_over(27)["state"] == "abandoned"
    refused(county.kiosk.does("requeue", ticket), "requeue_limit_reached", 409)
    [entry] = county.journal("ticket_abandoned")
    assert entry.data["cause"] == "no_show"


def test_how_often_one_may_come_back_is_a_setting(county: County) -> None:
    county.set_rules(requeues=0)
    county.open(27)
    county.issue("tax")
    assert county.pass_over(27)["state"] == "abandoned"


def test_a_waiting_ticket_has_nothing_to_come_back_from(county: County) -> None:
    problem = refused(county.kiosk.does("requeue", county.issue("tax")), "ticket_not_passed", 409)
    assert problem["state"] == "waiting"


@pytest.mark.parametrize("who", ["kiosk", "greeter", "manager"])
def test_a_kiosk_a_greeter_and_a_manager_let_people_back(county: County, who: str) -> None:
    county.open(27)
    county.issue("tax")
    requeue(county, county.pass_over(27), getattr(county, who))


def test_any_clerk_of_the_hall_lets_people_back_and_nobody_else(county: County) -> None:
    county.open(27)
    county.issue("tax")
    missed = county.pass_over(27)
    refused(county.visitor.does("requeue", missed), "not_signed_in", 401)
    refused(county.other_kiosk.does("requeue", missed), "foreign_hall", 403)
    refused(county.person("town-clerk").does("requeue", missed), "foreign_hall", 403)
    requeue(county, missed, county.clerk(3))


def test_who_comes_back_may_be_called_by_any_window_and_with_fresh_calls(county: County) -> None:
    county.open(27, 28)
    county.issue("tax")
    missed = county.pass_over(27)
    back = requeue(county, missed)
    assert (back["window"], back["calls"], back["called_at"], back["windows"]) == (None, 0, None, [27, 28])
    assert county.call(28)["calls"] == 1


def test_who_was_promised_the_green_channel_keeps_the_place_it_gave_until_a_call_is_missed(county: County) -> None:
    county.open(27)
    senior = county.issue("tax", id_number=SENIOR)
    county.issue("tax")
    county.pass_over(27)
    back = requeue(county, senior)
    assert (back["credit_minutes"], back["ahead"]) == (20, 1)
