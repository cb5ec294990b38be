"""What came of a visit, on the phone: papers missing, a refusal, coming back; ringing, and text for everyone."""

from collections.abc import Callable

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.demo import Demo, Staff
from tests.browser.phones import NARROW, SILENT, open_phone, serve, shakes
from tests.browser.screens import until

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]


def test_missing_papers_are_listed_once_with_the_paper_and_the_code_to_come_back(
    demo: Demo, open_page: OpenPage, sign_in: SignIn
) -> None:
    ticket, clerk = demo.take("exit-entry"), sign_in(25)
    page = open_phone(open_page, demo.base_url, ticket)
    serve(clerk, clerk.call_next(), "incomplete", missing=["居民身份证", "照片回执"])
    notice = page.locator("[data-told=missing]")
    expect(notice.locator("li")).to_have_text(["居民身份证", "照片回执"])
    expect(notice).to_contain_text("3个工作日内持本单到取号机扫码，优先办理")
    expect(notice.get_by_role("img", name="再来时在取号机扫这个码")).to_be_visible()
    address = notice.locator("[data-paper=notice]").get_attribute("href")
    paper = requests.get(f"{demo.base_url}{address}", timeout=20)
    assert paper.ok
    assert paper.content.startswith(b"%PDF")
    assert violations(page) == []


def test_a_refusal_tells_its_ground_and_the_way_on(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    ticket, clerk = demo.take("exit-entry"), sign_in(26)
    page = open_phone(open_page, demo.base_url, ticket)
    serve(clerk, clerk.call_next(), "refused", note="依据第十二条")
    refusal = page.locator("[data-told=ground]")
    expect(refusal).to_contain_text("依据第十二条")
    expect(refusal).to_contain_text("请到“办不成事”反映窗口（32号窗口）")
    assert violations(page) == []


def test_the_name_of_a_bundle_stands_over_its_services(demo: Demo, open_page: OpenPage) -> None:
    bundle = requests.get(f"{demo.base_url}/api/v1/halls/zhouzhi/services", timeout=10).json()["bundles"][0]
    page = open_phone(open_page, demo.base_url, demo.take(bundle=bundle["code"]))
    expect(page.locator(".mine")).to_contain_text(bundle["name"]["zh"])


def test_it_asks_once_whether_to_ring_and_rings_for_a_call(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    ticket, clerk = demo.take("tax"), sign_in(27)
    page = open_phone(open_page, demo.base_url, ticket)
    page.get_by_role("button", name="要，提醒我").click()
    expect(page.locator("[data-alerts=on]")).to_contain_text("请不要关闭本页")
    page.wait_for_timeout(500)  # its first look is no news
    called = clerk.call_next()
    until(page, lambda: shakes(page) == [5], "it rang")
    expect(page.locator("[data-live]")).to_have_text(f"正在叫您的号 {ticket['number']} 请到 27号窗口")
    page.reload()
    expect(page.get_by_role("switch")).to_be_checked()
    expect(page.get_by_role("button", name="要，提醒我")).to_have_count(0)
    serve(clerk, called)


def test_a_browser_that_makes_no_sound_leads_to_a_sentence(demo: Demo, open_page: OpenPage) -> None:
    page = open_phone(open_page, demo.base_url, demo.take("tax"), SILENT)
    page.get_by_role("button", name="要，提醒我").click()
    expect(page.locator("[data-alerts=refused]")).to_contain_text("请在浏览器设置中允许本页发声")
    page.get_by_role("switch").click()
    expect(page.locator("[data-alerts=off]")).to_be_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_text_twice_as_large_loses_nothing_and_needs_no_scrolling_sideways(
    demo: Demo, open_page: OpenPage, language: str
) -> None:
    page = open_phone(open_page, demo.base_url, demo.take("pension"), size=NARROW, language=language)
    page.locator("summary").click()
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
    cut = """() => [...document.querySelectorAll("main *, header *")]
        .filter((one) => one.children.length === 0 && one.scrollWidth > one.clientWidth + 1)
        .filter((one) => getComputedStyle(one).overflow !== "visible").map((one) => one.className)"""
    assert page.evaluate(cut) == []


@pytest.mark.parametrize("elder", [False, True])
def test_everything_that_is_pressed_is_large_enough(demo: Demo, open_page: OpenPage, elder: bool) -> None:
    remembered = "localStorage.setItem('hall.elder', '1')" if elder else ""
    page = open_phone(open_page, demo.base_url, demo.take("pension"), remembered, size=NARROW)
    page.locator("summary").click()
    low = page.evaluate(
        """(least) => [...document.querySelectorAll("button, a, summary, input")]
            .filter((one) => one.getClientRects().length && one.getBoundingClientRect().height < least)
            .map((one) => one.textContent.trim())""",
        60 if elder else 44,
    )
    assert low == []
    assert violations(page) == []


def test_a_ticket_is_given_up_by_keys_alone(demo: Demo, open_page: OpenPage) -> None:
    page = open_phone(open_page, demo.base_url, demo.take("construction"))
    expect(page.locator(".place")).to_be_visible()

    def tab_to(act: str) -> None:
        for _ in range(20):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.dataset.act") == act:
                return
        raise AssertionError(f"{act} is not reached by Tab")

    tab_to("cancel")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    tab_to("cancel")
    page.keyboard.press("Enter")
    tab_to("confirm-cancel")
    page.keyboard.press("Enter")
    expect(page.locator(".state")).to_have_text("已取消")


def test_with_larger_text_the_page_reads_itself_aloud(demo: Demo, open_page: OpenPage) -> None:
    ticket = demo.take("construction")
    asked: list[str] = []
    page = open_phone(open_page, demo.base_url, ticket, "localStorage.setItem('hall.elder', '1')")
    page.on("request", lambda one: asked.append(one.post_data_json["text"]) if one.url.endswith("/speech") else None)
    with page.expect_response(lambda answer: "/audio/speech/" in answer.url, timeout=30_000) as heard:
        page.get_by_role("button", name="朗读").click()
    assert heard.value.ok
    assert asked[:2] == ["您的号码", ticket["number"]]
    page.get_by_role("button", name="标准模式").click()
    expect(page.locator("[data-read-aloud]")).to_have_count(0)
