"""Sent to another window, then to another service: the number and the time of the first issue stay."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.desk import message, open_desk
from tests.browser.greeter import found, look_up, open_greeter
from tests.browser.phones import open_phone
from tests.browser.sides import call_next, calls, finish, open_screen, start

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
FIRST, SECOND = 23, 4


def test_to_a_window_and_to_a_service_with_the_same_number(demo: Demo, open_page: OpenPage) -> None:
    ticket = demo.take("pension")
    number = ticket["number"]
    screen, phone = open_screen(open_page, demo), open_phone(open_page, demo.base_url, ticket)
    desk, greeter = open_desk(open_page, demo, FIRST), open_greeter(open_page, demo)
    look_up(greeter, number)
    issued = greeter.locator(".look__facts dd").first.inner_text()
    call_next(desk, number)

    demo.later(minutes=2)
    desk.keyboard.press("t")
    desk.locator("[name=target]").select_option(label=f"{SECOND}号窗口 · 综合受理")
    desk.get_by_role("button", name="需专窗办理").click()
    desk.locator("[data-action=confirm]").click()
    message(desk, f"{number} 已转出，取号时间不变")
    expect(phone.locator(".place")).to_contain_text(f"办理窗口{SECOND}号窗口")
    row = screen.locator(f"ol [data-ticket={number}]")
    expect(row).to_have_attribute("data-state", "waiting")
    expect(row).to_contain_text(f"已转{SECOND}号窗口")
    found(greeter, number, "waiting")
    expect(greeter.locator(".look__facts dd").first).to_have_text(issued)

    there = open_desk(open_page, demo, SECOND)
    call_next(there, number)
    calls(screen, number, SECOND)
    expect(phone.get_by_role("heading", name=f"{SECOND}号窗口")).to_be_visible()
    start(there)
    there.keyboard.press("t")
    there.get_by_text("改办事项", exact=True).click()
    there.locator("[name=target]").select_option(label="F · 住房公积金提取")
    there.get_by_role("button", name="取错事项").click()
    there.locator("[data-action=confirm]").click()
    message(there, f"{number} 已转出")
    expect(phone.locator("h1")).to_have_text(number)
    expect(phone.locator(".mine")).to_contain_text("住房公积金提取")
    found(greeter, number, "waiting")
    expect(greeter.locator(".look__facts dd").first).to_have_text(issued)

    call_next(there, number)
    start(there)
    finish(there, number)
    expect(phone.locator(".results")).to_contain_text("住房公积金提取")
