"""A desk that its clerk leaves for a while: locked by a key or by itself, opened by a PIN, its window untouched."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo, Staff
from tests.browser.desk import called, message, open_desk

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]
PIN = "4071"


def set_pin(page: Page) -> None:
    """The first press of L asks for the PIN that the desk will be unlocked by."""
    page.keyboard.press("l")
    page.locator("[name=pin]").fill(PIN)
    page.locator("[name=again]").fill(PIN)
    page.keyboard.press("Enter")
    message(page, "PIN 已设置")


def unlock(page: Page, pin: str = PIN) -> None:
    expect(page.locator(".lock")).to_be_visible()
    page.keyboard.type(pin)
    page.keyboard.press("Enter")


def test_a_locked_desk_shows_nothing_and_is_as_it_was_after_the_pin(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 25)
    number = demo.take("exit-entry")["number"]
    expect(page.locator("[data-next]")).to_have_attribute("data-next", number)
    page.keyboard.press("F2")
    called(page, number)
    set_pin(page)
    page.keyboard.press("l")
    expect(page.locator(".lock")).to_contain_text("25号窗口")
    assert number not in page.content()
    assert demo.clerk(25).get("/session")["window"]["number"] == 25
    unlock(page)
    called(page, number)


def test_keys_of_the_desk_do_nothing_while_it_is_locked_and_a_reload_stays_locked(
    demo: Demo, open_page: OpenPage
) -> None:
    page = open_desk(open_page, demo, 26)
    number = demo.take("exit-entry")["number"]
    expect(page.locator("[data-next]")).to_have_attribute("data-next", number)
    set_pin(page)
    page.keyboard.press("l")
    expect(page.locator(".lock")).to_be_visible()
    page.locator(".lock h1").click()
    page.keyboard.press("F2")
    page.reload()
    unlock(page)
    expect(page.locator("[data-next]")).to_have_attribute("data-next", number)


def test_a_wrong_pin_says_how_many_tries_are_left_and_the_fifth_leads_to_the_password(
    demo: Demo, open_page: OpenPage
) -> None:
    page = open_desk(open_page, demo, 27)
    set_pin(page)
    page.keyboard.press("l")
    for left in (4, 3, 2, 1):
        unlock(page, "9999")
        expect(page.locator(".lock__flaw")).to_contain_text(f"还可再试 {left} 次")
    unlock(page, "9999")
    expect(page.locator(".lock__flaw")).to_contain_text("窗口仍在岗")
    page.locator("[data-action=sign-in]").click()
    page.wait_for_url("**/sign-in?**")
    assert demo.clerk(27).get("/session")["window"]["number"] == 27


def test_the_pin_is_typed_by_touch(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 28, size=(320, 768))
    set_pin(page)
    page.locator("[data-action=lock]").click()
    for digit in "90":
        page.locator(f"[data-digit='{digit}']").click()
    page.get_by_role("button", name="退格").click()
    page.get_by_role("button", name="退格").click()
    for digit in PIN:
        page.locator(f"[data-digit='{digit}']").click()
    page.locator("[data-action=unlock]").click()
    expect(page.locator("header [data-state=open]")).to_be_visible()


def test_a_pin_that_is_guessed_at_once_or_mistyped_is_not_taken(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 29)
    page.keyboard.press("l")
    for pin, again, flaw in (("1234", "1234", "太容易被猜到"), ("4071", "4072", "两次输入不一致")):
        page.locator("[name=pin]").fill(pin)
        page.locator("[name=again]").fill(again)
        page.keyboard.press("Enter")
        expect(page.locator(".desk-panel__flaw")).to_contain_text(flaw)


def test_left_alone_for_as_long_as_the_hall_allows_it_locks_by_itself(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 30)
    set_pin(page)
    page.clock.install()
    page.clock.fast_forward("14:00")
    expect(page.locator(".lock")).to_have_count(0)
    page.clock.fast_forward("02:00")
    expect(page.locator(".lock")).to_be_visible()


def test_a_desk_locked_from_elsewhere_hides_at_its_next_question(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 31)
    set_pin(page)
    other = page.context.new_page()
    other.goto(f"{demo.base_url}/desk?lang=zh")
    expect(other.locator("header [data-state=open]")).to_be_visible()
    other.keyboard.press("l")
    expect(other.locator(".lock")).to_be_visible()
    page.keyboard.press("F2")
    expect(page.locator(".lock")).to_be_visible()
