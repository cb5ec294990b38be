"""A clerk's desk under test, signed in as the clerk of one window."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.demo import Demo

SIZE = (1366, 768)


def open_desk(open_page: Callable[..., Page], demo: Demo, window: int, size: tuple[int, int] = SIZE) -> Page:
    """The desk of the clerk of a window, by way of the sign-in page."""
    user = next(user for user in demo.guide["users"] if user["window"] == window)
    page = open_signed_in(open_page, demo, user, "/desk", size)
    expect(page.locator("header [data-state=open]")).to_be_visible()
    return page


def open_signed_in(
    open_page: Callable[..., Page], demo: Demo, user: dict[str, str], path: str, size: tuple[int, int]
) -> Page:
    """A staff page after signing in; somebody without a session is led to the sign-in page and back."""
    page = open_page(f"{demo.base_url}{path}?lang=zh", size=size)
    page.wait_for_url("**/sign-in?**")
    page.locator("[name=username]").fill(user["username"])
    page.locator("[name=password]").fill(user["password"])
    page.locator("[data-action=sign-in]").click()
    page.wait_for_url(f"**{path}?**")
    return page


def called(page: Page, number: str) -> None:
    """The desk shows this ticket as called."""
    expect(page.locator(".desk-ticket")).to_have_attribute("data-ticket", number)
    expect(page.locator(".desk-ticket")).to_have_attribute("data-state", "called")


def message(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.locator(".staff-message")).to_contain_text(words)
