"""Tickets from a phone on its way, and by the code at the door."""

from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from hall.edge.device_cookies import DEVICE_COOKIE, DeviceCookies
from hall.staff.permissions import DeviceKind
from hall.staff.provisioning import DemoHall, provide_door
from tests.halls import ADULT, COUNTY, SENIOR, TOWN, YOUNG, County, Json, Somebody, refused, told

HERE = {"latitude": 34.1640, "longitude": 108.2230, "accuracy_metres": 20}
FAR = {"latitude": 34.2600, "longitude": 108.9400, "accuracy_metres": 20}


@pytest.fixture
def phones(county: County) -> DeviceCookies:
    return DeviceCookies(county.settings.secret_key)


@pytest.fixture
def screen(county: County) -> Somebody:
    """The screen at the door."""
    device = provide_door(county.database, county.vault, DemoHall(county.hall_id, COUNTY, []), None)
    assert device.kind == DeviceKind.SCREEN
    return Somebody(county.visitor.client, {"Authorization": f"Bearer {device.token}"})


def take(county: County, cookie: str | None, *services: str, **wish: Any) -> TestResponse:
    """A ticket taken on the phone that has this cookie."""
    headers = {"Cookie": f"{DEVICE_COOKIE}={cookie}"} if cookie else {}
    body = {"channel": "phone", "services": list(services), **wish}
    return county.visitor.post(f"/halls/{COUNTY}/tickets", body, **headers)


def code_of(screen: Somebody, service: str | None = None) -> str:
    query = f"?service={service}" if service else ""
    answer: Json = told(screen.get(f"/halls/{COUNTY}/door-code{query}"))
    return str(answer["code"])


def test_near_by_or_soon_there_is_an_ordinary_ticket_and_its_place_is_kept_nowhere(
    county: County, phones: DeviceCookies
) -> None:
    assert told(county.visitor.get(f"/halls/{COUNTY}"))["virtual"] == {"metres": 2000, "minutes": 30}
    near = told(take(county, phones.new(), "tax", position=HERE), 201)
    soon = told(take(county, phones.new(), "tax", arrives_in_minutes=25), 201)
    assert [ticket["channel"] for ticket in (near, soon)] == ["phone", "phone"]
    assert [ticket["credit_minutes"] for ticket in (near, soon)] == [0, 0]
    rows = repr({name: found for name, found in county.rows().items() if name != "halls"})
    assert "34.164" not in rows
    assert "108.223" not in rows


def test_from_afar_it_is_refused_and_nothing_is_kept(county: County, phones: DeviceCookies) -> None:
    before, phone = county.rows(), phones.new()
    problem = refused(take(county, phone, "tax", position=FAR), "too_far", 409)
    assert (problem["metres"], problem["instead"]) == (2000, ["book", "come"])
    refused(take(county, phone, "tax", arrives_in_minutes=45), "too_long_to_come", 409)
    refused(take(county, phone, "tax", door_code="forged"), "invalid", 422)  # of the door, not of the phone
    refused(take(county, phone, "tax", position={**FAR, "latitude": 91}), "invalid", 422)
    assert county.rows() == before
    told(take(county, phone, "tax", position=HERE), 201)


def test_a_hall_that_says_nothing_gives_none_to_phones_on_their_way(county: County, phones: DeviceCookies) -> None:
    county.set_virtual(metres=0, minutes=0)
    assert told(county.visitor.get(f"/halls/{COUNTY}"))["virtual"] is None
    refused(take(county, phones.new(), "tax", position=HERE), "not_from_away", 409)
    told(take(county, phones.new(), "tax"), 201)


def test_a_strict_hall_wants_every_phone_and_door_to_prove_itself(county: County, phones: DeviceCookies) -> None:
    county.set_virtual(unproven=False)
    refused(take(county, phones.new(), "tax"), "proof_needed", 409)
    refused(take(county, phones.new(), "tax", channel="door"), "proof_needed", 409)
    told(take(county, phones.new(), "tax", position=HERE), 201)
    county.issue("tax")  # kiosks prove themselves by their token


def test_a_phone_holds_one_live_ticket_and_an_agent_three(county: County, phones: DeviceCookies) -> None:
    phone, other = phones.new(), phones.new()
    first = told(take(county, phone, "tax", position=HERE), 201)
    problem = refused(take(county, phone, "pension", position=HERE), "phone_holds_ticket", 409)
    assert problem["number"] == first["number"]
    assert "id" not in problem
    told(take(county, other, "tax", position=HERE), 201)
    told(county.visitor.send("DELETE", f"/tickets/{first['id']}"))
    told(take(county, phone, "pension", position=HERE), 201)
    for number in (ADULT, SENIOR):  # for people who are named by their documents
        told(take(county, phone, "tax", position=HERE, id_number=number), 201)
    refused(take(county, phone, "tax", position=HERE, id_number=YOUNG), "phone_holds_ticket", 409)
    refused(take(county, other, "tax", position=HERE, id_number=ADULT), "already_waiting", 409)


def test_a_phone_that_keeps_no_cookie_is_known_by_its_address_until_the_next_day(county: County) -> None:
    told(take(county, None, "tax", arrives_in_minutes=0), 201)
    refused(take(county, "made.up", "tax", arrives_in_minutes=0), "phone_holds_ticket", 409)
    county.wait(days=1)
    assert county.rows()["phone_places"] == []
    told(take(county, None, "tax", arrives_in_minutes=0), 201)


def test_one_scan_at_the_door_is_a_ticket(county: County, phones: DeviceCookies, screen: Somebody) -> None:
    code, phone = code_of(screen, "tax"), phones.new()
    ticket = told(take(county, phone, "tax", channel="door", door_code=code), 201)
    assert (ticket["channel"], ticket["errands"][0]["service"]) == ("door", "tax")
    refused(take(county, phone, "tax", channel="door", door_code=code), "phone_holds_ticket", 409)
    told(take(county, phones.new(), "tax", channel="door", door_code=code), 201)  # the next in the crowd
    county.clock.advance(timedelta(seconds=91))
    old = refused(take(county, phones.new(), "tax", channel="door", door_code=code), "door_code_old", 409)
    assert "再扫一次" in old["detail"]
    fresh = code_of(screen, "tax")
    assert fresh != code
    refused(take(county, phones.new(), "pension", channel="door", door_code=fresh), "door_code_wrong", 422)
    forged = fresh[:-1] + ("0" if fresh[-1] != "0" else "1")
    refused(take(county, phones.new(), "tax", channel="door", door_code=forged), "door_code_wrong", 422)


def test_where_the_code_names_no_service_there_is_time_to_choose(
    county: County, phones: DeviceCookies, screen: Somebody
) -> None:
    code = code_of(screen)
    county.clock.advance(timedelta(seconds=300))
    told(take(county, phones.new(), "pension", channel="door", door_code=code), 201)


def test_the_code_is_told_to_the_screen_at_the_door_alone(county: County, screen: Somebody) -> None:
    refused(county.visitor.get(f"/halls/{COUNTY}/door-code"), "not_signed_in", 401)
    refused(county.kiosk.get(f"/halls/{COUNTY}/door-code"), "forbidden", 403)
    refused(screen.get(f"/halls/{TOWN}/door-code"), "foreign_hall", 403)
    refused(screen.get(f"/halls/{COUNTY}/door-code?service=nothing"), "unknown_service", 422)
