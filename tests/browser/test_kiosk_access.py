"""The kiosk for everybody: larger text, read aloud, by keys alone, and nothing that axe-core finds wrong."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.axe import violations
from tests.browser.demo import Demo
from tests.browser.kiosks import LYING, SENIOR, UPRIGHT, direct, larger, number_on, open_kiosk
from tests.browser.reader import scan

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SIZES = [UPRIGHT, LYING]
_SMALL = """() => [...document.querySelectorAll("button")].flatMap((button) => {
    const { width, height } = button.getBoundingClientRect();
    const least = button.matches(".key") ? 44 : 60;
    return width > 0 && (height < 60 || width < least) ? [`${button.innerText} ${width}x${height}`] : [];
})"""
_CUT = """() => [...document.querySelectorAll(".tiles__view")].flatMap((view) => {
    const edge = view.getBoundingClientRect().bottom + 1;
    return [...view.querySelectorAll("li")].map((row) => row.getBoundingClientRect())
        .filter(({ top, bottom }) => top < edge && bottom > edge).map(({ bottom }) => bottom - edge);
})"""


@pytest.fixture
def kiosk(demo: Demo, open_page: OpenPage) -> Page:
    return open_kiosk(demo, open_page)


def walk(page: Page, look: Callable[[str], None]) -> None:
    """Every page one comes by, each looked at."""
    look("start")
    for tab in ("person", "bundle", "department"):
        page.locator(f"[data-tab={tab}]").click()
        look(tab)
    page.locator("[data-dock=home]").click()
    page.locator(".start__search").click()
    page.locator("[data-key=y]").click()
    look("search")
    page.locator("[data-service=pension]").click()
    look("choice")
    page.locator("[data-way=register]").click()
    page.locator("#id_number").fill("61")
    page.locator("[data-way=registered]").click()
    look("register")
    page.locator("[data-way=direct]").click()
    number_on(page)
    look("ticket")
    page.locator("[data-way=done]").click()
    page.locator("[data-aid=agent]").click()
    page.locator("[data-kind=organisation]").click()
    look("principal")
    page.locator("[data-way=without]").click()
    page.locator(".tile:enabled").first.click()
    look("review")
    page.locator("[data-dock=home]").click()
    scan(page, "http://hall/t/torn")
    page.locator("[data-scan]").wait_for()
    look("scanned")
    scan(page, SENIOR)
    page.locator(".notice--good, [data-number]").first.wait_for()
    look("card")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("elder", [False, True])
def test_every_page_is_without_fault(
    demo: Demo, open_page: OpenPage, size: tuple[int, int], language: str, elder: bool
) -> None:
    page = open_kiosk(demo, open_page, size, language)
    found: dict[str, object] = {}

    def look(name: str) -> None:
        if elder and not page.evaluate("document.documentElement.hasAttribute('data-elder')"):
            larger(page)
        page.wait_for_timeout(300)  # a list is fitted to its rows four times a second
        for kind, what in (("axe", violations(page)), ("small", page.evaluate(_SMALL)), ("cut", page.evaluate(_CUT))):
            if what:
                found[f"{name} {kind}"] = what
        if page.evaluate("document.documentElement.scrollWidth") > size[0]:
            found[f"{name} wide"] = True

    walk(page, look)
    assert found == {}


def test_larger_text_is_larger_in_one_column(kiosk: Page) -> None:
    tile = kiosk.locator(".tile__name").first
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    usual = float(tile.evaluate(size))
    larger(kiosk)
    assert float(tile.evaluate(size)) >= usual * 1.2
    assert float(kiosk.locator(".kiosk__open").evaluate(size)) == 30
    lefts = kiosk.locator(".tile").evaluate_all("all => all.map((tile) => tile.getBoundingClientRect().left)")
    assert len(set(lefts)) == 1


@pytest.mark.parametrize("size", SIZES)
def test_size_language_and_reading_stand_at_one_place_on_every_page(
    demo: Demo, open_page: OpenPage, size: tuple[int, int]
) -> None:
    page = open_kiosk(demo, open_page, size)
    larger(page)
    places: dict[str, list[object]] = {}
    for step in ("[data-service=pension]", "[data-way=register]", "[data-way=direct]", None):
        for switch in ("[data-dock=elder]", "[data-dock=language]", "[data-read-aloud]"):
            places.setdefault(switch, []).append(page.locator(switch).bounding_box())
        if step is not None:
            page.locator(step).click()
    number_on(page)
    assert all(place == found[0] for found in places.values() for place in found)


def test_keys_alone_take_a_ticket_and_escape_goes_back(kiosk: Page) -> None:
    kiosk.locator("[data-service=pension]").focus()
    kiosk.keyboard.press("Enter")
    expect(kiosk.get_by_role("heading", name="养老保险业务")).to_be_focused()
    kiosk.keyboard.press("Escape")
    expect(kiosk.get_by_role("heading", name="您要办什么？")).to_be_focused()
    kiosk.locator("[data-service=pension]").focus()
    kiosk.keyboard.press("Enter")
    for _key in range(20):
        kiosk.keyboard.press("Tab")
        if kiosk.evaluate("document.activeElement.dataset.way") == "direct":
            break
    assert kiosk.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    kiosk.keyboard.press("Enter")
    number = number_on(kiosk)
    expect(kiosk.locator("[aria-live=assertive]")).to_contain_text(number)


def test_a_page_is_read_aloud_and_falls_silent_at_the_next_touch(kiosk: Page) -> None:
    larger(kiosk)
    kiosk.locator("[data-service=pension]").click()
    with kiosk.expect_request("**/speech") as first, kiosk.expect_response("**/audio/speech/*.wav"):
        kiosk.locator("[data-read-aloud]").click()
    assert "养老保险业务" in first.value.post_data_json["text"]
    expect(kiosk.locator("[data-read-aloud=speaking]")).to_contain_text("停止朗读")
    kiosk.locator(".kiosk__hall").click()
    expect(kiosk.locator("[data-read-aloud=silent]")).to_be_visible()


def test_the_ticket_is_read_with_its_number_and_the_rule_for_a_missed_call(kiosk: Page) -> None:
    larger(kiosk)
    kiosk.locator("[data-service=pension]").click()
    direct(kiosk)
    number = number_on(kiosk)
    asked: list[str] = []

    def silent(route: Route) -> None:
        asked.append(route.request.post_data_json["text"])
        route.fulfill(json={"audio_url": "/audio/speech/none.wav"})

    kiosk.route("**/speech", silent)
    kiosk.route("**/none.wav", lambda route: route.fulfill(body=_click(), content_type="audio/wav"))
    kiosk.locator("[data-read-aloud]").click()
    expect(kiosk.locator("[data-read-aloud=silent]")).to_be_visible()
    assert asked[0] == f"您的号码，{number}。"
    assert any(text.startswith("前面") for text in asked)
    assert asked[-1].startswith("过号后")


def _click() -> bytes:
    """A hundredth of a second of nothing."""
    head = b"RIFF" + (36 + 442).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little")
    form = b"\x01\x00\x01\x00" + (22050).to_bytes(4, "little") + (44100).to_bytes(4, "little") + b"\x02\x00\x10\x00"
    return head + form + b"data" + (442).to_bytes(4, "little") + bytes(442)


def test_without_a_voice_the_button_goes_and_a_reader_is_told(kiosk: Page) -> None:
    silent = {"code": "unavailable", "status": 503, "title": "没有", "detail": "没有"}
    kiosk.route("**/speech", lambda route: route.fulfill(status=503, json=silent))
    larger(kiosk)
    kiosk.locator("[data-read-aloud]").click()
    expect(kiosk.locator("[data-read-aloud]")).to_have_count(0)
    expect(kiosk.locator(".kiosk__switches")).to_contain_text("暂时没有语音")


def test_a_browser_that_makes_no_sound_asks_for_one_more_tap(kiosk: Page) -> None:
    refusing = "() => Promise.reject(new DOMException('no', 'NotAllowedError'))"
    kiosk.evaluate(f"() => {{ HTMLMediaElement.prototype.play = {refusing}; }}")
    larger(kiosk)
    kiosk.locator("[data-read-aloud]").click()
    expect(kiosk.locator("[data-read-aloud=blocked]")).to_contain_text("请点一下开启声音")
