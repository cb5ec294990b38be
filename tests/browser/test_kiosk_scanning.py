"""One swipe at the kiosk: a slip, a card, a torn code; whatever has the focus, nothing is typed or pressed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo, Staff
from tests.browser.kiosks import SENIOR, direct, number_on, open_kiosk
from tests.browser.late import late
from tests.browser.reader import scan

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]
ADULT = "610124199003078518"


@pytest.fixture
def kiosk(demo: Demo, open_page: OpenPage) -> Page:
    return open_kiosk(demo, open_page)


def slip(demo: Demo, ticket: dict[str, str]) -> str:
    return f"{demo.base_url}/t/{ticket['id']}"


def test_a_slip_shows_its_ticket(kiosk: Page, demo: Demo) -> None:
    ticket = demo.take("exit-entry")
    scan(kiosk, slip(demo, ticket))
    assert number_on(kiosk) == ticket["number"]
    expect(kiosk.locator(".ticket__told")).to_contain_text("正在等候")


def test_a_missed_call_goes_back_to_the_queue_by_its_slip(kiosk: Page, demo: Demo, sign_in: SignIn) -> None:
    ticket, clerk = demo.take("welfare"), sign_in(14)
    called = clerk.call_next()
    assert called["number"] == ticket["number"]
    kiosk.route("**/scan", lambda route: route.fulfill(json=passed(route.fetch().json())))
    kiosk.route("**/requeue", lambda route: route.fulfill(json={**called, "state": "waiting", "ahead": 3}))
    scan(kiosk, slip(demo, ticket))
    kiosk.locator("[data-way=requeue]").click()
    expect(kiosk.locator(".fact--ahead")).to_contain_text("3")
    expect(kiosk.locator("[data-way=requeue]")).to_have_count(0)


def passed(answer: dict[str, object]) -> dict[str, object]:
    """The answer as it is a minute after a call in vain: tests do not wait that long."""
    assert isinstance(answer["ticket"], dict)
    return {**answer, "kind": "passed", "requeues_left": 2, "ticket": {**answer["ticket"], "state": "passed"}}


def test_a_card_finds_its_holders_ticket(kiosk: Page, demo: Demo) -> None:
    ticket = demo.take("household", id_number=ADULT)
    scan(kiosk, ADULT)
    assert number_on(kiosk) == ticket["number"]


def test_a_card_without_a_ticket_takes_one_in_the_seniors_green_channel(kiosk: Page) -> None:
    scan(kiosk, SENIOR)
    expect(kiosk.locator(".start__notice")).to_contain_text("60周岁及以上")
    kiosk.locator("[data-service=pension]").click()
    kiosk.locator("[data-way=card]").click()
    number_on(kiosk)
    expect(kiosk.locator(".state")).to_contain_text("优先")


@pytest.mark.parametrize(
    ("code", "kind", "told"),
    [
        ("http://hall/t/torn", "unknown", "二维码不完整"),
        ("610124199003078519", "unknown", "请重新刷卡"),
        ("https://example.org/menu", "unknown", "这不是号票或身份证"),
        ("A032", "unknown", "请扫描号票上的二维码"),
    ],
)
def test_what_leads_nowhere_is_told_with_what_to_do(kiosk: Page, code: str, kind: str, told: str) -> None:
    scan(kiosk, code)
    expect(kiosk.locator(f"[data-scan={kind}]")).to_contain_text(told)
    kiosk.locator("[data-way=home]").click()
    expect(kiosk.get_by_role("heading", name="您要办什么？")).to_be_visible()


def test_a_ticket_of_another_hall_is_told_where_it_belongs(kiosk: Page, demo: Demo) -> None:
    ticket = demo.take("general", hall="louguan")
    scan(kiosk, slip(demo, ticket))
    expect(kiosk.locator("[data-scan=other_hall]")).to_contain_text("请到那里办理")


def test_a_right_to_come_back_is_one_press_from_its_ticket(kiosk: Page, demo: Demo, sign_in: SignIn) -> None:
    before, clerk = demo.take("exit-entry"), sign_in(25)
    for waiting in range(50):
        called = clerk.call_next()
        clerk.act(f"/tickets/{called['id']}/start")
        missing = {"outcome": "incomplete", "missing": ["照片"]}
        errands = [{"service": errand["service"], **missing} for errand in called["errands"]]
        clerk.act(f"/tickets/{called['id']}/finish", errands=errands)
        if called["id"] == before["id"]:
            break
        assert waiting < 49
    scan(kiosk, slip(demo, before))
    expect(kiosk.locator("[data-scan=return]")).to_contain_text("优先办理")
    kiosk.locator("[data-way=return]").click()
    assert number_on(kiosk) != before["number"]
    expect(kiosk.locator(".state")).to_contain_text("优先")


def test_a_reader_presses_nothing_by_its_enter(kiosk: Page, demo: Demo) -> None:
    ticket = demo.take("tax")
    kiosk.locator("[data-service=pension]").focus()
    scan(kiosk, slip(demo, ticket))
    assert number_on(kiosk) == ticket["number"]


def test_a_reader_types_into_no_field(kiosk: Page, demo: Demo) -> None:
    ticket = demo.take("tax")
    kiosk.locator(".start__search").click()
    kiosk.locator(".find__input").fill("bd")
    kiosk.route("**/scan", lambda route: route.abort())
    scan(kiosk, slip(demo, ticket))
    expect(kiosk.locator(".find__input")).to_have_value("bd")


def test_what_people_type_fast_arrives_where_they_type_it(kiosk: Page) -> None:
    kiosk.locator(".start__search").click()
    kiosk.locator(".find__input").focus()
    kiosk.keyboard.type("bdc")
    expect(kiosk.locator(".find__input")).to_have_value("bdc")
    expect(kiosk.locator("[data-service=property-transfer]")).to_be_visible()


def test_a_card_fills_the_form_that_is_open(kiosk: Page) -> None:
    kiosk.locator("[data-service=housing-fund]").click()
    kiosk.locator("[data-way=register]").click()
    kiosk.locator("#phone").focus()
    scan(kiosk, "610124200002290010")
    expect(kiosk.locator("#id_number")).to_have_value("610124 20000229 0010")
    expect(kiosk.locator("#phone")).to_have_value("")


def test_a_card_that_breaks_a_rule_is_shown_in_the_form_and_loses_nothing(kiosk: Page) -> None:
    kiosk.locator("[data-service=housing-fund]").click()
    kiosk.locator("[data-way=register]").click()
    kiosk.locator("#phone").fill("13800000000")
    scan(kiosk, "610124199003078519")
    expect(kiosk.get_by_role("alert")).to_have_text("证件号校验不符，请逐位核对。")
    expect(kiosk.locator("#phone")).to_have_value("138 0000 0000")
    scan(kiosk, "https://example.org/menu")
    expect(kiosk.locator("#phone")).to_have_value("138 0000 0000")
    expect(kiosk.locator("#id_number")).to_have_value("610124 19900307 8519")


def test_a_number_typed_fast_with_enter_stays_in_its_field(kiosk: Page) -> None:
    kiosk.locator("[data-service=housing-fund]").click()
    kiosk.locator("[data-way=register]").click()
    kiosk.locator("#phone").focus()
    scan(kiosk, "13800000000")
    expect(kiosk.locator("#phone")).to_have_value("138 0000 0000")


def test_a_card_is_forgotten_with_its_visitor(kiosk: Page) -> None:
    scan(kiosk, "610124200002290010")
    expect(kiosk.locator(".start__notice")).to_be_visible()
    kiosk.locator("[data-service=pension]").click()
    kiosk.locator("[data-dock=home]").click()
    kiosk.locator("[data-service=pension]").click()
    expect(kiosk.locator("[data-way=register]")).to_be_visible()
    direct(kiosk)
    number_on(kiosk)


def test_a_late_answer_leads_no_other_visitor_to_a_ticket(kiosk: Page, demo: Demo) -> None:
    ticket = demo.take("exit-entry")
    kiosk.locator("[data-service=pension]").click()
    answer = late(kiosk, "/scan$", lambda: scan(kiosk, slip(demo, ticket)))
    kiosk.locator("[data-dock=home]").click()
    expect(kiosk.get_by_role("heading", name="您要办什么？")).to_be_visible()
    answer.comes()
    expect(kiosk.get_by_role("heading", name="您要办什么？")).to_be_visible()
    expect(kiosk.locator("main")).not_to_contain_text(ticket["number"])
