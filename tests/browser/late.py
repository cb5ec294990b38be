"""Answers that come late: kept back until a test lets them go, whatever was pressed meanwhile."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route

DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Late:
    """The first request whose address matches is answered when the test says so, every other at once."""

    def __init__(self, page: Page, address: str) -> None:
        self._page = page
        self._held: list[Route] = []
        page.route(re.compile(address), self._hold, times=1)

    def _hold(self, route: Route) -> None:
        self._held.append(route)

    def asked(self) -> None:
        """Wait until it was asked."""
        while not self._held:
            self._page.evaluate(DRAWN)

    def comes(self) -> None:
        """Let the server's answer through, and wait until the page has had the time to show it."""
        [route] = self._held
        answer = route.fetch()
        with self._page.expect_request_finished(lambda request: request.url == route.request.url):
            route.fulfill(response=answer)
        self._page.evaluate(DRAWN)


def late(page: Page, address: str, press: Callable[[], object]) -> Late:
    """Press what asks for this address; the answer is late."""
    answer = Late(page, address)
    press()
    answer.asked()
    return answer
