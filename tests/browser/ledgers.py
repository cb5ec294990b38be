"""The ledger of what could not get done as its pages show it, and its hall's clock."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import requests
from playwright.sync_api import Locator, Page, expect

from tests.browser.demo import CLOCK_FILE, COUNTY, Demo, Staff
from tests.browser.desk import called, message, open_signed_in
from tests.halls import ADULT

OpenPage = Callable[..., Page]
SIZE = (1366, 768)
LAND = "县资源规划局"
# The list of a pressed figure is there, and as long as the figure says.
AGREES = """(code) => {
    const figure = document.querySelector(`[data-figure=${code}]`);
    const rows = document.querySelectorAll(".case-row").length;
    const there = figure.ariaPressed === "true" && !document.querySelector("[data-loading]");
    return there && Number(figure.querySelector("b").textContent) === rows;
}"""
ACCEPTED = {"case_class": "B", "cause": "process"}


def open_ledger(open_page: OpenPage, demo: Demo, role: str, size: tuple[int, int] = SIZE) -> Page:
    """The page of the ledger of whoever has this role."""
    user = next(user for user in demo.guide["users"] if user["role"] == role)
    page = open_signed_in(open_page, demo, user, "/escalations", size)
    expect(page.locator(".case-figure").first).to_be_visible()
    expect(page.locator(".case-row, [data-none]").first).to_be_visible()
    return page


def follow_alarm(open_page: OpenPage, demo: Demo, number: str) -> None:
    """From the alarm of a red card on the manager's board to its record."""
    user = next(user for user in demo.guide["users"] if user["role"] == "manager")
    board = open_signed_in(open_page, demo, user, "/manage", (1920, 1080))
    board.get_by_role("link", name=f"看记录 {number}").click()
    expect(board.locator(f"[data-one='{number}']")).to_be_visible()


def hall_now(demo: Demo) -> datetime:
    moved = demo.folder / CLOCK_FILE
    return datetime.now(UTC) + timedelta(seconds=float(moved.read_text()) if moved.exists() else 0)


def move_to(demo: Demo, at: datetime) -> None:
    demo.later(seconds=(at - hall_now(demo)).total_seconds())


def due_of(officer: Staff, number: str) -> datetime:
    [row] = officer.get(f"/halls/{COUNTY}/escalations?text={number}")["items"]
    return datetime.fromisoformat(row["due_at"])


def open_record(page: Page, number: str) -> None:
    page.locator("[data-action=all]").click()
    row = page.locator(".case-row", has_text=number)
    row.click()
    expect(page.locator(f"[data-one='{number}']")).to_be_visible()


def deed(page: Page, name: str) -> Locator:
    """The form of a step, opened."""
    page.locator(f"[data-deed={name}]").click()
    form = page.locator(f"[data-form={name}]")
    expect(form).to_be_visible()
    return form


def take(page: Page, name: str, state: str, **written: str) -> None:
    """A step by its form: words are typed, choices are made by their value; then the record is in this state."""
    form = deed(page, name)
    for field, value in written.items():
        place = form.locator(f"[name={field}]")
        kind = place.first.evaluate("one => one.type")
        if kind == "radio":
            form.locator(f"[name={field}][value={value}]").check()
        elif kind == "select-one":
            place.select_option(value)
        else:
            place.fill(value)
    form.locator("[data-action=take]").click()
    now_in(page, state)


def now_in(page: Page, state: str) -> None:
    expect(page.locator(".case-one [data-now]")).to_have_attribute("data-now", state)


def look_again(page: Page) -> None:
    """The page comes to the front, and asks how its list and its record stand."""
    with page.expect_response("**/escalations/counts?*"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def figures_agree(page: Page) -> dict[str, int]:
    """Every figure of the page, each the number of the rows that it leads to."""
    found = {}
    for code in page.locator("[data-figure]").evaluate_all("all => all.map((one) => one.dataset.figure)"):
        figure = page.locator(f"[data-figure={code}]")
        figure.click()
        page.wait_for_function(AGREES, arg=code)
        found[str(code)] = int(figure.locator("b").inner_text())
    return found


def reported(demo: Demo, **more: Any) -> dict[str, Any]:
    """Something reported online."""
    body = {"source": "online", "description": "跑了三趟，还是办不成", **more}
    answer = requests.post(f"{demo.base_url}/api/v1/halls/{COUNTY}/escalations", json=body, timeout=10)
    assert answer.status_code == 201, answer.text
    record: dict[str, Any] = answer.json()
    return record


def failed_at(page: Page, demo: Demo) -> str:
    """A ticket that this window finished as what could not get done."""
    number: str = demo.take("property-transfer", id_number=ADULT)["number"]
    expect(page.locator("[data-next]")).to_have_attribute("data-next", number)
    page.keyboard.press("F2")
    called(page, number)
    page.keyboard.press("s")
    expect(page.locator(".desk-ticket")).to_have_attribute("data-state", "serving")
    page.keyboard.press("f")
    page.keyboard.press("9")
    page.locator("[name^=note]").fill("缺少宗地图，档案查不到")
    page.keyboard.press("Control+Enter")
    message(page, "办理结束")
    return number
