"""Queuing for others at the kiosk: up to three, each with a number that is checked and services of their own."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.kiosks import number_on, open_kiosk, scan

pytestmark = pytest.mark.browser

COMPANY = "91610124MA6TXXXX0X"


@pytest.fixture
def kiosk(demo: Demo, open_page: Callable[..., Page]) -> Page:
    page = open_kiosk(demo, open_page)
    page.locator("[data-aid=agent]").click()
    return page


def choose(page: Page, service: str) -> None:
    page.locator("[data-tab=frequent]").click()
    page.locator(f"[data-service={service}]").click()


def test_three_principals_are_looked_over_and_get_one_number(kiosk: Page) -> None:
    kiosk.locator("[data-kind=organisation]").click()
    kiosk.locator("#number").fill(COMPANY)
    kiosk.locator("[data-way=next]").click()
    choose(kiosk, "pension")
    expect(kiosk.locator(".principal")).to_contain_text("916101********XX0X")
    for service in ("housing-fund", "household"):
        kiosk.locator("[data-way=principal]").click()
        kiosk.locator("[data-way=without]").click()
        choose(kiosk, service)
    expect(kiosk.locator(".principal")).to_have_count(3)
    expect(kiosk.locator("[data-way=principal]")).to_have_count(0)
    with kiosk.expect_request("**/tickets") as sent:
        kiosk.locator("[data-way=take]").click()
    number_on(kiosk)
    assert sent.value.post_data_json["principals"] == [
        {"credit_code": COMPANY, "services": ["pension"]},
        {"services": ["housing-fund"]},
        {"services": ["household"]},
    ]
    expect(kiosk.locator(".ticket__services")).to_have_text("养老保险业务 · 住房公积金提取 · 户籍业务")


@pytest.mark.parametrize(
    ("kind", "number", "told"),
    [("organisation", "91610124MA6TXXXX01", "校验"), ("person", "610124199003078519", "校验")],
)
def test_a_number_that_breaks_a_rule_leads_back_to_it_with_the_rule(
    kiosk: Page, kind: str, number: str, told: str
) -> None:
    kiosk.locator(f"[data-kind={kind}]").click()
    kiosk.locator("#number").fill(number)
    kiosk.locator("[data-way=next]").click()
    choose(kiosk, "pension")
    kiosk.locator("[data-way=take]").click()
    expect(kiosk.get_by_role("alert")).to_contain_text(told)
    expect(kiosk.locator("#number")).to_be_visible()


def test_half_a_number_goes_no_further(kiosk: Page) -> None:
    kiosk.locator("#number").fill("6101")
    kiosk.locator("[data-way=next]").click()
    expect(kiosk.get_by_role("alert")).to_contain_text("18 位")


def test_a_card_on_the_reader_fills_the_number(kiosk: Page) -> None:
    kiosk.locator("[data-kind=organisation]").click()
    scan(kiosk, "610124199003078518")
    expect(kiosk.locator("#number")).to_have_value("610124 19900307 8518")
    expect(kiosk.locator("[data-kind=person]")).to_have_attribute("aria-pressed", "true")


def test_one_can_go_back_and_take_out_what_was_wrong(kiosk: Page) -> None:
    kiosk.locator("[data-way=without]").click()
    choose(kiosk, "pension")
    kiosk.get_by_role("button", name="再加一项").click()
    expect(kiosk.locator("[data-service=pension]")).to_be_disabled()
    kiosk.locator("[data-service=household]").click()
    kiosk.get_by_role("button", name="去掉户籍业务").click()
    expect(kiosk.locator(".principal__service")).to_have_count(1)
    kiosk.get_by_role("button", name="修改第 1 位办理人").click()
    expect(kiosk.get_by_role("heading", name="第 1 位办理人")).to_be_visible()
    kiosk.locator("[data-dock=back]").click()
    kiosk.get_by_role("button", name="去掉第 1 位办理人").click()
    expect(kiosk.get_by_role("heading", name="您要办什么？")).to_be_visible()
