"""The printer dies in the middle of a slip: the kiosk says what to do, and the greeter's printer does it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.greeter import found, look_up, message, open_greeter
from tests.browser.sides import number_on, open_kiosk, printing
from tests.edges.paper.receipt import read_receipt
from tests.printer import NetworkPrinter

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]


def test_the_number_is_read_off_the_kiosk_and_printed_at_the_greeters_desk(
    demo: Demo, open_page: OpenPage, tmp_path: Path
) -> None:
    (tmp_path / "paper").mkdir()
    with (
        NetworkPrinter() as dying,
        printing(demo, f"network:127.0.0.1:{dying.port}") as beside_kiosk,
        printing(demo, f"dummy:{tmp_path / 'paper'}") as beside_greeter,
    ):
        dying.breaks_after = 200
        kiosk = open_kiosk(open_page, demo, printer=beside_kiosk)
        kiosk.locator("[data-service=pension]").click()
        kiosk.get_by_role("button", name="不登记，直接取号").click()
        number = number_on(kiosk)
        expect(kiosk.get_by_role("alert")).to_have_text(
            f"打印机缺纸，请记下号码{number}，或到导服台领取号票。", timeout=20_000
        )
        expect(kiosk.locator("svg.qr")).to_be_visible()

        greeter = open_greeter(open_page, demo)
        greeter.goto(f"{demo.base_url}/greeter?lang=zh#printer={beside_greeter}")
        greeter.reload()
        expect(greeter.locator("[data-service]").first).to_be_visible()  # keys are heard from now on
        look_up(greeter, number)
        found(greeter, number, "waiting")
        greeter.get_by_role("button", name="补打").click()
        message(greeter, f"{number} 已打印")
        [slip] = (tmp_path / "paper").glob("*.bin")
        assert number in read_receipt(slip.read_bytes()).text
