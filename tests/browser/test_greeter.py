"""The greeter: tickets for others, codes that lead somewhere, company for those who need it, papers entered."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.axe import violations
from tests.browser.demo import Demo, Staff
from tests.browser.desk import open_signed_in
from tests.browser.greeter import ADULT, SENIOR, found, look_up, message, open_greeter, sharing_a_window, taken
from tests.browser.reader import scan

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]


def test_a_greeter_lands_on_the_own_page(demo: Demo, open_page: OpenPage) -> None:
    user = next(user for user in demo.guide["users"] if user["role"] == "greeter")
    page = open_page(f"{demo.base_url}/sign-in?lang=zh", size=(1366, 768))
    page.locator("[name=username]").fill(user["username"])
    page.locator("[name=password]").fill(user["password"])
    page.locator("[data-action=sign-in]").click()
    page.wait_for_url("**/greeter?**")
    expect(page.locator("h1")).to_have_text("导服台")


def test_who_may_not_work_there_is_told_so(demo: Demo, open_page: OpenPage) -> None:
    user = next(user for user in demo.guide["users"] if user["window"] == 3)
    page = open_signed_in(open_page, demo, user, "/greeter", (1366, 768))
    expect(page.locator(".notice")).to_contain_text("没有导服台的权限")
    expect(page.locator("[name=query]")).to_have_count(0)


def test_two_keys_take_a_frequent_ticket_and_letters_the_others(demo: Demo, open_page: OpenPage) -> None:
    page = open_greeter(open_page, demo)
    expect(page.locator("[name=query]")).to_be_focused()
    first = page.locator(".take__choice").nth(2).get_attribute("data-service")
    page.keyboard.press("3")
    expect(page.locator(f"[data-chosen='{first}']")).to_be_visible()
    page.keyboard.press("Enter")
    message(page, "已出号")
    number = taken(page)
    page.keyboard.type("gjj", delay=130)
    page.keyboard.press("Enter")
    expect(page.locator("[data-chosen]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".taken")).not_to_have_attribute("data-taken", number)
    expect(page.locator(".taken__before")).to_contain_text(number)
    expect(page.locator("[name=query]")).to_be_focused()


def test_chosen_by_mouse_enter_takes_the_ticket_and_the_row_counts_it(demo: Demo, open_page: OpenPage) -> None:
    page = open_greeter(open_page, demo)
    row = page.locator(".take__choice").first
    ahead = row.locator("[data-ahead]")
    expect(ahead).to_be_visible()
    before = int(str(ahead.get_attribute("data-ahead")))
    demo.take(sharing_a_window(demo, str(row.get_attribute("data-service"))))  # another matter of the same windows
    expect(ahead).to_have_text(f"前面 {before + 1} 人")
    row.click()
    expect(page.locator("[name=query]")).to_be_focused()
    page.keyboard.press("Enter")
    message(page, "已出号")
    expect(page.locator(".taken")).to_contain_text(f"前面还有 {before + 1} 人")
    expect(ahead).to_have_text(f"前面 {before + 2} 人")
    row.press("Enter")
    expect(page.locator("[data-chosen]")).to_have_count(1)
    expect(row).to_be_focused()


def test_an_agent_takes_one_ticket_for_three(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    page = open_greeter(open_page, demo)
    for place in range(3):
        if place:
            page.locator("[data-action=add-person]").click()
        page.locator("[name=query]").fill("shbz" if place else "gjj")
        page.locator("[name=query]").press("Enter")
        if place == 0:
            page.locator("main summary").click()
        page.locator("[name=name]").fill(f"某公司{place + 1}")
    expect(page.locator("[data-action=add-person]")).to_be_disabled()
    page.locator("[name=number]").fill(ADULT[:-1] + "9")
    page.locator("[data-action=take]").click()
    expect(page.locator(".field__problem")).to_contain_text("校验位不符")
    page.locator("[name=number]").fill(ADULT)
    page.locator("[data-action=take]").click()
    message(page, "已出号")
    [ticket] = sign_in("manager").get(f"/halls/zhouzhi/tickets?number={taken(page)}")["items"]
    assert [person["errands"] for person in ticket["principals"]] == [
        ["housing-fund"],
        ["social-card"],
        ["social-card"],
    ]
    assert len(ticket["errands"]) == 3


def test_a_double_click_and_a_lost_answer_take_one_ticket(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    page = open_greeter(open_page, demo)
    lost: list[str] = []

    def lose(route: Route) -> None:
        """The server does it, and its answer gets lost."""
        response = route.fetch()
        lost.append(json.loads(response.text())["id"])
        route.abort()

    before = len(sign_in("manager").get("/halls/zhouzhi/tickets?limit=200")["items"])
    page.route("**/halls/zhouzhi/tickets", lose, times=1)
    page.keyboard.press("1")
    expect(page.locator("[data-chosen]")).to_have_count(1)
    page.locator("[data-action=take]").dblclick()
    message(page, "出号")
    [ticket] = sign_in("manager").get("/halls/zhouzhi/tickets?limit=200")["items"][before:]
    assert ticket["id"] == lost[0]


def test_a_scanned_slip_is_found_wherever_the_focus_is_and_leaves_no_trace_in_a_field(
    demo: Demo, open_page: OpenPage
) -> None:
    ticket = demo.take("construction")
    page = open_greeter(open_page, demo)
    page.locator("[name=query]").fill("ab")
    scan(page, f"http://10.1.2.3/t/{ticket['id']}")
    found(page, ticket["number"], "waiting")
    expect(page.locator("[name=code]")).to_have_value("")
    page.keyboard.press("F2")
    expect(page.locator("[name=query]")).to_have_value("ab")
    expect(page.locator("[data-chosen]")).to_have_count(0)


def test_a_card_leads_to_a_ticket_for_that_person(demo: Demo, open_page: OpenPage) -> None:
    page = open_greeter(open_page, demo)
    scan(page, f"王芳|女|{SENIOR}")
    expect(page.locator("[data-lead=person]")).to_contain_text("老年人绿色通道")
    page.locator("[data-action=take-from]").click()
    expect(page.locator("[name=number]")).to_have_value(SENIOR)
    expect(page.locator("[name=category]")).to_have_value("senior")
    page.locator("[name=query]").fill("gjj")
    page.locator("[name=query]").press("Enter")
    page.keyboard.press("Enter")
    message(page, "已出号")
    number = taken(page)
    scan(page, SENIOR)
    found(page, number, "waiting")
    expect(page.locator(".look__facts")).to_contain_text("110105********002X")
    expect(page.locator(".look__facts")).to_contain_text("老年人 · 优先 20 分钟")


def test_what_was_typed_or_scanned_wrong_says_what_to_do(demo: Demo, open_page: OpenPage) -> None:
    page = open_greeter(open_page, demo)
    look_up(page, "A932")
    expect(page.locator("[data-lead=unknown]")).to_contain_text("没有找到A932，请核对号码，或扫身份证查询。")
    scan(page, ADULT[:-1] + "9")
    expect(page.locator("[data-lead=unknown]")).to_contain_text("校验位不符，请逐位核对")
    scan(page, "http://10.1.2.3/t/torn")
    expect(page.locator("[data-lead=unknown]")).to_contain_text("二维码不完整，请输入票上的号码。")


def test_a_ticket_that_is_looked_at_follows_what_happens_to_it(
    demo: Demo, open_page: OpenPage, sign_in: SignIn
) -> None:
    ticket = demo.take("construction")
    page = open_greeter(open_page, demo)
    look_up(page, ticket["number"].lower())
    found(page, ticket["number"], "waiting")
    clerk = sign_in(29)
    clerk.act(f"/windows/{clerk.window}/call", ticket=ticket["id"], reason="本人在窗口前")
    found(page, ticket["number"], "called")
    expect(page.locator(".look__place")).to_contain_text("29号窗口")


def test_priority_is_registered_late_by_keyboard(demo: Demo, open_page: OpenPage) -> None:
    ticket = demo.take("company-change")
    page = open_greeter(open_page, demo)
    look_up(page, ticket["number"])
    found(page, ticket["number"], "waiting")
    expect(page.locator("[data-found]")).to_be_focused()
    page.keyboard.press("g")
    category = page.locator(".look__form [name=category]")
    expect(category).to_be_focused()
    category.select_option("disabled")
    page.locator("[name=reason]").fill("持残疾人证")
    page.keyboard.press("Enter")
    message(page, "已登记优先")
    expect(page.locator(".look__facts")).to_contain_text("残疾人 · 优先 20 分钟")
    expect(page.locator("[data-form=upgrade]")).to_have_count(0)


def test_a_missed_call_is_scanned_and_goes_back_to_the_queue(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    no_patience(demo)
    ticket, clerk = demo.take("tax"), sign_in(27)
    clerk.act(f"/windows/{clerk.window}/call", ticket=ticket["id"], reason="本人在窗口前")
    clerk.act(f"/tickets/{ticket['id']}/no-show")
    page = open_greeter(open_page, demo)
    scan(page, f"http://10.1.2.3/t/{ticket['id']}")
    expect(page.locator("[data-lead=passed]")).to_contain_text("可恢复排队（还可恢复2次）")
    page.keyboard.press("r")
    message(page, f"{ticket['number']} 已恢复排队")
    found(page, ticket["number"], "waiting")
    expect(page.locator("[data-action=requeue]")).to_have_count(0)


def no_patience(demo: Demo) -> None:
    """The hall passes over whom it called at once, so that no test has to wait a minute."""
    with closing(sqlite3.connect(demo.folder / "hall.db", timeout=10)) as database, database:
        database.execute(
            "UPDATE halls SET rules = json_set(rules, '$.no_show_seconds', 0), version = ?", ("impatient",)
        )


def test_the_order_of_two_tickets_is_explained(demo: Demo, open_page: OpenPage) -> None:
    first, second = demo.take("consult"), demo.take("consult")
    page = open_greeter(open_page, demo)
    look_up(page, second["number"])
    page.locator("[name=compare]").fill(first["number"])
    page.locator("[name=compare]").press("Enter")
    expect(page.locator("[data-why]")).to_contain_text(first["number"])


def test_who_asks_for_help_is_announced_and_accompanied_by_one(
    demo: Demo, open_page: OpenPage, sign_in: SignIn
) -> None:
    page, manager = open_greeter(open_page, demo), sign_in("manager")
    expect(page.locator(".helped h2")).to_be_visible()
    page.wait_for_timeout(300)
    ticket = demo.take("pension", needs_help=True)
    message(page, f"{ticket['number']} 需要帮办，请去陪同")
    one = page.locator(f"[data-helped={ticket['number']}]")
    expect(one).to_have_class("helped__one helped__one--alone")
    expect(page).to_have_title("(1) 导服台")
    one.locator("[data-action=accompany]").click()
    message(page, "由您陪同")
    expect(one).to_contain_text("陪同中")
    expect(page).to_have_title("导服台")
    [seen] = manager.get(f"/halls/zhouzhi/tickets?number={ticket['number']}")["items"]
    assert seen["accompanied_by"]
    other = open_greeter(open_page, demo)
    expect(other.locator(f"[data-helped={ticket['number']}]")).to_contain_text("陪同中")
    one.locator("[data-action=leave]").click()
    expect(other.locator(f"[data-helped={ticket['number']}] [data-action=accompany]")).to_be_visible()


@pytest.mark.parametrize("size", [(390, 844), (1366, 768)])
def test_nothing_lies_outside_the_page(demo: Demo, open_page: OpenPage, size: tuple[int, int]) -> None:
    page = open_greeter(open_page, demo, size)
    for mode in ("take", "look", "papers"):
        page.locator(f"[data-mode={mode}]").click()
        expect(page.locator(f"[data-mode={mode}]")).to_have_attribute("aria-current", "page")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size[0], (mode, wide)


def test_in_english_nothing_of_the_page_stays_chinese(demo: Demo, open_page: OpenPage) -> None:
    page = open_greeter(open_page, demo)
    page.locator("[data-action=language]").click()
    expect(page.locator("h1")).to_have_text("Front desk")
    expect(page).to_have_title("Front desk")
    for mode in ("look", "papers", "take"):
        page.locator(f"[data-mode={mode}]").click()
        words = page.locator(".greeter__work").inner_text()
        for person in page.locator("[name=aide] option").all_inner_texts():  # their names are what they are
            words = words.replace(person, "")
        assert not any("一" <= sign <= "鿿" for sign in words), words


@pytest.mark.parametrize("language", ["zh", "en"])
def test_axe_finds_nothing_wrong(demo: Demo, open_page: OpenPage, language: str) -> None:
    page = open_greeter(open_page, demo)
    page.emulate_media(reduced_motion="reduce")  # no colour half-way to another
    if language == "en":
        page.locator("[data-action=language]").click()
    ticket = demo.take("pension", needs_help=True)
    expect(page.locator(f"[data-helped={ticket['number']}]")).to_be_visible()
    page.locator(".take__choice").first.click()
    page.locator("main summary").click()
    expect(page.locator("[data-action=take]")).to_have_css("background-color", "rgb(11, 61, 145)")
    assert violations(page) == []
    look_up(page, ticket["number"])
    found(page, ticket["number"], "waiting")
    expect(page.locator("[data-action=look]")).to_have_css("background-color", "rgb(11, 61, 145)")
    assert violations(page) == []
    page.locator("[data-mode=papers]").click()
    page.locator("[data-row='0'] [name=services]").fill("gjj")
    expect(page.locator("[data-action=enter-papers]")).to_have_css("background-color", "rgb(11, 61, 145)")
    assert violations(page) == []


def test_offline_is_said_and_since_when(demo: Demo, open_page: OpenPage) -> None:
    page = open_greeter(open_page, demo)
    expect(page.locator("[data-service]").first).to_be_visible()
    page.context.set_offline(True)
    expect(page.locator(".standing")).to_contain_text("连接已中断", timeout=25_000)
    page.context.set_offline(False)
    expect(page.locator(".standing")).to_have_count(0, timeout=25_000)
