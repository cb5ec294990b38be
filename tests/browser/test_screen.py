"""The hall screen: every call shown once and in order, said without overlapping, by the voice of its zone."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium
from tests.browser.demo import Demo, Staff
from tests.browser.screens import finished, heard, open_screen, shown, until
from tests.browser.wire import Wire

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]


@pytest.fixture
def wire(demo: Demo) -> Iterator[Wire]:
    with Wire(demo) as line:
        yield line


def called(demo: Demo, clerk: Staff, *services: str) -> dict[str, str]:
    """A ticket taken and called at once."""
    demo.take(*services)
    ticket: dict[str, str] = clerk.call_next()
    return ticket


def ended(clerk: Staff, ticket: dict[str, str]) -> None:
    """The called ticket served and gone."""
    started = clerk.act(f"/tickets/{ticket['id']}/start")
    errands = [{"service": one["service"], "outcome": "completed"} for one in started["errands"]]
    clerk.act(f"/tickets/{ticket['id']}/finish", errands=errands)


def test_a_call_is_shown_large_in_the_table_and_heard_twice(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    page = open_screen(open_page, f"{demo.base_url}/screen/zhouzhi?zone=main&speak=1")
    clerk = sign_in(3)
    ticket = called(demo, clerk, "general")
    number = ticket["number"]
    large = page.locator("main [data-kind=call]")
    expect(large).to_have_attribute("data-ticket", number)
    expect(large).to_have_attribute("data-window", "3")
    figures = large.locator(".screen-now__figure")
    for at in range(2):
        assert figures.nth(at).evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= 280
    expect(page.locator(f"ol [data-ticket={number}]")).to_have_attribute("data-state", "called")
    assert finished(page, 2)[:2] == [f"zh/{number}-3"] * 2
    clerk.act(f"/tickets/{ticket['id']}/start")
    expect(page.locator(f"ol [data-ticket={number}]")).to_have_attribute("data-state", "serving")
    ended_number = page.locator(f"ol [data-ticket={number}]")
    clerk.act(f"/tickets/{ticket['id']}/finish", errands=[{"service": "general", "outcome": "completed"}])
    expect(ended_number).to_have_attribute("data-state", "left")


def test_a_screen_whose_own_clock_is_wrong_keeps_its_calls_and_shows_the_halls_time(
    demo: Demo, open_page: OpenPage, sign_in: SignIn
) -> None:
    page = open_page("about:blank", size=(1920, 1080))
    page.clock.set_system_time(datetime.now(UTC) - timedelta(days=3))
    page.goto(f"{demo.base_url}/screen/zhouzhi")
    page.locator("[data-standing=live]").wait_for()
    clerk = sign_in(5)
    ticket = called(demo, clerk, "general")
    row = page.locator(f"ol [data-ticket={ticket['number']}]")
    expect(row).to_have_attribute("data-state", "called")
    page.wait_for_timeout(2500)  # the page looks at its clock every second; nothing else tells that it did
    expect(row).to_have_attribute("data-state", "called")
    today = datetime.now(ZoneInfo("Asia/Shanghai"))
    expect(page.locator("header")).to_contain_text(f"{today.month}月{today.day}日")
    ended(clerk, ticket)


def test_calls_at_once_are_all_shown_and_said_in_order_without_overlapping(
    demo: Demo, open_page: OpenPage, sign_in: SignIn
) -> None:
    page = open_screen(open_page, f"{demo.base_url}/screen/zhouzhi?zone=main&speak=1")
    clerks = [sign_in(window) for window in (4, 5)]
    tickets = [called(demo, clerk, "general") for clerk in clerks]
    wanted = [f"zh/{ticket['number']}-{window}" for ticket, window in zip(tickets, (4, 5), strict=True)]
    until(page, lambda: wanted[1] in [one["clip"] for one in heard(page)], "the second call said")
    said = [one["clip"] for one in heard(page) if one["clip"].startswith("zh/")]
    assert sorted(set(said), key=said.index) == wanted
    clips = heard(page)
    assert all(one["to"] <= other["from"] for one, other in pairwise(clips) if one["to"] is not None)
    expect(page.locator("main [data-kind]")).to_have_attribute("data-ticket", tickets[1]["number"])
    assert shown(page)[-2:] == [f"{ticket['number']}>{at}" for ticket, at in zip(tickets, (4, 5), strict=True)]
    for clerk, ticket in zip(clerks, tickets, strict=True):
        ended(clerk, ticket)


def test_a_call_taken_back_is_shown_and_said(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    page = open_screen(open_page, f"{demo.base_url}/screen/zhouzhi?zone=main&speak=1")
    clerk = sign_in(6)
    ticket = called(demo, clerk, "general")
    finished(page, 1)
    clerk.act(f"/tickets/{ticket['id']}/undo")
    expect(page.locator("main [data-kind=retraction]")).to_contain_text("请继续等候")
    expect(page.locator(f"ol [data-ticket={ticket['number']}]")).to_have_count(0)
    said = f"zh/{ticket['number']}-wait"
    until(page, lambda: any(one["clip"] == said and one["to"] for one in heard(page)), said)
    again = clerk.call_next()
    assert again["number"] == ticket["number"]
    ended(clerk, again)


def test_a_call_that_is_over_gives_its_place_to_the_newest_that_stands(
    demo: Demo, open_page: OpenPage, sign_in: SignIn
) -> None:
    page = open_screen(open_page, f"{demo.base_url}/screen/zhouzhi?zone=main")
    first, second = sign_in(10), sign_in(11)
    stands, goes = called(demo, first, "general"), called(demo, second, "general")
    large = page.locator("main [data-kind=call]")
    expect(large).to_have_attribute("data-ticket", goes["number"], timeout=15_000)
    ended(second, goes)
    expect(large).to_have_attribute("data-ticket", stands["number"], timeout=20_000)
    ended(first, stands)
    expect(page.locator(f"main [data-kind][data-ticket={stands['number']}]")).to_have_count(0)


def test_a_ticket_that_was_transferred_has_not_left(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    page = open_screen(open_page, f"{demo.base_url}/screen/zhouzhi?zone=main")
    clerk = sign_in(12)
    to_window = called(demo, clerk, "general")
    row = page.locator(f".screen-call[data-ticket={to_window['number']}]")
    expect(row).to_have_attribute("data-state", "called")
    board = sign_in("manager").get("/halls/zhouzhi/board")["windows"]
    tenth = next(window["id"] for window in board if window["number"] == 10)
    clerk.act(f"/tickets/{to_window['id']}/transfer", window=tenth, reason="x")
    expect(row).to_contain_text("已转10号窗口")
    to_service = called(demo, clerk, "general")
    clerk.act(f"/tickets/{to_service['id']}/transfer", service="tax", reason="x")
    expect(page.locator(f".screen-call[data-ticket={to_service['number']}]")).to_contain_text("重新等候")


def test_beside_those_who_wait_stands_how_long_it_may_take(demo: Demo, open_page: OpenPage) -> None:
    page = open_screen(open_page, f"{demo.base_url}/screen/zhouzhi")
    demo.take("welfare")
    expect(page.locator("[data-service=welfare] [data-band]")).to_contain_text("分钟")


def test_a_screen_cut_off_while_twenty_calls_happen_shows_all_once_in_order_and_says_those_still_called(
    demo: Demo, wire: Wire, open_page: OpenPage, sign_in: SignIn
) -> None:
    page = open_screen(open_page, f"{wire.url}/screen/zhouzhi?speak=1")
    wire.cut()
    clerks = {window: sign_in(window) for window in (7, 8)}
    missed = []
    for turn in range(20):
        window = 7 + turn % 2
        ticket = called(demo, clerks[window], "general")
        missed.append(f"{ticket['number']}>{window}")
        if turn < 18:
            ended(clerks[window], ticket)
    assert not set(missed) & set(shown(page))
    wire.mend()
    until(page, lambda: shown(page)[-1:] == missed[-1:], "the last of them shown")
    assert [one for one in shown(page) if one in missed] == missed
    still = [f"zh/{one.replace('>', '-')}" for one in missed[-2:]]
    until(page, lambda: still[1] in [one["clip"] for one in heard(page)], "the last call said")
    said = [one["clip"] for one in heard(page) if one["clip"].startswith("zh/")]
    assert sorted(set(said), key=said.index) == still


def test_the_screen_says_since_when_it_is_out_of_date(wire: Wire, open_page: OpenPage) -> None:
    page = open_screen(open_page, f"{wire.url}/screen/zhouzhi")
    wire.cut()
    standing = page.locator("[data-standing]")
    expect(standing).to_have_attribute("data-standing", "stale", timeout=20_000)
    expect(standing).to_contain_text("连接中断")
    wire.mend()
    expect(standing).to_have_attribute("data-standing", "live", timeout=20_000)


def test_only_one_screen_of_a_zone_speaks(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    address = f"{demo.base_url}/screen/zhouzhi?zone=enterprise&speak=1"
    first = open_screen(open_page, address)
    second = open_screen(open_page, address)
    expect(second.locator("[data-badge=speaker]")).to_be_visible()
    ticket = called(demo, sign_in(19), "company-open")
    expect(second.locator("main [data-kind=call]")).to_have_attribute("data-ticket", ticket["number"])
    finished(first, 1)
    assert heard(second) == []


def test_a_screen_of_one_zone_shows_its_own_calls_alone(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    page = open_screen(open_page, f"{demo.base_url}/screen/zhouzhi?zone=enterprise")
    elsewhere = called(demo, sign_in(9), "general")
    here = called(demo, sign_in(20), "company-change")
    expect(page.locator("main [data-kind=call]")).to_have_attribute("data-ticket", here["number"])
    expect(page.locator(f"[data-ticket={elsewhere['number']}]")).to_have_count(0)


def test_sound_that_the_browser_refuses_is_asked_for_and_told_to_the_manager(
    demo: Demo, browser: Browser, sign_in: SignIn
) -> None:
    manager = sign_in("manager")
    installed = (program for program in map(shutil.which, chromium.NAMES) if program and chromium.works(program))
    program = next(installed, browser.browser_type.executable_path)
    strict = browser.browser_type.launch(executable_path=program, args=["--no-sandbox", "--mute-audio"])
    page = strict.new_context(locale="zh-CN").new_page()
    page.goto(f"{demo.base_url}/screen/zhouzhi?zone=main&speak=1")
    ask = page.locator("[data-action=enable-sound]")
    expect(ask).to_contain_text("点此开启声音")
    expect(ask).to_contain_text("Tap to enable sound")
    until(page, lambda: "sound_blocked" in alarms(manager), "the manager is told")
    ask.click()
    expect(ask).to_have_count(0)
    until(page, lambda: "sound_blocked" not in alarms(manager), "the manager is told that it is well again")
    strict.close()


def alarms(manager: Staff) -> list[str]:
    return [one["kind"] for one in manager.get("/halls/zhouzhi/board")["alarms"]]
