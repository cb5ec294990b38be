"""Booking at the county's doors, in as few words as tests have for it."""

from datetime import datetime
from typing import Any

from werkzeug.test import TestResponse

from tests.halls import ADULT, COUNTY, County, Json, Somebody, told

PHONE, OTHER_PHONE = "13800138000", "13900139000"
HOME = {"address": "周至县二曲街道中心街1号", "contact_name": "李四", "contact_phone": PHONE}


def slots(county: County, service: str = "pension", mode: str = "standard", **query: str) -> list[Json]:
    asked = "&".join(f"{name}={value}" for name, value in {"service": service, "mode": mode, **query}.items())
    found: list[Json] = told(county.visitor.get(f"/halls/{COUNTY}/slots?{asked}"))["items"]
    return found


def slot_at(county: County, local: str, service: str = "pension", mode: str = "standard") -> Json:
    """The slot that begins at a time of the hall's, such as `2026-11-23 10:30`."""
    start = datetime.fromisoformat(f"{local}+08:00")
    return next(slot for slot in slots(county, service, mode) if datetime.fromisoformat(slot["start"]) == start)


def try_book(county: County, slot: Json, by: Somebody | None = None, **more: Any) -> TestResponse:
    body = {"service": slot["service"], "mode": slot["mode"], "slot": slot["id"], **more}
    if not {"id_number", "phone", "principals"} & more.keys():
        body["id_number"] = ADULT
    return (by or county.visitor).post(f"/halls/{COUNTY}/appointments", body)


def book(county: County, local: str, service: str = "pension", mode: str = "standard", **more: Any) -> Json:
    """An appointment for the adult, unless somebody else is named."""
    made: Json = told(try_book(county, slot_at(county, local, service, mode), **more), 201)
    return made


def see(county: County, appointment: Json) -> Json:
    seen: Json = told(county.visitor.get(f"/appointments/{appointment['id']}"))
    return seen


def check_in(county: County, by: Somebody | None = None, **how: str) -> TestResponse:
    return (by or county.kiosk).post(f"/halls/{COUNTY}/check-in", how)


def visit(county: County, nth: int = 0, **more: Any) -> Json:
    """A home visit on one of the slots."""
    slot = slots(county, mode="home_visit")[nth]
    return dict(told(try_book(county, slot, **{**HOME, **more}), 201))
