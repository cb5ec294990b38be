"""What could not get done, on its pages: from a visitor's failed errand to the archive, and what is said on the way."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import COUNTY, Demo, Staff
from tests.browser.desk import open_desk
from tests.browser.ledgers import (
    ACCEPTED,
    LAND,
    deed,
    due_of,
    failed_at,
    figures_agree,
    follow_alarm,
    look_again,
    move_to,
    now_in,
    open_ledger,
    open_record,
    reported,
    take,
)
from tests.browser.phones import PHONE, open_phone, serve
from tests.halls import ADULT
from tests.served import copied

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]


@pytest.fixture(scope="module")
def demo(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A hall whose clock can be moved on."""
    hall = Demo(copied(furnished, tmp_path_factory.mktemp("hall") / "data"), movable=True)
    hall.start()
    yield hall
    hall.stop()


def test_a_failed_errand_goes_late_and_up_to_the_archive_and_the_figures_agree(
    demo: Demo, open_page: OpenPage, sign_in: SignIn
) -> None:
    desk = open_desk(open_page, demo, 15)
    ticket = failed_at(desk, demo)
    with desk.expect_popup() as opened:
        desk.keyboard.press("b")
    intake = opened.value
    expect(intake.locator("[data-ticket]")).to_have_attribute("data-ticket", ticket)
    expect(intake.locator("[data-people]")).to_contain_text(ADULT[-4:])
    expect(intake.locator("[name=description]")).to_have_value("缺少宗地图，档案查不到")
    expect(intake.locator("[name=service]")).to_have_value("property-transfer")
    intake.keyboard.press("Control+Enter")
    receipt = intake.locator("[data-receipt]")
    expect(receipt.locator("svg.qr")).to_be_visible()
    number, link = str(receipt.get_attribute("data-receipt")), str(receipt.locator("a").get_attribute("href"))

    officer = open_ledger(open_page, demo, "escalation")
    open_record(officer, number)
    expect(officer.locator(".case-one")).to_contain_text("缺少宗地图")
    take(officer, "accept", "accepted", **ACCEPTED)
    take(officer, "assign", "assigned", department=LAND, text="请三日内核查")
    tray = open_ledger(open_page, demo, "department")
    open_record(tray, number)
    tray.keyboard.press("1")
    tray.keyboard.press("Enter")
    now_in(tray, "in_progress")

    due = due_of(sign_in("escalation"), number)
    move_to(demo, due - timedelta(hours=1))
    manager = open_ledger(open_page, demo, "manager", (1920, 1080))
    expect(manager.locator("[data-figure=yellow] b")).to_have_text("1")
    assert figures_agree(manager)["red"] == 0
    move_to(demo, due + timedelta(minutes=1))
    follow_alarm(open_page, demo, number)
    manager = open_ledger(open_page, demo, "manager", (1920, 1080))
    expect(manager.locator("[data-figure=red] b")).to_have_text("1")
    assert figures_agree(manager)["overdue"] == 1
    open_record(manager, number)
    expect(manager.locator(".case-one [data-due=overdue]")).to_be_visible()
    expect(manager.locator(".case-cards [data-clock=handling]")).to_have_count(2)

    officer = open_ledger(open_page, demo, "escalation")
    expect(officer.locator("[data-call=red_card]")).to_contain_text("1 条记录亮了红牌")
    officer.locator("[data-action=red]").click()
    expect(officer.locator(".case-row [data-card]")).to_have_attribute("data-card", "red")

    tray = open_ledger(open_page, demo, "department")
    open_record(tray, number)
    take(tray, "resolve", "resolved", outcome="explained", text="已核查，档案在市里")
    take(tray, "reply", "replied", text="请到市档案馆调取")
    expect(tray.locator(".case-results")).to_contain_text("逾期办结")
    officer = open_ledger(open_page, demo, "escalation")
    open_record(officer, number)
    expect(officer.locator("[data-condition=call_back]")).to_have_attribute("data-standing", "missing")
    take(officer, "call-back", "called_back", satisfaction="dissatisfied", text="要求由大厅调取")
    expect(officer.locator("[data-must=reopen]")).to_be_visible()
    expect(officer.locator("[data-deed=archive]")).to_have_count(0)
    now_in(tray, "replied")
    refused: list[str] = []
    tray.on("response", lambda answer: refused.append(answer.url) if answer.status == 403 else None)
    take(officer, "reopen", "reopened", reason="反映人不满意")
    look_again(tray)
    expect(tray.locator("[data-one]")).to_have_count(0)
    expect(tray.locator(".staff-message")).to_contain_text("已转上一级，不再由您办理")
    look_again(tray)
    assert len(refused) == 1, refused
    expect(officer.locator(".case-one")).to_contain_text("这一步由其他人办理")  # it went one level up
    expect(officer.locator("[data-deed=assign]")).to_have_count(0)

    open_record(manager, number)
    expect(manager.locator(".case-one")).to_contain_text("重办 1 次")
    take(manager, "assign", "assigned", department=LAND)
    open_record(tray, number)
    take(tray, "sign", "in_progress")
    take(tray, "resolve", "resolved", outcome="done", text="已代为调取并办结")
    take(tray, "reply", "replied", text="已代您调取档案，请来取证")
    manager.reload()
    open_record(manager, number)
    take(manager, "call-back", "called_back", satisfaction="satisfied")
    expect(manager.locator("[data-condition=rectification]")).to_have_attribute("data-standing", "missing")
    open_record(tray, number)
    take(tray, "rectify", "rectified", text="档案查询列入窗口代办清单")
    manager.reload()
    open_record(manager, number)
    take(manager, "archive", "archived")
    expect(manager.locator("[data-closed]")).to_be_visible()
    manager.locator("[data-figure=open]").click()
    told = figures_agree(manager)
    assert (told["open"], told["closed"]) == (0, 1)

    phone = open_page(link, size=PHONE)
    expect(phone.locator("[data-answer=reply]")).to_contain_text("已代您调取档案")
    expect(phone.locator("[data-state=archived]")).to_be_visible()
    for name in ("escalation", "department", "manager", "clerk15", ADULT[-4:]):
        expect(phone.locator("body")).not_to_contain_text(name)


def test_the_desk_takes_in_by_keys_alone_and_the_reporter_follows_adds_and_withdraws(
    demo: Demo, open_page: OpenPage
) -> None:
    page = open_ledger(open_page, demo, "escalation")
    page.keyboard.press("n")
    expect(page.locator("[name=source]")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("请写明反映内容")
    expect(page.locator("[name=description]")).to_be_focused()
    page.keyboard.type("<b>材料</b>交了三次")
    page.keyboard.press("Tab")
    page.keyboard.type("一次办完")
    for typed in ("", "", "王小二", "13800138000", "110105194912310020"):
        page.keyboard.press("Tab")
        page.keyboard.type(typed)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#case-number")).to_be_focused()
    expect(page.locator("#number-more")).to_contain_text("校验位")
    page.keyboard.press("Control+a")
    page.keyboard.type(ADULT)
    page.keyboard.press("Control+Enter")
    receipt = page.locator("[data-receipt]")
    number, link = str(receipt.get_attribute("data-receipt")), str(receipt.locator("a").get_attribute("href"))
    page.emulate_media(media="print")
    expect(receipt.locator("svg.qr")).to_be_visible()
    expect(page.locator(".staff-top")).to_be_hidden()
    page.emulate_media(media="screen")

    phone = open_page(link, size=PHONE)
    expect(phone.locator("h1")).to_have_text(number)
    expect(phone.locator("main")).to_contain_text("<b>材料</b>交了三次")
    for private in ("王", "13800138000", ADULT[-4:]):
        expect(phone.locator("body")).not_to_contain_text(private)
    page.locator("[data-action=open]").click()
    expect(page.locator(".case-reporter")).to_contain_text("王**")
    page.locator("[data-action=unmask]").click()
    page.keyboard.type("回访")
    page.keyboard.press("Enter")
    expect(page.locator("[data-unmasked=true]")).to_contain_text("13800138000")
    take(page, "accept", "accepted", **ACCEPTED)
    form = deed(page, "note")
    form.locator("textarea").fill("请补充受理单号")
    form.locator("[name=asks]").check()
    form.locator("[data-action=take]").click()
    expect(page.locator(".case-one [data-paused]")).to_be_visible()
    phone.reload()
    expect(phone.locator("[data-asked]")).to_contain_text("请补充受理单号")
    phone.locator("[data-act=add]").click()
    expect(phone.get_by_role("alert")).to_contain_text("请写点什么")
    phone.locator("textarea").fill("单号 0012")
    phone.locator("[data-act=add]").click()
    expect(phone.locator("[data-added]")).to_be_visible()
    expect(phone.locator("[data-asked]")).to_have_count(0)
    phone.locator("[data-act=withdraw]").click()
    phone.locator("[data-act=keep]").click()
    expect(phone.locator("dialog")).to_have_count(0)
    phone.locator("[data-act=withdraw]").click()
    phone.locator("[data-act=withdraw-yes]").click()
    expect(phone.locator("[data-closed]")).to_be_visible()
    # The desk is not told: the page asks again by itself.
    now_in(page, "withdrawn")

    stranger = open_page(link[: link.index("/e/") + 3] + "x" * 22, size=PHONE)
    expect(stranger.locator("h1")).to_have_text("没有找到这件反映")
    expect(stranger.locator("body")).not_to_contain_text(number)


def test_a_phone_reports_what_its_ticket_could_not_get_done(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    clerk = sign_in(16)
    demo.take("property-mortgage")
    ticket = clerk.call_next()
    serve(clerk, ticket, "refused", note="缺少抵押合同")
    phone = open_phone(open_page, demo.base_url, ticket)
    phone.locator("[data-act=report]").click()
    expect(phone.locator("[data-ticket]")).to_be_visible()
    phone.locator("[data-act=send]").click()
    expect(phone.locator("#description")).to_be_focused()
    phone.locator("#description").fill("合同就在手里，说不认")
    phone.locator("[data-act=send]").click()
    expect(phone.locator("#phone-more")).to_contain_text("匿名")
    phone.locator("#phone").fill("138001")
    phone.locator("[data-act=send]").click()
    expect(phone.locator("#phone")).to_have_attribute("aria-invalid", "true")
    phone.locator("#phone").fill("13800138000")
    phone.locator("[data-act=send]").click()
    expect(phone.locator("[data-state=registered]")).to_be_visible()
    number = phone.locator("h1").inner_text()
    expect(phone.locator("main")).to_contain_text("合同就在手里，说不认")
    # The ticket leads to what it came to on the phone that reported; on another it says so, and gives no right to it.
    phone.goto(f"{demo.base_url}/t/{ticket['id']}?lang=zh")
    expect(phone.locator("[data-act=reported]")).to_contain_text(number)
    expect(phone.locator("[data-act=report]")).to_have_count(0)
    phone.locator("[data-act=reported]").click()
    expect(phone.locator("h1")).to_have_text(number)
    other = open_phone(open_page, demo.base_url, ticket)
    expect(other.locator("[data-reported]")).to_contain_text(f"已登记反映 {number}")
    expect(other.locator("[data-act=report], [data-act=reported]")).to_have_count(0)
    again = open_page(f"{demo.base_url}/report/{COUNTY}?ticket={ticket['id']}&lang=zh", size=PHONE)
    again.locator("#description").fill("再说一遍")
    again.locator("[name=anonymous]").check()
    again.locator("[data-act=send]").click()
    expect(again.get_by_role("alert")).to_contain_text(number)
    # The record knows whose service it complains of, and keeps them out.
    officer = open_ledger(open_page, demo, "escalation")
    open_record(officer, number)
    expect(officer.locator(".case-facts")).to_contain_text("16号窗口")


def test_a_department_returns_once_extends_once_and_nobody_is_reached(demo: Demo, open_page: OpenPage) -> None:
    number = reported(demo, service="property-transfer", phone="13800138000")["number"]
    officer = open_ledger(open_page, demo, "escalation")
    open_record(officer, number)
    take(officer, "accept", "accepted", **ACCEPTED)
    # It begins with the service's own department, unless that has just sent it back.
    expect(deed(officer, "assign").locator("[name=department]")).to_have_value(LAND)
    take(officer, "assign", "assigned")
    tray = open_ledger(open_page, demo, "department")
    open_record(tray, number)
    able = tray.locator("[data-deed]").evaluate_all("all => all.map((one) => one.dataset.deed)")
    assert able == ["sign", "return", "note"]
    form = deed(tray, "return")
    form.locator("[data-action=take]").click()
    expect(tray.get_by_role("alert")).to_contain_text("理由")
    form.locator("textarea").fill("属市场监管局职责")
    form.locator("[data-action=take]").click()
    open_record(officer, number)
    expect(deed(officer, "assign").locator("[name=department]")).to_have_value("")
    take(officer, "assign", "assigned", department=LAND)
    tray.reload()
    open_record(tray, number)
    expect(tray.locator("[data-deed=sign]")).to_be_visible()
    expect(tray.locator("[data-deed=return]")).to_have_count(0)
    take(tray, "sign", "in_progress")
    take(tray, "extend", "extended", days="3", reason="需现场核查")
    expect(tray.locator("[data-deed=extend]")).to_have_count(0)
    expect(tray.locator(".case-facts")).to_contain_text("已延期 3 个工作日")
    take(tray, "resolve", "resolved", outcome="done", text="已办好")
    expect(tray.locator("[data-waits]")).to_have_count(0)
    take(tray, "reply", "replied", text="请来取证")
    expect(tray.locator("[data-waits]")).to_be_visible()
    for tries in (1, 2):
        open_record(officer, number)
        take(officer, "unreachable", "replied", text="无人接听")
        expect(officer.locator("[data-tries]")).to_have_attribute("data-tries", str(tries))
    demo.later(days=1)
    officer = open_ledger(open_page, demo, "escalation")
    open_record(officer, number)
    take(officer, "unreachable", "called_back", text="无人接听")
    expect(officer.locator("[data-condition=call_back]")).to_have_attribute("data-standing", "met")
    form = deed(officer, "archive")
    form.locator("[data-action=take]").click()
    expect(officer.get_by_role("alert")).to_contain_text("理由")
    form.locator("textarea").fill("个案，无需整改")
    form.locator("[data-action=take]").click()
    now_in(officer, "archived")
