"""Booked and not used up yet: a place kept while somebody checks it, and an appointment that is still hours away."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.bookings import book, choose, confirm, hall_of_bookings, open_booking, seen, slots
from tests.browser.demo import CHINA, COUNTY, Demo
from tests.browser.kiosks import open_kiosk
from tests.browser.measuring import lost, settled
from tests.browser.phones import NARROW, PHONE
from tests.browser.reader import scan
from tests.browser.screens import until
from tests.halls import YOUNG

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def demo(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A hall whose clock can be moved on."""
    yield from hall_of_bookings(furnished, tmp_path_factory.mktemp("hall"))


def test_a_place_that_is_kept_is_come_back_to(demo: Demo, open_page: OpenPage) -> None:
    page = open_page("about:blank", size=PHONE)
    open_booking(page, demo, "exit-entry")
    wanted = choose(page)
    page.locator("#phone").fill("13800138077")
    page.locator("#name").fill("张三")
    page.locator("[data-act=reserve]").click()
    expect(page.locator("[data-kept]")).to_be_visible()
    page.reload()
    expect(page.locator("[data-kept]")).to_be_visible()
    expect(page.locator(".about")).to_contain_text("138****8077")  # of whoever it is for nothing stays in the tab
    assert not {"13800138077", "张三"} & set(page.evaluate("Object.values(sessionStorage)"))
    page.goto(f"{demo.base_url}/book/{COUNTY}?lang=zh")  # opened once more, as by whoever begins again
    expect(page.locator("[data-kept]")).to_be_visible()
    page.locator("[data-act=change]").click()
    expect(page.locator("#phone")).to_have_value("")
    expect(page.locator("[data-kept]")).to_have_count(0)
    until(page, lambda: next(slot["free"] for slot in slots(demo, "exit-entry") if slot["id"] == wanted) > 0, "let go")
    page.locator("#phone").fill("13800138077")
    page.locator("[data-act=reserve]").click()  # the same matter and day, and nothing stands in its way
    confirm(page)
    page.goto(f"{demo.base_url}/book/{COUNTY}?lang=zh")
    expect(page.locator("[data-step=service] #search")).to_be_visible()


def test_a_place_kept_in_another_tab_is_let_go_or_gone_on_with(demo: Demo, open_page: OpenPage) -> None:
    first = open_page("about:blank", size=NARROW)

    def wish(page: Page, nth: int) -> str:
        open_booking(page, demo, "exit-entry")
        chosen = choose(page, nth=nth)
        page.locator("#phone").fill("13800138078")
        page.locator("[data-act=reserve]").click()
        return chosen

    wish(first, 0)
    expect(first.locator("[data-kept]")).to_be_visible()
    elsewhere = open_page("about:blank", size=NARROW)  # another phone is told, and has no right to it
    wish(elsewhere, 1)
    expect(elsewhere.locator("[data-refused=already_booked]")).to_contain_text("不确认的到时自动释放")
    expect(elsewhere.locator("[data-act=elsewhen]")).to_be_visible()
    expect(elsewhere.locator("[data-held]")).to_have_count(0)
    second = first.context.new_page()
    wanted = wish(second, 1)
    expect(second.locator("[data-refused=already_booked]")).to_contain_text("尚未确认")
    expect(second.locator("[data-held]")).to_contain_text("这部手机已选了")
    assert violations(second) == []
    assert lost(second) == []
    second.locator("[data-act=let-go]").click()
    expect(second.locator("[data-kept]")).to_be_visible()
    first.locator("[data-act=confirm]").click()
    expect(first.locator("[data-refused=appointment_wrong_state]")).to_contain_text("未确认，已放弃")

    third = first.context.new_page()
    wish(third, 2)
    third.locator("[data-act=go-on]").click()
    expect(third.locator("[data-kept]")).to_be_visible()
    appointment = confirm(third)
    booked = requests.get(f"{demo.base_url}/api/v1/appointments/{appointment}", timeout=10).json()
    assert (booked["state"], booked["slot"]["id"]) == ("confirmed", wanted)
    assert third.evaluate("localStorage.getItem('hall.holds')") is None
    second.locator("[data-act=confirm]").click()  # it was, in the other tab
    second.wait_for_url(f"**/a/{appointment}*")


def test_a_card_on_the_first_page_asks_whoever_is_early_and_goes_along_to_an_ordinary_number(
    demo: Demo, open_page: OpenPage
) -> None:
    in_an_hour = demo.now + timedelta(minutes=60)
    early = next(slot for slot in slots(demo, "tax") if datetime.fromisoformat(slot["start"]) > in_an_hour)
    book(demo, "tax", early["id"], id_number=YOUNG)
    kiosk = open_kiosk(demo, open_page)
    scan(kiosk, YOUNG)
    expect(kiosk.locator("[data-check-in]")).to_contain_text("您今天有预约：涉税业务")
    assert violations(kiosk) == []
    kiosk.locator("[data-way=walk-in]").click()
    expect(kiosk.locator(".start__notice")).to_be_visible()  # the card was not forgotten
    kiosk.locator("[data-service=pension]").click()
    kiosk.locator("[data-way=direct]").click()
    expect(kiosk.locator("[data-number]")).to_be_visible()


@pytest.mark.parametrize(("language", "typed"), [("zh", False), ("en", True)], ids=["scanned", "typed"])
def test_whoever_comes_hours_early_with_a_code_is_asked_before_the_appointment_is_used_up(
    demo: Demo, open_page: OpenPage, language: str, typed: bool
) -> None:
    in_two_hours = demo.now + timedelta(hours=2)
    early = next(slot for slot in slots(demo, "pension") if datetime.fromisoformat(slot["start"]) > in_two_hours)
    made = book(demo, "pension", early["id"], phone="13800138055" if typed else "13800138056")
    address = f"{demo.base_url}/a/{made['id']}"
    kiosk = open_kiosk(demo, open_page, language=language)
    opens = datetime.fromisoformat(made["check_in_from"]).astimezone(CHINA)

    def come() -> None:
        if typed:
            kiosk.locator("[data-aid=check-in]").click()
            for digit in made["code"]:
                kiosk.locator(f"[data-key='{digit}']").click()
            kiosk.locator("[data-way=check-in]").click()
        else:
            scan(kiosk, address)
        expect(kiosk.locator("[data-check-in=early]")).to_contain_text(f"{opens:%H:%M}")

    come()
    settled(kiosk)
    assert violations(kiosk) + lost(kiosk) == []
    kiosk.locator("[data-way=later]", has_text=f"{opens:%H:%M}").click()
    expect(kiosk.locator(".tile").first).to_be_visible()
    assert seen(demo, address)["state"] == "confirmed", "nothing is used up"
    come()
    kiosk.locator("[data-way=check-in]").click()
    expect(kiosk.locator("[data-number]")).to_be_visible()
    assert seen(demo, address)["state"] == "checked_in"
