"""What a desk says of those who wait: the same as the server would do; and forms in which no key is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.demo import COUNTY, Demo, Staff
from tests.browser.desk import called, message, open_desk
from tests.browser.late import late
from tests.browser.measuring import settled

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]


def serving(page: Page, number: str) -> None:
    expect(page.locator("[data-next]")).to_have_attribute("data-next", number)
    page.keyboard.press("F2")
    called(page, number)
    page.keyboard.press("s")
    expect(page.locator(".desk-ticket")).to_have_attribute("data-state", "serving")


def chosen(page: Page) -> str:
    """The window that a transfer would go to, as it reads in the form."""
    return str(page.locator("[name=target]").evaluate("list => list.selectedOptions[0].textContent"))


def test_a_ticket_bound_elsewhere_is_neither_listed_nor_offered(
    demo: Demo, open_page: OpenPage, sign_in: SignIn
) -> None:
    page = open_desk(open_page, demo, 28)
    moved, stays = (demo.take("tax")["number"] for _time in range(2))
    other = sign_in(27)
    ticket = other.call_next()
    assert ticket["number"] == moved
    windows = sign_in("manager").get(f"/halls/{COUNTY}/board")["windows"]
    third = next(window["id"] for window in windows if window["number"] == 3)
    other.act(f"/tickets/{ticket['id']}/transfer", window=third, reason="需专窗办理")
    rows = page.locator(".desk-queue li")
    expect(rows).to_have_count(1)
    expect(rows.first).to_have_attribute("data-ticket", stays)
    expect(page.locator("[data-next]")).to_have_attribute("data-next", stays)
    page.keyboard.press("o")
    page.keyboard.type(moved)
    page.keyboard.press("Enter")
    expect(page.locator("[data-bar=elsewhere]")).to_contain_text("已转到3号窗口")
    expect(page.locator("[data-action=confirm]")).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("F2")
    called(page, stays)


def test_beside_each_who_waits_stand_the_minutes_waited_and_the_credit(
    demo: Demo, open_page: OpenPage, sign_in: SignIn
) -> None:
    page = open_desk(open_page, demo, 22)
    greeter = sign_in("greeter")
    wish = {"services": ["social-card"], "channel": "desk", "category": "senior"}
    number = greeter.act(f"/halls/{COUNTY}/tickets", **wish)["number"]
    row = page.locator(f".desk-queue [data-ticket={number}]")
    expect(row).to_contain_text("0′ +20")
    expect(page.locator("[data-next]")).to_contain_text("等效取号")
    expect(page.locator("[data-next]")).to_contain_text("已等 0 分钟")


def test_what_a_visitor_declares_is_told_from_what_somebody_confirmed(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 12)
    number = demo.take("social-card", category="disabled")["number"]
    page.keyboard.press("o")
    page.locator("[name=number]").fill(number)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="按号查找")
    expect(dialog.locator("[data-declared=disabled]")).to_have_text("本人申报：残疾人（未确认）")
    expect(dialog.locator("[name=category]")).to_have_value("disabled")  # one press confirms what was declared
    settled(page)
    assert violations(page) == []
    dialog.locator("[data-action=upgrade]").click()
    message(page, number)
    page.keyboard.press("o")
    page.locator("[name=number]").fill(number)
    page.keyboard.press("Enter")
    expect(dialog.locator("[data-green=disabled]")).to_have_text("绿色通道：残疾人")
    expect(dialog.locator("[data-action=upgrade]")).to_have_count(0)


def test_what_must_be_told_is_typed_at_once(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 15)
    number = demo.take("property-transfer")["number"]
    serving(page, number)
    page.keyboard.press("f")
    page.keyboard.press("3")
    page.wait_for_function("document.activeElement.matches('.desk-missing [type=checkbox]')")
    page.keyboard.press("Space")
    page.keyboard.type("fang")
    expect(page.locator("[name=missing-0]")).to_have_value("fang")
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    page.keyboard.press("4")
    page.wait_for_function("document.activeElement.matches('[name=note-0]')")
    page.keyboard.type("di 22 tiao")
    expect(page.locator("[name=note-0]")).to_have_value("di 22 tiao")
    page.keyboard.press("Control+Enter")
    message(page, f"{number} 办理结束")


def test_every_outcome_has_a_key(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 16)
    number = demo.take("property-mortgage")["number"]
    serving(page, number)
    expect(page.locator("[data-first-contact]")).to_be_visible()
    expect(page.get_by_text("此前已告知")).to_have_count(0)
    page.keyboard.press("f")
    for key in page.locator("dialog .desk-chip kbd").all_inner_texts():
        page.keyboard.press(key)
        shown = page.locator("[data-outcome]").get_attribute("data-outcome")
        if shown in ("incomplete", "refused"):
            page.locator("[name=outcome-0]:checked").focus()
    expect(page.locator("[data-outcome]")).to_have_attribute("data-outcome", "left")
    page.keyboard.press("Enter")
    message(page, f"{number} 办理结束")
    expect(page.locator("[data-count=left]")).to_contain_text("1")


def test_a_window_to_transfer_to_is_typed(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 25)
    number = demo.take("exit-entry")["number"]
    serving(page, number)
    page.keyboard.press("t")
    page.keyboard.press("2")
    page.keyboard.press("6")
    page.wait_for_function("document.querySelector('[name=target]').value !== ''")
    assert chosen(page).startswith("26号窗口")
    page.keyboard.type("xitong")
    expect(page.locator("[name=reason]")).to_have_value("xitong")
    page.keyboard.press("Enter")
    message(page, f"{number} 已转出")


def test_a_form_that_was_closed_stays_closed_when_its_answer_comes(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 14)
    number = demo.take("exit-entry")["number"]
    page.keyboard.press("o")
    expect(page.get_by_role("dialog", name="按号查找")).to_be_visible()
    page.locator("[name=number]").fill(number)
    answer = late(page, r"/tickets\?number=", lambda: page.keyboard.press("Enter"))
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    answer.comes()
    expect(page.locator("dialog")).to_have_count(0)
