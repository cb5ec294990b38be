"""Somebody who does the papers of three companies: one number, and an outcome for each of them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hall.personal.numbers import credit_check_character
from tests.browser.demo import Demo
from tests.browser.desk import message, open_desk
from tests.browser.phones import open_phone
from tests.browser.sides import call_next, calls, number_on, open_kiosk, open_screen, start, ticket_of

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
WINDOW = 19
SERVICES = ("company-open", "company-change", "company-close")


def credit_code(place: int) -> str:
    body = f"91610124MA6TX{place:04}"
    return body + credit_check_character(body)


def test_three_companies_on_one_number_each_with_its_outcome(demo: Demo, open_page: OpenPage) -> None:
    kiosk, screen, desk = open_kiosk(open_page, demo), open_screen(open_page, demo), open_desk(open_page, demo, WINDOW)
    codes = [credit_code(place) for place in range(3)]
    kiosk.get_by_role("button", name="我替他人或企业办理").click()
    for place, (code, service) in enumerate(zip(codes, SERVICES, strict=True)):
        if place:
            kiosk.get_by_role("button", name="再加一位办理人").click()
        kiosk.get_by_role("button", name="企业、单位").click()
        kiosk.locator("#number").fill(code)
        kiosk.get_by_role("button", name="下一步，选事项").click()
        kiosk.locator(f"[data-service={service}]").click()
    expect(kiosk.locator(".principal")).to_have_count(3)
    expect(kiosk.locator("main")).to_contain_text("一张号票最多为 3 位办理人办理。")
    for code in codes:
        assert code not in kiosk.locator("main").inner_text()  # masked, for whoever stands behind
    kiosk.get_by_role("button", name="取号").click()
    number = number_on(kiosk)
    phone = open_phone(open_page, demo.base_url, ticket_of(demo, number))

    call_next(desk, number)
    calls(screen, number, WINDOW)
    expect(phone.get_by_role("heading", name=f"{WINDOW}号窗口")).to_be_visible()
    start(desk)
    expect(desk.locator(".desk-principal__errands")).to_have_text(["企业开办", "企业变更登记", "企业注销登记"])
    desk.keyboard.press("f")
    chosen = [desk.locator(f"[data-place='{place}']") for place in range(3)]
    for place, errand in enumerate(chosen):  # whose each is, by what is known of them, masked
        expect(errand.get_by_role("heading")).to_contain_text(f"********{codes[place][-4:]}")
    chosen[1].get_by_text("已受理", exact=True).click()
    chosen[2].get_by_text("仅咨询", exact=True).click()
    desk.locator("[data-action=confirm]").click()
    message(desk, f"{number} 办理结束")
    expect(phone.locator(".results dd")).to_have_text(["当场办结", "已受理", "仅咨询"])
