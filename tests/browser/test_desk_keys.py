"""The whole desk by keyboard: every action has a key that is shown, and the focus is never lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo, Staff
from tests.browser.desk import called, message, open_desk

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]


def at_home(page: Page) -> bool:
    return bool(page.evaluate("document.activeElement.matches('[data-home]')"))


def serve_next(page: Page, number: str) -> None:
    expect(page.locator("[data-next]")).to_have_attribute("data-next", number)
    page.keyboard.press("F2")
    called(page, number)
    page.keyboard.press("s")
    expect(page.locator(".desk-ticket")).to_have_attribute("data-state", "serving")


def test_the_sheet_names_every_key(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 25)
    page.keyboard.press("?")
    sheet = page.locator("dialog.desk-panel--keys")
    listed = set(sheet.locator("kbd").all_inner_texts())
    page.keyboard.press("Escape")
    shown = {key for button in page.locator("button kbd").all_inner_texts() for key in [button]}
    assert shown - {"?"} <= listed
    assert {"Enter", "F2", "L", "G", "Q", "X", "D", "U"} <= listed


def test_after_every_action_enter_calls_the_next(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 26)
    first, second = (demo.take("exit-entry")["number"] for _time in range(2))
    serve_next(page, first)
    page.locator("[data-action=finish]").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    message(page, f"{first} 办理结束")
    page.wait_for_function("document.activeElement.matches('[data-home]')")
    expect(page.locator("[data-next]")).to_have_attribute("data-next", second)
    page.keyboard.press("Enter")
    called(page, second)


def test_a_key_that_does_nothing_now_says_why(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 27)
    page.keyboard.press("u")
    message(page, "60 秒内可撤销上一步")
    page.keyboard.press("Escape")
    expect(page.locator(".staff-message p")).to_have_count(0)


def test_a_digit_takes_up_a_ticket_on_hold_and_a_hold_says_that_it_cannot_be_undone(
    demo: Demo, open_page: OpenPage
) -> None:
    page = open_desk(open_page, demo, 28)
    first, second = (demo.take("tax")["number"] for _time in range(2))
    serve_next(page, first)
    page.keyboard.press("h")
    message(page, "挂起不能撤销")
    expect(page.locator("[data-action=undo]")).to_contain_text("按 1 继续办理")
    page.keyboard.press("F2")
    called(page, second)
    page.keyboard.press("1")
    message(page, f"先办结或挂起 {second}，再继续办理 {first}")
    page.keyboard.press("s")
    expect(page.locator(".desk-ticket")).to_have_attribute("data-state", "serving")
    page.keyboard.press("f")
    page.keyboard.press("Enter")
    message(page, f"{second} 办理结束")
    page.keyboard.press("1")
    expect(page.locator(".desk-ticket")).to_have_attribute("data-ticket", first)


def test_outcomes_are_chosen_by_digits_for_each_errand(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 3)
    ticket = demo.take("company-open", "property-transfer")
    serve_next(page, ticket["number"])
    page.keyboard.press("f")
    page.keyboard.press("2")
    first, second = page.locator("[data-outcome]").nth(0), page.locator("[data-outcome]").nth(1)
    expect(first).to_have_attribute("data-outcome", "accepted")
    second.locator("input").first.focus()
    page.keyboard.press("5")
    expect(second).to_have_attribute("data-outcome", "enquiry_only")
    expect(first).to_have_attribute("data-outcome", "accepted")
    page.keyboard.press("Enter")
    message(page, "办理结束")
    expect(page.locator("[data-count=accepted]")).to_contain_text("1")
    expect(page.locator("[data-count=enquiry_only]")).to_contain_text("1")


def test_a_paper_to_take_along_is_offered_with_its_key(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 15)
    ticket = demo.take("property-transfer")
    serve_next(page, ticket["number"])
    page.keyboard.press("f")
    page.keyboard.press("3")
    page.locator("dialog [type=checkbox]").first.check()
    page.keyboard.press("Enter")
    expect(page.locator("[data-paper=notice]")).to_contain_text(f"{ticket['number']} 的一次性告知单")
    with page.expect_popup() as opened:
        page.keyboard.press("d")
    assert f"/api/v1/tickets/{ticket['id']}/notice.pdf" in opened.value.url or opened.value.url == "about:blank"
    expect(page.locator("[data-paper]")).to_have_count(0)


def test_the_window_is_handed_over_to_somebody_chosen_from_a_list(
    demo: Demo, open_page: OpenPage, sign_in: SignIn
) -> None:
    leaver = sign_in(17)
    leaver.act(f"/windows/{leaver.window}/sign-out")
    page = open_desk(open_page, demo, 16)
    page.keyboard.press("g")
    expect(page.locator("[name=to][value=clerk18]")).to_be_disabled()
    page.locator("[name=search]").fill("clerk17")
    expect(page.locator(".desk-person")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".desk-panel__flaw")).to_have_text("请选择接班人")
    page.locator("[name=to][value=clerk17]").check()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="选择窗口上岗")).to_be_visible()
    assert demo.clerk(17).get("/session")["window"]["number"] == 16


def test_signing_out_asks_what_becomes_of_the_window(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    page = open_desk(open_page, demo, 20)
    page.keyboard.press("x")
    expect(page.locator("dialog.desk-panel--sign-out")).to_contain_text("20号窗口在岗")
    page.keyboard.press("Escape")
    expect(page.locator("header [data-state=open]")).to_be_visible()
    page.keyboard.press("x")
    page.locator("[data-action=sign-out-only]").click()
    page.wait_for_url("**/sign-in?**")
    assert sign_in(20).window is not None
    page = open_desk(open_page, demo, 20)
    page.keyboard.press("x")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in?**")
    assert sign_in(20).window is None


def test_a_window_with_a_ticket_is_not_left(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 22)
    number = demo.take("social-card")["number"]
    expect(page.locator("[data-next]")).to_have_attribute("data-next", number)
    page.keyboard.press("F2")
    called(page, number)
    page.keyboard.press("q")
    expect(page.locator("dialog .notice")).to_contain_text(f"{number} 还在窗口")
    expect(page.locator("[data-action=confirm]")).to_have_count(0)


def test_a_call_for_help_stands_on_the_desk_with_who_took_note(
    demo: Demo, open_page: OpenPage, sign_in: SignIn
) -> None:
    page = open_desk(open_page, demo, 19)
    page.keyboard.press("m")
    page.locator("[name=whom][value=escalation]").check(force=True)
    page.keyboard.press("Enter")
    called_for = page.locator("[data-help=help_escalation]")
    expect(called_for).to_contain_text("已呼叫“办不成事”专员")
    expect(called_for).to_contain_text("还没有人回应")
    manager = sign_in("manager")
    [alarm] = [one for one in manager.get("/halls/zhouzhi/board")["alarms"] if one["kind"] == "help_escalation"]
    manager.act(f"/alarms/{alarm['id']}/acknowledge")
    expect(called_for).to_contain_text("已知悉")


def test_what_may_be_undone_outlives_a_reload(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 23)
    number = demo.take("pension")["number"]
    expect(page.locator("[data-next]")).to_have_attribute("data-next", number)
    page.keyboard.press("F2")
    called(page, number)
    page.reload()
    expect(page.locator("[data-action=undo]")).to_contain_text(f"呼叫 {number}")
    page.keyboard.press("u")
    message(page, "已撤销")


def test_the_errands_of_each_principal_are_shown(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    page = open_desk(open_page, demo, 4)
    principals = [
        {"name": "张三", "id_number": "610124199003078518", "services": ["company-open"]},
        {"name": "张四", "id_number": "11010519491231002X", "services": ["company-open", "tax"]},
        {"name": "张五", "services": ["company-open"]},
    ]
    agent = demo.take(principals=principals)
    clerk = sign_in(4)
    clerk.act(f"/windows/{clerk.window}/call", ticket=agent["id"], reason="测试")
    called(page, agent["number"])
    people = page.locator(".desk-principal__errands")
    expect(people).to_have_count(3)
    expect(people.nth(0)).to_have_text("企业开办")
    expect(people.nth(1)).to_have_text("企业开办、涉税业务")
    page.keyboard.press("s")
    expect(page.locator(".desk-ticket")).to_have_attribute("data-state", "serving")
    page.keyboard.press("f")
    # Masked their names are alike: whose outcome it is, the end of the number says, or the place.
    expect(page.locator(".desk-outcome h3")).to_have_text(
        [
            "企业开办 · 张** (尾号 8518)",
            "企业开办 · 张** (尾号 002X)",
            "涉税业务 · 张** (尾号 002X)",
            "企业开办 · 张** (第3位办理人)",
        ]
    )
