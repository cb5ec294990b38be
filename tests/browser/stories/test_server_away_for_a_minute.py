"""The server away: every page says since when, nothing is done twice, and paper numbers are entered afterwards."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from hall.clock import now
from tests.browser.demo import COUNTY, Demo
from tests.browser.desk import message, open_desk
from tests.browser.greeter import message as told
from tests.browser.greeter import open_greeter
from tests.browser.phones import open_phone
from tests.browser.sides import calls, number_on, open_board, open_kiosk, open_screen

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
WINDOW = 22
NOTICED = 20_000


def test_nothing_is_lost_and_nothing_is_done_twice(demo: Demo, open_page: OpenPage) -> None:
    ticket = demo.take("pension")
    kiosk, screen, greeter = open_kiosk(open_page, demo), open_screen(open_page, demo), open_greeter(open_page, demo)
    phone, desk = open_phone(open_page, demo.base_url, ticket), open_desk(open_page, demo, WINDOW)
    board = open_board(open_page, demo)
    expect(desk.locator("[data-next]")).to_have_attribute("data-next", ticket["number"])
    keys: list[str] = []
    desk.on("request", lambda one: keys.append(one.headers["idempotency-key"]) if "call-next" in one.url else None)

    demo.kill()
    expect(screen.locator("[data-standing=stale]")).to_contain_text("连接中断，停在", timeout=NOTICED)
    expect(kiosk.locator(".standing")).to_contain_text("起连不上服务器，正在重试。取号请到导服台。", timeout=NOTICED)
    expect(phone.locator("[data-old]")).to_contain_text("离线：以下为", timeout=NOTICED)
    for page in (desk, greeter, board):
        expect(page.locator(".standing")).to_contain_text("与服务器的连接已中断，以下为", timeout=NOTICED)
    desk.keyboard.press("F2")
    kiosk.locator("[data-service=housing-fund]").click()
    kiosk.get_by_role("button", name="不登记，直接取号").click()
    expect(kiosk.locator("main")).to_contain_text("网络较慢，正在重试，不会重复出号。")
    message(desk, "正在等待服务器答复…")

    demo.start()
    number = number_on(kiosk)
    called = f"已呼叫 {ticket['number']}"
    message(desk, re.compile(f"{called}|再试一次"))
    if (again := desk.get_by_role("button", name="再试一次")).is_visible():  # it took longer than the page has patience
        again.click()
        message(desk, called)
    assert len(keys) > 1
    assert len(set(keys)) == 1
    calls(screen, ticket["number"], WINDOW)
    expect(phone.get_by_role("heading", name=f"{WINDOW}号窗口")).to_be_visible()
    for page in (desk, greeter, board, kiosk):
        expect(page.locator(".standing")).to_have_count(0, timeout=NOTICED)

    greeter.keyboard.press("F4")
    expect(greeter.locator("[data-row='0'] [name=paper]")).to_be_focused()
    for cell, value in (("paper", "001"), ("time", a_minute_ago()), ("services", "ylbx")):
        greeter.locator(f"[data-row='0'] [name={cell}]").fill(value)
    greeter.get_by_role("button", name="录入 1 个号").click()
    told(greeter, "已录入 1 个号")
    expect(greeter.locator("[data-entered=YJ001]")).to_contain_text("等候中")
    manager = demo.staff("manager")
    taken = {one["number"]: one for one in manager.get(f"/halls/{COUNTY}/tickets?limit=50")["items"]}
    manager.close()
    assert set(taken) == {ticket["number"], number, "YJ001"}
    assert taken["YJ001"]["issued_at"] < taken[number]["issued_at"]


def a_minute_ago() -> str:
    """As clocks in the hall showed it; its midnight when that is less than a minute ago."""
    local: datetime = now() + timedelta(hours=8)
    earlier = local - timedelta(minutes=1)
    return f"{earlier:%H%M}" if earlier.date() == local.date() else "0000"
