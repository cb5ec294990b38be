"""A ticket from a phone on its way, and one by scanning the code at the door."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import requests
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.demo import COUNTY, Demo, Staff
from tests.browser.kiosks import UPRIGHT
from tests.browser.phones import NARROW, PHONE, SHAKES, shakes
from tests.browser.screens import until
from tests.served import copied

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]
NEAR, FAR = (34.1650, 108.2240), (34.2600, 108.9400)


@pytest.fixture(scope="module")
def demo(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A hall whose clock can be moved on."""
    hall = Demo(copied(furnished, tmp_path_factory.mktemp("hall") / "data"), movable=True)
    hall.start()
    yield hall
    hall.stop()


def at(page: Page, place: tuple[float, float]) -> None:
    """The phone is there, and its owner lets the browser tell."""
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": place[0], "longitude": place[1], "accuracy": 15})


def open_take(open_page: OpenPage, demo: Demo, size: tuple[int, int] = PHONE, **query: str) -> Page:
    page = open_page("about:blank", size=size)
    page.add_init_script(SHAKES)
    page.goto(f"{demo.base_url}/take/{COUNTY}?{urlencode({'lang': 'zh', **query})}")
    return page


def scanned(door: Page, folder: Path) -> str:
    """What a phone's camera reads off the screen."""
    expect(door.locator("[data-address]")).to_be_visible()
    door.screenshot(path=folder / "door.png")
    [code] = zxingcpp.read_barcodes(Image.open(folder / "door.png"))
    return str(code.text)


def test_a_walk_in_from_the_phone_refused_from_afar_taken_near_by_and_called(
    demo: Demo, open_page: OpenPage, sign_in: SignIn
) -> None:
    page = open_take(open_page, demo)
    page.locator("#search").fill("cr")  # the first letters of 出入境
    page.locator("[data-service=exit-entry]").click()
    expect(page.locator("h1")).to_be_focused()
    at(page, FAR)
    page.locator("[data-act=locate]").click()
    expect(page.locator("[data-refused=too_far]")).to_contain_text("2公里以内才能用手机取号")
    expect(page.locator("[data-act=book]")).to_have_attribute("href", f"/book/{COUNTY}?service=exit-entry&lang=zh")
    at(page, NEAR)
    page.locator("[data-act=locate]").click()
    page.wait_for_url("**/t/*")
    number = page.locator("h1").inner_text()
    page.get_by_role("button", name="要，提醒我").click()
    clerk = sign_in(25)
    called = clerk.call_next()
    assert (called["number"], called["channel"]) == (number, "phone")
    expect(page.get_by_role("heading", name="25号窗口")).to_be_visible()
    until(page, lambda: shakes(page) == [5], "it rang")
    expect(page.locator("[data-plan='25'] .plan__window")).to_contain_text("25")  # the way to it on the hall's plan
    expect(page.locator(".plan__way")).to_have_count(1)
    again = page.context.new_page()  # the same phone wants another while it has this one
    again.goto(f"{demo.base_url}/take/{COUNTY}?service=tax&lang=zh")
    again.locator("[data-act=locate]").click()
    expect(again.locator("[data-refused=phone_holds_ticket]")).to_contain_text(number)
    again.locator("[data-act=mine]").click()
    expect(again.locator("main")).to_contain_text(number)


def test_who_does_not_tell_a_place_says_how_soon_they_come_by_keyboard_in_english(
    demo: Demo, open_page: OpenPage
) -> None:
    page = open_page("about:blank", size=NARROW)
    page.add_init_script("localStorage.setItem('hall.elder', '1')")
    page.goto(f"{demo.base_url}/take/{COUNTY}?service=pension&lang=en")
    page.locator("[data-act=locate]").press("Enter")  # nobody has allowed it
    expect(page.locator("[data-unplaced=denied]")).to_contain_text("take a ticket in another way")
    page.locator("[data-more] summary").press("Enter")
    page.locator("#id_number").fill("610124199003078519")
    page.locator("[data-minutes='20']").press("Enter")
    page.locator("[data-act=soon]").press("Enter")
    expect(page.locator("#id_number-problem")).to_be_visible()
    expect(page.locator("#id_number")).to_be_focused()
    page.locator("#id_number").fill("")
    expect(page.locator("[data-early]")).to_contain_text("Nobody ahead of you now: you may be called within 20 minutes")
    page.locator("[data-act=soon]").press("Enter")
    page.wait_for_url("**/t/*?lang=en")
    expect(page.locator("[data-near=phone]")).to_contain_text("on the way, come as soon as you can")
    expect(page.locator("[data-near=phone]")).to_contain_text("you are back in the queue")
    expect(page.locator("[data-ahead], .place__ahead").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]


def test_one_scan_at_the_door_is_a_ticket_and_an_old_code_is_none(
    demo: Demo, open_page: OpenPage, tmp_path: Path
) -> None:
    token = next(each["token"] for each in demo.guide["devices"] if each["kind"] == "screen")
    door = open_page(f"{demo.base_url}/door/{COUNTY}?service=household&lang=zh#token={token}", size=UPRIGHT)
    expect(door.locator("[data-address]")).to_be_visible()
    expect(door.locator(".door__what")).not_to_have_text("正在读取…")
    assert "token" not in door.url
    address = scanned(door, tmp_path)
    assert address == door.locator("[data-address]").get_attribute("data-address")
    phone = open_page(address, size=PHONE)
    phone.wait_for_url("**/t/*")  # one scan, and nothing pressed
    ticket = requests.get(f"{demo.base_url}/api/v1/tickets/{phone.url.partition('/t/')[2].partition('?')[0]}").json()
    assert (ticket["channel"], [each["service"] for each in ticket["errands"]]) == ("door", ["household"])

    demo.later(seconds=95)
    late = open_page(address, size=NARROW)  # sent to somebody at home
    expect(late.locator("[data-refused=door_code_old]")).to_contain_text("请再扫一次屏幕上的码")
    forged = open_page(address[:-1] + ("0" if address[-1] != "0" else "1"), size=PHONE)
    expect(forged.locator("[data-refused=door_code_wrong]")).to_contain_text("不是本大厅门口的")

    door.goto(f"{demo.base_url}/door/{COUNTY}?lang=en")  # its token is kept
    expect(door.locator(".door__what")).to_have_text("Any matter")
    anything = open_page(scanned(door, tmp_path), size=PHONE)
    anything.locator("#search").fill("yl")
    anything.locator("[data-service=pension]").click()
    anything.wait_for_url("**/t/*")


def test_a_screen_that_has_no_code_shows_none(demo: Demo, open_page: OpenPage) -> None:
    stranger = open_page(f"{demo.base_url}/door/{COUNTY}", size=UPRIGHT)
    expect(stranger.locator("[data-none=unregistered]")).to_be_visible()
    token = next(each["token"] for each in demo.guide["devices"] if each["kind"] == "screen")
    door = open_page("about:blank", size=UPRIGHT)
    door.clock.install()
    door.goto(f"{demo.base_url}/door/{COUNTY}#token={token}")
    expect(door.locator("[data-address]")).to_be_visible()
    door.context.set_offline(True)
    door.clock.fast_forward(45_000)
    expect(door.locator("[data-none=waiting]")).to_contain_text("请到取号机取号")
    expect(door.locator("[data-address]")).to_have_count(0)
    door.context.set_offline(False)
    door.clock.fast_forward(12_000)
    expect(door.locator("[data-address]")).to_be_visible()


def test_who_goes_back_before_the_phone_knows_where_it_is_takes_no_ticket(demo: Demo, open_page: OpenPage) -> None:
    page = open_page("about:blank", size=PHONE)
    page.add_init_script("navigator.geolocation.getCurrentPosition = (found) => { window.found = found; };")
    page.goto(f"{demo.base_url}/take/{COUNTY}?lang=zh&service=tax")
    page.locator("[data-act=locate]").click()
    page.wait_for_function("() => window.found !== undefined")
    page.go_back()
    expect(page.locator("#search")).to_be_visible()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.evaluate("() => found({ coords: { latitude: 34.1650, longitude: 108.2240, accuracy: 15 } })")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(page.locator("#search")).to_be_visible()
    assert "POST" not in sent
