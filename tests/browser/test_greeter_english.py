"""What the front desk says of a visitor to somebody who is not that visitor."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.greeter import look_up, open_greeter

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]


def test_in_english_the_people_before_a_visitor_are_not_before_the_greeter(demo: Demo, open_page: OpenPage) -> None:
    demo.take("pension")
    ticket = demo.take("pension")
    page = open_greeter(open_page, demo)
    page.locator("[data-action=language]").click()
    row = page.locator(".take__choice").first
    expect(row.locator("[data-ahead]")).to_have_text(re.compile(r"^(\d+|Nobody) ahead$"))
    look_up(page, ticket["number"])
    expect(page.locator(".look__place b")).to_have_text(re.compile(r"^\d+ ahead$"))
