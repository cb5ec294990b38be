"""The escalation officer is called on the ledger's own page: to a window, and to what went red."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.demo import Demo, Staff
from tests.browser.ledgers import open_ledger

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]


def test_a_window_calls_the_officer_who_hears_it_and_says_that_they_come(
    demo: Demo, open_page: OpenPage, sign_in: SignIn
) -> None:
    officer = open_ledger(open_page, demo, "escalation")
    call = officer.locator("[data-call=help_escalation]")
    expect(call).to_have_count(0)
    clerk, manager = sign_in(27), sign_in("manager")
    clerk.act(f"/windows/{clerk.window}/help", whom="manager")
    clerk.act(f"/windows/{clerk.window}/help", whom="escalation")
    expect(call).to_have_count(1)
    expect(call).to_contain_text("27号窗口呼叫“办不成事”专员")
    expect(officer.locator(".cases-calls [role=status]")).to_contain_text("27号窗口呼叫“办不成事”专员")
    assert violations(officer) == []
    call.get_by_role("button", name="马上到").click()
    expect(call).to_contain_text("前往")
    expect(call.get_by_role("button")).to_have_count(0)
    [seen] = [one for one in manager.get("/halls/zhouzhi/board")["alarms"] if one["kind"] == "help_escalation"]
    assert seen["acknowledged"] is not None
