"""The administrator's page of carriers: one set up, tried through Apprise, and taken away; at a desk and on a phone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.demo import Demo
from tests.browser.desk import open_signed_in
from tests.browser.measuring import lost, settled
from tests.receiver import Gateway

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    gateway = Gateway()
    yield gateway
    gateway.close()


def faults(page: Page) -> list[str]:
    settled(page)
    return violations(page) + lost(page)


@pytest.mark.parametrize("size", [(1366, 768), (390, 844), (320, 640)], ids=["desk", "phone", "narrow"])
def test_a_carrier_is_added_tried_and_taken_away(
    demo: Demo, open_page: OpenPage, gateway: Gateway, size: tuple[int, int]
) -> None:
    user = next(user for user in demo.guide["users"] if user["role"] == "admin")
    page = open_signed_in(open_page, demo, user, "/manage/carriers", size)
    page.emulate_media(reduced_motion="reduce")
    expect(page.locator(".carriers__list")).to_contain_text("还没有通道")
    found = {"empty": faults(page)}
    page.context.set_offline(True)
    expect(page.locator("[data-offline]")).to_contain_text("连接已中断")
    found["offline"] = faults(page)
    page.context.set_offline(False)
    expect(page.locator("[data-offline]")).to_have_count(0)
    page.locator("[data-action=add]").click()
    expect(page.locator("#name-flaw")).to_contain_text("请填写名称")
    page.locator("[name=name]").fill("短信网关")
    page.locator("[name=address]").fill("nonsense://{phone}")
    page.locator("[data-action=add]").click()
    expect(page.locator("#address-flaw")).to_contain_text("地址无法识别")
    found["refused"] = faults(page)
    page.locator("[name=address]").fill(gateway.address)
    page.locator("[data-action=add]").click()
    card = page.locator("[data-carrier]")
    expect(card).to_have_attribute("data-standing", "new")
    expect(page.locator("[name=address]")).to_have_value("")
    card.locator("[name=phone]").fill("138 1234 5678")
    card.locator("[data-action=test]").click()
    expect(card).to_have_attribute("data-standing", "good")
    assert [item["to"] for item in gateway.items] == ["13812345678"]
    assert str(gateway.address) not in page.content()
    gateway.status = 503
    card.locator("[data-action=test]").click()
    expect(card).to_have_attribute("data-standing", "trying")
    found["added"] = faults(page)
    page.locator("[data-action=language]").click()
    expect(card).to_contain_text("trying again")
    found["english"] = faults(page)
    card.locator("[data-action=remove]").click()
    expect(page.locator("dialog")).to_be_visible()
    found["asked"] = violations(page)
    page.locator("[data-action=take-away]").click()
    expect(card).to_have_count(0)
    assert {where: what for where, what in found.items() if what} == {}


def somebody(demo: Demo, role: str) -> dict[str, Any]:
    found: dict[str, Any] = next(user for user in demo.guide["users"] if user["role"] == role)
    return found


def test_a_departments_carrier_is_set_up_and_managers_see_how_it_does(
    demo: Demo, open_page: OpenPage, gateway: Gateway
) -> None:
    page = open_signed_in(open_page, demo, somebody(demo, "admin"), "/manage/carriers", (1366, 768))
    page.locator("[name=audience][value=staff]").check()
    page.locator("[name=name]").fill("资规局群")
    page.locator("[name=address]").fill(gateway.staff_address)
    page.locator("[name=department]").select_option("县资源规划局")
    assert faults(page) == []
    page.locator("[data-action=add]").click()
    card = page.locator("[data-carrier]")
    expect(card).to_contain_text("县资源规划局")
    manager = open_signed_in(open_page, demo, somebody(demo, "manager"), "/manage/carriers", (390, 844))
    expect(manager.locator("[data-carrier]")).to_contain_text("资规局群")
    expect(manager.locator("main")).to_contain_text("系统管理员")
    expect(manager.locator("main button")).to_have_count(0)
    assert faults(manager) == []
    card.locator("[data-action=remove]").click()
    page.locator("[data-action=take-away]").click()
    expect(card).to_have_count(0)


def test_whoever_may_not_see_them_is_told_who_sets_them_up(demo: Demo, open_page: OpenPage) -> None:
    page = open_signed_in(open_page, demo, somebody(demo, "greeter"), "/manage/carriers", (390, 844))
    expect(page.locator("main")).to_contain_text("系统管理员")
