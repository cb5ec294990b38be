"""The sides of a hall that a story is seen from, each page opened as the people there have it."""

import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import requests
from playwright.sync_api import Locator, Page, expect

from tests.browser.demo import COUNTY, Demo
from tests.browser.desk import called, message, open_signed_in
from tests.ports import free_port
from tests.served import ROOT

OpenPage = Callable[..., Page]
WALL = (1920, 1080)


def open_kiosk(open_page: OpenPage, demo: Demo, *, printer: int | None = None, **more: Any) -> Page:
    """The kiosk's first page; `printer`: the port of the agent beside it."""
    beside = f"&printer={printer}" if printer else ""
    page = open_page(demo.kiosk_url() + beside, **more)
    expect(page.locator(".tile").first).to_be_visible()
    return page


def number_on(kiosk: Page) -> str:
    """The number of the ticket that the kiosk shows."""
    shown = kiosk.locator("[data-number]")
    expect(shown).to_be_visible()
    return shown.inner_text()


def open_screen(open_page: OpenPage, demo: Demo) -> Page:
    """The hall's screen, without sound."""
    page = open_page(f"{demo.base_url}/screen/{COUNTY}", size=WALL)
    expect(page.locator("[data-standing=live]")).to_be_visible()
    return page


def calls(screen: Page, number: str, window: int) -> None:
    """The screen's large place calls this number to this window."""
    large = screen.locator("main [data-kind=call]")
    expect(large).to_have_attribute("data-ticket", number)
    expect(large).to_have_attribute("data-window", str(window))


def open_board(open_page: OpenPage, demo: Demo, size: tuple[int, int] = WALL) -> Page:
    """The manager's page."""
    user = next(user for user in demo.guide["users"] if user["role"] == "manager")
    page = open_signed_in(open_page, demo, user, "/manage", size)
    expect(page.locator(".manage-tile")).to_have_count(33)
    return page


def tile(board: Page, window: int) -> Locator:
    return board.locator(f".manage-tile[data-window='{window}']")


def call_next(desk: Page, number: str) -> None:
    """The desk knows that nobody is there and who is next, and one key calls them."""
    expect(desk.locator(".desk-ticket")).to_have_count(0)
    expect(desk.locator("[data-next]")).to_have_attribute("data-next", number)
    desk.keyboard.press("F2")
    called(desk, number)


def start(desk: Page) -> None:
    desk.keyboard.press("s")
    expect(desk.locator(".desk-ticket")).to_have_attribute("data-state", "serving")


def finish(desk: Page, number: str) -> None:
    """Everything completed, by the two keys for it."""
    desk.keyboard.press("f")
    expect(desk.locator("[data-outcome]").first).to_have_attribute("data-outcome", "completed")
    desk.keyboard.press("Enter")
    message(desk, f"{number} 办理结束")


def ticket_of(demo: Demo, number: str) -> dict[str, Any]:
    """The ticket of this number, as the greeter looks it up."""
    greeter = demo.staff("greeter")
    [ticket] = greeter.get(f"/halls/{COUNTY}/tickets?number={number}")["items"]
    greeter.close()
    found: dict[str, Any] = ticket
    return found


@contextmanager
def printing(demo: Demo, printer: str) -> Iterator[int]:
    """`hall print` beside a printer; the port that pages ask."""
    port = free_port()
    command = [sys.executable, "-m", "hall.cli", "print", "--server", demo.base_url, "--printer", printer]
    process = subprocess.Popen([*command, "--port", str(port)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert str(port) in process.stdout.readline()
    try:
        yield port
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


def kiosk_post(demo: Demo, path: str, **body: object) -> requests.Response:
    """A change as the kiosk sends it."""
    headers = {"Authorization": f"Bearer {demo.kiosk_token()}", "Idempotency-Key": secrets.token_hex(16)}
    return requests.post(f"{demo.base_url}/api/v1{path}", json=body, headers=headers, timeout=10)
