"""The page of figures of help and one-time notices: every number is the number of the rows that it leads to."""

import os
from collections.abc import Callable
from typing import Any

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.demo import COUNTY, Demo, Staff
from tests.browser.desk import open_signed_in
from tests.browser.measuring import lost, settled, small
from tests.browser.phones import NARROW, PHONE
from tests.browser.sides import WALL

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]
SIZES = [((1366, 768), "desk"), (WALL, "wall"), (PHONE, "phone"), (NARROW, "narrow")]
LONG = "行动不便，家中只有老人一人，请先打电话再来"
# The rows of a pressed figure are there, and as many as it says.
AGREES = """([selector, rows]) => {
    const pressed = document.querySelector(selector);
    const count = Number(pressed.querySelector("b")?.textContent ?? pressed.textContent);
    const there = document.querySelectorAll(".counts__row").length;
    const told = document.querySelector("[data-rows]")?.dataset.rows;
    return pressed.ariaPressed === "true" && told === rows && there === count;
}"""


@pytest.fixture(scope="module")
def happened(demo: Demo) -> None:
    """Help in every state; one notice that came back whole, and one whose holder was told of more."""
    greeter, clerk = demo.staff("greeter"), demo.clerk(27)
    ways: list[dict[str, Any]] = [
        {"service": "tax"},
        {"venue": "home", "name": "王秀兰", "phone": "13912345678", "address": "南大街5号", "text": LONG},
        {"text": LONG},
        {"venue": "here"},
    ]
    asked = [_asked(demo, **body) for body in ways]
    greeter.act(f"/assistance/{asked[0]['id']}/start")
    greeter.act(f"/assistance/{asked[0]['id']}/done")
    greeter.act(f"/assistance/{asked[1]['id']}/assign", aide="greeter")
    demo_visitor(demo, f"/assistance/{asked[2]['id']}/withdraw")
    lacking(demo, clerk, ["身份证"], needs_help=True)
    first = lacking(demo, clerk, ["营业执照副本", "公章"])
    lacking(demo, clerk, ["法定代表人身份证"], returns_from=first["id"])
    greeter.close()
    clerk.close()


def _asked(demo: Demo, **body: Any) -> dict[str, Any]:
    asked: dict[str, Any] = demo_visitor(demo, f"/halls/{COUNTY}/assistance", **body)
    return asked


def demo_visitor(demo: Demo, path: str, **body: Any) -> Any:
    answer = requests.post(f"{demo.base_url}/api/v1{path}", json=body, timeout=10)
    assert answer.ok, answer.text
    return answer.json()


def lacking(demo: Demo, clerk: Staff, missing: list[str], **wish: Any) -> dict[str, Any]:
    """A visit that ended with these materials missing."""
    ticket = demo.take("tax", **wish)
    clerk.call_next()
    clerk.act(f"/tickets/{ticket['id']}/start")
    ending = {"service": "tax", "outcome": "incomplete", "missing": missing}
    clerk.act(f"/tickets/{ticket['id']}/finish", errands=[ending])
    return ticket


def open_counts(open_page: OpenPage, demo: Demo, role: str, size: tuple[int, int]) -> Page:
    user = next(user for user in demo.guide["users"] if user["role"] == role)
    page = open_signed_in(open_page, demo, user, "/manage/help", size)
    expect(page.locator("[data-tile]").first).to_be_visible()
    page.emulate_media(reduced_motion="reduce")
    return page


def agree(page: Page) -> None:
    """Every tile, and every number of the table, leads to as many rows as it says."""
    for name in page.locator("[data-tile]").evaluate_all("all => all.map((one) => one.dataset.tile)"):
        page.locator(f"[data-tile={name}]").click()
        page.wait_for_function(AGREES, arg=[f"[data-tile={name}]", name])
    for group in page.locator("tr[data-group]").evaluate_all("all => all.map((one) => one.dataset.group)"):
        row = page.locator(f"tr[data-group='{group}']")
        for name in row.locator("[data-counted]").evaluate_all("all => all.map((one) => one.dataset.counted)"):
            row.locator(f"[data-counted={name}]").click()
            page.wait_for_function(AGREES, arg=[f"tr[data-group='{group}'] [data-counted={name}]", name])
            expect(page.locator("[data-chip=group]")).to_have_count(1)


@pytest.mark.usefixtures("happened")
def test_every_number_leads_to_the_rows_it_counts(demo: Demo, open_page: OpenPage) -> None:
    page = open_counts(open_page, demo, "manager", WALL)
    for by in ("source", "venue", "service", "aide"):
        page.locator(f"[data-by={by}]").click()
        expect(page.locator("tr[data-group]").first).to_be_visible()
        agree(page)
    page.locator("[data-rate=mean_wait] [data-counted=started]").click()
    expect(page.locator("[data-chip=venue]")).to_be_visible()
    expect(page.locator(".counts__row")).to_have_count(1)
    page.locator("[data-part=notices]").click()
    expect(page.locator("[data-tile=told]")).to_contain_text("2")
    for by in ("service", "department", "window", "person"):
        page.locator(f"[data-by={by}]").click()
        expect(page.locator("tr[data-group]").first).to_be_visible()
        agree(page)
    page.locator("[data-tile=not_told_first]").click()
    expect(page.locator(".counts__row")).to_contain_text("其中 1 项首次没有告知")
    page.reload()
    expect(page.locator("[data-part=notices]")).to_have_attribute("aria-pressed", "true")


@pytest.mark.usefixtures("happened")
def test_the_days_are_chosen_and_what_happens_meanwhile_is_counted(demo: Demo, open_page: OpenPage) -> None:
    page = open_counts(open_page, demo, "manager", (1366, 768))
    page.locator("[data-preset=today]").click()
    before = int(page.locator("[data-tile=requested] b").inner_text())
    _asked(demo, service="pension")
    expect(page.locator("[data-tile=requested] b")).to_have_text(str(before + 1))
    page.locator("[name=from]").fill("2026-01-05")
    page.locator("[name=to]").fill("2026-01-04")
    expect(page.get_by_role("alert")).to_contain_text("截止日期")
    page.locator("[name=to]").fill("2026-01-06")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator("[data-tile=requested] b")).to_have_text("0")
    expect(page.locator("[data-no-groups]")).to_be_visible()
    expect(page.locator("[data-none]")).to_be_visible()


@pytest.mark.usefixtures("happened")
def test_a_request_is_found_by_its_number_and_the_figures_are_a_press_away(demo: Demo, open_page: OpenPage) -> None:
    page = open_counts(open_page, demo, "manager", WALL)
    number = _asked(demo, venue="here")["number"]
    page.locator("[data-preset=today]").click()
    for typed in (number, number.lower(), number.rpartition("-")[2]):
        page.locator("[name=number]").fill(typed)
        page.locator("[data-action=find]").click()
        expect(page.locator("[data-chip=number]")).to_contain_text(typed)
        expect(page.locator(".counts__row")).to_have_count(1)
        expect(page.locator(f"[data-row='{number}']")).to_be_visible()
    page.locator("[name=number]").fill("9999")
    page.locator("[data-action=find]").click()
    expect(page.locator("[data-none]")).to_be_visible()
    page.locator("[data-chip=number]").click()
    expect(page.locator(".counts__row").nth(1)).to_be_visible()
    expect(page.locator("[name=number]")).to_have_value("")


@pytest.mark.usefixtures("happened")
def test_the_county_sees_the_numbers_of_help_and_nobody_who_asked(demo: Demo, open_page: OpenPage) -> None:
    page = open_counts(open_page, demo, "county", (1366, 768))
    expect(page.locator("[data-hidden]")).to_be_visible()
    expect(page.locator("button[data-tile], [data-counted], .counts__row")).to_have_count(0)
    page.locator("[data-part=notices]").click()
    expect(page.locator(".counts__row")).to_have_count(2)


def test_a_clerk_is_told_who_may(demo: Demo, open_page: OpenPage) -> None:
    user = next(user for user in demo.guide["users"] if user["role"] == "clerk")
    page = open_signed_in(open_page, demo, user, "/manage/help", (1366, 768))
    expect(page.locator("main")).to_contain_text("没有查看统计的权限")


@pytest.mark.usefixtures("happened")
@pytest.mark.parametrize(("size", "name"), SIZES, ids=[name for _size, name in SIZES])
def test_it_is_sound_at_every_size(demo: Demo, open_page: OpenPage, size: tuple[int, int], name: str) -> None:
    page = open_counts(open_page, demo, "manager", size)
    found = {}
    for step, press in (
        ("help", None),
        ("notices", "[data-part=notices]"),
        ("english", "[data-action=language]"),
        ("help-en", "[data-part=help]"),
    ):
        if press is not None:
            page.locator(press).click()
        expect(page.locator(".counts__row").first).to_be_visible()
        settled(page)
        if folder := os.environ.get("HELP_PICTURES"):
            page.screenshot(path=f"{folder}/counts-{name}-{step}.png", full_page=True)
        found[step] = violations(page) + lost(page) + (small(page, 44) if size in (PHONE, NARROW) else [])
    assert {where: what for where, what in found.items() if what} == {}
