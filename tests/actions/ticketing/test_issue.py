"""Taking a ticket: its number, its errands, and the order it stands in."""

from datetime import timedelta

import pytest

from tests.halls import COUNTY, TOWN, County, told


def test_numbers_count_up_by_prefix_from_one(county: County) -> None:
    taken = [county.issue(service)["number"] for service in ("tax", "pension", "tax", "social-card", "tax")]
    assert taken == ["H001", "D001", "H002", "D002", "H003"]


def test_services_with_one_prefix_share_its_numbers_and_halls_do_not(county: County) -> None:
    assert county.issue("pension")["number"] == "D001"
    in_town = county.person("town-clerk").post(f"/halls/{TOWN}/tickets", {"channel": "phone", "services": ["pension"]})
    assert told(in_town, 201)["number"] == "D001"
    assert county.issue("unemployment")["number"] == "D002"


def test_numbers_begin_again_the_next_day(county: County) -> None:
    county.issue("tax")
    county.wait(days=1)
    ticket = county.issue("tax")
    assert (ticket["number"], ticket["day"]) == ("H001", "2026-11-24")


def test_the_day_of_a_ticket_is_the_halls_own(county: County) -> None:
    county.set_hours(always=True)
    county.wait(hours=13, minutes=59)  # one minute before midnight in Shanghai
    assert county.issue("tax")["day"] == "2026-11-23"
    county.wait(minutes=1)
    assert county.issue("tax")["day"] == "2026-11-24"


def test_a_refused_ticket_uses_no_number(county: County) -> None:
    county.issue("tax")
    assert county.try_issue("tax", "nonsense").status_code == 422
    assert county.issue("tax")["number"] == "H002"


def test_a_ticket_says_what_its_holder_needs_to_know(county: County) -> None:
    county.open(3, 27)
    ticket = county.issue("tax")
    assert ticket["hall"] == COUNTY
    assert ticket["state"] == "waiting"
    assert [(errand["service"], errand["state"], errand["outcome"]) for errand in ticket["errands"]] == [
        ("tax", "pending", None)
    ]
    assert ticket["errands"][0]["name"] == {"zh": "涉税业务", "en": "Tax affairs"}
    assert (ticket["ahead"], ticket["windows"], ticket["window"], ticket["wait"]) == (0, [3, 27], None, None)
    assert ticket["issued_at"] == ticket["effective_since"] == "2026-11-23T02:00:00.000000Z"
    assert (ticket["credit_minutes"], ticket["credit_reason"], ticket["calls"]) == (0, None, 0)
    # Whoever comes back to it is told what was said at the window too, and what may be done after that.
    assert county.see(ticket) == {**ticket, "told": [], "told_before": [], "returning": None, "requeues_left": None}


def test_ahead_counts_those_before_who_share_an_open_window(county: County) -> None:
    county.open(3, 27)  # window 3 does tax and pension, window 27 tax alone
    county.issue("tax")
    county.issue("pension")
    county.issue("exit-entry")  # only windows 25, 26 and 31, all closed
    tax = county.issue("tax")
    assert tax["ahead"] == 2
    county.issue("pension", by=county.visitor, channel="phone")
    assert county.see(tax)["ahead"] == 2


def test_several_services_go_on_one_number_with_the_first_ones_prefix(county: County) -> None:
    ticket = county.issue("household", "tax", "tax", "pension")
    assert ticket["number"] == "G001"
    assert [errand["service"] for errand in ticket["errands"]] == ["household", "tax", "pension"]


def test_a_bundle_is_one_ticket_with_the_prefix_of_its_first_service(county: County) -> None:
    ticket = county.issue(bundle="birth")
    assert ticket["number"] == "G001"
    assert [errand["service"] for errand in ticket["errands"]] == ["household", "medical-enrolment", "social-card"]
    [entry] = county.journal("ticket_issued")
    assert (entry.data["bundle"], entry.data["in_order"]) == ("birth", False)


def test_an_ordered_bundle_can_be_called_for_its_first_service_alone(county: County) -> None:
    county.open(15, 27)  # property registration, tax
    ticket = county.issue(bundle="second-hand-home")  # tax, then property-transfer
    assert ticket["windows"] == [27]
    assert county.at(15, "call-next").status_code == 204
    assert county.call(27)["number"] == ticket["number"]


def test_an_unordered_bundle_can_be_called_for_any_of_its_services(county: County) -> None:
    county.open(22, 25)
    ticket = county.issue(bundle="birth")
    assert ticket["windows"] == [22, 25]


def test_a_clock_set_back_breaks_no_order(county: County) -> None:
    before = county.issue("tax")
    county.clock.advance(timedelta(hours=-1))
    after = county.issue("tax")
    assert after["issued_at"] == before["issued_at"]
    county.open(27)
    assert county.call(27)["number"] == before["number"]


@pytest.mark.parametrize("channel", ["phone", "door"])
def test_a_stranger_takes_a_ticket_by_phone_or_at_the_door(county: County, channel: str) -> None:
    ticket = county.issue("tax", by=county.visitor, channel=channel)
    assert ticket["channel"] == channel


def test_a_greeter_gives_a_ticket_to_somebody_without_phone_or_document(county: County) -> None:
    assert county.issue("tax", by=county.greeter, channel="desk")["channel"] == "desk"


def test_a_ticket_is_told_in_the_readers_language(county: County) -> None:
    wish = {"channel": "phone", "services": ["tax"]}
    response = county.visitor.post(f"/halls/{COUNTY}/tickets", wish, Accept_Language="en-GB,zh;q=0.5")
    assert told(response, 201)["errands"][0]["label"] == "Tax affairs"
    assert response.headers["Content-Language"] == "en"


def test_the_journal_tells_an_issue_in_full(county: County) -> None:
    ticket = county.issue("tax", "pension", needs_help=True)
    [entry] = county.journal("ticket_issued")
    assert (entry.ticket, entry.user, entry.window) == (ticket["id"], None, None)
    told_data = entry.data
    assert told_data["services"] == ["tax", "pension"]
    assert (told_data["number"], told_data["prefix"], told_data["day"]) == ("H001", "H", "2026-11-23")
    assert (told_data["needs_help"], told_data["limit"]) == (True, 33)  # K = max(12, windows)
