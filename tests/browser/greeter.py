"""The greeter's page under test."""

from collections.abc import Callable

import requests
from playwright.sync_api import Page, expect

from tests.browser.demo import COUNTY, Demo
from tests.browser.desk import open_signed_in

ADULT, SENIOR = "610124199003078518", "11010519491231002X"


def open_greeter(open_page: Callable[..., Page], demo: Demo, size: tuple[int, int] = (1366, 768)) -> Page:
    """The page of the greeter, by way of the sign-in page."""
    user = next(user for user in demo.guide["users"] if user["role"] == "greeter")
    page = open_signed_in(open_page, demo, user, "/greeter", size)
    expect(page.locator("[data-service]").first).to_be_visible()
    return page


def message(page: Page, words: str) -> None:
    expect(page.locator(".staff-message")).to_contain_text(words)


def look_up(page: Page, number: str) -> None:
    """A number typed by hand."""
    page.keyboard.press("F3")
    code = page.locator("[name=code]")
    expect(code).to_be_focused()
    code.fill(number)
    code.press("Enter")


def found(page: Page, number: str, state: str) -> None:
    """The ticket of this number is shown, in this state."""
    ticket = page.locator(".look__ticket")
    expect(ticket).to_have_attribute("data-ticket", number)
    expect(ticket).to_have_attribute("data-state", state)


def taken(page: Page) -> str:
    """The number of the ticket taken last."""
    return str(page.locator(".taken").get_attribute("data-taken"))


def sharing_a_window(demo: Demo, service: str) -> str:
    """Another service that a window of this one does."""
    listed = requests.get(f"{demo.base_url}/api/v1/halls/{COUNTY}/services", timeout=10).json()["items"]
    windows = next(set(each["windows"]) for each in listed if each["code"] == service)
    return str(next(each["code"] for each in listed if each["code"] != service and windows & set(each["windows"])))
