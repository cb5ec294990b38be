"""Slips at the kiosk: one for each ticket, said while it comes out, done without where the printer is dead."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.demo import Demo
from tests.browser.kiosks import direct, number_on, open_kiosk
from tests.browser.reader import scan

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
DEAD = {"code": "paper_out", "detail": {"zh": "打印机缺纸", "en": "The printer is out of paper"}}


class Printer:
    """What `hall print` answers beside this kiosk; `asked` holds the tickets whose slips were wanted."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.waiting: list[Route] = []
        self.hold = self.dead = False

    def __call__(self, route: Route) -> None:
        self.asked.append(route.request.post_data_json["ticket"])
        if self.hold:
            self.waiting.append(route)
        else:
            self.answer(route)

    def answer(self, route: Route) -> None:
        route.fulfill(status=503 if self.dead else 200, json=DEAD if self.dead else {"printed": True})


@pytest.fixture
def printer() -> Printer:
    return Printer()


@pytest.fixture
def kiosk(demo: Demo, open_page: OpenPage, printer: Printer) -> Page:
    page = open_kiosk(demo, open_page, more="&printer=9180")
    page.route("http://127.0.0.1:9180/print", printer)
    page.locator("[data-service=pension]").click()
    return page


def test_the_slip_is_announced_while_it_comes_out_and_then_to_be_taken(kiosk: Page, printer: Printer) -> None:
    printer.hold = True
    direct(kiosk)
    number_on(kiosk)
    expect(kiosk.locator("[data-printing=printing]")).to_contain_text("正在出票")
    printer.answer(printer.waiting[0])
    expect(kiosk.locator("[data-printing=printed]")).to_contain_text("请取走")
    expect(kiosk.locator("main")).to_contain_text("过号后请持本票到取号机或导服台恢复排队，无需重新取号。")


def test_a_dead_printer_is_told_to_the_letter_and_the_code_stays(kiosk: Page, printer: Printer) -> None:
    printer.dead = True
    direct(kiosk)
    number = number_on(kiosk)
    expect(kiosk.get_by_role("alert")).to_have_text(f"打印机缺纸，请记下号码{number}，或到导服台领取号票。")
    expect(kiosk.locator("svg.qr")).to_be_visible()
    expect(kiosk.locator("main")).not_to_contain_text("持本票")


def test_a_printer_that_lacks_no_paper_is_not_said_to_and_the_staff_read_the_cause(kiosk: Page) -> None:
    kiosk.unroute("http://127.0.0.1:9180/print")
    kiosk.route("http://127.0.0.1:9180/print", lambda route: route.abort())
    direct(kiosk)
    number = number_on(kiosk)
    expect(kiosk.get_by_role("alert")).to_have_text(f"打印机暂时不能用，请记下号码{number}，或到导服台领取号票。")
    expect(kiosk.locator("[data-cause=no_agent]")).to_have_text("本机的打印服务没有运行")


def test_ten_taps_are_one_ticket_and_one_slip(kiosk: Page, printer: Printer, demo: Demo) -> None:
    before = demo.take("pension")["number"]
    kiosk.locator("[data-way=direct]").evaluate("button => { for (let tap = 0; tap < 10; tap++) button.click(); }")
    number = number_on(kiosk)
    expect(kiosk.locator("[data-printing=printed]")).to_be_visible()
    assert int(number[1:]) == int(before[1:]) + 1
    assert len(printer.asked) == 1


def test_a_lost_slip_is_printed_again_by_the_holders_card(kiosk: Page, printer: Printer, demo: Demo) -> None:
    ticket = demo.take("household", id_number="610124199003078518")
    scan(kiosk, "610124199003078518")
    assert number_on(kiosk) == ticket["number"]
    kiosk.locator("[data-way=reprint]").click()
    expect(kiosk.locator("[data-printing=printed]")).to_be_visible()
    assert printer.asked == [ticket["id"]]


def test_a_kiosk_without_a_printer_says_nothing_of_paper(demo: Demo, open_page: OpenPage) -> None:
    page = open_kiosk(demo, open_page)
    page.locator("[data-service=pension]").click()
    direct(page)
    number_on(page)
    expect(page.locator("[data-printing]")).to_have_count(0)
    for word in ("打印", "持本票", "取走"):
        expect(page.locator("main")).not_to_contain_text(word)
