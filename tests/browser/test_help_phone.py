"""Help asked for by phone without a ticket, for at home: the form, what becomes of it, and taking it back."""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import COUNTY, Demo
from tests.browser.greeter import open_greeter
from tests.browser.phones import NARROW, PHONE

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
Looks = Callable[..., None]
TOLD = {"address": "南大街5号 2单元", "phone": "13912345678", "name": "王秀兰", "text": "行动不便，想办养老认证"}


def picture(page: Page, name: str) -> None:
    """With HELP_PICTURES set, the page is kept as a picture there."""
    if folder := os.environ.get("HELP_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def filled(open_page: OpenPage, demo: Demo, size: tuple[int, int]) -> Page:
    page = open_page(f"{demo.base_url}/help/{COUNTY}?service=pension&lang=zh", size=size)
    expect(page.locator("[name=service]")).to_have_value("pension")
    for field, text in TOLD.items():
        page.locator(f"#{field}").fill(text)
    return page


def test_somebody_at_home_asks_is_told_who_comes_and_sees_it_done(demo: Demo, open_page: OpenPage) -> None:
    phone = filled(open_page, demo, PHONE)
    phone.locator("[data-act=send]").dblclick()
    expect(phone.locator("[data-state=requested]")).to_be_visible()
    assert "/h/" in phone.url
    picture(phone, "home-asked")
    number = phone.locator("h1").inner_text()
    desk = open_greeter(open_page, demo)
    request = desk.locator(f"[data-request='{number}']")
    expect(desk.locator("[data-request]")).to_have_count(1)
    expect(request).to_contain_text("王**")
    expect(request.locator("[name=aide]")).to_have_value("")
    request.locator("[data-action=help-assign]").click()
    expect(request.locator("[name=aide]:invalid")).to_be_focused()
    expect(request).to_have_attribute("data-state", "requested")
    request.locator("[name=aide]").select_option("greeter")
    request.locator("[data-action=help-assign]").click()
    expect(request).to_have_attribute("data-state", "assigned")
    phone.reload()
    expect(phone.locator("[data-told=assigned]")).to_contain_text("来帮您")
    picture(phone, "home-named")
    request.locator("[data-action=help-start]").click()
    expect(request).to_have_attribute("data-state", "underway")
    request.locator("[data-action=help-done]").click()
    expect(request).to_have_count(0)
    phone.reload()
    expect(phone.locator("[data-told=done]")).to_be_visible()
    expect(phone.locator("[data-act=withdraw]")).to_have_count(0)


def test_what_is_lacking_or_wrong_is_said_at_its_field_and_what_was_asked_is_taken_back(
    demo: Demo, open_page: OpenPage
) -> None:
    phone = open_page(f"{demo.base_url}/help/{COUNTY}?lang=zh", size=NARROW)
    phone.locator("[data-act=send]").click()
    expect(phone.locator("#address")).to_be_focused()
    expect(phone.locator("#address")).to_have_attribute("aria-invalid", "true")
    expect(phone.locator("#phone-more")).to_contain_text("请留电话")
    for field, text in {**TOLD, "phone": "12345"}.items():
        phone.locator(f"#{field}").fill(text)
    phone.locator("[data-act=send]").click()
    expect(phone.locator("#phone")).to_be_focused()
    expect(phone.locator("[role=alert]").first).to_be_visible()
    picture(phone, "home-wrong")
    phone.locator("#phone").fill(TOLD["phone"])
    phone.locator("[data-act=send]").click()
    phone.locator("[data-act=withdraw]").click()
    phone.locator("[data-act=keep]").click()
    expect(phone.locator("[data-state=requested]")).to_be_visible()
    phone.locator("[data-act=withdraw]").click()
    picture(phone, "home-withdraw")
    phone.locator("[data-act=withdraw-yes]").click()
    expect(phone.locator("[data-told=withdrawn]")).to_be_visible()


def test_in_the_hall_nothing_needs_to_be_said(demo: Demo, open_page: OpenPage) -> None:
    phone = open_page(f"{demo.base_url}/help/{COUNTY}?lang=zh", size=PHONE)
    phone.locator("[name=venue][value=here]").check()
    expect(phone.locator("#address")).to_have_count(0)
    phone.locator("[data-act=send]").click()
    expect(phone.locator("[data-state=requested]")).to_be_visible()
    missing = open_page(f"{demo.base_url}/h/nobody-asked?lang=en", size=PHONE)
    expect(missing.locator("h1")).to_have_text("This request was not found")


@pytest.mark.parametrize("size", [NARROW, PHONE, (1080, 1920)], ids=["narrow", "phone", "wide"])
def test_both_pages_are_sound_in_both_languages_and_larger(
    demo: Demo, open_page: OpenPage, looks: Looks, size: tuple[int, int]
) -> None:
    phone = filled(open_page, demo, size)
    picture(phone, f"home-form-{size[0]}")
    looks(phone, ".switcher")
    phone.locator("[data-act=send]").click()
    expect(phone.locator("[data-state=requested]")).to_be_visible()
    looks(phone, ".switcher")
    phone.locator(".switcher").last.click()
    picture(phone, f"home-asked-en-{size[0]}")


def test_the_owners_size_of_text_counts(demo: Demo, open_page: OpenPage) -> None:
    page = open_page(f"{demo.base_url}/help/{COUNTY}?lang=zh", size=PHONE)
    browser = page.context.new_cdp_session(page)
    browser.send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    page.wait_for_function("() => getComputedStyle(document.documentElement).fontSize === '32px'")
