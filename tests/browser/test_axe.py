"""No visitor page has anything that axe-core finds wrong, in either language, with normal and with larger text."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.demo import COUNTY, Demo

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]


def test_a_faulty_page_is_found_out(demo: Demo, open_page: OpenPage) -> None:
    page = open_page(demo.base_url)
    assert violations(page) == []
    page.evaluate(
        """() => {
            const faulty = document.querySelector("main").appendChild(document.createElement("div"));
            faulty.innerHTML = "<img src='/static/icon.svg'><button></button><p style='color:#ccc'>grey on white</p>";
        }"""
    )
    assert {found.partition(":")[0] for found in violations(page)} == {"image-alt", "button-name", "color-contrast"}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", ["/", "/sign-in", "/nowhere", f"/screen/{COUNTY}"])
def test_pages_that_anybody_may_open(demo: Demo, open_page: OpenPage, path: str, language: str) -> None:
    page = open_page(f"{demo.base_url}{path}?lang={language}", size=(1280, 720))
    expect(page.locator("h1, .screen").first).to_be_visible()
    assert violations(page) == []
