"""A phone without network: the page opens again, says how old it is, catches up, and keeps no more than it must."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Error, Page, expect

from hall.clock import now
from tests.browser.demo import Demo, Staff
from tests.browser.phones import kept, open_phone, serve, shakes
from tests.browser.screens import until
from tests.browser.wire import Wire

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]


@pytest.fixture
def wire(demo: Demo) -> Iterator[Wire]:
    with Wire(demo) as line:
        yield line


def wait_until_kept(page: Page, ticket: dict[str, Any]) -> None:
    path = f"/t/{ticket['id']}"
    until(page, lambda: f"{path}/known" in kept(page).get(f"hall-ticket {path}", []), "the page is kept")


def test_a_reload_without_network_shows_the_last_known_ticket_and_since_when(
    demo: Demo, wire: Wire, open_page: OpenPage, sign_in: SignIn
) -> None:
    ticket, clerk = demo.take("exit-entry"), sign_in(25)
    page = open_phone(open_page, wire.url, ticket)
    wait_until_kept(page, ticket)
    wire.cut()
    page.reload()
    expect(page.locator("h1")).to_have_text(ticket["number"])
    expect(page.locator("[data-old]")).to_contain_text("离线：以下为")
    expect(page.locator("[data-old]")).to_contain_text("的情况")
    page.goto(f"{wire.url}/t/{ticket['id']}?lang=en")
    expect(page.locator("[data-old]")).to_contain_text("Offline: this is how things stood at")
    page.goto(f"{wire.url}/t/{ticket['id']}?lang=zh")
    called = clerk.call_next()
    wire.mend()
    expect(page.get_by_role("heading", name="25号窗口")).to_be_visible(timeout=30_000)
    expect(page.locator("[data-old]")).to_have_count(0)
    # What this phone knew before it was cut off is what the call is new against.
    until(page, lambda: shakes(page) == [5], "it rang")
    serve(clerk, called)
    expect(page.locator(".results")).to_be_visible()
    until(page, lambda: kept(page) == {}, "nothing is kept of a ticket that is over")


def test_the_page_says_so_the_moment_the_browser_knows_and_takes_it_back(demo: Demo, open_page: OpenPage) -> None:
    ticket = demo.take("tax")
    page = open_phone(open_page, demo.base_url, ticket)
    until(page, lambda: page.evaluate("navigator.onLine"), "it is on line")
    wait_until_kept(page, ticket)
    expect(page.locator("[data-old]")).to_have_count(0)
    # What stands there right after the page heard of it: a heartbeat may come later and take it back.
    page.evaluate(
        """addEventListener("offline", () => setTimeout(() => {
          window.stood = document.querySelector("[data-old]")?.textContent ?? "nothing";
        }))"""
    )
    page.context.set_offline(True)
    until(page, lambda: page.evaluate("window.stood !== undefined"), "the browser told of it")
    assert "离线：以下为" in page.evaluate("window.stood")
    page.context.set_offline(False)
    expect(page.locator("[data-old]")).to_have_count(0, timeout=30_000)


def test_each_ticket_has_its_own_drawer(demo: Demo, wire: Wire, open_page: OpenPage) -> None:
    mine, other = demo.take("tax"), demo.take("tax")
    page = open_phone(open_page, wire.url, mine)
    wait_until_kept(page, mine)
    drawer = kept(page)[f"hall-ticket /t/{mine['id']}"]
    assert {"/static/visitor.js", "/static/hall.css"} <= set(drawer)
    assert not [path for path in drawer if other["id"] in path]
    wire.cut()
    with pytest.raises(Error, match="ERR_"):
        page.goto(f"{wire.url}/t/{other['id']}")


def test_a_phone_that_slept_through_two_calls_rings_once(
    demo: Demo, wire: Wire, open_page: OpenPage, sign_in: SignIn
) -> None:
    clerk = sign_in(26)
    ticket = demo.take("household")
    page = open_phone(open_page, wire.url, ticket)
    expect(page.locator(".place")).to_be_visible()
    page.wait_for_timeout(500)  # its first look is no news
    wire.cut()
    clerk.call_next()
    clerk.act(f"/tickets/{ticket['id']}/undo")
    clerk.call_next()
    assert shakes(page) == []
    wire.mend()
    expect(page.get_by_role("heading", name="26号窗口")).to_be_visible(timeout=30_000)
    until(page, lambda: shakes(page) == [5], "it rang")
    page.wait_for_timeout(2_500)
    assert shakes(page) == [5]
    serve(clerk, ticket)


def test_a_page_left_open_overnight_says_whose_day_it_was_and_forgets(demo: Demo, open_page: OpenPage) -> None:
    ticket = demo.take("welfare")
    page = open_phone(open_page, demo.base_url, ticket)
    wait_until_kept(page, ticket)
    page.clock.set_fixed_time(now() + timedelta(days=1))
    expect(page.locator("[data-day]")).to_contain_text("当天的排队已经结束", timeout=15_000)
    assert page.locator(f"[data-day='{ticket['day']}']").count() == 1
    expect(page.locator(".place")).to_have_count(0)
    until(page, lambda: kept(page) == {}, "nothing is kept of another day")
