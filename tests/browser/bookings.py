"""Booking under test: the steps on a phone, and appointments made beside it."""

import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import requests
from playwright.sync_api import Page, expect

from tests.browser.demo import COUNTY, Demo
from tests.served import copied


def open_booking(page: Page, demo: Demo, service: str, language: str = "zh") -> None:
    """The page where a time is chosen, the service named by the address as a kiosk's code does."""
    page.goto(f"{demo.base_url}/book/{COUNTY}?service={service}&lang={language}")
    expect(page.locator("[data-slot]").first).to_be_visible()


def choose(page: Page, day: int = 1, nth: int = 0) -> str:
    """Chooses one of a day's free slots, by keyboard; its id."""
    page.locator("[data-day]").nth(day).press("Enter")
    slot = page.locator("[data-slot]:not([disabled])").nth(nth)
    chosen = slot.get_attribute("data-slot")
    slot.press("Enter")
    expect(page.locator("h1")).to_be_focused()
    return str(chosen)


def confirm(page: Page) -> str:
    """Through the last step to the appointment's own page; its id."""
    page.locator("[data-act=confirm]").press("Enter")
    page.wait_for_url("**/a/*")
    expect(page.locator("[data-state=confirmed]")).to_be_visible()
    return page.url.partition("/a/")[2].partition("?")[0]


def slots(demo: Demo, service: str) -> list[dict[str, Any]]:
    query = {"service": service, "mode": "standard"}
    answer = requests.get(f"{demo.base_url}/api/v1/halls/{COUNTY}/slots", params=query, timeout=10)
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def free_slots(demo: Demo, service: str) -> list[dict[str, Any]]:
    return [slot for slot in slots(demo, service) if slot["free"]]


def book(demo: Demo, service: str, slot: str, **who: object) -> dict[str, Any]:
    """An appointment made on some other phone."""
    answer = requests.post(
        f"{demo.base_url}/api/v1/halls/{COUNTY}/appointments",
        json={"service": service, "slot": slot, **who},
        headers={"Idempotency-Key": secrets.token_hex(16)},
        timeout=10,
    )
    assert answer.ok, answer.text
    made: dict[str, Any] = answer.json()
    return made


def seen(demo: Demo, address: str) -> dict[str, Any]:
    """The appointment whose page has this address."""
    path = f"/api/v1/appointments/{address.partition('/a/')[2][:22]}"
    found: dict[str, Any] = requests.get(f"{demo.base_url}{path}", timeout=10).json()
    return found


def cancel(demo: Demo, appointment: dict[str, Any]) -> None:
    keys = {"Idempotency-Key": secrets.token_hex(16)}
    address = f"{demo.base_url}/api/v1/appointments/{appointment['id']}"
    assert requests.delete(address, headers=keys, timeout=10).ok


def hall_of_bookings(furnished: Path, folder: Path) -> Iterator[Demo]:
    """A hall in this folder whose clock can be moved on, at an hour of the day at which today has slots to come."""
    hall = Demo(copied(furnished, folder / "data"), movable=True)
    if datetime.now(timezone(timedelta(hours=8))).hour >= 20:
        hall.later(hours=10)
    hall.start()
    yield hall
    hall.stop()


def minutes_before(appointment: dict[str, Any]) -> float:
    """How long before its time it was booked, by the hall's clock."""
    start, booked = (datetime.fromisoformat(at) for at in (appointment["slot"]["start"], appointment["booked_at"]))
    return (start - booked).total_seconds() / 60


def book_visit(demo: Demo, address: str, **who: str) -> dict[str, Any]:
    """A home visit on its first free slot."""
    path, mode = f"{demo.base_url}/api/v1/halls/{COUNTY}/slots", "home_visit"
    found = requests.get(path, params={"service": "pension", "mode": mode}, timeout=10).json()["items"]
    slot = next(each for each in found if each["free"])
    home = {"mode": mode, "address": address, "contact_name": "李四", "contact_phone": "13900139000"}
    return book(demo, "pension", slot["id"], **home, **who)


def is_of_another_day(appointment: dict[str, Any]) -> bool:
    """Whether it is for a later day than it was booked on."""
    booked = datetime.fromisoformat(appointment["booked_at"]).astimezone(timezone(timedelta(hours=8)))
    return str(appointment["day"]) != booked.date().isoformat()
