"""The page of a hall's plan: a file looked at, refused, put up, a window lit, taken down; at a desk and on a phone."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.demo import Demo
from tests.browser.desk import open_signed_in
from tests.browser.measuring import lost, settled

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SIZES = {"desk": (1366, 768), "phone": (390, 844), "narrow": (320, 640)}


def drawing(folder: Path, *ids: str) -> Path:
    """A plan that marks nothing but these."""
    shapes = "".join(f'<rect id="{each}" x="1" y="1" width="9" height="9"/>' for each in ids)
    file = folder / "plan.svg"
    file.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60">{shapes}</svg>', encoding="utf-8")
    return file


def user(demo: Demo, role: str) -> dict[str, str]:
    found: dict[str, str] = next(user for user in demo.guide["users"] if user["role"] == role)
    return found


def faults(page: Page) -> list[str]:
    settled(page)
    return violations(page) + lost(page)


def test_a_plan_is_looked_at_put_up_lit_and_taken_down(demo: Demo, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_signed_in(open_page, demo, user(demo, "manager"), "/manage", SIZES["desk"])
    page.locator("[data-to=floor]").click()
    expect(page.locator("[data-plan-up=yes] [data-marks=whole]")).to_be_visible()
    page.locator("[data-light='3']").click()
    expect(page.locator("[data-plan='3'] .plan__window")).to_be_visible()
    expect(page.locator("[data-plan='3'] .plan__way")).to_have_count(1)
    found = {"lit": faults(page)}

    chosen = page.locator("[name=plan]")
    chosen.set_input_files(str(drawing(tmp_path, "window-3", "window-4", "way-3", "window-99")))
    expect(page.locator("[data-marks=unknown]")).to_contain_text("99")
    expect(page.locator("[data-marks=wayless]")).to_contain_text("4")
    assert page.locator(".floor__picture img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    found["chosen"] = faults(page)
    expect(page.locator("[role=alert]")).to_have_text("平面图：本大厅没有99号窗口")
    expect(page.locator("[data-action=put-up]")).to_have_count(0)

    chosen.set_input_files(str(drawing(tmp_path, "window-3", "window-4", "way-3", "way-4")))
    coming = page.locator("[data-plan-coming=sound]")
    expect(coming.locator("[data-plan]")).to_have_count(0)
    for window in (4, 3):
        coming.locator(f"[data-light='{window}']").press("Enter")
        expect(coming.locator(f"[data-plan='{window}'] .plan__window")).to_have_count(1)
        expect(coming.locator(f"[data-plan='{window}'] .plan__way")).to_have_count(1)
    expect(coming.locator("figcaption")).to_contain_text("3号窗口")
    found["lit before"] = faults(page)
    expect(page.locator("[data-plan-up=yes] [data-marks=whole]")).to_be_visible()  # the old one stays until then

    chosen.set_input_files(str(drawing(tmp_path, "window-3", "way-3")))
    page.locator("[data-action=put-up]").click()
    expect(page.locator("[role=status]")).to_contain_text("已上传")
    expect(page.locator("[data-plan-up=yes] [data-marks=marked]")).to_have_text("已标出的窗口：3")
    expect(page.locator("[data-plan-up=yes] [data-marks=lacking]")).to_contain_text("1、2、4–33")
    page.locator("[data-action=language]").click()
    expect(page.locator("[data-plan-up=yes] [data-marks=lacking]")).to_contain_text("Windows that are not on it")
    found["put up"] = faults(page)
    page.locator("[data-action=take-down]").click()
    found["asked"] = violations(page)
    page.locator("[data-action=confirm-take-down]").click()
    expect(page.locator("[data-plan-up=no]")).to_be_visible()
    assert {where: what for where, what in found.items() if what} == {}


def test_what_is_no_drawing_or_too_large_is_said_at_once(demo: Demo, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_signed_in(open_page, demo, user(demo, "admin"), "/manage/floor", SIZES["phone"])
    chosen, alert = page.locator("[name=plan]"), page.locator("[role=alert]")
    file = tmp_path / "plan.svg"
    for content, said in (("<html></html>", "这不是 SVG 图形"), ("x" * 200_001, "超过 200 kB")):
        file.write_text(content, encoding="utf-8")
        chosen.set_input_files(str(file))
        expect(alert).to_contain_text(said)
        expect(page.locator("[data-action=put-up]")).to_have_count(0)
    found = {"refused": faults(page)}
    page.set_viewport_size({"width": SIZES["narrow"][0], "height": SIZES["narrow"][1]})
    file.write_text((files("hall.catalogue") / "data" / "examples" / "zhouzhi.svg").read_text("utf-8"), "utf-8")
    chosen.set_input_files(str(file))
    expect(page.locator("[data-action=put-up]")).to_be_visible()
    found["narrow"] = faults(page)
    assert {where: what for where, what in found.items() if what} == {}


def test_who_may_not_put_one_up_is_told_so(demo: Demo, open_page: OpenPage) -> None:
    page = open_signed_in(open_page, demo, user(demo, "greeter"), "/manage/floor", SIZES["phone"])
    expect(page.locator(".staff-refused")).to_contain_text("值班长或系统管理员")
