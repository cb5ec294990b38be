"""A visit reviewed by phone, tablet and kiosk, and a bad review followed to its end on the manager's page."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import COUNTY, Demo, Staff
from tests.browser.desk import message, open_desk, open_signed_in
from tests.browser.kiosks import open_kiosk
from tests.browser.phones import open_phone, serve
from tests.browser.reader import scan
from tests.browser.wire import Wire

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]
TABLET, DESK = (1024, 768), (1366, 768)


@pytest.fixture
def clerk(sign_in: SignIn) -> Staff:
    return sign_in(3)


def finished(demo: Demo, clerk: Staff) -> dict[str, Any]:
    """A ticket that window 3 has just finished."""
    demo.take("general")
    ticket: dict[str, Any] = clerk.call_next()
    serve(clerk, ticket)
    return ticket


def open_tablet(open_page: OpenPage, url: str) -> Page:
    """The tablet at window 3, its clock in the test's hand."""
    page = open_page("about:blank", size=TABLET)
    page.clock.install()
    with page.expect_response("**/windows/*/review"):
        page.goto(url)
    return page


def open_reviews(open_page: OpenPage, demo: Demo) -> Page:
    user = next(user for user in demo.guide["users"] if user["role"] == "manager")
    page = open_signed_in(open_page, demo, user, "/manage/reviews", DESK)
    expect(page.locator(".review-row, [data-none]").first).to_be_visible()
    return page


def send(page: Page) -> None:
    page.locator("[data-act=send-review]").click()


def take_step(page: Page, step: str, words: str) -> None:
    form = page.locator(f"[data-form={step}]")
    form.locator("textarea").fill(words)
    form.locator("[data-action=take]").click()
    expect(page.locator(f"[data-step={step}]")).to_have_attribute("data-taken", "true")


def test_a_good_review_by_phone_is_given_once(demo: Demo, open_page: OpenPage, clerk: Staff) -> None:
    demo.take("general")
    ticket = clerk.call_next()
    phone = open_phone(open_page, demo.base_url, ticket)
    expect(phone.locator(".called")).to_be_visible()
    expect(phone.locator("[data-review]")).to_have_count(0)
    serve(clerk, ticket)
    phone.locator("[data-rating=dissatisfied]").click()
    expect(phone.locator("[data-tag=rude]")).to_be_visible()
    phone.locator("[data-rating=very_satisfied]").click()
    expect(phone.locator("[data-tag=rude]")).to_have_count(0)
    phone.locator("[data-tag=friendly]").click()
    phone.locator("textarea").fill("  讲得清楚 ")
    send(phone)
    expect(phone.locator("[data-review=given]")).to_contain_text("谢谢您的评价")
    phone.reload()
    given = phone.locator("[data-review=given]")
    expect(given).to_contain_text("非常满意")
    expect(given).to_contain_text("态度热情")
    expect(given).to_contain_text("讲得清楚")
    expect(phone.locator("[data-review=open]")).to_have_count(0)


def test_what_was_said_elsewhere_meanwhile_is_shown_and_not_said_again(
    demo: Demo, open_page: OpenPage, clerk: Staff
) -> None:
    ticket = finished(demo, clerk)
    two = [open_phone(open_page, demo.base_url, ticket) for _ in range(2)]
    for phone, rating in zip(two, ("satisfied", "very_satisfied"), strict=True):
        phone.locator(f"[data-rating={rating}]").click()
    for phone in two:
        send(phone)
        expect(phone.locator("[data-review=given]")).to_contain_text("满意")
        expect(phone.locator(".reviewing__level")).to_have_text("满意")


def test_the_tablet_asks_after_a_finish_and_a_bad_review_goes_to_its_end(
    demo: Demo, open_page: OpenPage, clerk: Staff
) -> None:
    tablet = open_tablet(open_page, demo.tablet_url())
    expect(tablet.locator("[data-step=rest]")).to_be_visible()
    ticket = finished(demo, clerk)
    expect(tablet.locator("[data-step=ask]")).to_contain_text(ticket["number"])
    tablet.locator("[data-rating=very_dissatisfied]").click()
    send(tablet)
    expect(tablet.get_by_role("alert")).to_contain_text("请选择不满意的原因")
    tablet.locator("[data-tag=more-papers]").click()
    tablet.locator("textarea").fill("多要了一份证明")
    send(tablet)
    expect(tablet.locator("[data-step=thanks]")).to_contain_text("前答复")
    tablet.clock.run_for(11_000)
    expect(tablet.locator("[data-step=rest]")).to_be_visible()
    expect(tablet.locator("[data-act=ask]")).to_have_count(0)

    page = open_reviews(open_page, demo)
    row = page.locator(".review-row", has_text=ticket["number"])
    expect(row).to_contain_text("要求额外材料")
    expect(row.locator("[data-limit]")).to_be_visible()
    row.click()
    expect(page.locator(".review-one")).not_to_contain_text("多要了一份证明")
    page.locator("[data-action=unmask]").click()
    expect(page.locator("[data-unmasked]")).to_contain_text("多要了一份证明")
    take_step(page, "verified", "清单之外多要了一份")
    take_step(page, "replied_and_rectified", "已致歉，今后按清单收件")
    page.locator("[data-form=called_back] textarea").fill("电话回访")
    page.locator("[data-action=take]").click()
    expect(page.get_by_role("alert")).to_contain_text("请选择回访结果")
    page.locator("[data-action=escalate]").click()
    expect(page.locator("[data-record]")).to_contain_text("已登记")
    page.locator("[data-heard=satisfied]").click()
    take_step(page, "called_back", "电话回访")
    take_step(page, "improved", "清单贴在窗口")
    expect(page.locator("[data-form]")).to_have_count(0)
    expect(page.locator(".review-row", has_text=ticket["number"])).to_have_count(0)

    phone = open_phone(open_page, demo.base_url, ticket)
    expect(phone.locator("[data-reply]")).to_contain_text("已致歉，今后按清单收件")

    page.locator("[data-page=figures]").click()
    counts = {name: page.locator(f"[data-rate=reply] [data-counted={name}]") for name in ("replied", "reply_due")}
    expect(counts["reply_due"]).to_be_visible()
    page.reload()
    expect(counts["reply_due"]).to_be_visible()
    told = {name: int(found.inner_text()) for name, found in counts.items()}
    for name, number in told.items():
        counts[name].click()
        expect(page.locator("[data-chip=counted]")).to_be_visible()
        expect(page.locator(".review-row")).to_have_count(number)
        page.locator("[data-page=figures]").click()
    page.locator("[data-by=person]").click()
    bad = page.locator("[data-group=clerk03] [data-counted=bad]")
    number = int(bad.inner_text())
    bad.click()
    expect(page.locator("[data-chip=person]")).to_contain_text("clerk03")
    expect(page.locator(".review-row")).to_have_count(number)


def test_the_tablet_returns_by_itself_and_asks_nobody_about_somebody_elses_visit(
    demo: Demo, open_page: OpenPage, clerk: Staff
) -> None:
    tablet = open_tablet(open_page, demo.tablet_url())
    ticket = finished(demo, clerk)
    expect(tablet.locator("[data-leaving]")).to_be_visible()
    tablet.locator("[data-switch=language]").click()
    tablet.locator("[data-rating=satisfied]").click()
    expect(tablet.locator("[data-leaving]")).to_contain_text("Back in")
    tablet.clock.run_for(61_000)
    expect(tablet.locator("[data-step=rest]")).to_contain_text("欢迎评价")
    tablet.locator("[data-act=ask]").click()
    expect(tablet.locator("[data-step=ask]")).to_contain_text(ticket["number"])
    expect(tablet.locator("[aria-pressed=true]")).to_have_count(0)
    demo.take("general")
    called = clerk.call_next()
    expect(tablet.locator("[data-step=rest]")).to_be_visible()
    expect(tablet.locator("[data-act=ask]")).to_have_count(0)
    serve(clerk, called)
    expect(tablet.locator("[data-step=ask]")).to_contain_text(called["number"])
    tablet.locator("[data-rating=satisfied]").click()
    demo.take("general")
    with tablet.expect_response("**/windows/*/review"):
        following = clerk.call_next()
    tablet.locator("[data-tag=quick]").click()
    send(tablet)
    expect(tablet.locator("[data-step=thanks]")).to_be_visible()
    serve(clerk, following)
    expect(tablet.locator("[data-step=ask]")).to_contain_text(following["number"])
    tablet.locator("[data-act=leave]").click()
    phone = open_phone(open_page, demo.base_url, following)
    phone.locator("[data-rating=dissatisfied]").click()
    phone.locator("[data-tag=slow]").click()
    send(phone)
    expect(phone.locator("[data-review=given]")).to_be_visible()
    tablet.locator("[data-act=ask]").click()
    expect(tablet.locator("[data-step=thanks]")).to_contain_text("已经评价过了")
    expect(tablet.locator("[data-step=thanks]")).not_to_contain_text("前答复")
    expect(tablet.locator(".face--dissatisfied")).to_have_count(0)


def test_a_tablet_says_when_it_is_cut_off_and_asks_once_it_is_back(
    demo: Demo, open_page: OpenPage, clerk: Staff
) -> None:
    demo.take("general")
    ticket = clerk.call_next()
    with Wire(demo) as wire:
        tablet = open_tablet(open_page, demo.tablet_url(wire.url))
        expect(tablet.locator("[data-step=rest]")).to_be_visible()
        wire.cut()
        tablet.clock.run_for(12_000)
        expect(tablet.get_by_role("status")).to_be_visible()
        serve(clerk, ticket)
        wire.mend()
        expect(tablet.locator("[data-step=ask]")).to_contain_text(ticket["number"])
        expect(tablet.locator(".standing")).to_have_count(0)


def test_a_tablet_of_another_window_says_that_it_is_not_registered(demo: Demo, open_page: OpenPage) -> None:
    page = open_page(demo.tablet_url().replace("/3#", "/4#"), size=TABLET)
    expect(page.locator("[data-not-registered]")).to_be_visible()


def test_at_a_kiosk_the_slip_leads_to_the_review(demo: Demo, open_page: OpenPage, clerk: Staff) -> None:
    ticket, kiosk = finished(demo, clerk), open_kiosk(demo, open_page)
    slip = f"{demo.base_url}/t/{ticket['id']}"
    scan(kiosk, slip)
    kiosk.locator("[data-way=review]").click()
    expect(kiosk.locator("textarea")).to_have_count(0)
    kiosk.locator("[data-rating=satisfied]").click()
    kiosk.locator("[data-tag=quick]").click()
    send(kiosk)
    expect(kiosk.locator("[data-thanks]")).to_be_visible()
    kiosk.locator("[data-way=done]").click()
    expect(kiosk.locator(".tile").first).to_be_visible()
    scan(kiosk, slip)
    expect(kiosk.locator("[data-rated]")).to_be_visible()
    expect(kiosk.locator("[data-way=review]")).to_have_count(0)


def test_a_clerk_appeals_from_the_desk_and_a_manager_decides(demo: Demo, open_page: OpenPage, clerk: Staff) -> None:
    desk = open_desk(open_page, demo, 3)
    ticket = finished(demo, clerk)
    before = int(desk.locator("[data-figure=reviewed]").inner_text())
    phone = open_phone(open_page, demo.base_url, ticket)
    phone.locator("[data-rating=dissatisfied]").click()
    phone.locator("textarea").fill("系统一直打不开")
    send(phone)
    expect(phone.locator("[data-review=given]")).to_be_visible()
    desk.keyboard.press("e")
    expect(desk.locator("[data-figure=reviewed]")).to_have_text(str(before + 1))
    own = desk.locator(".desk-review", has_text=ticket["number"])
    expect(own).to_contain_text("不满意")
    expect(own).not_to_contain_text("系统一直打不开")
    own.locator("[data-action=appeal]").click()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("alert")).to_contain_text("请填写原因")
    desk.locator("#reason").fill("省级系统中断")
    desk.keyboard.press("Enter")
    message(desk, "申诉已提交")

    page = open_reviews(open_page, demo)
    row = page.locator(".review-row", has_text=ticket["number"])
    expect(row.locator("[data-state=appeal]")).to_be_visible()
    row.click()
    expect(page.locator("[data-appeal=open]")).to_contain_text("省级系统中断")
    page.reload()
    expect(page.locator("[data-appeal=open]")).to_contain_text("省级系统中断")
    expect(page.locator("[data-form=verified]")).to_be_visible()
    page.locator("[data-form=decide] textarea").fill("查明属实")
    page.locator("[data-action=uphold]").click()
    expect(page.locator("[data-appeal=upheld]")).to_contain_text("查明属实")
    expect(page.locator("[data-form]")).to_have_count(0)
    desk.keyboard.press("e")
    expect(own.locator("[data-appeal=upheld]")).to_be_visible()
    assert clerk_figures(demo)["set_aside"] == 1


def clerk_figures(demo: Demo) -> dict[str, int]:
    """What counts of the clerk of window 3, as the hall counts it."""
    manager = demo.staff("manager")
    groups = manager.get(f"/halls/{COUNTY}/reviews/figures?by=person")["items"]
    manager.close()
    counts: dict[str, int] = next(group for group in groups if group["key"] == "clerk03")["counts"]
    return counts
