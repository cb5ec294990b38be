"""The list of a day's home visits, read back from its PDF: in the order of the route, unmasked, and on record."""

from typing import Any

from werkzeug.test import TestResponse

from hall.journal.audit import audit_entries
from tests.actions.booking.people import slots, try_book
from tests.edges.paper.receipt import read_pdf
from tests.halls import ADULT, COUNTY, YOUNG, County, Json, told

NEAR, FAR = "二曲街道中心街1号", "集贤镇殿镇村三组"


def visit(county: County, slot: Json, address: str, **more: Any) -> Json:
    fields = {"address": address, "contact_name": "王堃", "contact_phone": "13900139000"}
    return dict(told(try_book(county, slot, **fields, **more), 201))


def ask(county: County, **body: str) -> TestResponse:
    return county.greeter.post(f"/halls/{COUNTY}/home-visits/list.pdf", body)


def said(response: TestResponse) -> str:
    return "".join(page.text for page in read_pdf(response.get_data())).replace("\r", "").replace("\n", "")


def test_the_list_goes_by_time_and_then_by_address_and_every_read_of_it_is_on_record(county: County) -> None:
    first, second = slots(county, mode="home_visit", **{"from": "2026-11-24"})[:2]
    county.set_booking(home_visits=3)
    far = visit(county, first, FAR, id_number=ADULT, name="张三丰", phone="13800138000")
    near = visit(county, first, NEAR, phone="13700137000", needs_help=True)
    gone = visit(county, second, "尚村镇街道", id_number=YOUNG)
    told(county.visitor.send("DELETE", f"/appointments/{gone['id']}"))
    response = ask(county, day="2026-11-24")
    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    text = said(response)
    assert text.index(NEAR) < text.index(FAR)
    for words in ("上门办理路线单", "共 2 户", "王堃", "13900139000", "张三丰", "13800138000", far["code"], "需要帮办"):
        assert words in text, (words, text)
    assert "尚村" not in text
    assert ADULT not in text, "nobody needs it on the doorstep"
    with county.database.reading() as connection:
        reads = [entry for entry in audit_entries(connection) if entry.kind == "unmasked"]
    assert {entry.ticket for entry in reads} == {near["id"], far["id"]}
    assert all(entry.user is not None for entry in reads)


def test_a_day_without_visits_has_a_list_that_says_so_and_no_stranger_has_any(county: County) -> None:
    assert "没有上门预约" in said(ask(county))
    assert county.visitor.post(f"/halls/{COUNTY}/home-visits/list.pdf").status_code == 401
    assert county.kiosk.post(f"/halls/{COUNTY}/home-visits/list.pdf").status_code == 403
    assert ask(county, day="soon").status_code == 422
