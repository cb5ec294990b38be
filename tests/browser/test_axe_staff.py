"""Staff pages as axe-core and a measure find them: signing in, the desk in all its panels, the manager's page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.demo import COUNTY, Demo, Staff
from tests.browser.desk import called, message, open_desk, open_signed_in
from tests.browser.ledgers import ACCEPTED, deed, open_ledger, open_record, reported, take
from tests.browser.measuring import lost, settled, small
from tests.browser.phones import NARROW, PHONE, open_phone, serve
from tests.browser.sides import WALL, call_next, open_board

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]
PANELS = {
    "?": "keys",
    "e": "reviews",
    "o": "find",
    "m": "help",
    "p": "pause",
    "g": "hand-over",
    "q": "leave",
    "x": "sign-out",
}


def wrong(page: Page) -> list[str]:
    settled(page)
    return violations(page)


def faults(page: Page) -> list[str]:
    return wrong(page) + lost(page)


@pytest.mark.parametrize(("window", "size"), [(22, (1366, 768)), (23, (320, 768))], ids=["wide", "bar"])
def test_the_desk_in_every_state_and_panel(demo: Demo, open_page: OpenPage, window: int, size: tuple[int, int]) -> None:
    page = open_desk(open_page, demo, window, size)
    page.emulate_media(reduced_motion="reduce")
    found = {"idle": faults(page)}
    for key, name in PANELS.items():
        page.keyboard.press(key)
        expect(page.locator("dialog")).to_be_visible()
        found[name] = wrong(page)
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_have_count(0)
    tickets = [demo.take("pension", id_number="11010519491231002X") if window == 22 else demo.take("pension")]
    tickets.append(demo.take("social-card"))
    call_next(page, tickets[0]["number"])
    found["called"] = faults(page)
    page.keyboard.press("s")
    expect(page.locator(".desk-ticket")).to_have_attribute("data-state", "serving")
    for key, name in (("f", "finish"), ("t", "transfer")):
        page.keyboard.press(key)
        expect(page.locator("dialog")).to_be_visible()
        if name == "finish":
            page.keyboard.press("3")
            expect(page.locator("[data-outcome]").first).not_to_have_attribute("data-outcome", "completed")
            expect(page.locator(".desk-chip__text").nth(2)).to_have_css("color", "rgb(255, 255, 255)")
        found[name] = wrong(page)
        page.keyboard.press("Escape")
    page.keyboard.press("h")
    message(page, "已挂起")
    found["held"] = faults(page)
    page.keyboard.press("1")
    called_again = page.locator(".desk-ticket")
    expect(called_again).to_have_attribute("data-state", "serving")
    page.keyboard.press("f")
    page.keyboard.press("Enter")
    message(page, "办理结束")
    call_next(page, tickets[1]["number"])
    called(page, tickets[1]["number"])
    page.keyboard.press("l")
    for name in ("pin", "again"):
        page.locator(f"[name={name}]").fill("4071")
    found["pin"] = wrong(page)
    page.keyboard.press("Enter")
    message(page, "PIN 已设置")
    page.keyboard.press("l")
    expect(page.locator(".lock")).to_be_visible()
    found["locked"] = faults(page)
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize("size", [WALL, (390, 844)], ids=["wall", "phone"])
def test_the_managers_page_with_an_alarm_a_plan_and_the_end_of_the_day(
    demo: Demo, open_page: OpenPage, sign_in: SignIn, size: tuple[int, int]
) -> None:
    page = open_board(open_page, demo, size)
    page.emulate_media(reduced_motion="reduce")
    clerk = sign_in(29)
    clerk.act(f"/windows/{clerk.window}/help", whom="manager")
    alarm = page.locator("[data-alarm=help_manager]").first
    expect(alarm).to_be_visible()
    found = {"alarm": faults(page)}
    if alarm.get_by_role("button", name="马上到").count():
        alarm.get_by_role("button", name="马上到").click()
        expect(alarm).to_contain_text("前往")
        found["acknowledged"] = wrong(page)
    page.locator(".manage-tile[data-window='15']").click()
    page.locator("tr[data-service=consult] input").check()
    expect(page.locator(".manage-plan")).to_contain_text("综合咨询")
    found["plan"] = faults(page)
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize("size", [(1366, 768), WALL, (390, 844)], ids=["desk", "wall", "phone"])
def test_the_page_of_reviews_with_its_list_a_review_and_the_figures(
    demo: Demo, open_page: OpenPage, sign_in: SignIn, size: tuple[int, int]
) -> None:
    clerk = sign_in(3)
    demo.take("general")
    ticket = clerk.call_next()
    serve(clerk, ticket)
    phone = open_phone(open_page, demo.base_url, ticket)
    phone.locator("[data-rating=dissatisfied]").click()
    phone.locator("[data-tag=slow]").click()
    phone.locator("[data-act=send-review]").click()
    expect(phone.locator("[data-review=given]")).to_be_visible()
    [own] = [one for one in clerk.get(f"/halls/{COUNTY}/reviews/mine")["items"] if one["number"] == ticket["number"]]
    clerk.act(f"/reviews/{own['id']}/appeal", text="系统中断")
    user = next(user for user in demo.guide["users"] if user["role"] == "manager")
    page = open_signed_in(open_page, demo, user, "/manage/reviews", size)
    page.emulate_media(reduced_motion="reduce")
    row = page.locator(f".review-row[data-review='{own['id']}']")
    expect(row).to_be_visible()
    found = {"list": faults(page)}
    row.click()
    page.locator("[data-action=unmask]").click()
    expect(page.locator("[data-unmasked]")).to_be_visible()
    page.locator("[data-form=verified] [data-action=take]").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found["one"] = faults(page)
    for step in ("verified", "replied_and_rectified"):
        page.locator(f"[data-form={step}] textarea").fill("查明")
        page.locator(f"[data-form={step}] [data-action=take]").click()
    expect(page.locator("[data-form=called_back]")).to_be_visible()
    found["call-back"] = faults(page)
    page.locator("[data-page=figures]").click()
    expect(page.locator(".review-rate").first).to_be_visible()
    found["figures"] = faults(page)
    page.locator("[data-rate=reply] [data-counted=replied]").click()
    expect(page.locator("[data-chip=counted]")).to_be_visible()
    found["rows"] = faults(page)
    page.locator("[data-action=language]").click()
    found["english"] = faults(page)
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize("size", [(1366, 768), WALL, PHONE, NARROW], ids=["desk", "wall", "phone", "narrow"])
def test_the_ledger_its_form_and_the_reporters_pages(demo: Demo, open_page: OpenPage, size: tuple[int, int]) -> None:
    record = reported(demo, service="pension", name="王小二", phone="13800138000", demand="请尽快办理" * 8)
    page = open_ledger(open_page, demo, "manager", size)
    page.emulate_media(reduced_motion="reduce")
    found = {"list": flaws(page, size)}
    open_record(page, record["number"])
    found["one"] = flaws(page, size)
    deed(page, "accept").locator("[data-action=take]").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found["form"] = flaws(page, size)
    take(page, "accept", "accepted", **ACCEPTED)
    deed(page, "assign").locator("summary").click()
    found["assign"] = flaws(page, size)
    page.locator("[data-action=link]").click()
    found["receipt"] = flaws(page, size)
    page.keyboard.press("Escape")
    page.locator("[data-action=intake]").click()
    found["intake"] = flaws(page, size)
    page.locator("[data-action=language]").click()
    page.locator("[name=source]").select_option("hotline")
    found["english"] = flaws(page, size)
    if size in (PHONE, NARROW):
        phone = open_page(f"{demo.base_url}/e/{record['id']}?lang=en", size=size)
        expect(phone.locator("h1")).to_have_text(record["number"])
        found["reporter"] = flaws(phone, size)
        report = open_page(f"{demo.base_url}/report/{COUNTY}?lang=en", size=size)
        report.locator("[data-act=send]").click()
        expect(report.locator("#description")).to_have_attribute("aria-invalid", "true")
        found["report"] = flaws(report, size)
        phone.locator("[data-act=withdraw]").click()
        found["withdraw"] = flaws(phone, size)
        phone.locator("[data-act=keep]").click()
        phone.locator(".switcher").first.click()
        found["larger"] = flaws(phone, size)
    assert {where: what for where, what in found.items() if what} == {}


def flaws(page: Page, size: tuple[int, int]) -> list[str]:
    """As `faults`; on a phone also what is too small for a finger."""
    return faults(page) + (small(page, 44) if size in (PHONE, NARROW) else [])
