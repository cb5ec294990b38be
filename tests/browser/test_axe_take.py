"""Nothing that axe-core finds wrong, and nothing lost or too small, where a phone takes a ticket or finds a hall."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.demo import COUNTY, Demo
from tests.browser.kiosks import LYING, UPRIGHT
from tests.browser.measuring import lost, settled
from tests.browser.phones import NARROW
from tests.browser.sides import WALL

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
Looks = Callable[..., None]
PHONE = ".visitor__top button"


def test_taking_a_ticket_on_the_way_and_the_code_at_the_door(demo: Demo, open_page: OpenPage, looks: Looks) -> None:
    page = open_page("about:blank", size=NARROW)
    page.goto(f"{demo.base_url}/take/{COUNTY}?lang=zh")
    expect(page.locator("[data-service]").first).to_be_visible()
    looks(page, PHONE)
    page.goto(f"{demo.base_url}/take/{COUNTY}?service=tax&lang=zh")
    page.locator("[data-act=locate]").click()
    expect(page.locator("[data-unplaced=denied]")).to_be_visible()
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 34.26, "longitude": 108.94})
    page.locator("[data-act=locate]").click()
    expect(page.locator("[data-refused=too_far]")).to_be_visible()
    page.locator("[data-more] summary").click()
    looks(page, PHONE)
    page.goto(f"{demo.base_url}/take/{COUNTY}?service=tax&code=made-up&lang=zh")
    expect(page.locator("[data-refused=door_code_wrong]")).to_be_visible()
    looks(page, PHONE)
    page.goto(f"{demo.base_url}/take/louguan?lang=zh")
    expect(page.locator("[data-closed]")).to_be_visible()
    looks(page, PHONE)
    token = next(each["token"] for each in demo.guide["devices"] if each["kind"] == "screen")
    for size, language in ((UPRIGHT, "zh"), (LYING, "en"), (WALL, "zh"), (WALL, "en"), (NARROW, "en")):
        door = open_page(f"{demo.base_url}/door/{COUNTY}?service=tax&lang={language}#token={token}", size=size)
        expect(door.locator("[data-queue]")).to_be_visible()
        assert violations(door) + lost(door) == []
        if size != NARROW:  # a screen that nobody scrolls
            settled(door)
            assert door.evaluate("document.documentElement.scrollHeight") == size[1]
