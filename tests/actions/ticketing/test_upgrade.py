"""A green-channel category confirmed after the ticket was taken."""

from datetime import timedelta

import pytest

from tests.halls import SENIOR, County, Json, refused, told


def upgrade(county: County, ticket: Json, category: str = "disabled") -> Json:
    better: Json = told(county.greeter.does("upgrade", ticket, category=category))
    return better


def test_a_confirmed_category_counts_from_twenty_minutes_before_the_ticket(county: County) -> None:
    county.open(27)
    county.issue("tax")
    second = county.issue("tax")
    county.wait(minutes=30)
    better = upgrade(county, second)
    assert (better["credit_minutes"], better["credit_reason"], better["category"]) == (20, "green_channel", "disabled")
    assert better["effective_since"] == "2026-11-23T01:40:00.000000Z"
    assert better["ahead"] == 0
    assert county.call(27)["number"] == second["number"]


def test_those_it_comes_before_now_are_counted_once(county: County) -> None:
    first = county.issue("tax")
    county.wait(minutes=5)
    second = county.issue("tax")
    senior = county.issue("tax", id_number=SENIOR)
    third = county.issue("tax")
    upgrade(county, third)
    assert [county.see(ticket)["overtaken"] for ticket in (first, second, senior, third)] == [2, 2, 0, 0]


def test_it_goes_no_further_than_the_limit_allows(county: County) -> None:
    county.set_rules(overtaken_limit=1)
    ordinary = county.issue("tax")
    county.wait(minutes=1)
    late = county.issue("tax")
    county.issue("tax", id_number=SENIOR)  # now nobody comes before `ordinary` any more
    better = upgrade(county, late)
    assert better["effective_since"] == ordinary["effective_since"] < late["effective_since"]
    assert (better["ahead"], county.see(ordinary)["overtaken"]) == (2, 1)


def test_a_credit_that_the_limit_forbids_comes_before_nobody(county: County) -> None:
    county.set_rules(overtaken_limit=0)
    first = county.issue("tax")
    second = county.issue("tax")
    better = upgrade(county, second)
    assert better["effective_since"] == first["effective_since"]
    assert county.see(first)["overtaken"] == 0


def test_a_ticket_has_the_credit_once(county: County) -> None:
    senior = county.issue("tax", id_number=SENIOR)
    refused(county.greeter.does("upgrade", senior, category="disabled"), "upgrade_refused", 409)


def test_a_return_in_time_is_worth_as_much_and_is_not_added(county: County) -> None:
    left = county.issue("tax")
    told(county.manager.post("/halls/zhouzhi/close"))
    county.wait(days=1)
    back = county.issue("tax", returns_from=left["id"])
    better = upgrade(county, back)
    assert better["effective_since"] == back["effective_since"]
    assert better["credit_minutes"] == 20


def test_who_missed_a_call_and_came_back_is_not_upgraded(county: County) -> None:
    county.open(27)
    county.issue("tax")
    missed = county.pass_over(27)
    told(county.kiosk.does("requeue", missed))
    refused(county.greeter.does("upgrade", missed, category="disabled"), "upgrade_refused", 409)


def test_only_a_waiting_ticket_is_upgraded(county: County) -> None:
    county.open(27)
    county.issue("tax")
    called = county.call(27)
    refused(county.greeter.does("upgrade", called, category="disabled"), "ticket_not_waiting", 409)


def test_a_category_that_the_hall_does_not_know_is_refused(county: County) -> None:
    ticket = county.issue("tax")
    refused(county.greeter.does("upgrade", ticket, category="key_enterprise"), "invalid", 422)
    assert county.see(ticket)["credit_minutes"] == 0


def test_a_device_cannot_confirm_anything(county: County) -> None:
    ticket = county.issue("tax")
    refused(county.kiosk.does("upgrade", ticket, category="disabled"), "forbidden", 403)
    refused(county.visitor.does("upgrade", ticket, category="disabled"), "not_signed_in", 401)


@pytest.mark.parametrize("who", ["greeter", "manager"])
def test_staff_of_the_floor_confirm(county: County, who: str) -> None:
    told(getattr(county, who).does("upgrade", county.issue("tax"), category="pregnant", reason="孕妇"))


def test_a_clerk_confirms_too_and_the_reason_stays_out_of_the_journal(county: County) -> None:
    told(county.clerk(3).does("upgrade", county.issue("tax"), category="urgent", reason="赶火车"))
    [entry] = county.journal("ticket_upgraded")
    assert set(entry.data["remark"]) == {"id", "digest"}
    assert "赶火车" not in entry.text
    assert "urgent" not in entry.text


def test_a_confirmation_in_the_same_second_as_the_next_ticket_keeps_their_order(county: County) -> None:
    first, second = county.issue("tax"), county.issue("tax")
    county.clock.advance(timedelta(microseconds=1))
    upgrade(county, first)
    upgrade(county, second)
    county.open(27)
    assert county.call(27)["number"] == first["number"]
