"""The ticket page of the kiosk: all of it to be seen on the smaller glass, and what it says to whom."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo, Staff
from tests.browser.kiosks import LYING, direct, larger, number_on, open_kiosk
from tests.browser.phones import open_phone
from tests.browser.reader import scan

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]
PRINT = "http://127.0.0.1:9180/print"
KEPT = "暂无窗口开放，号码保留，开窗后按顺序叫号。"
FAULT = {"code": "cover_open", "detail": {"zh": "打印机盖未合上", "en": "The printer's cover is open"}}
# Whoever asked for help waits for any window, so that everybody in the hall is ahead: told here as it is in another.
AHEAD = """
const fetched = window.fetch;
window.fetch = async (...asked) => {
    const answer = await fetched(...asked);
    if (!/tickets/.test(String(asked[0].url ?? asked[0]))) return answer;
    return Response.json({ ...(await answer.json()), ahead: %d }, { status: answer.status, headers: answer.headers });
};
delete window.WebSocket;
"""
# Everything of the ticket lies inside the page, and above the button that ends it.
_HIDDEN = """() => {
    const main = document.querySelector("main");
    const { top, left, right } = main.getBoundingClientRect();
    const bottom = document.querySelector(".ticket__end").getBoundingClientRect().top;
    const parts = main.querySelectorAll("h1, p, dt, dd, .qr, .ticket__slip");
    const out = [...parts].filter((part) => !part.closest(".ticket__end")).flatMap((part) => {
        const box = part.getBoundingClientRect();
        const inside = box.top >= top && box.bottom <= bottom + 1 && box.left >= left && box.right <= right;
        return inside ? [] : [`${part.className} ${part.textContent.slice(0, 20)} ${box.top}-${box.bottom}`];
    });
    return main.scrollHeight > main.clientHeight + 1 ? [...out, `scrolls ${main.scrollHeight}`] : out;
}"""


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("elder", [False, True])
@pytest.mark.parametrize("paper", ["printing", "printed", "failed"])
def test_nothing_of_the_ticket_is_cut_off(
    demo: Demo, open_page: OpenPage, language: str, elder: bool, paper: str
) -> None:
    page = open_kiosk(demo, open_page, LYING, language, more="&printer=9180")
    answers = {"printed": (200, {"printed": True}), "failed": (503, FAULT)}
    # A printer that is at work does not answer yet.
    page.route(
        PRINT, lambda route: paper in answers and route.fulfill(status=answers[paper][0], json=answers[paper][1])
    )
    if elder:
        larger(page)
    page.locator("[data-service=pension]").click()
    page.get_by_role("switch").click()
    direct(page)
    number_on(page)
    expect(page.locator(f"[data-printing={paper}]")).to_be_visible()
    for part in (".qr", ".fact--ahead", "[data-help]", ".ticket__follow"):
        expect(page.locator(part)).to_be_visible()
    assert page.evaluate(_HIDDEN) == []


def test_whoever_asked_for_help_is_told_to_wait_at_the_front_desk(
    demo: Demo, open_page: OpenPage, sign_in: SignIn
) -> None:
    kiosk = open_kiosk(demo, open_page)
    kiosk.locator("[data-service=pension]").click()
    kiosk.get_by_role("switch").click()
    direct(kiosk)
    number_on(kiosk)
    expect(kiosk.locator("[data-help]")).to_have_text("请在导服台稍候，工作人员陪同您办理。")


@pytest.mark.parametrize(
    ("before", "told"),
    [(0, "快到您了，工作人员会陪您过去，请在导服台等候。"), (4, "请在导服台稍候，工作人员陪同您办理。")],
)
def test_the_phone_of_whoever_asked_for_help_sends_them_to_no_window(
    demo: Demo, open_page: OpenPage, before: int, told: str
) -> None:
    ticket = demo.take("tax", needs_help=True)
    phone = open_phone(open_page, demo.base_url, ticket, AHEAD % before)
    expect(phone.locator("[data-help]")).to_have_text(told)
    expect(phone.locator("main")).not_to_contain_text("请到窗口附近")


def test_other_matters_at_the_same_windows_are_said_to_be_among_those_ahead(demo: Demo, open_page: OpenPage) -> None:
    demo.take("household")
    ticket = demo.take("household")
    kiosk = open_kiosk(demo, open_page)
    scan(kiosk, f"{demo.base_url}/t/{ticket['id']}")
    expect(kiosk.locator(".fact--ahead")).to_contain_text("含同一窗口的其他事项")
    phone = open_phone(open_page, demo.base_url, ticket, language="en")
    expect(phone.locator(".place__ahead")).to_contain_text("including other matters at the same windows")


def test_without_an_open_window_the_number_is_said_to_be_kept(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    ticket, kiosk = demo.take("exit-entry"), open_kiosk(demo, open_page)
    scan(kiosk, f"{demo.base_url}/t/{ticket['id']}")
    expect(kiosk.locator(".ticket__facts")).to_contain_text(f"{ticket['windows'][0]}")
    phone = open_phone(open_page, demo.base_url, ticket)
    expect(phone.locator("[data-band]")).to_be_visible()
    clerks = [sign_in(number) for number in ticket["windows"]]
    clerks[0].act(f"/windows/{clerks[0].window}/pause")
    service = kiosk.locator("[data-service=exit-entry]")
    kiosk.locator("[data-way=done]").click()
    kiosk.locator("[data-tab=person]").click()
    service.click()
    expect(kiosk.locator("[data-windows]")).not_to_contain_text(f"{ticket['windows'][0]}")
    for clerk in clerks[1:]:
        clerk.act(f"/windows/{clerk.window}/pause")
    expect(kiosk.locator("[data-none-open]")).to_have_text(KEPT)
    expect(phone.locator("[data-none-open]")).to_contain_text(KEPT)
    kiosk.locator("[data-dock=home]").click()
    kiosk.locator("[data-tab=person]").click()
    expect(service).to_contain_text("暂无窗口开放")
    service.click()
    direct(kiosk)
    number_on(kiosk)
    expect(kiosk.locator("[data-none-open]")).to_contain_text(KEPT)
    clerks[0].act(f"/windows/{clerks[0].window}/reopen")
    expect(kiosk.locator("[data-none-open]")).to_have_count(0)
    expect(phone.locator("[data-none-open]")).to_have_count(0)


def test_the_first_page_says_that_it_reads_cards_and_slips(demo: Demo, open_page: OpenPage) -> None:
    kiosk = open_kiosk(demo, open_page)
    expect(kiosk.locator("[data-scan-here]")).to_have_text("可直接刷身份证或扫号票二维码")
    kiosk.locator("[data-service=pension]").click()
    expect(kiosk.locator("[data-scan-here]")).to_have_count(0)
