"""What lies with a record and stands over the ledger: photographs, papers, figures, what comes back, orders."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import violations
from tests.browser.demo import COUNTY, Demo, Staff
from tests.browser.desk import open_signed_in
from tests.browser.ledgers import ACCEPTED, LAND, figures_agree, open_ledger, open_record, reported, take
from tests.browser.measuring import lost, small
from tests.browser.phones import NARROW, open_phone, serve
from tests.sent_in import pdf, photo

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
SignIn = Callable[[int | str], Staff]
Looks = Callable[..., None]
Sent = dict[str, Any]
LOADED = "one => one.complete && one.naturalWidth > 0"
# What Chromium without a screen prints is nothing; that it was asked to is told before.
PRINTED = "window.printed = 0; addEventListener('beforeprint', () => { window.printed += 1; });"


def file(name: str, content: bytes, kind: str = "image/jpeg") -> Sent:
    return {"name": name, "mimeType": kind, "buffer": content}


def choose(page: Page, *files: Sent) -> None:
    page.locator("input[name=files]").set_input_files(list(files))


def seen(picture: Locator) -> None:
    expect(picture).to_be_visible()
    picture.page.wait_for_function(f"one => ({LOADED})(one)", arg=picture.element_handle())


def flaws(page: Page, least: int = 0) -> list[str]:
    return violations(page) + lost(page) + (small(page, least) if least else [])


def test_photographs_go_with_a_report_and_are_seen_by_both_sides(demo: Demo, open_page: OpenPage, looks: Looks) -> None:
    phone = open_page(f"{demo.base_url}/report/{COUNTY}?lang=zh", size=NARROW)
    phone.locator("#description").fill("门口贴的材料和窗口说的不一样")
    phone.locator("[name=anonymous]").check()
    choose(
        phone,
        file("公告.jpg", photo(400, 300)),
        file("说明.txt", b"text", "text/plain"),
        file("太大.png", bytes(11 * 1024 * 1024), "image/png"),
        file("假的.jpg", b"<script>alert(1)</script>"),
    )
    refused = phone.locator("[data-refused]")
    expect(refused).to_contain_text("说明.txt：只接受照片")
    expect(refused).to_contain_text("太大.png：文件过大，每个不超过 10 MB")
    assert phone.locator("[data-waiting]").count() == 2
    looks(phone, ".switcher")
    # No more than ten in all, and what was taken out leaves its place.
    choose(phone, *(file(f"{number}.jpg", photo()) for number in range(9)))
    expect(refused).to_have_text("8.jpg：最多 10 个，没有加入。")
    for number in range(8):
        phone.locator(f"[data-waiting='{number}.jpg'] button").click()
    phone.locator("[data-act=send]").click()
    # Registered, and of the two that were sent one is no photograph, whatever it is called.
    number = str(phone.locator("[data-done]").get_attribute("data-done"))
    expect(phone.locator("h1")).to_be_focused()
    expect(refused).to_contain_text("假的.jpg")
    expect(phone.locator("main")).to_contain_text(number)
    phone.locator("[data-act=onward]").click()
    expect(phone.locator("h1")).to_have_text(number)
    thumb = phone.locator("[data-files='1'] [data-file] button")
    seen(thumb.locator("img"))
    thumb.click()
    seen(phone.locator("dialog img"))
    assert flaws(phone, 44) == []
    phone.keyboard.press("Escape")
    expect(thumb).to_be_focused()
    choose(
        phone, file("受理单.pdf", pdf(), "application/pdf"), file("坏的.pdf", b"%PDF-1.7 nothing", "application/pdf")
    )
    expect(phone.locator("[data-files='2']")).to_be_visible()
    expect(phone.locator("[data-refused='1']")).to_contain_text("坏的.pdf")
    looks(phone, ".switcher")

    officer = open_ledger(open_page, demo, "escalation")
    asked: list[str] = []
    officer.on("request", lambda request: asked.append(request.url) if "/attachments/" in request.url else None)
    open_record(officer, number)
    expect(officer.locator(".case-file")).to_have_count(2)
    assert asked == [], "what nobody opened is not on record"
    officer.locator("[data-action=look]").click()
    seen(officer.locator(".case-file__picture"))
    assert len(asked) == 1
    choose(officer, file("核查.png", photo(kind="PNG"), "image/png"), file("备注.doc", b"x", "application/msword"))
    expect(officer.locator(".case-file")).to_have_count(3)
    expect(officer.locator("[data-refused]")).to_contain_text("备注.doc：只接受照片")
    expect(officer.locator(".case-file", has_text="工作人员添加")).to_have_count(1)
    officer.emulate_media(reduced_motion="reduce")
    assert flaws(officer) == []
    phone.reload()
    expect(phone.locator("[data-files='2']")).to_be_visible()
    expect(phone.locator("body")).not_to_contain_text("核查")


def test_the_desk_takes_photographs_in_with_a_report(demo: Demo, open_page: OpenPage) -> None:
    page = open_ledger(open_page, demo, "escalation", NARROW)
    page.locator("[data-action=intake]").click()
    page.locator("[name=description]").fill("来访人带来照片")
    choose(page, file("现场.jpg", photo()), file("假的.jpg", b"GIF89a"))
    page.emulate_media(reduced_motion="reduce")
    assert flaws(page, 44) == []
    page.locator("[data-action=save]").click()
    expect(page.locator("[data-receipt]")).to_be_visible()
    expect(page.locator("[data-refused]")).to_contain_text("假的.jpg")
    page.locator("[data-action=open]").click()
    expect(page.locator(".case-file")).to_have_count(1)
    assert flaws(page, 44) == []


def test_paper_is_printed_from_a_closed_record_masked_or_for_a_reason(demo: Demo, open_page: OpenPage) -> None:
    number = reported(demo, service="pension", name="王小二", phone="13800138000")["number"]
    page = open_ledger(open_page, demo, "escalation")
    page.evaluate(PRINTED)
    open_record(page, number)
    take(page, "accept", "accepted", **ACCEPTED)
    take(page, "resolve-now", "resolved_on_the_spot", outcome="done", text="已办好")
    take(page, "reply", "replied", text="已办好")
    take(page, "call-back", "called_back", satisfaction="satisfied")
    expect(page.locator(".case-facts")).to_contain_text("整改归档 · 5 个工作日")
    take(page, "archive", "archived", reason="个案")
    page.keyboard.press("p")
    expect(page.get_by_role("status").filter(has_text="已交给浏览器打印")).to_be_visible()
    assert page.evaluate("window.printed") == 1
    api = page.context.request

    def paper(which: str) -> bytes:
        answer = api.get(demo.base_url + str(page.locator(which).get_attribute("href")))
        assert answer.headers["content-type"] == "application/pdf", answer.text()
        return answer.body()

    masked = paper("[data-paper=file]")
    page.locator("[data-action=permit]").click()
    page.locator("[data-action=permit-yes]").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("[name=permit]").fill("送部门会办")
    assert flaws(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("[data-whole=file]")).to_be_visible()
    assert paper("[data-whole=file]") != masked


def test_a_file_of_orders_is_taken_in_or_told_line_by_line(demo: Demo, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_ledger(open_page, demo, "manager")
    page.emulate_media(reduced_motion="reduce")
    page.locator("[data-panel=import]").click()
    head = "工单号,诉求内容,事项,联系电话\n"
    wrong, right = tmp_path / "错.csv", tmp_path / "对.csv"
    wrong.write_text(f"{head}W-1,说不清,没有的事项,138\nW-2,,,\n", encoding="gb18030")
    right.write_text(f"{head}W-1,养老金没有到账,,13800138000\nW-2,等了三个月,,\n", encoding="utf-8-sig")
    orders = page.locator("input[name=orders]")
    orders.set_input_files(wrong)
    faults = page.locator("[data-faults='3'] tbody tr")
    expect(faults).to_have_count(3)
    assert [row.locator("td").all_inner_texts()[:2] for row in faults.all()] == [
        ["2", "事项"],
        ["2", "联系电话"],
        ["3", "诉求内容"],
    ]
    assert flaws(page) == []
    orders.set_input_files(right)
    expect(page.locator("[data-taken='2'] tbody tr")).to_have_count(2)
    orders.set_input_files(right)
    expect(page.locator("[data-taken='0']")).to_contain_text("此前已登记")
    assert flaws(page) == []
    found = page.locator("[data-taken] [data-number]").last
    number = found.inner_text()
    found.click()
    expect(page.locator(".case-row")).to_have_count(1)
    expect(page.locator(".case-row")).to_contain_text(number)


def test_the_ledgers_figures_lead_to_its_records_and_what_comes_back_is_seen(
    demo: Demo, open_page: OpenPage, sign_in: SignIn
) -> None:
    officer = sign_in("escalation")
    numbers = []
    for _ in range(2):
        record = reported(demo, service="social-card", anonymous=True)
        numbers.append(record["number"])
        officer.act(f"/escalations/{record['id']}/accept", case_class="B", cause="system")
    officer.act(f"/escalations/{record['id']}/resolve-now", outcome="done", text="已补卡")
    officer.act(f"/escalations/{record['id']}/resolve", outcome="done", text="已补卡")
    officer.act(f"/escalations/{record['id']}/rectify", text="系统已修复，补卡当场可取")
    page = open_ledger(open_page, demo, "manager")
    page.emulate_media(reduced_motion="reduce")
    page.locator("[data-panel=repeated]").click()
    again = page.locator(".case-again__one[data-service=social-card]")
    expect(again).to_contain_text("系统故障")
    expect(again).to_contain_text("系统已修复，补卡当场可取")
    expect(again.locator("[data-number]")).to_have_text(list(reversed(numbers)))
    assert flaws(page) == []
    page.locator("[data-panel=figures]").click()
    page.locator("[data-by=service]").click()
    row = page.locator("[data-group=social-card]")
    expect(row.locator("[data-counted=records]")).to_have_text("2")
    assert flaws(page) == []
    page.locator("[data-action=language]").click()
    expect(page.locator(".case-panel h2")).to_have_text("Figures")
    assert flaws(page) == []
    page.locator("[data-action=language]").click()
    row.locator("[data-counted=open]").click()
    expect(page.locator(".case-row")).to_have_count(2)
    sheet = str(page.locator("[data-action=sheet]").get_attribute("href"))
    assert "counted=open" in sheet
    assert page.context.request.get(demo.base_url + sheet).body()[:2] == b"PK"


def test_a_dissatisfied_call_back_waits_to_be_reopened_and_its_extension_is_of_the_past(
    demo: Demo, open_page: OpenPage
) -> None:
    number = reported(demo, service="property-transfer", phone="13800138000")["number"]
    officer, tray = (open_ledger(open_page, demo, role) for role in ("escalation", "department"))
    open_record(officer, number)
    take(officer, "accept", "accepted", **ACCEPTED)
    take(officer, "assign", "assigned", department=LAND)
    open_record(tray, number)
    take(tray, "sign", "in_progress")
    take(tray, "extend", "extended", days="3", reason="需现场核查")
    expect(tray.locator(".case-facts [data-extended='3']")).to_be_visible()
    take(tray, "resolve", "resolved", outcome="done", text="已办好")
    take(tray, "reply", "replied", text="请来取证")
    expect(tray.locator(".case-facts [data-extended]")).to_have_count(0)
    expect(tray.locator(".case-results [data-extended='3']")).to_be_visible()
    officer.reload()
    open_record(officer, number)
    take(officer, "call-back", "called_back", satisfaction="dissatisfied")
    expect(officer.locator(".case-facts")).to_contain_text("重新办理 · 1 个工作日")
    told = figures_agree(officer)
    assert told["to_reopen"] == 1
    officer.locator("[data-figure=to_reopen]").click()
    officer.locator(".case-row", has_text=number).click()
    take(officer, "reopen", "reopened", reason="没有解决")
    expect(officer.locator("[data-extended]")).to_have_count(0)
    assert figures_agree(officer)["reopened"] == 1
    officer.locator("[data-action=all]").click()
    open_record(officer, number)
    steps = officer.locator(".case-log")
    expect(steps).to_contain_text("部门承办人")
    expect(steps).not_to_contain_text("department")


def test_a_review_and_the_record_it_became_lead_to_each_other(demo: Demo, open_page: OpenPage, sign_in: SignIn) -> None:
    clerk = sign_in(16)
    demo.take("property-mortgage")
    ticket = clerk.call_next()
    serve(clerk, ticket, "completed")
    phone = open_phone(open_page, demo.base_url, ticket)
    phone.locator("[data-rating=dissatisfied]").click()
    phone.locator("[data-tag=slow]").click()
    phone.locator("[data-act=send-review]").click()
    expect(phone.locator("[data-review=given]")).to_be_visible()
    manager = next(user for user in demo.guide["users"] if user["role"] == "manager")
    page = open_signed_in(open_page, demo, manager, "/manage/reviews", (1366, 768))
    page.locator(".review-row").first.click()
    page.locator("[data-action=escalate]").click()
    record = page.locator("[data-record] a")
    number = record.inner_text()
    record.click()
    expect(page.locator(f"[data-one='{number}']")).to_be_visible()
    page.locator("[data-action=review]").click()
    expect(page.locator("[data-record] a")).to_have_text(number)
