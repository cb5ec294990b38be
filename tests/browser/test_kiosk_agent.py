"""Queuing for others at the kiosk: up to three, each with a number that is checked and services of their own."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.kiosks import number_on, open_kiosk
from tests.browser.reader import scan

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


def test_a_code_that_breaks_a_rule_leads_back_to_it_with_the_rule(kiosk: Page) -> None:
    kiosk.locator("[data-kind=organisation]").click()
    kiosk.locator("#number").fill("91610124MA6TXXXX01")
    kiosk.locator("[data-way=next]").click()
    choose(kiosk, "pension")
    kiosk.locator("[data-way=take]").click()
    expect(kiosk.get_by_role("alert")).to_contain_text("校验")
    expect(kiosk.locator("#number")).to_be_visible()


def test_an_identity_number_that_breaks_a_rule_goes_no_further(kiosk: Page) -> None:
    kiosk.locator("#number").fill("610124199003078519")
    kiosk.locator("[data-way=next]").click()
    expect(kiosk.get_by_role("alert")).to_have_text("证件号校验不符，请逐位核对。")
    kiosk.locator("#number").fill("610124199003078518")
    kiosk.locator("[data-way=next]").click()
    expect(kiosk.get_by_role("heading", name="第 1 位办理人要办什么？")).to_be_visible()


def test_without_a_number_the_way_on_says_what_is_missing(kiosk: Page) -> None:
    next_ = kiosk.locator("[data-way=next]")
    expect(next_).to_have_attribute("aria-disabled", "true")
    expect(next_).to_contain_text("先输入号码")
    expect(next_).not_to_have_css("background-color", "rgb(11, 61, 145)")
    next_.press("Enter")
    expect(kiosk.get_by_role("alert")).to_contain_text("请先输入号码")


@pytest.mark.parametrize("enter", [True, False])
@pytest.mark.parametrize("kind", ["organisation", "person"])
def test_a_companys_code_under_the_scanner_goes_into_the_field(kiosk: Page, kind: str, enter: bool) -> None:
    kiosk.locator(f"[data-kind={kind}]").click()
    scan(kiosk, COMPANY, enter=enter)
    expect(kiosk.locator("#number")).to_have_value("91 610124 MA6TXXXX0X")
    expect(kiosk.locator("[data-kind=organisation]")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("pause", [0, 400])
def test_a_keyboard_types_into_the_field_whatever_was_pressed_last(kiosk: Page, pause: int) -> None:
    kiosk.locator("[data-kind=organisation]").click()
    kiosk.locator("[data-key='9']").click()
    kiosk.keyboard.type("1610", delay=pause)
    expect(kiosk.locator("#number")).to_have_value("91 610")
    kiosk.keyboard.press("Backspace")
    expect(kiosk.locator("#number")).to_have_value("91 61")


def test_a_code_typed_by_hand_where_a_persons_number_is_asked_for_is_a_companys(kiosk: Page) -> None:
    kiosk.keyboard.type(COMPANY, delay=100)
    expect(kiosk.locator("#number")).to_have_value("91 610124 MA6TXXXX0X")


def test_what_a_reader_sends_that_nobody_knows_loses_nothing(kiosk: Page) -> None:
    kiosk.locator("[data-kind=organisation]").click()
    kiosk.locator("#number").fill("9161")
    scan(kiosk, "https://example.org/menu")
    expect(kiosk.get_by_role("alert")).to_contain_text("这不是号票或身份证")
    expect(kiosk.locator("#number")).to_have_value("91 61")


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
