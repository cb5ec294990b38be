"""Seventy, no phone, two services: the identity card is enough, and one window does both."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hall.clock import now
from hall.personal.numbers import id_check_character
from tests.browser.demo import Demo
from tests.browser.desk import open_desk
from tests.browser.reader import scan
from tests.browser.sides import (
    call_next,
    calls,
    finish,
    number_on,
    open_board,
    open_kiosk,
    open_screen,
    start,
    tile,
)

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
WINDOW = 3


def card_of_seventy() -> str:
    """What a card reader types for somebody born seventy years ago, on the first of January."""
    body = f"610124{now().year - 70}0101012"
    return f"居民身份证|{body}{id_check_character(body)}"


def test_the_card_opens_the_green_channel_and_one_window_does_both(demo: Demo, open_page: OpenPage) -> None:
    kiosk, screen = open_kiosk(open_page, demo), open_screen(open_page, demo)
    desk, board = open_desk(open_page, demo, WINDOW), open_board(open_page, demo)
    card = card_of_seventy()

    kiosk.get_by_role("button", name="长辈模式").click()
    scan(kiosk, card)
    expect(kiosk.locator("main")).to_contain_text("已识别身份证，60周岁及以上，取号可走老年人绿色通道。")
    kiosk.locator("[data-service=pension]").click()
    kiosk.get_by_role("button", name="再加一项").click()
    kiosk.locator("[data-service=medical-insurance]").click()
    kiosk.get_by_role("button", name="用身份证取号").click()
    number = number_on(kiosk)
    expect(kiosk.locator("main")).to_contain_text("优先 20 分钟")
    expect(kiosk.locator(".ticket__services")).to_have_text("养老保险业务 · 医疗保险报销")
    expect(kiosk.locator("html")).to_have_attribute("data-elder", "")

    kiosk.get_by_role("button", name="完成").click()
    scan(kiosk, card)  # the number forgotten: the card finds the ticket again
    assert number_on(kiosk) == number

    call_next(desk, number)
    calls(screen, number, WINDOW)
    expect(desk.locator("[data-green=senior]")).to_have_text("绿色通道：老年人")
    patience = desk.locator("[data-action=no-show]")
    expect(patience).to_contain_text("秒后可过号")
    seconds = re.search(r"(\d+) 秒后可过号", patience.inner_text())
    assert seconds is not None
    assert int(seconds[1]) > 90  # everybody else is waited for 60 seconds

    start(desk)
    expect(desk.locator(".desk-errand")).to_have_count(2)
    expect(tile(board, WINDOW)).to_contain_text(number)
    expect(screen.locator(f"ol [data-ticket={number}]")).to_have_attribute("data-state", "serving")
    finish(desk, number)
    expect(desk.locator("[data-figure=served]")).to_have_text("1")
    expect(tile(board, WINDOW)).not_to_contain_text(number)
