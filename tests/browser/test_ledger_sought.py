"""The ledger's page finds what is sought, and its address follows what is open."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
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
