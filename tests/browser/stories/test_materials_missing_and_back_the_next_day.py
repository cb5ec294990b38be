"""Papers missing, told once on one notice; the next day the notice under the kiosk's scanner goes first."""

from collections.abc import Callable
from io import BytesIO

import pypdfium2
import pytest
import requests
import zxingcpp
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.desk import message, open_desk
from tests.browser.phones import open_phone
from tests.browser.reader import scan
from tests.browser.sides import call_next, calls, finish, number_on, open_kiosk, open_screen, start

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
WINDOW = 15


def test_the_notice_of_yesterday_goes_before_who_came_today(demo: Demo, open_page: OpenPage) -> None:
    ticket = demo.take("property-transfer")
    phone, desk = open_phone(open_page, demo.base_url, ticket), open_desk(open_page, demo, WINDOW)
    call_next(desk, ticket["number"])
    start(desk)
    desk.keyboard.press("f")
    desk.get_by_text("材料不齐（已一次性告知）").click()
    desk.get_by_text("不动产权证书").last.click()
    desk.locator("[name^=missing]").fill("房屋评估报告")
    desk.locator("[data-action=confirm]").click()
    message(desk, f"{ticket['number']} 办理结束")

    told = phone.locator("[data-told=missing]")
    expect(told.locator("li")).to_have_text(["不动产权证书", "房屋评估报告"])
    expect(told).to_contain_text("3个工作日内持本单到取号机扫码，优先办理")
    address = told.locator("[data-paper=notice]").get_attribute("href")
    words, code = read(requests.get(f"{demo.base_url}{address}", timeout=30).content)
    for told_once in ("不动产权证书", "房屋评估报告", ticket["number"], "首问"):
        assert told_once in words
    assert "3个工作日内持本单到取号机扫码，优先办理" in words
    assert code.endswith(f"/t/{ticket['id']}")

    demo.later(days=1)
    demo.stop()
    demo.start()
    first = demo.take("property-transfer")
    kiosk, screen = open_kiosk(open_page, demo), open_screen(open_page, demo)
    scan(kiosk, code)
    expect(kiosk.get_by_role("heading", name="优先办理")).to_be_visible()
    expect(kiosk.locator("main")).to_contain_text("材料不齐")
    expect(kiosk.locator("main")).to_contain_text("再来可优先办理一次")
    kiosk.get_by_role("button", name="优先办理，取号").click()
    number = number_on(kiosk)
    expect(kiosk.locator("main")).to_contain_text("优先 20 分钟")
    scan(kiosk, code)  # used, and what was taken with it still waits
    expect(kiosk.locator(".ticket__told")).to_contain_text(f"已取号{number}。{number}正在等候。")

    desk = open_desk(open_page, demo, WINDOW)
    call_next(desk, number)
    calls(screen, number, WINDOW)
    expect(desk.locator(".desk-ticket")).to_contain_text("持一次性告知单返回")
    expect(desk.locator("main")).to_contain_text("此前已告知")
    expect(desk.locator("main")).to_contain_text("房屋评估报告")
    start(desk)
    finish(desk, number)
    expect(desk.locator("[data-next]")).to_have_attribute("data-next", first["number"])
    scan(kiosk, code)  # the right is used up
    expect(kiosk.locator("[data-scan=other_day]")).to_be_visible()


def read(pdf: bytes) -> tuple[str, str]:
    """The words of a document without their line breaks, and what its code says."""
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    words = "".join(page.get_textpage().get_text_range() for page in document)
    [code] = zxingcpp.read_barcodes(document[0].render(scale=3).to_pil())
    return words.replace("\r", "").replace("\n", ""), code.text
