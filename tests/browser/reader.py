"""A card reader or a scanner under test: real keys, at a reader's own speed however busy the machine is."""

import time

from playwright.sync_api import Page

A_KEY_SECONDS = 0.003
ENTER = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}


def scan(page: Page, code: str, *, enter: bool = True) -> None:
    """What a reader does wherever the focus is: keys without a pause, then Enter.

    Each key bears the instant at which a reader would have pressed it: the browser may take it up later, the page sees
    a reader all the same.
    """
    keys = [{"key": key, "text": key} for key in code] + [{**ENTER, "text": "\r"}] * enter
    line = page.context.new_cdp_session(page)
    begun = time.time()
    for nth, key in enumerate(keys):
        at = begun + nth * A_KEY_SECONDS
        line.send("Input.dispatchKeyEvent", {"type": "keyDown", "timestamp": at, **key})
        up = {name: value for name, value in key.items() if name != "text"}
        line.send("Input.dispatchKeyEvent", {"type": "keyUp", "timestamp": at, **up})
    line.detach()
