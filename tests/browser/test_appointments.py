"""The staff's page of appointments: found, checked in, moved, given up, booked for somebody, visited at home."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.bookings import book, book_visit, free_slots, hall_of_bookings, is_of_another_day, minutes_before
from tests.browser.demo import COUNTY, Demo, Staff
from tests.browser.desk import message, open_desk, open_signed_in
from tests.browser.greeter import found, look_up, open_greeter, taken
from tests.browser.measuring import lost, settled
from tests.browser.reader import scan
from tests.halls import ADULT, COMPANY, SENIOR, YOUNG

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]
SIZE, PHONE = (1366, 768), (390, 844)


@pytest.fixture(scope="module")
def demo(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A hall whose clock can be moved on."""
    yield from hall_of_bookings(furnished, tmp_path_factory.mktemp("hall"))


def open_appointments(open_page: OpenPage, demo: Demo, role: str, size: tuple[int, int] = SIZE) -> Page:
    user = next(user for user in demo.guide["users"] if user["role"] == role)
    page = open_signed_in(open_page, demo, user, "/appointments", size)
    expect(page.locator("[name=find]")).to_be_visible()
    return page


def faults(page: Page) -> list[str]:
    if page.locator("[data-action=find]").count():  # the greeter's own page has none
        expect(page.locator("[data-action=find]")).to_be_enabled()  # none is pressed, changing its look
    settled(page)
    return violations(page) + lost(page)


def seen(page: Page, state: str) -> None:
    expect(page.locator("[data-one]")).to_have_attribute("data-state", state)


def test_a_card_finds_the_booking_and_one_press_gives_the_ticket(demo: Demo, open_page: OpenPage) -> None:
    first = free_slots(demo, "exit-entry")[0]
    book(demo, "exit-entry", first["id"], id_number=ADULT, name="张三丰")
    page = open_appointments(open_page, demo, "greeter")
    expect(page.locator("[data-channel=phone]")).to_have_text("1")
    book(demo, "exit-entry", free_slots(demo, "exit-entry")[0]["id"], phone="13800138030")  # on a phone, meanwhile
    expect(page.locator("[data-channel=phone]")).to_have_text("2")
    scan(page, ADULT)
    expect(page.locator("[data-found='1']")).to_be_visible()
    expect(page.locator(".appt .about").first).to_contain_text(f"{ADULT[:6]}********{ADULT[-4:]}")
    found = {"found": faults(page)}
    page.locator("[data-action=check-in]").click()
    message(page, "早到")
    expect(page.locator("[data-taken]")).to_be_visible()
    seen(page, "checked_in")
    found["checked in"] = faults(page)
    page.locator("[name=find]").fill("12345")
    page.locator("[name=find]").press("Enter")
    expect(page.locator("[data-found='0']")).to_contain_text("没有找到预约")
    page.locator("[name=find]").fill("13800138999")
    page.locator("[name=find]").press("Enter")
    expect(page.locator("[data-found='0']")).to_be_visible()
    found["none"] = faults(page)
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_at_the_greeters_own_page_a_code_is_the_ticket_and_a_card_one_press_away(
    demo: Demo, open_page: OpenPage
) -> None:
    made = book(demo, "exit-entry", free_slots(demo, "exit-entry")[0]["id"], phone="13800138020")
    book(demo, "exit-entry", free_slots(demo, "exit-entry")[0]["id"], id_number=SENIOR)
    page = open_greeter(open_page, demo)
    scan(page, f"{demo.base_url}/a/{made['id']}")
    message(page, "早到")
    number = taken(page)
    scan(page, SENIOR)
    expect(page.locator("[data-expected]")).to_contain_text("您今天有预约：出入境证件")
    assert faults(page) == []
    page.locator("[data-action=check-in]").click()
    message(page, "早到")
    assert taken(page) != number


def test_staff_see_who_comes_for_others(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    people = [{"credit_code": COMPANY}, {"phone": "13900139001", "name": "赵六"}]
    slot = next(each for each in free_slots(demo, "tax") if each["free"] >= len(people))
    made = book(demo, "tax", slot["id"], name="王五", phone="13900139000", principals=people)
    page = open_greeter(open_page, demo)
    scan(page, f"{demo.base_url}/a/{made['id']}")
    message(page, "早到")
    number = taken(page)
    look_up(page, number)
    found(page, number, "waiting")
    expect(page.locator(".look__facts")).to_contain_text("王** 139****9000")
    clerk = sign_in(27)
    [ticket] = clerk.get(f"/halls/{COUNTY}/tickets?number={number}")["items"]
    clerk.act(f"/windows/{clerk.window}/call", ticket=ticket["id"], reason="代理人先到")
    desk = open_desk(open_page, demo, 27)
    expect(desk.locator("[data-agent]")).to_have_text("代理人 王** 139****9000")
    assert {"greeter": faults(page), "desk": faults(desk)} == {"greeter": [], "desk": []}


def test_staff_book_for_who_stands_there_move_it_and_give_it_up(demo: Demo, open_page: OpenPage) -> None:
    page = open_appointments(open_page, demo, "greeter")
    page.keyboard.press("F3")
    page.locator("#search").fill("cr")
    page.locator("[data-service=exit-entry]").click()
    page.locator("[data-day]").nth(1).click()
    page.locator("[data-slot]:not([disabled])").first.click()
    page.locator("[data-act=reserve]").click()
    expect(page.locator("#phone-problem")).to_contain_text("证件号或手机号")
    found = {"booking": faults(page)}
    page.locator("#phone").fill("13800138003")
    page.locator("[data-act=reserve]").click()
    message(page, "预约码")
    seen(page, "confirmed")
    expect(page.locator("[data-channel=desk]")).to_have_text("1")
    page.locator("[data-action=change]").click()
    expect(page.locator("[data-panel=change] [data-slot]").first).to_be_visible()
    found["change"] = faults(page)
    page.locator("[data-panel=change] [data-day]").nth(2).click()
    page.locator("[data-panel=change] [data-slot]:not([disabled])").nth(1).click()
    page.locator("[data-action=move]").click()
    message(page, "已改约")
    page.locator("[data-action=cancel]").click()
    page.locator("[data-action=confirm-cancel]").click()
    message(page, "不计爽约")
    seen(page, "cancelled")
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_home_visits_go_on_paper_and_what_came_of_them_is_recorded(demo: Demo, open_page: OpenPage) -> None:
    made = book_visit(demo, "周至县二曲街道中心街1号", phone="13800138004")
    page = open_appointments(open_page, demo, "greeter")
    page.locator("[name=day]").fill(made["day"])
    page.locator("[data-show=home_visit]").click()
    page.locator(f"[data-appointment='{made['id']}']").click()
    expect(page.locator(".appt .about").first).to_contain_text("****")
    page.locator("[data-action=unmask]").click()
    expect(page.locator(".appt .about").first).to_contain_text("中心街1号")
    with page.expect_download() as download:
        page.locator("[data-action=route]").click()
    text = pypdfium2.PdfDocument(download.value.path())[0].get_textpage().get_text_range()
    assert "周至县二曲街道中心街1号" in text.replace("\r\n", "")
    assert faults(page) == []
    if is_of_another_day(made):
        demo.later(days=1)
        page = open_appointments(open_page, demo, "greeter")
        page.locator("[name=day]").fill(made["day"])
        page.locator(f"[data-appointment='{made['id']}']").click()
    page.locator("[data-action=not-met]").click()
    page.locator("[name=reason]").fill("家中无人")
    page.locator("[data-panel=not_met] [data-action=send]").click()
    seen(page, "not_met")
    page.locator("[data-action=visited]").click()
    seen(page, "visited")


def test_a_manager_excuses_a_miss_and_forgives_the_rest_on_a_phone_as_well(demo: Demo, open_page: OpenPage) -> None:
    missed = [
        book(demo, service, free_slots(demo, service)[0]["id"], id_number=YOUNG) for service in ("tax", "exit-entry")
    ]
    demo.later(minutes=minutes_before(missed[0]) + 24 * 60)
    page = open_appointments(open_page, demo, "manager", PHONE)
    page.locator("[name=find]").fill(YOUNG)
    page.locator("[name=find]").press("Enter")
    seen(page, "no_show")
    found = {"one, on a phone": faults(page)}
    page.locator("[data-action=excuse]").click()
    page.locator("[data-panel=excuse] [name=reason]").fill("系统停用")
    found["excusing"] = faults(page)
    page.locator("[data-panel=excuse] [data-action=send]").click()
    seen(page, "excused")
    page.locator("[data-action=back]").click()
    page.locator("[name=find]").fill(YOUNG)
    page.locator("[name=find]").press("Enter")
    page.locator("[data-action=back]").click()
    expect(page.locator("[data-misses='1']")).to_be_visible()
    found["misses"] = faults(page)
    page.locator("[data-form=lift] [name=reason]").fill("住院")
    page.locator("[data-action=lift]").click()
    message(page, "不再计")
    expect(page.locator("[data-misses]")).to_have_count(0)
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_the_page_is_reached_from_the_desks_and_books_for_nobody_at_a_window(demo: Demo, open_page: OpenPage) -> None:
    user = next(user for user in demo.guide["users"] if user["window"] == 22 and user["hall"] == COUNTY)
    page = open_signed_in(open_page, demo, user, "/desk", SIZE)
    page.locator("a[href^='/appointments']").click()
    expect(page.locator("[name=find]")).to_be_visible()
    expect(page.locator("[data-side=book]")).to_have_count(0)
    page.locator("[data-action=language]").click()
    expect(page.get_by_role("heading", name="Appointments")).to_be_visible()
    assert faults(page) == []
    page.set_viewport_size({"width": 320, "height": 768})  # as wide as the desk's bar
    assert faults(page) == []
