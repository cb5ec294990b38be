"""The one-time notice and the refusal note, read back from their PDFs and looked at."""

import pytest
from werkzeug.test import TestResponse

from tests.edges.paper.receipt import codes_in, read_pdf, read_receipt
from tests.halls import County, Json, refused

MISSING = ["房屋所有权证原件", "配偶身份证（镕、堃、䶮等字以户口簿为准）", "完税证明", "120㎡ 以上的测绘报告"]
BACK = "3个工作日内持本单到取号机扫码，优先办理"


def flat(text: str) -> str:
    return text.replace("\r", "").replace("\n", "")


@pytest.fixture
def told_missing(county: County) -> Json:
    """A ticket whose holder was told what is missing."""
    county.open(27)
    county.issue("tax", name="婞一", phone="13800138000")
    ticket = county.serve(27)
    assert county.finish(27, ticket, "incomplete", missing=MISSING, note="请带原件").status_code == 200
    return ticket


@pytest.fixture
def told_no(county: County) -> Json:
    """A ticket whose holder was refused."""
    county.open(27)
    county.issue("tax", language="en")
    ticket = county.serve(27)
    assert county.finish(27, ticket, "refused", note="《办法》第九条：不属于本行政区域").status_code == 200
    return ticket


def ask(county: County, ticket: Json, what: str) -> TestResponse:
    return county.visitor.get(f"/tickets/{ticket['id']}/{what}")


def test_the_notice_lists_everything_missing_by_whom_and_how_to_come_back(county: County, told_missing: Json) -> None:
    (page,) = read_pdf(ask(county, told_missing, "notice.pdf").get_data())
    said = flat(page.text)
    assert (page.width, page.height) == (148.0, 210.0)
    for number, material in enumerate(MISSING, 1):
        assert f"{number}. {material}".replace(" ", "") in said.replace(" ", "")
    for words in (
        "一次性告知单",
        "首问责任人",
        "27号窗口",
        "婞**",
        BACK,
        "2026年11月26日",
        "2026年11月23日",
        "请带原件",
    ):
        assert words in said, (words, said)
    assert "13800138000" not in said
    assert codes_in(page.picture) == [f"http://localhost/t/{told_missing['id']}"]


def test_the_days_in_which_to_come_back_are_the_halls_own(county: County, told_missing: Json) -> None:
    county.set_rules(return_days=5)
    said = flat(read_pdf(ask(county, told_missing, "notice.pdf").get_data())[0].text)
    assert "5个工作日内" in said
    assert "2026年11月30日" in said  # over a weekend
    county.set_rules(return_days=0)
    assert "当日持本单" in flat(read_pdf(ask(county, told_missing, "notice.pdf").get_data())[0].text)


def test_a_long_notice_goes_on_over_numbered_pages(county: County) -> None:
    county.open(27)
    county.issue("tax")
    ticket = county.serve(27)
    missing = [f"第{number}项材料：" + "相关证明文件原件及复印件各一份，" * 4 for number in range(1, 21)]
    county.finish(27, ticket, "incomplete", missing=missing)
    pages = read_pdf(ask(county, ticket, "notice.pdf").get_data())
    assert len(pages) > 1
    assert [flat(page.text)[-5:] for page in pages] == [f"{n} / {len(pages)}" for n in range(1, len(pages) + 1)]
    whole = "".join(flat(page.text) for page in pages)
    assert [f"第{number}项材料" in whole for number in range(1, 21)] == [True] * 20


def test_the_notice_fits_the_kiosks_printer_too(county: County, told_missing: Json) -> None:
    receipt = read_receipt(ask(county, told_missing, "notice.escpos?mode=text").get_data())
    said = flat(receipt.text).replace(" ", "")
    assert BACK in said
    assert "完税证明" in said
    assert codes_in(receipt.picture) == [f"http://localhost/t/{told_missing['id']}"]


def test_a_refusal_says_on_what_ground_by_whom_and_where_to_object(county: County, told_no: Json) -> None:
    (page,) = read_pdf(ask(county, told_no, "refusal.pdf?lang=zh").get_data())
    said = flat(page.text)
    for words in ("不予受理告知单", "《办法》第九条：不属于本行政区域", "经办人：27号窗口", "“办不成事”反映窗口"):
        assert words in said, (words, said)
    english = read_pdf(ask(county, told_no, "refusal.pdf").get_data())[0].text.replace("\r\n", " ")
    assert "If you disagree, take this sheet to window" in english
    assert "《办法》第九条" in english


@pytest.mark.parametrize("output", ["pdf", "escpos"])
def test_what_was_not_told_cannot_be_printed(county: County, told_missing: Json, output: str) -> None:
    assert "不予受理" in refused(ask(county, told_missing, f"refusal.{output}"), "nothing_to_print", 409)["detail"]
    waiting = county.issue("tax")
    for what in ("notice", "refusal"):
        problem = refused(ask(county, waiting, f"{what}.{output}"), "nothing_to_print", 409)
        assert waiting["number"] in problem["detail"]


def test_what_was_taken_back_is_not_printed(county: County, told_missing: Json) -> None:
    assert county.clerk(27).does("undo", told_missing).status_code == 200
    refused(ask(county, told_missing, "notice.pdf"), "nothing_to_print", 409)
