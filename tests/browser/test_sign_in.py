"""The sign-in page: where each role goes, and what is said to somebody who may not enter."""

import re
from collections.abc import Callable

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.demo import COUNTY, Demo

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]


def sign_in(page: Page, username: str, password: str) -> None:
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(password)
    page.keyboard.press("Enter")


@pytest.mark.parametrize(("role", "path"), [("clerk", "/desk"), ("manager", "/manage")])
def test_each_role_goes_to_its_own_page(demo: Demo, open_page: OpenPage, role: str, path: str) -> None:
    user = next(user for user in demo.guide["users"] if user["role"] == role)
    page = open_page(f"{demo.base_url}/sign-in?lang=zh", size=(1366, 768))
    sign_in(page, user["username"], user["password"])
    page.wait_for_url(f"**{path}?lang=zh")


@pytest.mark.parametrize(("role", "words"), [("security_admin", "hall staff"), ("auditor", "/api/v1/audit")])
def test_a_role_without_a_page_is_told_what_it_is_for(demo: Demo, open_page: OpenPage, role: str, words: str) -> None:
    user = next(user for user in demo.guide["users"] if user["role"] == role)
    page = open_page(f"{demo.base_url}/sign-in?lang=zh", size=(390, 844))
    sign_in(page, user["username"], user["password"])
    expect(page.locator(f"[data-pageless={role}]")).to_contain_text(words)
    expect(page.locator("[data-action=home]")).to_be_visible()
    page.locator("[data-action=sign-out]").click()
    page.wait_for_url("**/sign-in?**")


def test_a_manager_comes_from_the_board_to_the_carriers(demo: Demo, open_page: OpenPage) -> None:
    user = next(user for user in demo.guide["users"] if user["role"] == "manager")
    page = open_page(f"{demo.base_url}/sign-in?lang=zh", size=(1366, 768))
    sign_in(page, user["username"], user["password"])
    page.locator("#menu [data-to=carriers]").click()
    page.wait_for_url("**/manage/carriers?**")


def test_every_hall_has_its_name_however_many_parts_the_list_comes_in(demo: Demo, open_page: OpenPage) -> None:
    user = next(user for user in demo.guide["users"] if user["role"] == "admin")
    page = open_page(f"{demo.base_url}/sign-in?lang=zh", size=(1366, 768))
    parts = re.compile(r"/api/v1/halls(\?|$)")
    page.route(parts, lambda route: route.continue_(url=small_part(route.request.url)))
    sign_in(page, user["username"], user["password"])
    names = page.locator(".staff-top__halls option")
    halls = requests.get(f"{demo.base_url}/api/v1/halls", timeout=10).json()["items"]
    expect(names).to_have_text([hall["name"]["zh"] for hall in halls])


def small_part(url: str) -> str:
    """The same list, one hall at a time."""
    return f"{url}{'&' if '?' in url else '?'}limit=1"


def test_somebody_without_a_session_comes_back_to_where_they_were_going(demo: Demo, open_page: OpenPage) -> None:
    page = open_page(f"{demo.base_url}/desk?hall={COUNTY}&lang=zh", size=(1366, 768))
    page.wait_for_url(f"**/sign-in?next=%2Fdesk%3Fhall%3D{COUNTY}&lang=zh")
    user = next(user for user in demo.guide["users"] if user["role"] == "manager")
    sign_in(page, user["username"], user["password"])
    page.wait_for_url(f"**/desk?hall={COUNTY}&lang=zh")
    expect(page.locator("main")).to_contain_text("没有窗口叫号的权限")
    page.locator("[data-to=board]").click()
    expect(page.locator(".manage-tile").first).to_be_visible()


def test_a_wrong_password_is_told_and_a_lock_out_with_its_end(demo: Demo, open_page: OpenPage) -> None:
    page = open_page(f"{demo.base_url}/sign-in?lang=zh", size=(1366, 768))
    flaw = page.get_by_role("alert")
    sign_in(page, "clerk14", "not-this-one")
    expect(flaw).to_contain_text("不正确")
    expect(page.locator("[name=password]")).to_have_value("")
    for _time in range(12):
        sign_in(page, "clerk14", "not-this-one")
        expect(page.locator("[data-action=sign-in]")).to_be_enabled()
        if "锁定" in flaw.inner_text():
            break
    expect(flaw).to_contain_text("锁定")


def test_after_a_wrong_password_the_next_is_typed_at_once(demo: Demo, open_page: OpenPage) -> None:
    page = open_page(f"{demo.base_url}/sign-in?lang=zh", size=(1366, 768))
    page.locator("[name=username]").fill("clerk12")
    page.locator("[name=password]").fill("not-this-one")
    page.locator("[data-action=sign-in]").click()
    expect(page.get_by_role("alert")).to_contain_text("不正确")
    expect(page.locator("[name=password]")).to_be_focused()


def test_the_page_speaks_english_too(demo: Demo, open_page: OpenPage) -> None:
    page = open_page(f"{demo.base_url}/sign-in?lang=zh", size=(390, 844))
    page.get_by_role("button", name="English").click()
    sign_in(page, "clerk13", "not-this-one")
    expect(page.get_by_role("alert")).to_contain_text("wrong")
