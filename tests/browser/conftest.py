"""A browser, and a demo hall for each file of tests."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser import chromium
from tests.browser.axe import violations
from tests.browser.demo import Demo, Staff
from tests.browser.measuring import double_text, lost, settled, small, usual_text
from tests.served import copied

# What a page shows within a second on a quiet machine, it may show later on one that runs other tests beside.
PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, with sound allowed and none made."""
    program = chromium.path()
    if program is None:
        pytest.fail("no Chromium: python tests/browser/chromium.py brings one")
    arguments = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required", "--mute-audio"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=arguments)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def demo(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A hall of the file's own, its voice there from the start: its queues are nobody else's."""
    hall = Demo(copied(furnished, tmp_path_factory.mktemp("hall") / "data"))
    hall.start()
    yield hall
    hall.stop()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address in a browser profile of its own; an error in the page's code fails the test."""
    contexts = []
    errors: list[str] = []

    def open_(url: str, *, size: tuple[int, int] = (1080, 1920), locale: str = "zh-CN") -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale=locale)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not errors


@pytest.fixture
def sign_in(demo: Demo) -> Iterator[Callable[[int | str], Staff]]:
    """Signs in a clerk by window number, or somebody by role."""
    people: list[Staff] = []

    def sign_in_(who: int | str) -> Staff:
        person = demo.clerk(who) if isinstance(who, int) else demo.staff(who)
        people.append(person)
        return person

    yield sign_in_
    for person in people:
        person.close()


@pytest.fixture
def looks() -> Callable[..., None]:
    """Looks at a page in zh and en, usual and larger, and back: `switches` finds its two buttons for that."""

    def looks_(page: Page, switches: str, least: tuple[int, int] = (44, 60), *, doubled: bool = True) -> None:
        page.emulate_media(reduced_motion="reduce")  # no colour half-way to another
        elder, language = page.locator(switches).first, page.locator(switches).last
        faults: dict[str, Any] = {}
        for turn, switch in enumerate((elder, language, elder, language)):
            larger = page.evaluate("document.documentElement.hasAttribute('data-elder')")
            settled(page)
            faults[f"{turn} axe"] = violations(page)
            faults[f"{turn} small"] = small(page, least[1] if larger else least[0])
            faults[f"{turn} lost"] = lost(page)
            if doubled and not larger:
                double_text(page)
                faults[f"{turn} lost at 200%"] = lost(page)
                usual_text(page)
            switch.click()
        assert {where: what for where, what in faults.items() if what} == {}

    return looks_
