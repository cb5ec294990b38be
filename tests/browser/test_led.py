"""The bar above a window: its dots follow what happens there, and say the same in words."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.demo import Demo, Staff
from tests.browser.screens import until
from tests.browser.wire import Wire

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]
MONITOR = (800, 140)


@pytest.fixture
def wire(demo: Demo) -> Iterator[Wire]:
    with Wire(demo) as line:
        yield line


def words(page: Page) -> str:
    return page.locator("[data-doing]").inner_text()


def dots(page: Page) -> list[str]:
    """The lit dots of each row, as they stand in the page."""
    paths: list[str] = page.locator(".led__line path:first-child").evaluate_all(
        "all => all.map((one) => one.getAttribute('d'))"
    )
    return paths


def shows(page: Page, doing: str, text: str) -> list[str]:
    """The dots, once the bar says this."""
    expect(page.locator(f"[data-doing={doing}]")).to_have_text(text)
    expect(page.locator(".led__line").last).to_have_attribute("data-text", text)
    return dots(page)


def test_the_dots_change_with_a_call_its_end_a_pause_and_a_call_taken_back(
    demo: Demo, open_page: OpenPage, sign_in: SignIn
) -> None:
    page, clerk = open_page(f"{demo.base_url}/led/zhouzhi/3", size=MONITOR), sign_in(3)
    seen = [shows(page, "open", "3号窗口 综合受理")]
    demo.take("general")
    ticket = clerk.call_next()
    number = ticket["number"]
    seen.append(shows(page, "called", f"请{number}号"))
    expect(page.locator(".led__line--new.led__line--call")).to_be_visible()
    clerk.act(f"/tickets/{ticket['id']}/undo")
    seen.append(shows(page, "retracted", f"请{number}号继续等候"))
    ticket = clerk.call_next()
    clerk.act(f"/tickets/{ticket['id']}/start")
    seen.append(shows(page, "serving", f"{number}号 办理中"))
    clerk.act(f"/tickets/{ticket['id']}/finish", errands=[{"service": "general", "outcome": "completed"}])
    assert shows(page, "open", "3号窗口 综合受理") == seen[0]
    clerk.act(f"/windows/{clerk.window}/pause")
    seen.append(shows(page, "paused", "暂停服务"))
    clerk.act(f"/windows/{clerk.window}/reopen")
    assert shows(page, "open", "3号窗口 综合受理") == seen[0]
    assert len({"".join(one) for one in seen}) == len(seen)
    assert all(len(path) > 200 for one in seen for path in one)
    assert violations(page) == []


def test_every_sign_is_sixteen_dots_and_what_is_longer_runs(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    narrow, wide = (open_page(f"{demo.base_url}/led/zhouzhi/4?chars={chars}", size=MONITOR) for chars in (8, 12))
    assert narrow.locator("svg.led__panel").get_attribute("viewBox") == "-1 -1 130 18"
    assert wide.locator("svg.led__panel").get_attribute("viewBox") == "-1 -1 194 18"
    clerk = sign_in(4)
    clerk.act(f"/windows/{clerk.window}/pause", minutes=30)
    for page in (narrow, wide):
        expect(page.locator("[data-doing=paused]")).to_contain_text("恢复")

    def place(page: Page) -> str:
        return page.locator(".led__line path").first.get_attribute("transform") or ""

    until(narrow, lambda: place(narrow) not in ("", "translate(0 0)"), "the line runs", 5)
    still = place(wide)
    narrow.wait_for_timeout(500)
    assert place(wide) == still
    clerk.act(f"/windows/{clerk.window}/reopen")


def test_whoever_asked_for_less_motion_gets_a_line_turned_over_and_nothing_that_blinks(
    demo: Demo, open_page: OpenPage, sign_in: SignIn
) -> None:
    page, clerk = open_page(f"{demo.base_url}/led/zhouzhi/5?lang=en", size=MONITOR), sign_in(5)
    page.emulate_media(reduced_motion="reduce")
    expect(page.locator("[data-doing=open]")).to_have_text("Window 5 Comprehensive")
    places = set()
    for _ in range(40):
        places.add(page.locator(".led__line path").first.get_attribute("transform"))
        page.wait_for_timeout(100)
    assert places == {"translate(0 0)", "translate(-48 0)"}
    demo.take("general")
    ticket = clerk.call_next()
    expect(page.locator(".led__line--new")).to_have_count(1)
    lasts = page.locator(".led__line--new").evaluate("one => getComputedStyle(one).animationIterationCount")
    assert lasts == "1"
    clerk.act(f"/tickets/{ticket['id']}/undo")


def test_two_rows_name_the_window_above_what_happens_there(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    page, clerk = open_page(f"{demo.base_url}/led/zhouzhi/27?rows=2", size=MONITOR), sign_in(27)
    expect(page.locator("[data-doing=open] span")).to_have_text(["27号窗口 涉税业务", "请等候叫号"])
    demo.take("tax")
    number = clerk.call_next()["number"]
    expect(page.locator("[data-doing=called] span")).to_have_text(["27号窗口 涉税业务", f"请{number}号"])


def test_a_bar_that_was_cut_off_says_since_when_and_catches_up(
    demo: Demo, wire: Wire, open_page: OpenPage, sign_in: SignIn
) -> None:
    page, clerk = open_page(f"{wire.url}/led/zhouzhi/28", size=MONITOR), sign_in(28)
    expect(page.locator("[data-doing=open]")).to_have_text("28号窗口 涉税业务")
    wire.cut()
    expect(page.locator("[data-standing=stale]")).to_contain_text("连接中断，停在", timeout=20_000)
    assert words(page) == "28号窗口 涉税业务"
    demo.take("tax")
    number = clerk.call_next()["number"]
    wire.mend()
    expect(page.locator("[data-doing=called]")).to_have_text(f"请{number}号", timeout=20_000)
    expect(page.locator("[data-standing=stale]")).to_have_count(0)


def test_a_window_the_hall_does_not_have_is_said(demo: Demo, open_page: OpenPage) -> None:
    page = open_page(f"{demo.base_url}/led/zhouzhi/99", size=MONITOR)
    expect(page.locator("[data-doing]")).to_have_text("没有这个窗口")
