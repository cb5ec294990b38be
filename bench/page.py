"""A hall screen in a real browser: when it showed a call, and when it began to say it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page, sync_playwright

PATIENCE_MS = 60_000
WHERE = "from tests.browser import chromium; print(chromium.path() or '')"
# Instants in milliseconds since 1970, as the server's side has them. Clips play faster, so that the next can be waited
# for; when one begins is not changed by that.
WATCH = """
window.shown = {}; window.begun = []; window.playing = 0;
const instant = () => performance.timeOrigin + performance.now();
new MutationObserver(() => {
  for (const {dataset: {ticket}} of document.querySelectorAll("[data-ticket]"))
    if (!(ticket in window.shown)) window.shown[ticket] = instant();
}).observe(document, {subtree: true, childList: true, attributes: true});
for (const {prototype} of [AudioBufferSourceNode, AudioScheduledSourceNode]) {
  const start = prototype.start;
  prototype.start = function (...given) {
    window.begun.push(instant() + Math.max(0, (given[0] ?? 0) - this.context.currentTime) * 1000);
    window.playing += 1;
    if (this.playbackRate) this.playbackRate.value = 4;
    this.addEventListener("ended", () => { window.playing -= 1; });
    return start.apply(this, given);
  };
}
"""


class ScreenPage:
    """One page at `/screen/…`."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def shown(self) -> dict[str, float]:
        """When each number was first shown, large or among the last calls, in seconds since 1970."""
        return {number: at / 1000 for number, at in self._page.evaluate("window.shown").items()}

    def begun(self) -> list[float]:
        """When each note of the chime and each clip began, in seconds since 1970."""
        return [at / 1000 for at in self._page.evaluate("window.begun")]

    def rest(self, seconds: float) -> None:
        """Let the page go on for so long."""
        self._page.wait_for_timeout(seconds * 1000)

    def silent(self) -> bool:
        return not self._page.evaluate("window.playing")


@contextmanager
def screen_page(url: str) -> Iterator[ScreenPage | None]:
    """The page once it is live; nothing where there is no Chromium."""
    program = _chromium()
    if program is None:
        yield None
        return
    arguments: list[Any] = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required", "--mute-audio"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.set_default_timeout(PATIENCE_MS)
        page.add_init_script(WATCH)
        page.goto(url)
        page.locator("[data-standing=live]").wait_for()
        yield ScreenPage(page)
        browser.close()


def _chromium() -> str | None:
    """Where the browser of the tests is; they know how to find one."""
    done = subprocess.run([sys.executable, "-c", WHERE], capture_output=True, text=True, check=True)
    return done.stdout.strip() or None
