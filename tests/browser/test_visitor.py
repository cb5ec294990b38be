"""The ticket on a phone: where it stands, why, where to go when called, and how old the news is."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import COUNTY, Demo, Staff
from tests.browser.late import late
from tests.browser.phones import kept, open_phone
from tests.browser.screens import until

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]
PHONE = (390, 844)


@pytest.fixture
def follow(demo: Demo, open_page: OpenPage) -> Callable[..., Page]:
    """Opens a ticket on a phone."""

    def follow_(ticket: dict[str, Any], *, size: tuple[int, int] = PHONE, language: str = "zh") -> Page:
        page = open_page(f"{demo.base_url}/t/{ticket['id']}?lang={language}", size=size)
        expect(page.locator("main")).to_contain_text(ticket["number"])
        return page

    return follow_


def serve(clerk: Staff, ticket: dict[str, Any], outcome: str = "completed", **more: object) -> None:
    clerk.act(f"/tickets/{ticket['id']}/start")
    errands = [{"service": each["service"], "outcome": outcome, **more} for each in ticket["errands"]]
    clerk.act(f"/tickets/{ticket['id']}/finish", errands=errands)


def test_the_place_moves_up_and_the_call_says_where_to_go(
    demo: Demo, follow: Callable[..., Page], sign_in: SignIn
) -> None:
    tickets = [demo.take("exit-entry") for _ in range(3)]
    page, clerk = follow(tickets[2]), sign_in(25)
    expect(page.locator("[data-ahead]")).to_have_text("2")
    serve(clerk, clerk.call_next())
    expect(page.locator("[data-ahead]")).to_have_text("1")
    expect(page.get_by_role("status")).to_contain_text("快到您了")
    serve(clerk, clerk.call_next())
    expect(page.locator("main")).to_contain_text("下一位就是您")
    called = clerk.call_next()
    expect(page.get_by_role("heading", name="25号窗口")).to_be_visible()
    expect(page).to_have_title(f"{tickets[2]['number']} → 25号窗口 · 我的号票")
    clerk.act(f"/tickets/{called['id']}/start")
    expect(page.locator("main")).to_contain_text("正在25号窗口办理")
    clerk.act(f"/tickets/{called['id']}/finish", errands=[{"service": "exit-entry", "outcome": "completed"}])


def test_the_way_to_the_window_is_there_again_after_a_reload_and_is_the_newest_plans(
    demo: Demo, open_page: OpenPage, sign_in: SignIn
) -> None:
    ticket, clerk = demo.take("exit-entry"), sign_in(25)
    page = open_phone(open_page, demo.base_url, ticket)
    clerk.call_next()
    expect(page.locator("[data-plan='25'] .plan__way")).to_have_count(1)
    until(page, lambda: kept(page) != {}, "the phone knows the ticket by itself")
    page.reload()
    expect(page.locator("[data-plan='25'] .plan__window")).to_contain_text("25")
    expect(page.locator("[data-plan='25'] .plan__way")).to_have_count(1)
    bare = '<rect id="window-25" x="1" y="1" width="9" height="9"/>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60">{bare}</svg>'
    sign_in("manager").act(f"/halls/{COUNTY}/plan", svg=drawing)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # back from the background
    expect(page.locator("[data-plan='25'] .plan__way")).to_have_count(0)
    expect(page.locator("[data-plan='25'] .plan__window")).to_have_count(1)
    serve(clerk, ticket)


def test_what_was_missing_is_told_at_the_end(demo: Demo, follow: Callable[..., Page], sign_in: SignIn) -> None:
    ticket = demo.take("cannot-get-it-done")
    page, clerk = follow(ticket), sign_in(32)
    serve(clerk, clerk.call_next(), "incomplete", missing=["居民身份证"])
    expect(page.locator(".results")).to_contain_text("材料不齐（已一次性告知）")


def test_the_order_of_two_tickets_is_explained(demo: Demo, follow: Callable[..., Page]) -> None:
    first, second = demo.take("tax"), demo.take("tax")
    page = follow(second)
    page.get_by_text("为什么别人先叫？").click()
    page.locator("#other-number").fill(first["number"].lower())
    page.get_by_role("button", name="查看").click()
    expect(page.locator("[data-why]")).to_contain_text(f"{first['number']}排在您的{second['number']}之前")
    page.get_by_role("button", name="English").click()
    expect(page.locator("[data-why]")).to_contain_text(f"your {second['number']}")


def test_an_unknown_number_is_told_in_a_sentence(demo: Demo, follow: Callable[..., Page]) -> None:
    page = follow(demo.take("tax"))
    page.get_by_text("为什么别人先叫？").click()
    page.locator("#other-number").fill("X999")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("没有这个号")


def test_giving_up_asks_first_and_then_is_final(demo: Demo, follow: Callable[..., Page]) -> None:
    ticket = demo.take("welfare")
    page = follow(ticket)
    page.get_by_role("button", name="取消排队").click()
    page.get_by_role("button", name="继续排队").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("button", name="取消排队").click()
    page.get_by_role("button", name="确定取消").click()
    expect(page.locator(".state")).to_have_text("已取消")
    expect(page.get_by_role("button", name="取消排队")).to_have_count(0)


def test_the_page_says_since_when_it_is_out_of_date_and_catches_up(
    demo: Demo, follow: Callable[..., Page], sign_in: SignIn
) -> None:
    ticket = demo.take("household")
    page = follow(ticket)
    expect(page.locator(".place__ahead")).to_be_visible()
    demo.stop()
    try:
        expect(page.locator("[data-old]")).to_contain_text("离线：以下为", timeout=20_000)
    finally:
        demo.start()
    clerk = sign_in(26)
    assert clerk.call_next()["id"] == ticket["id"]
    expect(page.get_by_role("heading", name="26号窗口")).to_be_visible(timeout=15_000)
    expect(page.locator("[data-old]")).to_have_count(0)


def test_an_address_without_a_ticket_says_so(demo: Demo, open_page: OpenPage) -> None:
    page = open_page(f"{demo.base_url}/t/nobody-has-this-one", size=PHONE)
    expect(page.get_by_role("heading", name="没有找到这张号票")).to_be_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_narrowest_phone_with_the_largest_text_needs_no_scrolling_sideways(
    demo: Demo, follow: Callable[..., Page], language: str
) -> None:
    page = follow(demo.take("property-transfer", "pension"), size=(320, 640), language=language)
    page.get_by_role("button", name="长辈模式" if language == "zh" else "Larger text").click()
    page.locator("summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.reload()
    assert page.evaluate("document.documentElement.hasAttribute('data-elder')")


def test_a_phone_of_2020_keeps_the_focus_where_something_went_away(demo: Demo, open_page: OpenPage) -> None:
    page = open_phone(open_page, demo.base_url, demo.take("tax"), "delete Element.prototype.checkVisibility")
    page.locator("[data-act=alerts]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-alerts]")).to_be_visible()
    assert page.evaluate("document.activeElement !== document.body")


def test_a_late_answer_is_no_answer_to_what_is_asked_now(demo: Demo, follow: Callable[..., Page]) -> None:
    first, page = demo.take("tax"), follow(demo.take("tax"))
    page.locator(".why summary").click()
    page.locator("#other-number").fill(first["number"])
    answer = late(page, "/why/", lambda: page.keyboard.press("Enter"))
    page.locator("#other-number").fill("X")
    answer.comes()
    expect(page.locator("#other-number")).to_have_value("X")
    expect(page.locator("[data-why]")).to_have_count(0)
