"""A wrong click undone: who was called by mistake is asked to wait on, and what was finished too soon goes on."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.desk import message, open_desk
from tests.browser.phones import open_phone
from tests.browser.sides import call_next, calls, finish, open_board, open_screen, start, tile

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
WINDOW = 29


def test_a_mistaken_call_and_a_mistaken_finish_are_taken_back(demo: Demo, open_page: OpenPage) -> None:
    ticket = demo.take("construction")
    number = ticket["number"]
    screen, phone = open_screen(open_page, demo), open_phone(open_page, demo.base_url, ticket)
    led = open_page(f"{demo.base_url}/led/zhouzhi/{WINDOW}", size=(800, 140))
    desk, board = open_desk(open_page, demo, WINDOW), open_board(open_page, demo)

    call_next(desk, number)
    calls(screen, number, WINDOW)
    expect(phone.get_by_role("heading", name=f"{WINDOW}号窗口")).to_be_visible()
    expect(desk.locator("[data-action=undo]")).to_contain_text(f"收回“呼叫 {number}”")
    desk.keyboard.press("u")
    message(desk, f"{number} 的操作已撤销")
    expect(led.locator("[data-doing=retracted]")).to_have_text(f"请{number}号继续等候")
    large = screen.locator("main [data-kind=retraction]")
    expect(large).to_contain_text(number)
    expect(large).to_contain_text("请继续等候")
    expect(phone.locator(".state")).to_have_text("等候中")
    expect(phone.locator("main")).to_contain_text("下一位就是您")

    call_next(desk, number)
    start(desk)
    finish(desk, number)
    expect(phone.locator(".results")).to_contain_text("当场办结")
    expect(desk.locator("[data-action=undo]")).to_contain_text(f"收回“办结 {number}”")
    desk.keyboard.press("u")
    expect(desk.locator(".desk-ticket")).to_have_attribute("data-state", "serving")
    expect(phone.locator("main")).to_contain_text(f"正在{WINDOW}号窗口办理")
    expect(phone.locator(".results")).to_have_count(0)
    expect(tile(board, WINDOW)).to_contain_text(number)
    finish(desk, number)
    expect(desk.locator("[data-figure=served]")).to_have_text("1")
