"""From one end to the other by keys alone: every step shows where the focus is, and no action loses it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.demo import Demo, Staff
from tests.browser.desk import called, message
from tests.browser.greeter import message as told
from tests.browser.greeter import taken
from tests.browser.kiosks import larger, number_on, open_kiosk
from tests.browser.measuring import focus_shown
from tests.browser.phones import open_phone
from tests.browser.screens import until
from tests.browser.sides import WALL

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]
FARTHEST = 120


def tab_to(page: Page, wanted: Locator) -> None:
    """By Tab to something, which is reached, and shown wherever the way leads."""
    expect(wanted).to_be_visible()
    for _key in range(FARTHEST):
        if wanted.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(wanted).to_be_focused()
    assert focus_shown(page), wanted


def kept(page: Page) -> None:
    """After an action the focus lies on something, not on the page itself."""
    until(page, lambda: page.evaluate("document.activeElement !== document.body"), "the focus was kept", 5)


def sign_in_by_keys(open_page: OpenPage, demo: Demo, who: str, path: str, size: tuple[int, int]) -> Page:
    """The page of `who`, a user name: led to the sign-in page, and back."""
    page = open_page(f"{demo.base_url}{path}?lang=zh", size=size)
    page.wait_for_url("**/sign-in?**")
    expect(page.locator("[name=username]")).to_be_focused()
    page.keyboard.type(who)
    page.keyboard.press("Tab")
    expect(page.locator("[name=password]")).to_be_focused()
    page.keyboard.type(demo.guide["users"][0]["password"])
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{path}?**")
    return page


@pytest.mark.parametrize("elder", [False, True])
def test_a_ticket_at_the_kiosk(demo: Demo, open_page: OpenPage, elder: bool) -> None:
    page = open_kiosk(demo, open_page)
    if elder:
        larger(page)
        kept(page)
    tab_to(page, page.locator("[data-tab=person]"))
    page.keyboard.press("Enter")
    kept(page)
    tab_to(page, page.locator("[data-service=pension]"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="养老保险业务")).to_be_focused()
    tab_to(page, page.locator(".choice__help"))
    page.keyboard.press("Space")
    expect(page.locator(".choice__help")).to_have_attribute("aria-checked", "true")
    page.keyboard.press("Enter")
    expect(page.locator(".choice__help")).to_have_attribute("aria-checked", "false")
    kept(page)
    tab_to(page, page.locator("[data-way=direct]"))
    page.keyboard.press("Enter")
    number_on(page)
    kept(page)
    tab_to(page, page.locator("[data-way=done]"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="您要办什么？")).to_be_focused()


def test_giving_a_ticket_up_on_a_phone(demo: Demo, open_page: OpenPage) -> None:
    page = open_phone(open_page, demo.base_url, demo.take("welfare"))
    tab_to(page, page.locator("[data-act=alerts]"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("switch")).to_be_visible()
    kept(page)
    tab_to(page, page.locator("summary"))
    page.keyboard.press("Enter")
    expect(page.locator("#other-number")).to_be_visible()
    tab_to(page, page.locator("[data-act=cancel]"))
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator("[data-act=cancel]")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, page.locator("[data-act=confirm-cancel]"))
    page.keyboard.press("Enter")
    expect(page.locator(".state")).to_have_text("已取消")
    kept(page)


def test_a_day_at_a_desk(demo: Demo, open_page: OpenPage) -> None:
    first, second = (demo.take("exit-entry")["number"] for _ in range(2))
    page = sign_in_by_keys(open_page, demo, "clerk25", "/desk", (1366, 768))
    expect(page.locator("[data-next]")).to_have_attribute("data-next", first)
    tab_to(page, page.locator("[data-action=call-next]"))
    page.keyboard.press("Enter")
    called(page, first)
    kept(page)
    tab_to(page, page.locator("[data-action=start]"))
    page.keyboard.press("Enter")
    expect(page.locator(".desk-ticket")).to_have_attribute("data-state", "serving")
    kept(page)
    tab_to(page, page.locator("[data-action=finish]"))
    page.keyboard.press("Enter")
    expect(page.locator("[data-outcome]")).to_be_visible()
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    kept(page)
    page.keyboard.press("f")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    message(page, f"{first} 办理结束")
    kept(page)
    page.keyboard.press("F2")
    called(page, second)
    page.keyboard.press("u")
    message(page, f"{second} 的操作已撤销")
    kept(page)


def test_a_ticket_for_somebody_at_the_front_desk(demo: Demo, open_page: OpenPage) -> None:
    page = sign_in_by_keys(open_page, demo, "greeter", "/greeter", (1366, 768))
    expect(page.locator("[name=query]")).to_be_focused()
    expect(page.locator(".take__choice").first).to_be_visible()
    page.keyboard.type("ylbx")
    page.keyboard.press("Enter")
    expect(page.locator("[data-chosen=pension]")).to_be_visible()
    kept(page)
    tab_to(page, page.locator("[name=category]"))
    page.keyboard.press("ArrowDown")
    expect(page.locator("[name=category]")).not_to_have_value("")
    tab_to(page, page.locator("[data-action=take]"))
    page.keyboard.press("Enter")
    told(page, "已出号")
    number = taken(page)
    kept(page)
    page.keyboard.press("F3")
    expect(page.locator("[name=code]")).to_be_focused()
    page.keyboard.type(number)
    page.keyboard.press("Enter")
    expect(page.locator("[data-found]")).to_be_focused()
    expect(page.locator(".look__facts")).to_contain_text("优先 20 分钟")


def test_an_alarm_and_a_plan_on_the_managers_page(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    page = sign_in_by_keys(open_page, demo, "manager", "/manage", WALL)
    expect(page.locator(".manage-tile")).to_have_count(33)
    clerk = sign_in(29)
    clerk.act(f"/windows/{clerk.window}/help", whom="manager")
    alarm = page.locator("[data-alarm=help_manager]")
    tab_to(page, alarm.get_by_role("button", name="马上到"))
    page.keyboard.press("Enter")
    expect(alarm).to_contain_text("前往")
    kept(page)
    tab_to(page, page.locator(".manage-tile[data-window='15']"))
    page.keyboard.press("Enter")
    box = page.locator("tr[data-service=consult] input")
    tab_to(page, box)
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    kept(page)
    tab_to(page, page.locator("[data-action=apply]"))
    page.keyboard.press("Enter")
    expect(page.locator(".staff-message")).to_contain_text("已调配 1 个窗口")
    kept(page)
    tab_to(page, page.locator("[data-action=undo]"))
    page.keyboard.press("Enter")
    expect(page.locator(".staff-message")).to_contain_text("已恢复为调配前")
    kept(page)
