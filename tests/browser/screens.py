"""A hall screen under test: what it showed large, and what was heard."""

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

# Notes every change of the large place, and every clip that was played from start to end; clips play four times as
# fast, or the tests would take as long as the voice.
WATCH = """
window.shown = []; window.heard = [];
new MutationObserver(() => {
  const now = document.querySelector("[data-kind]");
  const told = now && `${now.dataset.kind === "call" ? "" : "-"}${now.dataset.ticket}>${now.dataset.window}`;
  if (told && told !== window.shown[window.shown.length - 1]) window.shown.push(told);
}).observe(document, {subtree: true, childList: true, attributes: true});
const decode = BaseAudioContext.prototype.decodeAudioData;
const fetched = window.fetch;
const bytes = new WeakMap();
window.fetch = async (...given) => {
  const answer = await fetched(...given);
  const read = answer.arrayBuffer.bind(answer);
  answer.arrayBuffer = async () => { const all = await read(); bytes.set(all, String(given[0])); return all; };
  return answer;
};
BaseAudioContext.prototype.decodeAudioData = async function (all) {
  const from = bytes.get(all); const clip = await decode.call(this, all); clip.from = from; return clip;
};
const start = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (...given) {
  const clip = this.buffer.from.split("/").slice(3).join("/").replace(".wav", "");
  const one = {clip, from: performance.now(), to: null};
  window.heard.push(one);
  this.playbackRate.value = 4;
  this.addEventListener("ended", () => { one.to = performance.now(); });
  return start.apply(this, given);
};
"""


def open_screen(open_page: Callable[..., Page], url: str) -> Page:
    """A screen that is watched from its first moment."""
    page = open_page("about:blank", size=(1920, 1080))
    page.add_init_script(WATCH)
    page.goto(url)
    page.locator("[data-standing=live]").wait_for()
    return page


def shown(page: Page) -> list[str]:
    """Everything the large place has shown, `A001>3`; a retraction begins with `-`."""
    told: list[str] = page.evaluate("window.shown")
    return told


def heard(page: Page) -> list[dict[str, Any]]:
    """Every clip that was played: `clip` as language and phrase, `from` and `to` in ms (None: not at its end)."""
    clips: list[dict[str, Any]] = page.evaluate("window.heard")
    return clips


def until(page: Page, met: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Waits for something that only the page's own code knows; its security policy forbids `wait_for_function`."""
    deadline = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        page.wait_for_timeout(50)


def finished(page: Page, count: int) -> list[str]:
    """The clips, once so many have been played to the end."""
    until(page, lambda: sum(one["to"] is not None for one in heard(page)) >= count, f"{count} clips heard")
    return [one["clip"] for one in heard(page)]
