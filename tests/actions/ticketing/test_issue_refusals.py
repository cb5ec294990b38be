"""When no ticket is given: the hours, the day's limit, a closed hall, and wishes that cannot be."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.halls import COUNTY, Built, County, opened, refused, told

ZONE = ZoneInfo("Asia/Shanghai")
MANY = ["tax", "pension", "welfare", "household", "consult", "general", "housing-fund"]  # twice are too many


@pytest.fixture
def county_at(built: Built, tmp_path: Path) -> Iterator[Any]:
    """Opens the county hall at a local time, once."""
    entered = []

    def at(local: str) -> County:
        entered.append(opened(built, tmp_path, datetime.fromisoformat(local).replace(tzinfo=ZONE)))
        return entered[-1].__enter__()

    yield at
    for one in entered:
        one.__exit__(None, None, None)


@pytest.mark.parametrize("local", ["2026-11-23 07:30", "2026-11-23 12:30", "2026-11-23 18:29", "2026-11-28 08:30"])
def test_tickets_are_given_from_half_an_hour_before_opening_until_closing_over_lunch_too(
    county_at: Any, local: str
) -> None:
    county_at(local).issue("tax")


@pytest.mark.parametrize(
    ("local", "opens_at"),
    [
        ("2026-11-23 07:29", "2026-11-23T00:00:00.000000Z"),
        ("2026-11-23 18:30", "2026-11-24T00:00:00.000000Z"),
        ("2026-11-28 12:00", "2026-11-30T00:00:00.000000Z"),
        ("2026-11-29 10:00", "2026-11-30T00:00:00.000000Z"),
    ],
)
def test_outside_the_hours_one_is_told_when_the_hall_opens(county_at: Any, local: str, opens_at: str) -> None:
    problem = refused(county_at(local).try_issue("tax"), "hall_closed", 409)
    assert problem["opens_at"] == opens_at


def test_a_statutory_holiday_is_closed_and_a_make_up_saturday_open(county_at: Any) -> None:
    assert county_at("2026-10-01 10:00").try_issue("tax").status_code == 409


def test_on_a_make_up_saturday_every_window_works(county_at: Any) -> None:
    county_at("2026-10-10 15:00").issue("exit-entry")


def test_over_lunch_a_ticket_for_the_afternoon_is_given(county_at: Any) -> None:
    county_at("2026-11-23 12:30").issue("exit-entry")  # windows 25 and 26 go to lunch, and come back


def test_a_service_whose_windows_do_not_work_any_more_today_names_its_next_session(county_at: Any) -> None:
    evening = county_at("2026-11-23 17:30")
    problem = refused(evening.try_issue("exit-entry"), "not_in_session", 409)
    assert problem["service"] == "exit-entry"
    assert "11月24日 09:00" in problem["detail"]
    evening.issue("tax")  # windows 3 to 5 work late


def test_one_service_out_of_session_stops_the_whole_wish_and_nothing_is_written(county_at: Any) -> None:
    evening = county_at("2026-11-23 17:30")
    refused(evening.try_issue("tax", "exit-entry"), "not_in_session")
    assert evening.journal() == []


def test_a_closed_hall_gives_no_tickets_until_it_is_reopened(county: County) -> None:
    told(county.manager.post(f"/halls/{COUNTY}/close"))
    refused(county.try_issue("tax"), "hall_closed", 409)
    told(county.manager.post(f"/halls/{COUNTY}/reopen"))
    county.issue("tax")


def test_a_closing_lasts_for_its_day(county: County) -> None:
    told(county.manager.post(f"/halls/{COUNTY}/close"))
    county.wait(days=1)
    county.issue("tax")


def test_the_last_ticket_of_a_days_limit_is_the_last(county: County) -> None:
    county.set_daily_limit("tax", 2)
    county.issue("tax")
    county.issue("pension", "tax")
    problem = refused(county.try_issue("tax"), "daily_limit_reached", 409)
    assert problem["service"] == "tax"
    county.issue("pension")


def test_a_bundle_needs_room_for_each_of_its_services(county: County) -> None:
    county.set_daily_limit("medical-enrolment", 1)
    county.issue("medical-enrolment")
    assert refused(county.try_issue(bundle="birth"), "daily_limit_reached")["service"] == "medical-enrolment"


def test_an_agents_principals_count_one_by_one(county: County) -> None:
    county.set_daily_limit("tax", 2)
    people = [{"name": name, "services": ["tax"]} for name in ("甲", "乙", "丙")]
    refused(county.try_issue(principals=people), "daily_limit_reached")
    county.issue(principals=people[:2])


def test_the_limit_is_new_every_day(county: County) -> None:
    county.set_daily_limit("tax", 1)
    county.issue("tax")
    county.wait(days=1)
    county.issue("tax")


@pytest.mark.parametrize(
    ("wish", "code", "field"),
    [
        ({"services": ["no-such"]}, "unknown_service", "services"),
        ({"services": []}, "invalid", "services"),
        ({"services": ["tax"], "bundle": "birth"}, "invalid", "services"),
        ({"bundle": "no-such"}, "unknown_service", "bundle"),
        ({"services": ["tax"], "principals": [{"services": ["tax"]}]}, "invalid", "services"),
        ({"services": ["tax"], "channel": "carrier-pigeon"}, "invalid", "channel"),
        ({"services": ["tax"], "channel": "booking"}, "invalid", "channel"),
        ({"services": ["tax"], "priority": 1}, "invalid", "priority"),
        ({"services": ["tax"], "principals": [{"priority": 1}]}, "invalid", "principals.0.priority"),
        ({"services": "tax"}, "invalid", "services"),
        ({"services": ["tax"] * 13}, "invalid", "services"),
        ({"principals": [{"name": "甲", "services": MANY}, {"name": "乙", "services": MANY}]}, "invalid", "services"),
        ({"services": ["tax"], "needs_help": "perhaps"}, "invalid", "needs_help"),
        ({"services": ["tax"], "language": "fr"}, "invalid", "language"),
    ],
)
def test_a_wish_that_cannot_be_is_refused_by_its_field(
    county: County, wish: dict[str, Any], code: str, field: str
) -> None:
    response = county.kiosk.post(f"/halls/{COUNTY}/tickets", {"channel": "kiosk", **wish})
    assert [at["field"] for at in refused(response, code, 422)["errors"]] == [field]
    assert county.journal() == []


def test_a_service_that_this_hall_has_no_window_for_is_unknown_here(county: County) -> None:
    wish = {"channel": "phone", "services": ["tax"]}
    refused(county.visitor.post("/halls/louguan/tickets", wish), "unknown_service", 422)


def test_a_kiosks_tickets_need_its_token(county: County) -> None:
    refused(county.try_issue("tax", by=county.visitor), "device_token_needed", 403)
    refused(county.try_issue("tax", by=county.manager), "device_token_needed", 403)


def test_the_kiosk_of_another_hall_gives_none_here(county: County) -> None:
    refused(county.try_issue("tax", by=county.other_kiosk), "foreign_hall", 403)


def test_the_desks_tickets_need_a_greeter(county: County) -> None:
    refused(county.try_issue("tax", by=county.visitor, channel="desk"), "not_signed_in", 401)
    refused(county.try_issue("tax", by=county.clerk(3), channel="desk"), "forbidden", 403)
    refused(county.try_issue("tax", by=county.kiosk, channel="desk"), "forbidden", 403)
