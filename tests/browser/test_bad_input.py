"""What people do wrong, and what was left standing over night: each a sentence that says what to do."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hall.clock import now
from tests.browser.demo import COUNTY, Demo, Staff
from tests.browser.desk import open_desk
from tests.browser.greeter import look_up, open_greeter
from tests.browser.phones import open_phone, serve
from tests.browser.reader import scan
from tests.browser.screens import until
from tests.browser.sides import call_next, number_on, open_board, open_kiosk, open_screen, printing
from tests.edges.paper.receipt import read_receipt
from tests.served import copied

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]


@pytest.fixture(scope="module")
def demo(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A hall whose clock goes on to the next day for the last test."""
    hall = Demo(copied(furnished, tmp_path_factory.mktemp("hall") / "data"), movable=True)
    hall.start()
    yield hall
    hall.stop()


def test_ten_taps_in_a_row_are_one_ticket_and_one_slip(
    demo: Demo, open_page: OpenPage, sign_in: SignIn, tmp_path: Path
) -> None:
    manager = sign_in("manager")
    before = len(manager.get(f"/halls/{COUNTY}/tickets?limit=200")["items"])
    with printing(demo, f"dummy:{tmp_path}") as printer:
        kiosk = open_kiosk(open_page, demo, printer=printer)
        kiosk.locator("[data-service=household]").click(click_count=10)
        expect(kiosk.get_by_role("heading", name="户籍业务")).to_be_visible()
        kiosk.locator("[data-way=direct]").click(click_count=10, delay=5)
        number = number_on(kiosk)
        expect(kiosk.locator("[data-printing]")).to_contain_text("号票已打印，请取走。", timeout=20_000)
        [slip] = tmp_path.glob("*.bin")
    assert number in read_receipt(slip.read_bytes()).text
    assert len(manager.get(f"/halls/{COUNTY}/tickets?limit=200")["items"]) == before + 1


def test_a_torn_number_read_wrong_is_told_wherever_it_is_typed(demo: Demo, open_page: OpenPage) -> None:
    greeter, desk = open_greeter(open_page, demo), open_desk(open_page, demo, 30)
    look_up(greeter, "A932")
    expect(greeter.locator("[data-lead=unknown]")).to_contain_text("没有找到A932，请核对号码，或扫身份证查询。")
    desk.keyboard.press("o")
    desk.locator("[name=number]").fill("A932")
    desk.keyboard.press("Enter")
    expect(desk.locator(".desk-panel__flaw")).to_contain_text("今天没有 A932 号")
    phone = open_phone(open_page, demo.base_url, demo.take("cross-region"))
    phone.locator("summary").click()
    phone.locator("#other-number").fill("A932")
    phone.locator("#other-number").press("Enter")
    expect(phone.locator("main")).to_contain_text("没有这个号")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("http://10.1.2.3/t/torn-in-two", "二维码不完整，请到导服台查询。"),
        (f"http://10.1.2.3/t/{'x' * 22}", "没有找到这张号票，请到导服台查询。"),
        ("6901234567892", "这不是号票或身份证，请重新扫描。"),
        ("610124199003078519", "校验位不符，请逐位核对。请重新刷卡；仍不行，可不登记直接取号，或到导服台。"),
    ],
)
def test_a_code_that_leads_nowhere(demo: Demo, open_page: OpenPage, code: str, told: str) -> None:
    kiosk = open_kiosk(open_page, demo)
    scan(kiosk, code)
    expect(kiosk.locator("[data-scan=unknown]")).to_contain_text(told)


def test_a_slip_of_another_hall(demo: Demo, open_page: OpenPage) -> None:
    ticket = demo.take("general", hall="louguan")
    kiosk, greeter = open_kiosk(open_page, demo), open_greeter(open_page, demo)
    told = f"{ticket['number']}是楼观镇便民服务中心的号票，请到那里办理，或在本大厅重新取号。"
    scan(kiosk, f"{demo.base_url}/t/{ticket['id']}")
    expect(kiosk.locator("[data-scan=other_hall]")).to_contain_text(told)
    scan(greeter, f"{demo.base_url}/t/{ticket['id']}")
    expect(greeter.locator("[data-lead=other_hall]")).to_contain_text(told)


def test_every_page_left_open_over_night_says_what_day_it_is(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    ended, left = demo.take("tax"), demo.take("tax")
    clerk = sign_in(27)
    phone, screen = open_phone(open_page, demo.base_url, ended), open_screen(open_page, demo)
    desk, kiosk, board = open_desk(open_page, demo, 28), open_kiosk(open_page, demo), open_board(open_page, demo)
    serve(clerk, clerk.call_next())
    expect(screen.locator(f"ol [data-ticket={ended['number']}]")).to_be_visible()
    kiosk.locator("[data-service=pension]").click()
    expect(desk.locator("[data-next]")).to_have_attribute("data-next", left["number"])

    demo.later(days=1)
    for page in (phone, screen, desk, kiosk, board):
        page.clock.install(time=now() + timedelta(days=1))
    first = demo.take("tax")
    assert first["number"] == ended["number"]  # the numbers of a day begin anew

    expect(phone.locator("[data-day]")).to_contain_text(
        "当天的排队已经结束。需要办理时，请到取号机或导服台重新取号。", timeout=15_000
    )
    kiosk.clock.run_for(5_000)
    expect(kiosk.get_by_role("heading", name="您要办什么？")).to_be_visible(timeout=15_000)
    desk.keyboard.press("F2")
    desk.wait_for_url("**/sign-in?**")
    expect(desk.locator("form")).to_be_visible()
    scan(kiosk, f"{demo.base_url}/t/{ended['id']}")
    expect(kiosk.locator("[data-scan=other_day]")).to_contain_text("的号票，已失效，请重新取号。")
    scan(kiosk, f"{demo.base_url}/t/{left['id']}")
    expect(kiosk.locator("[data-scan=return]")).to_contain_text("闭厅未办")
    desk = open_desk(open_page, demo, 28)
    call_next(desk, first["number"])
    large = screen.locator("main [data-kind=call]")
    expect(large).to_have_attribute("data-window", "28")
    until(screen, lambda: screen.locator(f"ol [data-ticket={left['number']}]").count() == 0, "yesterday is over")
