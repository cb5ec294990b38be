"""Numbers given on paper, typed into the greeter's table."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo, Staff
from tests.browser.greeter import found, message, open_greeter

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]


def an_hour_ago() -> str:
    """As clocks in the hall showed it; a minute after its midnight when that was less than an hour ago."""
    local = datetime.now(UTC) + timedelta(hours=8)
    earlier = local - timedelta(hours=1)
    return f"{earlier:%H%M}" if earlier.date() == local.date() else "0000"


def test_papers_are_entered_by_keyboard_and_a_wrong_row_is_shown(demo: Demo, open_page: OpenPage) -> None:
    page = open_greeter(open_page, demo)
    page.keyboard.press("F4")
    expect(page.locator("[data-row='0'] [name=paper]")).to_be_focused()
    page.keyboard.type("003", delay=130)
    page.keyboard.press("Tab")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(an_hour_ago(), delay=130)
    page.keyboard.press("Tab")
    page.keyboard.type("gjj", delay=130)
    expect(page.locator("[data-row='0'] [data-meant]")).to_have_text("住房公积金提取")
    page.keyboard.press("Enter")
    expect(page.locator("[data-row='1'] [name=paper]")).to_have_value("004")
    expect(page.locator("[data-row='1'] [name=services]")).to_be_focused()
    page.keyboard.type("zzzz", delay=130)
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-row='1']")).to_contain_text("没有“zzzz”")
    expect(page.locator("[data-row='1'] [name=services]")).to_be_focused()
    page.locator("[data-row='1'] [name=services]").fill("gjj shbz")
    page.locator("[data-row='1'] [name=outcome]").select_option("completed")
    page.keyboard.press("Control+Enter")
    message(page, "已录入 2 个号")
    expect(page.locator("[data-entered=YJ003]")).to_contain_text("等候中")
    expect(page.locator("[data-entered=YJ004]")).to_contain_text("已结束")
    expect(page.locator("[data-row='0'] [name=paper]")).to_have_value("005")
    page.locator("[data-entered=YJ003] button").click()
    found(page, "YJ003", "waiting")
    expect(page.locator(".look__facts")).to_contain_text("补录")


def test_rows_outlive_a_reload_and_the_same_paper_is_one_ticket(
    demo: Demo, open_page: OpenPage, sign_in: SignIn
) -> None:
    page = open_greeter(open_page, demo)
    page.keyboard.press("F4")
    for cell, value in (("paper", "017"), ("time", an_hour_ago()), ("services", "gjj")):
        page.locator(f"[data-row='0'] [name={cell}]").fill(value)
    page.reload()
    expect(page.locator("[data-row='0'] [name=paper]")).to_have_value("017")
    expect(page.locator("[data-meant]")).to_have_text("住房公积金提取")
    for known in ("已录入 1 个号", "另有 1 个此前已录入"):
        page.locator("[data-row='0'] [name=paper]").fill("017")
        page.locator("[data-row='0'] [name=services]").fill("gjj")
        page.locator("[data-action=enter-papers]").click()
        message(page, known)
    assert len(sign_in("manager").get("/halls/zhouzhi/tickets?number=YJ017")["items"]) == 1


def test_whoever_types_on_at_once_types_into_the_new_row(demo: Demo, open_page: OpenPage) -> None:
    page = open_greeter(open_page, demo)
    page.keyboard.press("F4")
    page.locator("[data-row='0'] [name=paper]").fill("031")
    at_once = """() => {
        document.querySelector("[data-action=add-row]").click();
        return new Promise((told) => setTimeout(() => told(document.activeElement.getAttribute("aria-label"))));
    }"""
    assert page.evaluate(at_once) == "事项 2"


def test_what_the_server_finds_wrong_stands_in_its_row(demo: Demo, open_page: OpenPage) -> None:
    page = open_greeter(open_page, demo)
    page.keyboard.press("F4")
    for row, paper in enumerate(("021", "A022")):
        if row:
            page.locator("[data-action=add-row]").click()
        for cell, value in (("paper", paper), ("time", an_hour_ago()), ("services", "gjj")):
            page.locator(f"[data-row='{row}'] [name={cell}]").fill(value)
    page.locator("[data-action=enter-papers]").click()
    message(page, "第2行有误，全部未录入")
    expect(page.locator("[data-row='1']")).to_contain_text("应为应急号，如 YJ003 或 003")
    expect(page.locator("[data-row='0'] .papers__flaw")).to_have_count(0)
