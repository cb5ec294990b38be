"""The desk as a clerk works it: by keys, never acting twice, told by name who was faster."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.demo import Demo, Staff
from tests.browser.desk import called, message, open_desk

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]


def deed(page: Page, name: str) -> str:
    return f"[data-action={name}]"


def test_keys_alone_call_start_and_finish_with_two_for_the_common_outcome(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 25)
    number = demo.take("exit-entry")["number"]
    expect(page.locator("[data-next]")).to_have_attribute("data-next", number)
    page.keyboard.press("F2")
    called(page, number)
    page.keyboard.press("s")
    expect(page.locator(".desk-ticket")).to_have_attribute("data-state", "serving")
    page.keyboard.press("f")
    expect(page.locator("[data-outcome]")).to_have_attribute("data-outcome", "completed")
    page.keyboard.press("Enter")
    message(page, f"{number} 办理结束")
    expect(page.locator("[data-figure=served]")).to_have_text("1")


def test_enter_calls_the_next_and_enter_again_does_nothing_more(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 26)
    number, other = (demo.take("exit-entry")["number"] for _time in range(2))
    expect(page.locator("[data-next]")).to_have_attribute("data-next", number)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    called(page, number)
    expect(page.locator(deed(page, "call-next"))).to_have_attribute("aria-disabled", "true")
    expect(page.locator(f".desk-queue [data-ticket={other}]")).to_be_visible()


def test_a_double_click_calls_one(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 27)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/call-next") else None)
    number = demo.take("tax")["number"]
    expect(page.locator("[data-next]")).to_be_visible()
    page.locator(deed(page, "call-next")).dblclick()
    called(page, number)
    assert len(sent) == 1


def test_an_answer_lost_on_the_way_is_asked_for_again_with_the_same_key(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 28)
    first, second = (demo.take("tax")["number"] for _time in range(2))
    keys: list[str] = []

    def lose(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        if len(keys) > 1:
            return route.continue_()
        route.fetch()
        return route.abort()

    page.route("**/call-next", lose)
    expect(page.locator("[data-next]")).to_be_visible()
    page.keyboard.press("F2")
    message(page, "已呼叫")
    assert len(keys) == 2
    assert len(set(keys)) == 1
    expect(page.locator(f".desk-queue [data-ticket={first}]")).to_have_count(0)
    expect(page.locator(f".desk-queue [data-ticket={second}]")).to_have_count(1)


def test_recall_and_no_show_say_how_long_until_they_are_allowed(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 29)
    number = demo.take("construction")["number"]
    expect(page.locator("[data-next]")).to_be_visible()
    page.keyboard.press("F2")
    called(page, number)
    expect(page.locator(deed(page, "recall"))).to_contain_text("秒后可重呼")
    expect(page.locator(deed(page, "no-show"))).to_contain_text("秒后可过号")
    expect(page.locator(deed(page, "recall"))).to_have_attribute("aria-disabled", "false", timeout=15_000)
    page.keyboard.press("r")
    message(page, f"已重呼 {number}")
    expect(page.locator(".desk-ticket")).to_contain_text("第 2 次呼叫")


def test_a_mistaken_call_is_taken_back_within_a_minute(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 30)
    number = demo.take("cross-region")["number"]
    expect(page.locator("[data-next]")).to_be_visible()
    page.keyboard.press("F2")
    called(page, number)
    expect(page.locator(deed(page, "undo"))).to_contain_text(f"呼叫 {number}")
    page.keyboard.press("u")
    message(page, "已撤销")
    expect(page.locator("[data-next]")).to_have_attribute("data-next", number)


def test_missing_materials_must_be_listed_and_are_told_to_whoever_serves_next(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 15)
    number = demo.take("property-transfer")["number"]
    expect(page.locator("[data-next]")).to_be_visible()
    page.keyboard.press("F2")
    called(page, number)
    page.keyboard.press("s")
    expect(page.locator(deed(page, "finish"))).to_be_visible()
    page.keyboard.press("f")
    page.get_by_text("材料不齐（已一次性告知）").click()
    page.locator("[data-action=confirm]").click()
    expect(page.locator(".desk-panel__flaw")).to_have_text("请至少列出一项缺少的材料")
    page.get_by_text("不动产权证书").last.click()
    page.locator("[name^=missing]").fill("房屋评估报告")
    sent: list[dict[str, object]] = []
    page.on("request", lambda request: sent.append(request.post_data_json) if "/finish" in request.url else None)
    page.locator("[data-action=confirm]").click()
    message(page, "办理结束")
    errands = [{"service": "property-transfer", "outcome": "incomplete", "missing": ["不动产权证书", "房屋评估报告"]}]
    assert sent == [{"errands": errands}]
    with page.expect_popup() as opened:
        page.keyboard.press("b")
    said = opened.value.locator("[name=description]")
    expect(said).to_have_value("缺少材料：不动产权证书；房屋评估报告")


def test_refusing_needs_its_ground(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 16)
    demo.take("property-mortgage")
    expect(page.locator("[data-next]")).to_be_visible()
    page.keyboard.press("F2")
    expect(page.locator(deed(page, "start"))).to_be_visible()
    page.keyboard.press("s")
    expect(page.locator(deed(page, "finish"))).to_be_visible()
    page.keyboard.press("f")
    page.get_by_text("不予受理", exact=True).click()
    page.locator("[data-action=confirm]").click()
    expect(page.locator(".desk-panel__flaw")).to_have_text("请写明依据")
    page.locator("[name^=note]").fill("《不动产登记暂行条例》第二十二条")
    page.locator("[data-action=confirm]").click()
    message(page, "办理结束")


def test_a_ticket_on_hold_is_listed_and_taken_up_again(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 22)
    number = demo.take("social-card")["number"]
    expect(page.locator("[data-next]")).to_be_visible()
    page.keyboard.press("F2")
    called(page, number)
    page.keyboard.press("s")
    expect(page.locator(deed(page, "hold"))).to_be_visible()
    page.keyboard.press("h")
    expect(page.locator(f".desk-held [data-ticket={number}]")).to_contain_text("分钟")
    page.locator("[data-action=resume]").click()
    expect(page.locator(".desk-ticket")).to_have_attribute("data-ticket", number)
    expect(page.locator(".desk-held")).to_have_count(0)


def test_a_ticket_is_transferred_with_a_reason(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 23)
    number = demo.take("pension")["number"]
    expect(page.locator("[data-next]")).to_be_visible()
    page.keyboard.press("F2")
    called(page, number)
    page.keyboard.press("t")
    page.locator("[name=target]").select_option(label="3号窗口 · 综合受理")
    page.locator("[data-action=confirm]").click()
    expect(page.locator(".desk-panel__flaw")).to_have_text("请填写原因")
    page.get_by_role("button", name="需专窗办理").click()
    page.locator("[data-action=confirm]").click()
    message(page, f"{number} 已转出")
    expect(page.locator(".desk-ticket")).to_have_count(0)


def test_a_number_is_called_out_of_order_with_a_reason(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 24)
    demo.take("unemployment")
    wanted = demo.take("unemployment")["number"]
    expect(page.locator("[data-next]")).to_be_visible()
    page.keyboard.press("o")
    page.locator("[name=number]").fill(wanted.lower())
    page.keyboard.press("Enter")
    expect(page.locator(".desk-found")).to_contain_text("等候中")
    page.locator("[name=reason]").fill("急事")
    page.keyboard.press("Enter")
    called(page, wanted)


def test_who_is_slower_is_told_what_the_server_says(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    page = open_desk(open_page, demo, 33)
    ticket = demo.take("collect")
    expect(page.locator("[data-next]")).to_be_visible()
    page.keyboard.press("o")
    page.locator("[name=number]").fill(ticket["number"])
    page.keyboard.press("Enter")
    expect(page.locator(".desk-found")).to_be_visible()
    faster = sign_in(31)
    faster.act(f"/windows/{faster.window}/call", ticket=ticket["id"], reason="帮办")
    page.locator("[name=reason]").fill("急事")
    page.keyboard.press("Enter")
    expect(page.locator(".desk-panel__flaw")).to_contain_text(ticket["number"])


def test_a_pause_is_seen_at_once_and_ended_by_the_same_key(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 21)
    page.keyboard.press("p")
    page.get_by_role("button", name="午餐").click()
    page.keyboard.press("Enter")  # the focus lies on what was clicked: Enter confirms all the same
    expect(page.locator("header [data-state=paused]")).to_contain_text("恢复")
    expect(page.locator(deed(page, "call-next"))).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("p")
    expect(page.locator("header [data-state=open]")).to_be_visible()


def test_keys_rest_while_somebody_types(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 20)
    page.keyboard.press("m")
    page.locator("[name=reason]").fill("")
    page.locator("[name=reason]").press_sequentially("psu")
    expect(page.locator("dialog.desk-panel--help")).to_be_visible()
    expect(page.locator("[name=reason]")).to_have_value("psu")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)


def test_the_window_is_left_and_another_chosen(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 32)
    page.locator("[data-action=leave]").click()
    expect(page.locator("dialog.desk-panel--leave")).to_contain_text("32号窗口签退")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="选择窗口上岗")).to_be_visible()
    expect(page.locator("[data-window='1']")).to_be_disabled()
    page.locator("[data-window='32']").click()
    expect(page.locator("header [data-state=open]")).to_be_visible()


def test_the_side_bar_of_320_pixels_holds_everything(demo: Demo, open_page: OpenPage) -> None:
    page = open_desk(open_page, demo, 19, size=(320, 768))
    demo.take("company-open")
    expect(page.locator("[data-next]")).to_be_visible()
    page.locator(deed(page, "call-next")).click()
    expect(page.locator(".desk-ticket")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for name in ("start", "recall", "no-show", "transfer", "undo", "pause", "find", "help"):
        expect(page.locator(deed(page, name))).to_be_in_viewport()
    for name in ("hand-over", "leave", "lock", "sign-out", "keys", "language"):
        expect(page.locator(deed(page, name))).to_be_in_viewport()
    page.evaluate("document.documentElement.style.fontSize = '32px'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
