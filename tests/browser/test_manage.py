"""The manager's board: windows moved to where people wait, seen before and taken back after."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo, Staff
from tests.browser.desk import open_signed_in
from tests.browser.screens import open_screen

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]


def open_board(open_page: OpenPage, demo: Demo) -> Page:
    user = next(user for user in demo.guide["users"] if user["role"] == "manager")
    page = open_signed_in(open_page, demo, user, "/manage", (1920, 1080))
    expect(page.locator(".manage-tile")).to_have_count(33)
    return page


def tile(page: Page, window: int) -> str:
    return f".manage-tile[data-window='{window}']"


def row(service: str) -> str:
    return f"tr[data-service={service}]"


def test_the_hall_is_seen_as_it_moves(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    page = open_board(open_page, demo)
    ticket = demo.take("construction")
    expect(page.locator(f"{row('construction')} td").first).to_have_text("1")
    clerk = sign_in(29)
    clerk.call_next()
    expect(page.locator(tile(page, 29))).to_contain_text(ticket["number"])
    expect(page.locator(tile(page, 29))).to_contain_text("叫号")
    expect(page.locator("[data-kind=ticket_called]").first).to_contain_text(f"29号窗口 呼叫 {ticket['number']}")
    clerk.act(f"/windows/{clerk.window}/pause", minutes=20, reason="午餐")
    expect(page.locator(tile(page, 29))).to_have_attribute("data-state", "paused")


def test_windows_are_reassigned_after_a_preview_and_put_back(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    page = open_board(open_page, demo)
    screen = open_screen(open_page, f"{demo.base_url}/screen/zhouzhi")
    clerk = sign_in(15)
    for _time in range(3):
        demo.take("exit-entry")
    expect(page.locator(f"{row('exit-entry')} td").first).to_have_text("3")
    page.locator(tile(page, 15)).click()
    page.locator(tile(page, 16)).click()
    page.locator(f"{row('exit-entry')} input").check()
    expect(page.locator("[data-preview]")).to_contain_text("出入境证件：3 人等候，窗口 3 → 5")
    assert clerk.call_next() is None
    page.locator("[data-action=apply]").click()
    expect(page.locator(".staff-message")).to_contain_text("已调配 2 个窗口")
    expect(page.locator(f"{row('exit-entry')} [data-figure=open]")).to_have_text("5")
    expect(screen.locator("[data-service=exit-entry]")).to_contain_text("15")
    page.locator("[data-action=undo]").click()
    expect(page.locator(f"{row('exit-entry')} [data-figure=open]")).to_have_text("3")
    assert clerk.call_next() is None


def test_a_preset_is_saved_previewed_and_applied(demo: Demo, open_page: OpenPage) -> None:
    page = open_board(open_page, demo)
    page.locator(tile(page, 17)).click()
    page.locator(f"{row('consult')} input").check()
    page.locator("[data-action=save]").click()
    page.locator("[name=preset]").fill("午间咨询")
    page.locator("[data-action=save-preset]").click()
    expect(page.locator("[data-preset='午间咨询']")).to_be_visible()
    page.locator("[data-action=discard]").click()
    expect(page.locator(".manage-plan")).to_have_count(0)
    page.locator("[data-preset='午间咨询'] [data-action=preview]").click()
    expect(page.locator(".manage-plan")).to_contain_text("综合咨询")
    page.locator("[data-action=apply]").click()
    expect(page.locator(".staff-message")).to_contain_text("已调配 1 个窗口")


def test_a_preview_warns_of_whom_it_would_leave_alone(demo: Demo, open_page: OpenPage) -> None:
    page = open_board(open_page, demo)
    demo.take("collect")
    expect(page.locator(f"{row('collect')} td").first).to_have_text("1")
    for window in (31, 33):
        page.locator(tile(page, window)).click()
    page.locator("[data-action=set-closed]").click()
    expect(page.locator(".manage-plan")).to_contain_text("将没有窗口办理：统一出件")
    page.keyboard.press("Escape")
    expect(page.locator(".manage-plan")).to_have_count(0)
