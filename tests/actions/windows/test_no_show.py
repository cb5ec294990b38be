"""Passing over somebody who was called and did not come."""

import pytest

from tests.halls import SENIOR, County, Json, refused, told


def test_sixty_seconds_after_the_first_call(county: County) -> None:
    county.open(27)
    county.issue("tax")
    called = county.call(27)
    county.wait(seconds=59)
    assert refused(county.clerk(27).does("no-show", called), "no_show_too_soon", 409)["retry_after_seconds"] == 1
    county.wait(seconds=1)
    passed = told(county.clerk(27).does("no-show", called))
    assert (passed["state"], passed["ahead"]) == ("passed", 0)
    assert county.at(27, "call-next").status_code == 204


def test_a_recall_does_not_make_the_wait_longer(county: County) -> None:
    county.open(27)
    county.issue("tax")
    called = county.call(27)
    county.wait(seconds=55)
    told(county.clerk(27).does("recall", called))
    county.wait(seconds=5)
    told(county.clerk(27).does("no-show", called))


@pytest.mark.parametrize("category", ["senior", "disabled"])
def test_older_and_disabled_people_have_two_minutes(county: County, category: str) -> None:
    county.open(27)
    county.issue("tax", by=county.greeter, channel="desk", category=category)
    called = county.call(27)
    county.wait(seconds=119)
    refused(county.clerk(27).does("no-show", called), "no_show_too_soon", 409)
    county.wait(seconds=1)
    told(county.clerk(27).does("no-show", called))


def test_those_who_only_said_so_have_the_two_minutes_too(county: County) -> None:
    county.open(27)
    county.issue("tax", by=county.visitor, channel="phone", category="disabled")
    called = county.call(27)
    county.wait(seconds=60)
    refused(county.clerk(27).does("no-show", called), "no_show_too_soon", 409)


def test_who_comes_back_has_the_full_time_again(county: County) -> None:
    county.open(27)
    county.issue("tax")
    missed = county.pass_over(27)
    told(county.kiosk.does("requeue", missed))
    county.wait(minutes=10)
    refused(county.clerk(27).does("no-show", county.call(27)), "no_show_too_soon", 409)


def test_the_times_are_settings(county: County) -> None:
    county.set_rules(no_show_seconds=30, slow_no_show_seconds=45)
    county.open(27, 28)
    county.issue("tax", id_number=SENIOR)
    county.issue("tax")
    senior, other = county.call(27), county.call(28)
    county.wait(seconds=30)
    told(county.clerk(28).does("no-show", other))
    refused(county.clerk(27).does("no-show", senior), "no_show_too_soon", 409)
    county.wait(seconds=15)
    told(county.clerk(27).does("no-show", senior))


def test_where_the_policy_is_void_the_ticket_ends(county: County) -> None:
    county.set_rules(no_show_policy="void")
    county.open(27)
    county.issue("tax")
    assert county.pass_over(27)["state"] == "abandoned"


def test_the_reason_is_kept_apart_from_the_journal(county: County) -> None:
    county.open(27)
    county.issue("tax")
    called = county.call(27)
    county.wait(seconds=60)
    told(county.clerk(27).does("no-show", called, reason="三次呼叫未到"))
    [entry] = county.journal("ticket_passed")
    assert set(entry.data["remark"]) == {"id", "digest"}
    assert "三次呼叫未到" not in entry.text
    assert entry.data["policy"] == "requeue"


@pytest.mark.parametrize("who", [28, 3])
def test_another_window_cannot_pass_it_over(county: County, who: int) -> None:
    county.open(27, who)
    county.issue("tax")
    called = county.call(27)
    county.wait(seconds=60)
    refused(county.clerk(who).does("no-show", called), "foreign_ticket", 403)


def test_who_is_being_served_or_waits_is_not_passed_over(county: County) -> None:
    county.open(27)
    waiting: Json = county.issue("tax")
    refused(county.clerk(27).does("no-show", waiting), "ticket_not_called", 409)
    county.serve(27)
    county.wait(minutes=5)
    refused(county.clerk(27).does("no-show", waiting), "ticket_not_called", 409)


def test_a_bound_ticket_that_does_not_come_is_no_longer_bound(county: County) -> None:
    county.open(27, 28)
    ticket = county.issue("tax")
    county.serve(27)
    told(county.clerk(27).does("hold", ticket))
    told(county.clerk(27).does("resume", ticket, to="waiting"))
    county.pass_over(27)
    assert told(county.kiosk.does("requeue", ticket))["windows"] == [27, 28]
