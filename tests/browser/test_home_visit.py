"""Booked on a phone: a visit at home, which has a place of its own, and papers that are looked at beforehand."""

from collections.abc import Callable

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.bookings import choose, confirm, open_booking
from tests.browser.demo import Demo
from tests.browser.measuring import lost, settled
from tests.browser.phones import NARROW, PHONE

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
ADDRESS = "周至县二曲街道中心街1号"


def open_mode(page: Page, demo: Demo, mode: str, language: str) -> None:
    open_booking(page, demo, "pension", language)
    page.locator(f"[data-mode={mode}]").click()
    expect(page.locator(f"[data-mode={mode}]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-slot]").first).to_be_visible()


@pytest.mark.parametrize(("language", "size", "elder"), [("zh", PHONE, False), ("en", NARROW, True)], ids=["zh", "en"])
def test_a_visit_at_home_has_the_visitors_place_and_no_word_of_checking_in(
    demo: Demo, open_page: OpenPage, language: str, size: tuple[int, int], elder: bool
) -> None:
    page = open_page("about:blank", size=size)
    if elder:
        page.add_init_script("localStorage.setItem('hall.elder', '1')")
    open_mode(page, demo, "home_visit", language)
    choose(page)
    expect(page.locator("[data-act=help]")).to_have_count(0)
    page.locator("#address").fill(ADDRESS)
    page.locator("#phone").fill(f"138001380{size[0] % 100:02}")
    page.locator("[data-act=contact]").check()
    for field, text in {"contact_name": "李四", "contact_phone": "13900139000"}.items():
        page.locator(f"#{field}").fill(text)
    settled(page)
    found = violations(page)
    told = [page.locator("main").inner_text()]
    page.locator("[data-act=reserve]").press("Enter")
    about = page.locator(".about")
    expect(about.locator("[data-place=home]")).to_contain_text(ADDRESS)
    expect(about).to_contain_text("13900139000")  # as it was typed, to be checked
    found += violations(page) + lost(page)
    told.append(page.locator("main").inner_text())
    confirm(page)
    expect(page.locator("[data-place=home]")).to_contain_text(ADDRESS)
    found += violations(page) + lost(page)
    told.append(page.locator("main").inner_text())
    for word in ("签到", "check in", "checking in", "陪同", "请带上", "Bring"):
        assert not [text for text in told if word in text], word
    # Somebody else's phone, or this one later, shows no more of it than the district.
    other = open_page(page.url.partition("#")[0], size=size)
    expect(other.locator("[data-place=home]")).to_contain_text("周至县二曲街****")
    assert ADDRESS not in other.content()
    assert found == []


@pytest.mark.parametrize(("language", "phone"), [("zh", "13700137001"), ("en", "13700137002")])
def test_name_and_phone_for_a_visit_are_asked_for_once_and_told_once(
    demo: Demo, open_page: OpenPage, language: str, phone: str
) -> None:
    page = open_page("about:blank", size=PHONE)
    open_mode(page, demo, "home_visit", language)
    choose(page, nth=1)
    expect(page.locator("#contact_name, #contact_phone")).to_have_count(0)
    page.locator("[data-act=reserve]").press("Enter")
    for field in ("name", "phone", "address"):  # all at once, each at its place
        expect(page.locator(f"#{field}-problem")).to_be_visible()
    for field, text in {"name": "赵小六", "phone": phone, "address": ADDRESS}.items():
        page.locator(f"#{field}").fill(text)
    settled(page)
    found = violations(page) + lost(page)
    page.locator("[data-act=reserve]").press("Enter")
    about = page.locator(".about")
    expect(about.locator("[data-place=home]")).to_contain_text(ADDRESS)
    assert [about.inner_text().count(text) for text in ("赵小六", phone)] == [1, 1]
    appointment = confirm(page)
    expect(page.locator("[data-place=home]")).to_contain_text(ADDRESS)
    assert [page.locator(".about").inner_text().count(text) for text in ("赵", phone[:3])] == [1, 1]
    answer = requests.get(f"{demo.base_url}/api/v1/appointments/{appointment}", timeout=10).json()
    assert answer["details"]["contact_phone"] == f"{phone[:3]}****{phone[-4:]}"
    assert found == []


def test_with_papers_to_look_at_the_last_step_leads_to_handing_them_in(demo: Demo, open_page: OpenPage) -> None:
    page = open_page("about:blank", size=PHONE)
    open_mode(page, demo, "pre_review", "zh")
    choose(page)
    page.locator("#phone").fill("13800138077")
    page.locator("[data-act=reserve]").press("Enter")
    expect(page.locator("[data-upload-next]")).to_contain_text("马上进入上传页面")
    confirm(page)
    first = page.locator("[data-material]").first
    expect(first).to_be_in_viewport()
    name = first.locator("b").inner_text()
    assert page.locator("main").inner_text().count(name) == 1, "each is said once"
    settled(page)
    assert violations(page) + lost(page) == []
