"""A kiosk under test: opened, pressed, and scanned at."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.demo import Demo

UPRIGHT, LYING = (1080, 1920), (1024, 768)
SENIOR = "11010519491231002X"  # the standard's own example of an identity number


def open_kiosk(
    demo: Demo,
    open_page: Callable[..., Page],
    size: tuple[int, int] = UPRIGHT,
    language: str = "zh",
    more: str = "",
) -> Page:
    """The kiosk's first page; `more` goes on in the address's fragment."""
    page = open_page(demo.kiosk_url(language=language) + more, size=size)
    expect(page.locator(".tile").first).to_be_visible()
    return page


def direct(page: Page) -> None:
    page.locator("[data-way=direct]").click()


def number_on(page: Page) -> str:
    shown = page.locator("[data-number]")
    expect(shown).to_be_visible()
    return shown.inner_text()


def larger(page: Page) -> None:
    page.locator("[data-dock=elder]").click()
    expect(page.locator("html")).to_have_attribute("data-elder", "")
