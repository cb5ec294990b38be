"""No visitor page has anything that axe-core finds wrong, in any state, in either language, with larger text too.

At each look the page is measured as well: nothing outside it, nothing cut off, nothing too small to press.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.bookings import book, choose, confirm, open_booking, slots
from tests.browser.demo import COUNTY, Demo, Staff
from tests.browser.kiosks import LYING, UPRIGHT, open_kiosk
from tests.browser.measuring import double_text, lost, settled, small
from tests.browser.phones import NARROW, open_phone, serve
from tests.browser.reader import scan

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]
Looks = Callable[..., None]


def test_a_faulty_page_is_found_out(demo: Demo, open_page: OpenPage) -> None:
    page = open_page(demo.base_url)
    assert violations(page) + lost(page) == []
    page.evaluate(
        """() => {
            const faulty = document.querySelector("main").appendChild(document.createElement("div"));
            faulty.innerHTML = "<img src='/static/icon.svg'><button></button><p>grey on white</p>";
            faulty.lastChild.style.color = "#ccc";  // not in the markup: the page's policy forbids that
        }"""
    )
    assert {found.partition(":")[0] for found in violations(page)} == {"image-alt", "button-name", "color-contrast"}
    assert small(page, 800)
    page.evaluate(
        """() => Object.assign(document.querySelector("h2").style, {
            width: "1em", overflow: "hidden", whiteSpace: "nowrap" })"""
    )
    assert len(lost(page)) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", ["/", "/sign-in", "/nowhere", "/t/nobody-has-this-one"])
def test_pages_that_anybody_may_open(demo: Demo, open_page: OpenPage, path: str, language: str) -> None:
    page = open_page(f"{demo.base_url}{path}?lang={language}", size=NARROW)
    expect(page.locator("h1").first).to_be_visible()
    assert violations(page) + lost(page) + small(page, 44) == []
    double_text(page)
    assert lost(page) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_first_page_has_larger_text_too_and_remembers_it(demo: Demo, open_page: OpenPage, language: str) -> None:
    page = open_page(f"{demo.base_url}/?lang={language}", size=NARROW)
    page.locator("[data-act=elder]").press("Enter")
    expect(page.locator("[data-act=elder]")).to_have_attribute("aria-pressed", "true")
    assert violations(page) + lost(page) + small(page, 60) == []
    page.locator(f"a[href^='/take/{COUNTY}']").click()
    expect(page.locator(".visitor__top button[aria-pressed=true]")).to_be_visible()
    page.go_back()
    expect(page.locator("html[data-elder]")).to_be_visible()


PHONE, DOCK = ".visitor__top button", ".kiosk__switches :is([data-dock=elder], [data-dock=language])"


def test_a_ticket_on_a_phone_from_waiting_to_done(
    demo: Demo, open_page: OpenPage, sign_in: SignIn, looks: Looks
) -> None:
    tickets = [demo.take("exit-entry") for _ in range(4)]
    clerk, page = sign_in(25), open_phone(open_page, demo.base_url, tickets[3], size=NARROW)
    expect(page.locator("[data-ahead]")).to_have_text("3")
    looks(page, PHONE)
    page.locator("summary").click()
    page.locator("#other-number").fill(tickets[0]["number"])
    page.locator("#other-number").press("Enter")
    expect(page.locator("[data-why]")).to_be_visible()
    page.get_by_role("button", name="要，提醒我").click()
    for _ in range(3):
        serve(clerk, clerk.call_next())
    expect(page.locator(".notice--good")).to_be_visible()
    looks(page, PHONE)
    called = clerk.call_next()
    expect(page.locator(".called")).to_be_visible()
    looks(page, PHONE)
    clerk.act(f"/tickets/{called['id']}/start")
    expect(page.locator(".mine__where")).to_be_visible()
    looks(page, PHONE)
    clerk.act(f"/tickets/{called['id']}/hold")
    expect(page.locator(".state")).to_have_text("已挂起")
    clerk.act(f"/tickets/{called['id']}/resume")
    errands = [{"service": "exit-entry", "outcome": "incomplete", "missing": ["居民身份证", "照片回执"]}]
    clerk.act(f"/tickets/{called['id']}/finish", errands=errands)
    expect(page.locator("[data-told=missing]")).to_be_visible()
    looks(page, PHONE)
    page.locator("[data-rating=very_dissatisfied]").click()
    page.locator("[data-act=send-review]").click()
    expect(page.locator("[data-review=open] [role=alert]")).to_be_visible()
    looks(page, PHONE)
    page.locator("[data-tag=slow]").click()
    page.locator("[data-act=send-review]").click()
    expect(page.locator("[data-review=given]")).to_be_visible()
    looks(page, PHONE)


@pytest.mark.parametrize("size", [(1024, 768), (768, 1024)], ids=["lying", "upright"])
def test_the_tablet_at_a_window_resting_asking_and_thanking(
    demo: Demo, open_page: OpenPage, sign_in: SignIn, looks: Looks, size: tuple[int, int]
) -> None:
    switches, touch = ".tablet__switches button", (60, 60)
    clerk = sign_in(3)
    demo.take("general")
    called = clerk.call_next()
    page = open_page(demo.tablet_url(), size=size)
    expect(page.locator("[data-step=rest]")).to_be_visible()
    looks(page, switches, touch)
    serve(clerk, called)
    expect(page.locator("[data-step=ask]")).to_be_visible()
    looks(page, switches, touch)
    page.locator("[data-rating=dissatisfied]").click()
    looks(page, switches, touch)
    page.locator("[data-tag=slow]").click()
    page.locator("[data-act=send-review]").click()
    expect(page.locator("[data-step=thanks]")).to_be_visible()
    settled(page)
    assert violations(page) + lost(page) + small(page, 60) == []


@pytest.mark.parametrize("size", [UPRIGHT, LYING], ids=["upright", "lying"])
def test_a_kiosk_that_takes_a_review(
    demo: Demo, open_page: OpenPage, sign_in: SignIn, looks: Looks, size: tuple[int, int]
) -> None:
    clerk, page = sign_in(3), open_kiosk(demo, open_page, size)
    demo.take("general")
    called = clerk.call_next()
    serve(clerk, called)
    scan(page, f"{demo.base_url}/t/{called['id']}")
    expect(page.locator("[data-way=review]")).to_be_visible()
    looks(page, DOCK, (60, 60), doubled=False)
    page.locator("[data-way=review]").click()
    page.locator("[data-rating=dissatisfied]").click()
    looks(page, DOCK, (60, 60), doubled=False)
    page.locator("[data-tag=slow]").click()
    page.locator("[data-act=send-review]").click()
    expect(page.locator("[data-thanks]")).to_be_visible()
    looks(page, DOCK, (60, 60), doubled=False)


def test_a_ticket_given_up_and_one_whose_call_was_missed(
    demo: Demo, open_page: OpenPage, sign_in: SignIn, looks: Looks
) -> None:
    page = open_phone(open_page, demo.base_url, demo.take("tax"), size=NARROW)
    page.locator("[data-act=cancel]").click()
    assert violations(page) + small(page, 44) == []
    page.locator("[data-act=confirm-cancel]").click()
    expect(page.locator(".state")).to_have_text("已取消")
    looks(page, PHONE)
    demo.impatient()
    clerk, ticket = sign_in(28), demo.take("tax")
    page = open_phone(open_page, demo.base_url, ticket, size=NARROW)
    clerk.call_next()
    clerk.act(f"/tickets/{ticket['id']}/no-show")
    expect(page.locator("[data-left]")).to_be_visible()
    looks(page, PHONE)


def test_booking_in_four_steps_and_the_appointment(demo: Demo, open_page: OpenPage, looks: Looks) -> None:
    page = open_page(f"{demo.base_url}/book/{COUNTY}?lang=zh", size=NARROW)
    expect(page.locator("[data-service]").first).to_be_visible()
    looks(page, PHONE)
    open_booking(page, demo, "property-transfer")
    looks(page, PHONE)
    page.locator("[data-mode=home_visit]").click()
    choose(page)
    page.locator("#phone").fill("1380013800")
    page.locator("[data-act=reserve]").click()
    expect(page.locator("#phone-problem")).to_be_visible()
    looks(page, PHONE)
    page.locator("#phone").fill("13800138000")
    page.locator("[data-act=contact]").check()
    looks(page, PHONE)
    page.locator("#address").fill("周至县二曲街道某路1号2单元")
    page.locator("#contact_name").fill("张三")
    page.locator("#contact_phone").fill("13800138000")
    page.locator("[data-act=reserve]").click()
    expect(page.locator("[data-kept]")).to_be_visible()
    looks(page, PHONE)
    confirm(page)
    looks(page, PHONE)
    made = book(demo, "tax", slots(demo, "tax")[40]["id"], phone="13800138000")
    page.goto(f"{demo.base_url}/a/{made['id']}?lang=zh")
    expect(page.locator("[data-code]")).to_be_visible()
    looks(page, PHONE)
    page.locator("[data-act=change]").click()
    page.locator("[data-slot]:not([disabled])").first.click()
    looks(page, PHONE)
    page.locator("[data-act=stay]").click()
    page.locator("[data-act=cancel]").click()
    assert violations(page) + small(page, 44) + lost(page) == []
    page.locator("[data-act=confirm-cancel]").click()
    expect(page.locator("[data-told=cancelled]")).to_be_visible()
    looks(page, PHONE)


@pytest.mark.parametrize("size", [UPRIGHT, LYING], ids=["upright", "lying"])
def test_a_kiosk_for_who_has_booked(demo: Demo, open_page: OpenPage, looks: Looks, size: tuple[int, int]) -> None:
    page = open_kiosk(demo, open_page, size)
    looks(page, DOCK, (60, 60), doubled=False)
    page.locator("[data-aid=check-in]").click()
    looks(page, DOCK, (60, 60), doubled=False)
    page.locator("[data-way=check-in]").click()
    expect(page.locator("[data-problem]")).to_be_visible()
    looks(page, DOCK, (60, 60), doubled=False)


def test_a_kiosk_that_warns_refuses_is_closed_or_alone(
    demo: Demo, open_page: OpenPage, sign_in: SignIn, looks: Looks
) -> None:
    manager, page = sign_in("manager"), open_kiosk(demo, open_page)
    page.clock.install()
    page.locator("[data-service=pension]").click()
    page.clock.run_for(61_000)
    expect(page.get_by_role("alertdialog")).to_be_visible()
    assert violations(page) + small(page, 60) == []
    page.locator("[data-way=stay]").click()
    manager.act(f"/halls/{COUNTY}/close")
    try:
        page.locator("[data-way=direct]").click()
        page.clock.run_for(1_000)
        expect(page.get_by_role("alert")).to_contain_text("没有取到号")
        looks(page, DOCK, (60, 60), doubled=False)
        page.reload()
        expect(page.locator(".closed")).to_be_visible()
        looks(page, DOCK, (60, 60), doubled=False)
    finally:
        manager.act(f"/halls/{COUNTY}/reopen")
    alone = open_page(f"{demo.base_url}/kiosk/{COUNTY}")
    expect(alone.get_by_role("status").first).to_contain_text("本机尚未登记")
    looks(alone, DOCK, (60, 60), doubled=False)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [(540, 960), (512, 384), NARROW], ids=["upright", "lying", "narrow"])
def test_a_kiosk_at_twice_its_size_loses_nothing(
    demo: Demo, open_page: OpenPage, size: tuple[int, int], language: str
) -> None:
    """A browser's zoom of 200% is a page of half the width; the narrowest is a phone's."""
    page = open_kiosk(demo, open_page, size, language)
    found = {"start": lost(page)}
    for step, name in (("[data-service=pension]", "choice"), ("[data-way=register]", "register")):
        page.locator(step).click()
        expect(page.locator("h1")).to_be_focused()
        settled(page)
        found[name] = lost(page) + small(page, 44)
    page.locator("[data-way=direct]").click()
    expect(page.locator("[data-number]")).to_be_visible()
    settled(page)
    found["ticket"] = lost(page) + small(page, 44)
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_screen_and_a_bar_with_calls_and_without(
    demo: Demo, open_page: OpenPage, sign_in: SignIn, language: str
) -> None:
    window = 15 if language == "zh" else 16
    page = open_page(f"{demo.base_url}/screen/{COUNTY}?lang={language}", size=(1920, 1080))
    bar = open_page(f"{demo.base_url}/led/{COUNTY}/{window}?lang={language}", size=(800, 140))
    for one in (page, bar):
        one.emulate_media(reduced_motion="reduce")
    expect(page.locator("[data-standing=live]")).to_be_visible()
    assert violations(page) + lost(page) == []
    clerk, ticket, _other = sign_in(window), demo.take("property-mortgage"), demo.take("property-mortgage")
    clerk.call_next()
    expect(page.locator("main [data-kind=call]")).to_have_attribute("data-ticket", ticket["number"])
    assert violations(page) + lost(page) == []
    assert violations(bar) == []
    clerk.act(f"/tickets/{ticket['id']}/undo")
    expect(page.locator("main [data-kind=retraction]")).to_be_visible()
    assert violations(page) + lost(page) == []
    for _ in range(2):
        serve(clerk, clerk.call_next())
    clerk.act(f"/windows/{clerk.window}/pause")
    expect(bar.locator("[data-doing=paused]")).to_be_visible()
    assert violations(page) + violations(bar) == []
    clerk.act(f"/windows/{clerk.window}/reopen")
