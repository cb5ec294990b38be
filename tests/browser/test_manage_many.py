"""Many windows on the manager's page: several that are idle as one alarm, several moved at once on a small screen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.demo import Demo, Staff
from tests.browser.desk import open_signed_in
from tests.browser.measuring import settled
from tests.served import copied

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]
WALL, LAPTOP, PHONE = (1920, 1080), (1366, 768), (390, 844)


@pytest.fixture(scope="module")
def demo(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A hall of the file's own whose clock can be moved on."""
    hall = Demo(copied(furnished, tmp_path_factory.mktemp("hall") / "data"), movable=True)
    hall.start()
    yield hall
    hall.stop()


def open_board(open_page: OpenPage, demo: Demo, size: tuple[int, int]) -> Page:
    user = next(user for user in demo.guide["users"] if user["role"] == "manager")
    page = open_signed_in(open_page, demo, user, "/manage", size)
    expect(page.locator(".manage-tile")).to_have_count(33)
    return page


def tile(page: Page, window: int) -> Locator:
    return page.locator(f".manage-tile[data-window='{window}']")


def test_on_a_laptop_the_plan_and_its_buttons_stay_in_sight(demo: Demo, open_page: OpenPage) -> None:
    page = open_board(open_page, demo, LAPTOP)
    assert page.evaluate("document.documentElement.scrollHeight") > LAPTOP[1], "the page is longer than the screen"
    tile(page, 5).click()
    for action in ("set-open", "set-paused", "set-closed"):
        expect(page.locator(f"[data-action={action}]")).to_be_in_viewport(ratio=1)
    page.locator("tr[data-service=exit-entry] input").check()
    page.evaluate("scrollTo(0, 0)")
    for action in ("set-closed", "save", "discard", "apply"):
        expect(page.locator(f"[data-action={action}]")).to_be_in_viewport(ratio=1)
    expect(page.locator("[data-preview]")).to_be_in_viewport()
    page.locator("[data-action=discard]").click()
    expect(page.locator(".manage-choice")).to_have_count(0)


def test_a_window_behind_the_plan_comes_out_when_it_has_the_focus(demo: Demo, open_page: OpenPage) -> None:
    page = open_board(open_page, demo, LAPTOP)
    tile(page, 5).click()
    page.locator("tr[data-service=exit-entry] input").check()
    page.evaluate("scrollTo(0, 0)")
    tile(page, 5).focus()
    for _ in range(20):
        page.keyboard.press("Tab")
    focused, choice = tile(page, 25), page.locator(".manage-choice")
    expect(focused).to_be_focused()
    here, there = focused.bounding_box(), choice.bounding_box()
    assert here is not None
    assert there is not None
    assert here["y"] + here["height"] <= there["y"]
    page.locator("[data-action=discard]").click()


def test_windows_that_are_idle_are_one_alarm_and_taken_by_one_press(demo: Demo, open_page: OpenPage) -> None:
    page, phone = open_board(open_page, demo, WALL), open_board(open_page, demo, PHONE)
    demo.take("exit-entry")
    demo.later(minutes=3)
    idle = page.locator("[data-alarm=idle_window]")
    expect(idle).to_contain_text("3个空闲窗口：25、26、31号")
    expect(page).to_have_title("(2) 大厅管理")  # the other is that this hall has no voice
    idle.get_by_role("button", name="查看").click()
    expect(page.locator(".manage-pointed")).to_have_count(3)
    expect(tile(page, 25)).to_be_focused()
    idle.get_by_role("button", name="已知悉").click()
    for seen in (idle, phone.locator("[data-alarm=idle_window]")):
        expect(seen.get_by_role("button", name="已知悉")).to_have_count(0)  # one after the other
        expect(seen).to_contain_text("✓ 值班长")
        expect(seen).to_contain_text("3个空闲窗口：25、26、31号")
    expect(page).to_have_title("(1) 大厅管理")


def test_what_could_not_be_read_at_first_is_read_again(demo: Demo, open_page: OpenPage) -> None:
    user = next(user for user in demo.guide["users"] if user["role"] == "manager")
    page = open_page("about:blank", size=LAPTOP)
    page.route("**/api/v1/halls/zhouzhi", lambda route: route.abort(), times=1)
    page.goto(f"{demo.base_url}/sign-in?lang=zh&next=%2Fmanage")
    page.locator("[name=username]").fill(user["username"])
    page.locator("[name=password]").fill(user["password"])
    page.locator("[data-action=sign-in]").click()
    expect(page.locator("h1")).to_have_text("周至县政务服务中心")
    expect(page.locator(".staff-message p")).to_have_count(0)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_board_with_as_many_alarms_as_it_shows_is_one_screen(
    demo: Demo, open_page: OpenPage, sign_in: SignIn, language: str
) -> None:
    for window in range(5, 10):
        clerk = sign_in(window)
        clerk.act(f"/windows/{clerk.window}/help", whom="manager")
    page = open_board(open_page, demo, WALL)
    page.goto(f"{demo.base_url}/manage?lang={language}")
    expect(tile(page, 33)).to_be_visible()
    expect(page.locator(".manage-alarm")).to_have_count(5)
    settled(page)
    assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [*WALL]
