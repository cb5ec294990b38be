"""Alarms on the manager's page, on a wall's screen and on the phone of a manager who walks through the hall."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.demo import Demo, Staff
from tests.browser.desk import open_signed_in
from tests.people import Json

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]
WALL, PHONE = (1920, 1080), (390, 844)
THUMB = 44


@pytest.fixture(params=[WALL, PHONE], ids=["wall", "phone"])
def board(request: pytest.FixtureRequest, demo: Demo, open_page: OpenPage) -> Page:
    return open_board(open_page, demo, request.param)


def open_board(open_page: OpenPage, demo: Demo, size: tuple[int, int]) -> Page:
    user = next(user for user in demo.guide["users"] if user["role"] == "manager")
    page = open_signed_in(open_page, demo, user, "/manage", size)
    expect(page.locator(".manage-tile")).to_have_count(33)
    return page


def help_called(page: Page, window: int) -> Locator:
    return page.locator(f"[data-alarm=help_manager][data-at='{window}']")


def crowd(demo: Demo, service: str, people: int = 45) -> None:
    """More people than the windows of a service may have waiting; those who wait already count."""
    for _ in range(people):
        demo.take(service)


def test_a_call_for_help_is_answered_on_one_page_and_seen_on_another(
    board: Page, demo: Demo, open_page: OpenPage, sign_in: SignIn
) -> None:
    other = open_board(open_page, demo, WALL)
    window = 18 if board.viewport_size == {"width": 390, "height": 844} else 17
    clerk = sign_in(window)
    clerk.act(f"/windows/{clerk.window}/help", whom="manager")
    alarm = help_called(board, window)
    expect(alarm).to_contain_text(f"{window}号窗口呼叫值班长")
    expect(alarm).to_contain_text("请到窗口去")
    expect(board.get_by_role("status").first).to_contain_text("新告警")
    expect(board).to_have_title("(1) 大厅管理")
    alarm.get_by_role("button", name="马上到").click()
    for page in (board, other):
        expect(help_called(page, window)).to_contain_text("值班长")
        expect(help_called(page, window)).to_contain_text("前往")
        expect(help_called(page, window).get_by_role("button", name="马上到")).to_have_count(0)
    board.reload()
    expect(help_called(board, window)).to_contain_text("前往")


def test_an_alarm_leads_to_the_window_it_is_about(board: Page, sign_in: SignIn) -> None:
    clerk = sign_in(28)
    clerk.act(f"/windows/{clerk.window}/help", whom="manager")
    help_called(board, 28).get_by_role("button", name="查看").click()
    tile = board.locator(".manage-tile[data-window='28']")
    expect(tile).to_be_focused()
    expect(tile).to_be_in_viewport()


def test_a_crowd_is_told_with_its_service_and_what_to_do(demo: Demo, open_page: OpenPage) -> None:
    page = open_board(open_page, demo, PHONE)
    crowd(demo, "exit-entry")
    alarm = page.locator("[data-alarm=crowded][data-service=exit-entry]")
    expect(alarm).to_contain_text("出入境证件")
    expect(alarm).to_contain_text("增加窗口，或启用潮汐预案")
    alarm.get_by_role("button", name="查看").click()
    row = page.locator("tr[data-service=exit-entry]")
    expect(row).to_be_focused()
    expect(row).to_be_in_viewport()
    alarm.get_by_role("button", name="已知悉").click()
    expect(alarm).to_contain_text("✓ 值班长")


def test_on_a_phone_everything_is_one_column_for_a_thumb(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    page = open_board(open_page, demo, PHONE)
    clerk = sign_in(26)
    clerk.act(f"/windows/{clerk.window}/help", whom="escalation")
    expect(page.locator("[data-alarm=help_escalation]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    parts = [page.locator(f"#{name}").bounding_box() for name in ("alarms", "services", "windows", "below")]
    tops = [box["y"] for box in parts if box is not None]
    assert tops == sorted(tops)
    assert len(tops) == 4
    buttons = page.locator("#alarms button, .manage-tile, .manage__section, [data-action=menu]")
    for box in (button.bounding_box() for button in buttons.all()):
        assert box is not None
        assert min(box["width"], box["height"]) >= THUMB, box


def test_on_a_phone_windows_are_moved_after_a_preview(demo: Demo, open_page: OpenPage) -> None:
    page = open_board(open_page, demo, PHONE)
    page.get_by_role("navigation", name="本页内容").get_by_role("link", name="窗口").click()
    page.locator(".manage-tile[data-window='15']").click()
    page.get_by_role("link", name="事项").click()
    page.locator("tr[data-service=consult] input").check()
    page.get_by_role("link", name="调配预览").click()
    expect(page.locator(".manage-plan")).to_be_in_viewport()
    page.locator("[data-action=apply]").click()
    expect(page.locator(".staff-message")).to_contain_text("已调配 1 个窗口")
    page.locator("[data-action=undo]").click()
    expect(page.locator(".staff-message")).to_contain_text("已恢复为调配前")


def test_a_good_answer_goes_away_and_a_saved_preset_is_on_every_board(demo: Demo, open_page: OpenPage) -> None:
    page, other = open_board(open_page, demo, WALL), open_board(open_page, demo, WALL)
    page.locator(".manage-tile[data-window='16']").click()
    page.locator("tr[data-service=consult] input").check()
    page.locator("[data-action=save]").click()
    page.locator("[name=preset]").fill("咨询增援")
    page.keyboard.press("Enter")
    expect(page.locator(".staff-message")).to_contain_text("已保存")
    expect(other.locator("[data-preset='咨询增援']")).to_be_visible()
    page.mouse.move(5, 5)
    page.locator("h1").click()
    expect(page.locator(".staff-message p")).to_have_count(0, timeout=12_000)


def test_new_alarms_keep_still_for_who_wants_no_motion(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    page = open_board(open_page, demo, WALL)
    page.emulate_media(reduced_motion="reduce")
    clerk = sign_in(24)
    clerk.act(f"/windows/{clerk.window}/help", whom="manager")
    fresh = page.locator(".manage-alarm--fresh")
    expect(fresh).to_have_count(1)
    style: Json = fresh.evaluate("one => ({ runs: getComputedStyle(one).animationIterationCount })")
    assert style["runs"] == "1"


def test_the_chime_can_be_switched_off_and_stays_off(demo: Demo, open_page: OpenPage) -> None:
    page = open_board(open_page, demo, WALL)
    chime = page.locator("[data-action=chime]")
    expect(chime).to_have_attribute("aria-pressed", "true")
    chime.click()
    page.reload()
    expect(chime).to_have_attribute("aria-pressed", "false")
    expect(chime).to_contain_text("提示音已关")


def test_the_county_sees_alarms_and_takes_none(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    clerk = sign_in(23)
    clerk.act(f"/windows/{clerk.window}/help", whom="manager")
    user = next(user for user in demo.guide["users"] if user["role"] == "county")
    page = open_signed_in(open_page, demo, user, "/manage", WALL)
    expect(help_called(page, 23)).to_be_visible()
    expect(page.locator("[data-action=acknowledge]")).to_have_count(0)


def test_alarms_are_taken_by_the_keyboard_alone(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    page = open_board(open_page, demo, WALL)
    clerk = sign_in(22)
    clerk.act(f"/windows/{clerk.window}/help", whom="manager")
    button = help_called(page, 22).get_by_role("button", name="马上到")
    expect(button).to_be_visible()
    for _ in range(60):
        page.keyboard.press("Tab")
        if button.evaluate("one => one === document.activeElement"):
            break
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(button).to_have_count(0)
    more = page.get_by_role("button", name=re.compile("^还有"))  # of many alarms, those taken stand last, folded away
    if more.count():
        more.click()
    expect(help_called(page, 22)).to_contain_text("前往")
