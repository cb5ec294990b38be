"""Help asked for: a visitor who wants company, and a clerk who wants the manager."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.desk import message, open_desk
from tests.browser.greeter import message as told
from tests.browser.greeter import open_greeter
from tests.browser.sides import call_next, calls, finish, number_on, open_board, open_kiosk, open_screen, start

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
WINDOW = 20  # of those who found companies: a ticket with help is served at any window


def test_the_greeter_goes_along_and_the_manager_comes(demo: Demo, open_page: OpenPage) -> None:
    kiosk, screen, greeter = open_kiosk(open_page, demo), open_screen(open_page, demo), open_greeter(open_page, demo)
    desk, board = open_desk(open_page, demo, WINDOW), open_board(open_page, demo)
    kiosk.locator("[data-service=pension]").click()
    kiosk.get_by_role("switch", name="需要帮办").click()
    kiosk.get_by_role("button", name="不登记，直接取号").click()
    number = number_on(kiosk)

    told(greeter, f"{number} 需要帮办，请去陪同")
    expect(greeter).to_have_title("(1) 导服台")
    visitor = greeter.locator(f"[data-helped={number}]")
    visitor.get_by_role("button", name="我去陪同").click()
    told(greeter, f"{number} 由您陪同")

    call_next(desk, number)
    calls(screen, number, WINDOW)
    expect(visitor).to_contain_text(f"请到{WINDOW}号窗口")
    head = desk.locator(".desk-ticket")
    expect(head).to_contain_text("需要帮办")
    expect(head).to_contain_text("陪同")
    start(desk)

    desk.keyboard.press("m")
    expect(desk.get_by_role("heading", name="请人到窗口来")).to_be_visible()
    desk.keyboard.press("Enter")
    message(desk, "已通知，请稍候")
    expect(desk.locator("[data-help=help_manager]")).to_contain_text("还没有人回应")
    alarm = board.locator(f"[data-alarm=help_manager][data-at='{WINDOW}']")
    expect(alarm).to_contain_text(f"{WINDOW}号窗口呼叫值班长")
    alarm.get_by_role("button", name="马上到").click()
    expect(alarm).to_contain_text("前往")
    expect(desk.locator("[data-help=help_manager]")).to_contain_text("已知悉")

    finish(desk, number)
    expect(visitor).to_have_count(0)
