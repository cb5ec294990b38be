"""Papers photographed on a phone before the visit, looked at by a clerk, and answered on the phone."""

import secrets
from collections.abc import Callable
from typing import Any

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.demo import COUNTY, Demo
from tests.browser.desk import message, open_desk
from tests.browser.measuring import double_text, lost, settled, small, usual_text
from tests.browser.phones import NARROW, PHONE
from tests.sent_in import pdf, photo, run_script

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
NAMES = ["身份证正反面", "劳动合同", "收入证明"]


def booked(demo: Demo, phone: str) -> str:
    """The id of an appointment with materials to be looked at before, tomorrow or later."""
    api, query = f"{demo.base_url}/api/v1/halls/{COUNTY}", {"service": "pension", "mode": "pre_review"}
    free = [slot for slot in requests.get(f"{api}/slots", params=query, timeout=10).json()["items"] if slot["free"]]
    body = {**query, "slot": free[-1]["id"], "name": "张三", "phone": phone, "materials": NAMES}
    keys = {"Idempotency-Key": secrets.token_hex(16)}
    made = requests.post(f"{api}/appointments", json=body, headers=keys, timeout=10)
    assert made.ok, made.text
    return str(made.json()["id"])


def faults(page: Page) -> list[str]:
    settled(page)
    return violations(page) + lost(page)


def give(page: Page, material: int, *files: dict[str, Any]) -> None:
    page.locator(f"[data-material='{material}'] input[type=file]").set_input_files(list(files))


def a_file(name: str, content: bytes, kind: str = "image/jpeg") -> dict[str, Any]:
    return {"name": name, "mimeType": kind, "buffer": content}


def state(page: Page, material: int, is_: str) -> None:
    expect(page.locator(f"[data-material='{material}'] [data-state]").first).to_have_attribute("data-state", is_)


def test_photographed_looked_at_and_answered(demo: Demo, open_page: OpenPage) -> None:
    phone = open_page(f"{demo.base_url}/a/{booked(demo, '13800138001')}?lang=zh", size=PHONE)
    expect(phone.locator("[data-material]")).to_have_count(3)
    found = {"phone, nothing yet": faults(phone)}

    give(phone, 0, a_file("正面.jpg", photo(1600, 1200)), a_file("反面.png", photo(900, 600, "PNG"), "image/png"))
    expect(phone.locator("[data-material='0'] [data-file]")).to_have_count(2)
    state(phone, 0, "handed_in")
    give(phone, 1, a_file("合同.jpg", b"MZ a program"))
    expect(phone.locator("[data-material='1'] [data-problem]")).to_contain_text("改名无效")
    give(phone, 1, a_file("合同.pdf", pdf(run_script), "application/pdf"))
    expect(phone.locator("[data-material='1'] [data-problem]")).to_contain_text("脚本")
    give(phone, 1, a_file("合同.jpg", b"\xff\xd8\xff" + bytes(11 * 1024 * 1024)))
    expect(phone.locator("[data-material='1'] [data-problem]")).to_contain_text("不超过 10 MB")
    give(phone, 1, a_file("合同.pdf", pdf(), "application/pdf"))
    state(phone, 1, "handed_in")
    expect(phone.locator("[data-material='1'] [data-problem]")).to_have_count(0)
    phone.locator("[data-file]").nth(1).locator("[data-act=take-back]").click()
    expect(phone.locator("[data-material='0'] [data-file]")).to_have_count(1)
    found["phone, handed in"] = faults(phone)

    desk = open_desk(open_page, demo, 5)
    desk.locator("a[href^='/prereview']").click()
    row = desk.locator("[data-appointment]").first
    expect(row).to_contain_text("张**")
    expect(row).to_contain_text("2 项待看，共 3 项")
    row.press("Enter")
    expect(desk.locator(".review-one h2")).to_be_focused()
    found["staff, opened"] = faults(desk)
    desk.locator("[data-material='0'] [data-action=open]").click()
    picture = desk.locator("[data-material='0'] img")
    expect(picture).to_be_visible()
    assert picture.evaluate("one => one.decode().then(() => [one.naturalWidth, one.naturalHeight])") == [1200, 1600]
    with desk.expect_download() as download:
        desk.locator("[data-material='1'] [data-action=save]").click()
    assert download.value.suggested_filename == "合同.pdf"

    desk.locator("[data-material='0'] [data-action=begin]").click()
    desk.locator("[data-verdict=incomplete]").click()
    desk.locator("[data-action=answer]").click()
    message(desk, "请写明缺少或需补正的内容")
    desk.locator("[data-form='0'] textarea").fill("反面没有拍\n照片反光，请重拍")
    found["staff, answering"] = faults(desk)
    desk.locator("[data-action=answer]").click()
    message(desk, "已答复“身份证正反面”")
    for material, verdict in ((1, "fine"), (2, "original")):
        desk.locator(f"[data-material='{material}'] [data-action=begin]").click()
        desk.locator(f"[data-verdict={verdict}]").click()
        desk.locator("[data-action=answer]").click()
        state(desk, material, verdict)
    expect(desk.locator("[data-none]")).to_be_visible()
    found["staff, answered"] = faults(desk)

    phone.reload()
    expect(phone.locator("[data-material='0'] [data-missing] li")).to_have_text(["反面没有拍", "照片反光，请重拍"])
    for material, answered in enumerate(("incomplete", "fine", "original")):
        state(phone, material, answered)
    expect(phone.locator("[data-material='0'] [data-act=take-back]")).to_have_count(0)
    give(phone, 0, a_file("反面.jpg", photo(800, 600)))
    state(phone, 0, "handed_in")
    expect(desk.locator("[data-appointment]").first).to_contain_text("1 项待看")
    found["phone, answered"] = faults(phone)
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(("language", "number"), [("zh", "13800138002"), ("en", "13800138003")])
def test_the_narrowest_phone_in_large_text_and_elder_mode(
    demo: Demo, open_page: OpenPage, language: str, number: str
) -> None:
    page = open_page(f"{demo.base_url}/a/{booked(demo, number)}?lang={language}", size=NARROW)
    expect(page.locator("[data-material]")).to_have_count(3)
    give(page, 0, a_file("一个名字很长的文件，它的名字比手机的屏幕还要宽得多.jpg", photo()))
    state(page, 0, "handed_in")
    found = {"as it is": faults(page)}
    double_text(page)
    found["large text"] = lost(page)
    usual_text(page)
    page.locator("header button").first.click()
    expect(page.locator("html[data-elder]")).to_be_attached()
    found["elder"] = faults(page) + small(page, 60)
    assert {where: wrong for where, wrong in found.items() if wrong} == {}
