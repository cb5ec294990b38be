"""A missed call: the slip under the kiosk's scanner brings the number back, behind the next three."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo, Staff
from tests.browser.desk import message, open_desk
from tests.browser.phones import open_phone, serve
from tests.browser.reader import scan
from tests.browser.sides import call_next, finish, number_on, open_kiosk, open_screen, start

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
WINDOW = 27


def test_the_number_comes_back_behind_the_next_three(
    demo: Demo, open_page: OpenPage, sign_in: Callable[[int | str], Staff]
) -> None:
    ticket, *others = (demo.take("tax") for _ in range(5))
    number = ticket["number"]
    screen, phone = open_screen(open_page, demo), open_phone(open_page, demo.base_url, ticket)
    desk, kiosk = open_desk(open_page, demo, WINDOW), open_kiosk(open_page, demo)

    call_next(desk, number)
    for call in (2, 3):
        demo.later(seconds=30)
        desk.reload()  # the desk looks at the clock of the hall again
        expect(desk.locator("[data-action=recall]")).to_have_attribute("aria-disabled", "false")
        desk.keyboard.press("r")
        message(desk, f"已重呼 {number}")
        expect(phone.locator(".called")).to_contain_text(f"第 {call} 次叫号")
    demo.later(seconds=31)
    desk.reload()
    expect(desk.locator("[data-action=no-show]")).to_contain_text("未到。本人持票可恢复排队")
    desk.keyboard.press("n")
    message(desk, f"{number} 已过号")
    expect(screen.locator(f"ol [data-ticket={number}]")).to_have_attribute("data-state", "passed")
    expect(phone.locator("main")).to_contain_text("过号后请持本票到取号机或导服台恢复排队，无需重新取号。")
    expect(phone.locator("[data-left]")).to_have_text("本号还可恢复排队 2 次。")
    expect(phone.get_by_role("img", name="在取号机扫这个码")).to_be_visible()

    scan(kiosk, f"{demo.base_url}/t/{ticket['id']}")
    assert number_on(kiosk) == number
    expect(kiosk.locator("main")).to_contain_text(f"{number}已过号，可恢复排队（还可恢复2次）。")
    kiosk.get_by_role("button", name="恢复排队").click()
    expect(kiosk.locator(".fact--ahead")).to_contain_text("3")
    expect(phone.locator("[data-ahead]")).to_have_text("3")

    clerk = sign_in(WINDOW)
    for other in others[:3]:
        called = clerk.call_next()
        assert called["number"] == other["number"]
        serve(clerk, called)
    expect(phone.locator("main")).to_contain_text("下一位就是您")
    call_next(desk, number)
    start(desk)
    finish(desk, number)
    expect(phone.locator(".results")).to_contain_text("当场办结")
    serve(clerk, clerk.call_next())
