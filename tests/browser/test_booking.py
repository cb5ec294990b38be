"""Booking on a phone and coming with it: four steps, the appointment's own page, the kiosk, and the call."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.bookings import (
    book,
    cancel,
    choose,
    confirm,
    hall_of_bookings,
    minutes_before,
    open_booking,
    seen,
    slots,
)
from tests.browser.demo import COUNTY, Demo, Staff
from tests.browser.kiosks import LYING, open_kiosk
from tests.browser.measuring import lost, settled
from tests.browser.phones import NARROW, PHONE, SHAKES, kept, shakes
from tests.browser.reader import scan
from tests.browser.screens import until
from tests.browser.wire import Wire
from tests.halls import ADULT, COMPANY, SENIOR

pytestmark = pytest.mark.browser

SLOT_IDS = "slots => slots.map(slot => slot.dataset.slot)"

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]


@pytest.fixture(scope="module")
def demo(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A hall whose clock can be moved on."""
    yield from hall_of_bookings(furnished, tmp_path_factory.mktemp("hall"))


def test_booked_by_phone_checked_in_at_the_kiosk_and_called(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    page = open_page("about:blank", size=PHONE)
    page.add_init_script(SHAKES)
    page.goto(f"{demo.base_url}/book/{COUNTY}?lang=zh")
    page.locator("#search").fill("cr")  # the first letters of 出入境
    page.locator("[data-service=exit-entry]").click()
    expect(page.locator("[data-slot]").first).to_be_visible()
    choose(page, day=0)
    page.locator("#id_number").fill(ADULT[:-1] + ("0" if ADULT[-1] != "0" else "1"))
    page.locator("[data-act=reserve]").click()
    expect(page.locator("#id_number-problem")).to_have_text("身份证号码校验位不符，请逐位核对")
    expect(page.locator("#id_number")).to_be_focused()
    page.locator("#id_number").fill(ADULT)
    page.locator("#name").fill("张三")
    page.locator("[data-act=reserve]").click()
    expect(page.locator(".about")).to_contain_text(ADULT)  # to be checked by who has just typed it
    expect(page.locator(".about")).to_contain_text("张三")
    expect(page.locator("[data-kept]")).to_be_visible()
    confirm(page)
    expect(page.locator(".about")).to_contain_text(f"{ADULT[:6]}********{ADULT[-4:]}")
    digits = str(page.locator("[data-code]").get_attribute("data-code"))
    with page.expect_download() as download:
        page.locator("[data-act=calendar]").click()
    calendar = Path(download.value.path()).read_text(encoding="utf-8")
    assert "BEGIN:VCALENDAR" in calendar
    assert digits in calendar

    demo.later(minutes=max(0, minutes_before(seen(demo, page.url)) - 25))  # check-in has begun
    kiosk = open_kiosk(demo, open_page)
    kiosk.locator("[data-aid=check-in]").click()
    for digit in digits:
        kiosk.locator(f"[data-key='{digit}']").click()
    kiosk.locator("[data-way=check-in]").click()
    expect(kiosk.locator(".ticket__told")).to_contain_text("早到")
    number = kiosk.locator("[data-number]").inner_text()

    page.wait_for_url("**/t/*")  # the phone follows by itself
    expect(page.locator("h1")).to_have_text(number)
    page.get_by_role("button", name="要，提醒我").click()
    sign_in(25).call_next()
    expect(page.get_by_role("heading", name="25号窗口")).to_be_visible()
    until(page, lambda: shakes(page) == [5], "it rang")


def test_in_english_with_larger_text_by_keyboard_a_full_slot_leads_on_and_a_cancelled_one_to_the_queue(
    demo: Demo, open_page: OpenPage
) -> None:
    page = open_page("about:blank", size=NARROW)
    page.add_init_script("localStorage.setItem('hall.elder', '1')")
    open_booking(page, demo, "exit-entry", "en")
    wanted = choose(page)
    for at in range(next(slot["free"] for slot in slots(demo, "exit-entry") if slot["id"] == wanted)):
        book(demo, "exit-entry", wanted, phone=f"1390000000{at}")
    page.locator("#phone").fill("13800138000")
    page.locator("#phone").press("Enter")
    expect(page.locator("[data-refused=slot_full]")).to_contain_text("It is full; the next free slot is")
    page.locator("[data-act=take-next]").press("Enter")
    expect(page.locator("[data-act=confirm]")).to_be_visible()
    page.go_back()  # the phone's own way back, and on again: the place is neither lost nor had twice
    expect(page.locator("#phone")).to_have_value("13800138000")
    page.locator("[data-act=reserve]").press("Enter")
    appointment = confirm(page)
    page.locator("[data-act=change]").press("Enter")
    expect(page.locator("[data-slot]").first).to_be_visible()
    page.locator("[data-day]").nth(2).press("Enter")
    page.locator("[data-slot]:not([disabled])").nth(3).press("Enter")
    page.locator("[data-act=move]").press("Enter")
    expect(page.locator("[data-done]")).to_have_text("Changed: please come at the new time.")
    page.locator("[data-act=cancel]").press("Enter")
    expect(page.locator("[data-cost=free]")).to_be_visible()
    page.locator("[data-act=confirm-cancel]").press("Enter")
    expect(page.locator("[data-told=cancelled]")).to_contain_text("You can book again")
    expect(page.locator("[data-act=again]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]

    kiosk = open_kiosk(demo, open_page, LYING, "en")
    scan(kiosk, f"{demo.base_url}/a/{appointment}")
    expect(kiosk.locator("[data-problem]")).to_contain_text("You can take an ordinary ticket now.")
    kiosk.locator("[data-way=walk-in]").click()
    expect(kiosk.locator(".tile").first).to_be_visible()


def test_an_appointments_page_says_since_when_it_is_offline_and_that_none_is_there(
    demo: Demo, open_page: OpenPage
) -> None:
    made = book(demo, "tax", slots(demo, "tax")[20]["id"], phone="13800138001")
    page = open_page(f"{demo.base_url}/a/{made['id']}", size=PHONE)
    expect(page.locator("[data-told=come]")).to_be_visible()
    page.context.set_offline(True)
    expect(page.locator("[data-old]")).to_contain_text("离线：以下为")
    page.context.set_offline(False)
    expect(page.locator("[data-old]")).to_have_count(0)
    cancel(demo, made)  # on another phone
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-state=cancelled]")).to_be_visible()
    page.goto(f"{demo.base_url}/a/nobody-has-this-one")
    expect(page.get_by_role("heading", name="没有找到这个预约")).to_be_visible()


def test_an_appointment_opens_again_without_network_and_says_how_old_it_is(demo: Demo, open_page: OpenPage) -> None:
    made = book(demo, "tax", slots(demo, "tax")[22]["id"], phone="13800138011")
    with Wire(demo) as wire:
        page = open_page(f"{wire.url}/a/{made['id']}?lang=zh", size=PHONE)
        path = f"/a/{made['id']}"
        until(page, lambda: f"{path}/known" in kept(page).get(f"hall-appointment {path}", []), "the page is kept")
        wire.cut()
        page.reload()
        expect(page.locator("[data-code]")).to_have_attribute("data-code", made["code"])
        expect(page.locator("[data-old]")).to_contain_text("离线：以下为")
        expect(page.locator(".booking__code .qr")).to_be_visible()
        wire.mend()
        cancel(demo, made)
        page.reload()
        expect(page.locator("[data-state=cancelled]")).to_be_visible()
        until(page, lambda: kept(page) == {}, "nothing is kept of what was given up")


def test_late_by_phone_number_and_on_time_by_card_at_the_kiosk(demo: Demo, open_page: OpenPage) -> None:
    first, second = slots(demo, "tax")[:2]
    late = book(demo, "tax", first["id"], phone="13800138002")
    book(demo, "tax", second["id"], id_number=SENIOR)
    demo.later(minutes=minutes_before(late) + 31)
    kiosk = open_kiosk(demo, open_page)
    kiosk.locator("[data-aid=check-in]").click()
    kiosk.locator("#phone").click()
    for digit in "13800138002":
        kiosk.locator(f"[data-key='{digit}']").click()
    kiosk.locator("[data-way=check-in]").click()
    expect(kiosk.locator("[data-problem]")).to_contain_text("后四位")
    kiosk.locator("#last4").click()
    for digit in late["code"][-4:]:
        kiosk.locator(f"[data-key='{digit}']").click()
    kiosk.locator("[data-way=check-in]").click()
    expect(kiosk.locator(".ticket__told")).to_have_text("您已超过预约时段，已转为现场排队，前面还有0人，本次不计爽约。")
    kiosk.locator("[data-way=done]").click()
    scan(kiosk, SENIOR)  # on the first page
    expect(kiosk.locator(".ticket__told")).to_contain_text("签到成功")


def test_an_agent_books_for_two_and_both_have_one_number_at_the_kiosk(demo: Demo, open_page: OpenPage) -> None:
    page = open_page("about:blank", size=NARROW)
    open_booking(page, demo, "tax", "zh")
    choose(page, day=0, nth=4)
    page.locator("[data-act=agent]").check()
    page.locator("[data-act=add]").click()
    page.locator("[data-principal='1'] [value=organisation]").check()
    page.locator("[id='principals.0.credit_code']").fill(COMPANY[:-1] + "0")
    page.locator("[id='principals.1.id_number']").fill(ADULT)
    page.locator("#phone").fill("13800138010")
    page.locator("[data-act=reserve]").click()
    expect(page.locator("[id='principals.0.credit_code']")).to_be_focused()
    settled(page)
    assert violations(page) + lost(page) == []
    page.locator("[id='principals.0.credit_code']").fill(COMPANY)
    page.locator("[data-act=reserve]").click()
    expect(page.locator(".about dt", has_text="代理人")).to_have_count(1)
    expect(page.locator(".about dt", has_text="办理人")).to_have_count(2)
    confirm(page)
    digits = str(page.locator("[data-code]").get_attribute("data-code"))
    kiosk = open_kiosk(demo, open_page)
    scan(kiosk, digits)
    kiosk.locator("[data-check-in=early] ~ * [data-way=check-in]").click()
    expect(kiosk.locator(".ticket__told")).to_contain_text("早到")
    number = kiosk.locator("[data-number]").inner_text()
    page.wait_for_url("**/t/*")
    expect(page.locator("h1")).to_have_text(number)
    demo_ticket = requests.get(f"{demo.base_url}/api/v1/tickets/{page.url.partition('/t/')[2][:22]}", timeout=10).json()
    assert [errand["service"] for errand in demo_ticket["errands"]] == ["tax", "tax"]


def test_the_slots_say_which_of_them_have_room_for_everybody(demo: Demo, open_page: OpenPage) -> None:
    """Three places a slot, of which one is gone in the first and two in the second."""
    page = open_page("about:blank", size=NARROW)
    open_booking(page, demo, "property-transfer", "zh")
    page.locator("[data-day]").nth(2).press("Enter")
    first, second, third = (str(each) for each in page.locator("[data-slot]").evaluate_all(SLOT_IDS)[:3])
    for at, slot in enumerate((first, second, second)):
        book(demo, "property-transfer", slot, phone=f"1380013820{at}")
    open_booking(page, demo, "property-transfer", "zh")
    page.locator("[data-day]").nth(2).press("Enter")
    page.locator("[data-party='2']").press("Enter")
    expect(page.locator(f"[data-slot='{second}']")).to_be_disabled()
    expect(page.locator(f"[data-slot='{second}']")).to_contain_text("余 1，不够")
    settled(page)
    assert violations(page) + lost(page) == []
    page.locator(f"[data-slot='{first}']").press("Enter")
    expect(page.locator("[data-principal]")).to_have_count(2)
    page.locator("[data-act=add]").click()
    expect(page.locator("[data-holds=other]")).to_contain_text("所选时段还余 2 个名额，不够 3 人。")
    settled(page)
    assert violations(page) + lost(page) == []
    for at in range(3):
        page.locator(f"[id='principals.{at}.phone']").fill(f"1380013821{at}")
    page.locator("[data-act=next-holding]").click()
    expect(page.locator("[data-holds]")).to_have_count(0)
    page.locator("[data-act=reserve]").click()
    expect(page.locator(".about dt", has_text="办理人")).to_have_count(3)
    appointment = confirm(page)
    made = requests.get(f"{demo.base_url}/api/v1/appointments/{appointment}", timeout=10).json()
    assert (made["slot"]["id"], made["places"]) == (third, 3)


def test_near_closing_a_number_is_had_all_the_same_and_another_day_is_offered(demo: Demo, open_page: OpenPage) -> None:
    demo.closing_at(demo.now + timedelta(minutes=20))
    kiosk = open_kiosk(demo, open_page)
    kiosk.clock.set_system_time(demo.now)  # as its hall's, which other tests have moved on
    expect(kiosk.locator(".start__notice")).to_have_text("临近下班，您仍可取号；如来不及，也可改约。")
    kiosk.locator("[data-service=pension]").click()
    expect(kiosk.locator("[data-book]")).to_be_visible()
    settled(kiosk)
    assert violations(kiosk) + lost(kiosk) == []
    kiosk.locator("[data-way=direct]").click()
    expect(kiosk.locator("[data-number]")).to_be_visible()
