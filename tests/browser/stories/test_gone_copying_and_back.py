"""Gone copying and back: the number stays with the window, and nobody queues twice."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.desk import message, open_desk
from tests.browser.phones import open_phone
from tests.browser.sides import call_next, finish, open_board, open_screen, start, tile

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
WINDOW = 22


def test_a_ticket_on_hold_is_served_before_who_waits(demo: Demo, open_page: OpenPage) -> None:
    ticket, other = demo.take("social-card"), demo.take("social-card")
    number = ticket["number"]
    screen, phone = open_screen(open_page, demo), open_phone(open_page, demo.base_url, ticket)
    desk, board = open_desk(open_page, demo, WINDOW), open_board(open_page, demo)

    call_next(desk, number)
    start(desk)
    desk.keyboard.press("h")
    message(desk, f"{number} 已挂起，回来后不用重新排队")
    expect(phone.locator("main")).to_contain_text(f"您的号已保留，备齐后直接回{WINDOW}号窗口，无需重新取号。")
    expect(screen.locator(f"ol [data-ticket={number}]")).to_have_attribute("data-state", "left")
    expect(tile(board, WINDOW)).to_contain_text("挂起 1")
    held = desk.locator(f".desk-held [data-ticket={number}]")
    expect(held).to_contain_text("已 0 分钟")
    demo.later(minutes=7)
    last = demo.take("social-card")  # something happens, and the desk looks at the clock of the hall again
    expect(held).to_contain_text("已 7 分钟")
    expect(desk.locator("[data-next]")).to_have_attribute("data-next", other["number"])

    desk.keyboard.press("1")  # back from the copier, while others wait
    expect(desk.locator(".desk-ticket")).to_have_attribute("data-ticket", number)
    expect(desk.locator(".desk-ticket")).to_have_attribute("data-state", "serving")
    expect(desk.locator(".desk-held")).to_have_count(0)
    expect(phone.locator("main")).to_contain_text(f"正在{WINDOW}号窗口办理")
    finish(desk, number)
    expect(phone.locator(".results")).to_contain_text("当场办结")
    for each in (other, last):
        call_next(desk, each["number"])
        start(desk)
        finish(desk, each["number"])
