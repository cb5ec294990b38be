"""The kiosk as a visitor meets it: two taps to a ticket, found by initials, told what to do when there is none."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.demo import Demo, Staff
from tests.browser.kiosks import SENIOR, direct, number_on, open_kiosk

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]


@pytest.fixture
def kiosk(demo: Demo, open_page: OpenPage) -> Page:
    return open_kiosk(demo, open_page)


def following(number: str) -> str:
    return f"{number[0]}{int(number[1:]) + 1:03}"


def test_two_taps_take_a_ticket(kiosk: Page) -> None:
    kiosk.locator("[data-service=pension]").click()
    direct(kiosk)
    assert number_on(kiosk).startswith("D")
    expect(kiosk.locator("svg.qr")).to_be_visible()


def test_the_way_without_registering_is_as_large_as_the_other(kiosk: Page) -> None:
    kiosk.locator("[data-service=pension]").click()
    boxes = [kiosk.locator(f"[data-way={way}]").bounding_box() for way in ("direct", "register")]
    expect(kiosk.locator("[data-way=direct]")).to_contain_text("不登记，直接取号")
    sizes = [(round(box["width"]), round(box["height"])) for box in boxes if box is not None]
    assert len(sizes) == 2
    assert sizes[0] == sizes[1]


def test_a_double_tap_takes_one_number(kiosk: Page, demo: Demo) -> None:
    kiosk.locator("[data-service=housing-fund]").click()
    kiosk.locator("[data-way=direct]").dblclick()
    assert demo.take("housing-fund")["number"] == following(number_on(kiosk))


def test_an_answer_lost_on_the_way_is_asked_for_again_and_takes_one_number(kiosk: Page, demo: Demo) -> None:
    lost: list[str] = []

    def lose(route: Route) -> None:
        lost.append(route.request.headers["idempotency-key"])
        if len(lost) > 1:
            return route.continue_()
        route.fetch()
        return route.abort()

    kiosk.route("**/tickets", lose)
    kiosk.locator("[data-service=medical-enrolment]").click()
    direct(kiosk)
    number = number_on(kiosk)
    assert len(lost) == 2
    assert len(set(lost)) == 1
    assert demo.take("medical-enrolment")["number"] == following(number)


@pytest.mark.parametrize(
    ("typed", "service"), [("bdc", "property-transfer"), ("fcgh", "property-transfer"), ("gjj", "housing-fund")]
)
def test_a_matter_is_found_by_the_initials_of_its_name_or_alias(kiosk: Page, typed: str, service: str) -> None:
    kiosk.locator(".start__search").click()
    for letter in typed:
        kiosk.get_by_role("button", name=letter.upper(), exact=True).click()
    expect(kiosk.locator(f"[data-service={service}]")).to_be_visible()


def test_several_matters_go_on_one_number(kiosk: Page) -> None:
    kiosk.locator("[data-service=pension]").click()
    kiosk.get_by_role("button", name="再加一项").click()
    expect(kiosk.locator("[data-service=pension]")).to_be_disabled()
    kiosk.locator("[data-service=medical-insurance]").click()
    expect(kiosk.locator(".errand")).to_have_count(2)
    direct(kiosk)
    number_on(kiosk)
    expect(kiosk.locator(".ticket__services")).to_have_text("养老保险业务 · 医疗保险报销")


def test_a_bundle_is_one_number(kiosk: Page) -> None:
    kiosk.locator("[data-tab=bundle]").click()
    kiosk.locator("[data-bundle=second-hand-home]").click()
    expect(kiosk.locator("main")).to_contain_text("按顺序办理")
    direct(kiosk)
    assert number_on(kiosk).startswith("H")


def test_collecting_results_takes_two_taps(kiosk: Page) -> None:
    kiosk.locator("[data-tab=collect]").click()
    direct(kiosk)
    assert number_on(kiosk).startswith("Z")


def test_how_many_wait_is_shown_without_reloading(kiosk: Page, demo: Demo) -> None:
    """As many as a ticket taken next would have ahead: whoever waits for other matters of the same windows too."""
    ticket = demo.take("general")
    for service in ("general", "property-transfer"):
        expect(kiosk.locator(f"[data-service={service}] .tile__foot b")).to_have_text(str(ticket["ahead"] + 1))


def test_a_wrong_identity_number_is_told_beside_its_field_and_sends_nothing(kiosk: Page) -> None:
    kiosk.locator("[data-service=property-transfer]").click()
    kiosk.locator("[data-way=register]").click()
    expect(kiosk.locator("main")).to_contain_text("证件号、手机号仅用于预约、排队和通知，180天后删除；不填也可取号。")
    for digit in "1101":
        kiosk.get_by_role("button", name=digit, exact=True).click()
    kiosk.locator("[data-way=registered]").click()
    expect(kiosk.get_by_role("alert")).to_contain_text("18 位")


def test_the_same_person_is_shown_the_ticket_already_held(kiosk: Page) -> None:
    numbers = []
    for _time in range(2):
        kiosk.locator("[data-service=property-transfer]").click()
        kiosk.locator("[data-way=register]").click()
        kiosk.locator("#id_number").fill(SENIOR)
        kiosk.locator("[data-way=registered]").click()
        numbers.append(number_on(kiosk))
        if len(numbers) == 2:
            expect(kiosk.locator("main")).to_contain_text("仍按原号排队")
        kiosk.locator("[data-way=done]").click()
    assert numbers[0] == numbers[1]


def test_a_kiosk_without_its_token_says_what_is_missing(demo: Demo, open_page: OpenPage) -> None:
    page = open_page(f"{demo.base_url}/kiosk/zhouzhi")
    expect(page.get_by_role("status")).to_contain_text("本机尚未登记")
    page.locator("[data-service=pension]").click()
    direct(page)
    expect(page.get_by_role("alert")).to_contain_text("请到导服台取号")


def test_a_closed_hall_says_so_instead_of_offering_tickets(kiosk: Page, sign_in: Callable[[int | str], Staff]) -> None:
    manager = sign_in("manager")
    kiosk.locator("[data-service=pension]").click()
    manager.act("/halls/zhouzhi/close")
    try:
        direct(kiosk)
        expect(kiosk.get_by_role("alert")).to_contain_text("没有取到号")
        kiosk.reload()
        expect(kiosk.get_by_role("heading", name="大厅现在不取号")).to_be_visible()
    finally:
        manager.act("/halls/zhouzhi/reopen")


def test_a_server_out_of_reach_is_told_and_the_same_press_still_takes_one_ticket(kiosk: Page, demo: Demo) -> None:
    kiosk.locator("[data-service=housing-fund]").click()
    before = demo.take("housing-fund")["number"]
    demo.stop()
    direct(kiosk)
    expect(kiosk.get_by_role("heading", name="正在出票…")).to_be_visible()
    expect(kiosk.locator("main")).to_contain_text("不会重复出号")
    demo.start()
    assert number_on(kiosk) == following(before)
