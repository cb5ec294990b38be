"""A kiosk nobody uses: it warns, forgets, comes back to its first page, and opens a newer version of itself at rest."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.demo import Demo
from tests.browser.kiosks import direct, number_on

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]


@pytest.fixture
def kiosk(demo: Demo, open_page: OpenPage) -> Page:
    """A kiosk whose clock the test moves."""
    page = open_page("about:blank")
    page.clock.install()
    page.goto(demo.kiosk_url())
    expect(page.locator(".tile").first).to_be_visible()
    return page


def at_start(page: Page) -> None:
    expect(page.get_by_role("heading", name="您要办什么？")).to_be_visible()


def test_the_ticket_page_counts_down_and_returns_by_itself(kiosk: Page) -> None:
    kiosk.locator("[data-service=pension]").click()
    direct(kiosk)
    number_on(kiosk)
    expect(kiosk.locator("[data-way=done]")).to_contain_text(re.compile("(20|1[0-9]) 秒后返回首页"))
    kiosk.clock.run_for(21_000)
    at_start(kiosk)


def test_it_warns_with_a_countdown_before_it_forgets(kiosk: Page) -> None:
    kiosk.get_by_role("button", name="English").click()
    kiosk.locator("[data-service=pension]").click()
    kiosk.clock.run_for(61_000)
    question = kiosk.get_by_role("alertdialog")
    expect(question).to_be_visible()
    expect(question.locator(".question__count")).to_have_text(re.compile(r"1[345]"))
    expect(kiosk.locator("[data-way=stay]")).to_be_focused()
    kiosk.clock.run_for(16_000)
    at_start(kiosk)
    expect(kiosk.get_by_role("status")).to_contain_text("长时间无人操作，已返回首页")


def test_staying_keeps_everything(kiosk: Page) -> None:
    kiosk.locator("[data-service=pension]").click()
    kiosk.clock.run_for(62_000)
    kiosk.keyboard.press("Tab")
    kiosk.keyboard.press("Tab")
    expect(kiosk.locator("[data-way=stay]")).to_be_focused()
    kiosk.keyboard.press("Enter")
    expect(kiosk.get_by_role("alertdialog")).to_have_count(0)
    expect(kiosk.get_by_role("heading", name="养老保险业务")).to_be_visible()


def test_a_page_left_open_over_night_is_the_first_page_in_the_morning(kiosk: Page) -> None:
    kiosk.locator("[data-service=pension]").click()
    kiosk.locator("[data-way=register]").click()
    kiosk.locator("#phone").fill("138")
    kiosk.clock.fast_forward(8 * 3600 * 1000)
    kiosk.clock.run_for(2_000)
    at_start(kiosk)
    kiosk.locator("[data-service=pension]").click()
    kiosk.locator("[data-way=register]").click()
    expect(kiosk.locator("#phone")).to_have_value("")


def test_a_newer_version_is_opened_at_rest_and_announced(kiosk: Page) -> None:
    kiosk.evaluate("window.before = true")

    def newer(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub(r"kiosk\.js\?v=\w+", "kiosk.js?v=newer", answer.text()))

    kiosk.route(re.compile(r"/kiosk/zhouzhi"), newer)
    kiosk.locator("[data-service=pension]").click()
    with kiosk.expect_response(re.compile(r"/kiosk/zhouzhi")):
        kiosk.clock.run_for(5 * 60_000)
    told = kiosk.get_by_role("status").filter(has_text="正在更新")
    for _ in range(50):
        if told.count():
            break
        kiosk.clock.run_for(1_000)  # by the page's own clock it looks once a second at what the answer was
    expect(told).to_be_visible()
    kiosk.unroute(re.compile(r"/kiosk/zhouzhi"))
    kiosk.clock.run_for(5_000)
    kiosk.wait_for_function("window.before === undefined")
    at_start(kiosk)


def test_nobody_is_interrupted_by_a_newer_version(kiosk: Page) -> None:
    kiosk.evaluate("window.before = true")
    kiosk.route(
        re.compile(r"/kiosk/zhouzhi"),
        lambda route: route.fulfill(body="<script src='/static/kiosk.js?v=newer'></script>", content_type="text/html"),
    )
    kiosk.locator("[data-service=pension]").click()
    for _minute in range(12):
        kiosk.clock.run_for(30_000)
        kiosk.locator(".kiosk__hall").click()
    expect(kiosk.get_by_role("heading", name="养老保险业务")).to_be_visible()
    assert kiosk.evaluate("window.before") is True
