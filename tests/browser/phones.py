"""A visitor's phone under test: what it rang for, what it keeps, and what was told at the window."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.demo import Staff

PHONE = (390, 844)
NARROW = (320, 568)

# A phone in a test shakes for nobody: what it would have done is noted.
SHAKES = """
window.shakes = [];
navigator.vibrate = (pattern) => { window.shakes.push(pattern.length); return true; };
"""
SILENT = """
AudioContext.prototype.resume = () => new Promise(() => undefined);
Object.defineProperty(AudioContext.prototype, "state", { get: () => "suspended" });
"""


def open_phone(open_page: Callable[..., Page], url: str, ticket: dict[str, Any], *scripts: str, **more: Any) -> Page:
    """The ticket's page, shown and connected; `scripts` run before its own code."""
    page = open_page("about:blank", size=more.get("size", PHONE))
    for script in (SHAKES, *scripts):
        page.add_init_script(script)
    page.goto(f"{url}/t/{ticket['id']}?lang={more.get('language', 'zh')}")
    expect(page.locator("main")).to_contain_text(ticket["number"])
    return page


def shakes(page: Page) -> list[int]:
    """How often the phone shook, each time by the length of its pattern: 5 for a call, 3 for less."""
    noted: list[int] = page.evaluate("window.shakes")
    return noted


def kept(page: Page) -> dict[str, list[str]]:
    """What the phone keeps, as the paths in each of its drawers."""
    found: dict[str, list[str]] = page.evaluate(
        """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async (name) =>
            [name, (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname)])))"""
    )
    return found


def serve(clerk: Staff, ticket: dict[str, Any], outcome: str = "completed", **more: object) -> None:
    """Start and finish every errand of a called ticket with one outcome."""
    clerk.act(f"/tickets/{ticket['id']}/start")
    errands = [{"service": each["service"], "outcome": outcome, **more} for each in ticket["errands"]]
    clerk.act(f"/tickets/{ticket['id']}/finish", errands=errands)
