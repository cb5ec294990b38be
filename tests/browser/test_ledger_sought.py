"""The ledger's page finds what is sought, and its address follows what is open."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.late import late
from tests.browser.ledgers import figures_agree, open_ledger, open_record, reported

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]


def test_what_is_sought_and_narrowed_is_found(demo: Demo, open_page: OpenPage) -> None:
    other = reported(demo, service="pension", anonymous=True)["number"]
    number = reported(demo, service="social-card", phone="13900139000", description="社保卡补办不了")["number"]
    page = open_ledger(open_page, demo, "manager")
    expect(page.locator(".case-row", has_text=other)).to_contain_text("匿名")
    page.keyboard.press("/")
    for sought in ("补办不了", "13900139000", number):
        page.locator("[name=text]").fill(sought)
        expect(page.locator(".case-row")).to_have_count(1)
        expect(page.locator(".case-row")).to_contain_text(number)
    page.locator("[name=text]").fill("")
    page.locator("[name=service]").select_option("pension")
    expect(page.locator(".case-row")).to_have_count(1)
    assert figures_agree(page)["to_accept"] == 1
    page.locator("[data-action=all]").click()
    page.locator(".case-row").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(f"[data-one='{other}']")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".case-row", has_text=other)).to_be_focused()
    # What is open stands in the address: a reload brings that back, and nothing that was closed.
    for shown in (other, number):
        open_record(page, shown)
        page.reload()
        expect(page.locator(f"[data-one='{shown}']")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-one]")).to_have_count(0)
    assert "record=" not in page.url


def test_of_two_records_the_one_pressed_last_is_open_however_late_the_first_comes(
    demo: Demo, open_page: OpenPage
) -> None:
    first, second = reported(demo, service="tax", anonymous=True), reported(demo, service="tax", anonymous=True)
    page = open_ledger(open_page, demo, "escalation")
    row = page.locator(".case-row", has_text=first["number"])
    answer = late(page, rf"/escalations/{first['id']}$", row.click)
    page.locator(".case-row", has_text=second["number"]).click()
    expect(page.locator(f"[data-one='{second['number']}']")).to_be_visible()
    answer.comes()
    expect(page.locator(f"[data-one='{second['number']}']")).to_be_visible()
    assert second["id"] in page.url
    page.keyboard.press("Escape")
    expect(page.locator("[data-one]")).to_have_count(0)


def test_a_reporter_who_asked_too_often_keeps_what_is_shown(demo: Demo, open_page: OpenPage) -> None:
    record = reported(demo, anonymous=True)
    page = open_page(f"{demo.base_url}/e/{record['id']}?lang=zh", size=(390, 844))
    expect(page.locator("h1")).to_contain_text(record["number"])
    too_often = {"type": "about:blank", "title": "太快", "status": 429, "detail": "请稍候", "code": "too_many_requests"}
    page.route("**/api/v1/escalations/*", lambda route: route.fulfill(status=429, json=too_often), times=1)
    with page.expect_response("**/api/v1/escalations/*") as refused:
        page.evaluate("dispatchEvent(new Event('online'))")
    assert refused.value.status == 429
    expect(page.locator("h1")).to_contain_text(record["number"])
    with page.expect_response("**/api/v1/escalations/*") as told:
        page.evaluate("dispatchEvent(new Event('online'))")
    assert told.value.status == 200
