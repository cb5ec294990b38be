"""The slip as its holder gets it: read back from the PDF and looked at, with everything that may stand on it."""

from pathlib import Path

import pytest

from hall.children import Child
from hall.paper.fonts import NoFont, open_fonts
from hall.paper.press import unavailable
from tests.edges.paper.receipt import Page, codes_in, read_pdf
from tests.halls import ADULT, County, Json, refused

MISSED = "过号后请持本票到取号机或导服台恢复排队，无需重新取号。"
PRIVACY = "证件号、手机号仅用于预约、排队和通知，180天后删除；不填也可取号。"


def slip(county: County, ticket: Json, query: str = "") -> Page:
    response = county.visitor.get(f"/tickets/{ticket['id']}/slip.pdf{query}")
    assert response.status_code == 200, response.get_data(as_text=True)
    assert response.mimetype == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store"
    (page,) = read_pdf(response.get_data())
    return page


def flat(text: str) -> str:
    """The text without where its lines were broken."""
    return text.replace("\r", "").replace("\n", "")


def test_it_says_number_service_where_how_many_ahead_and_what_to_have_ready(county: County) -> None:
    county.open(27)
    county.issue("tax")
    page = slip(county, county.issue("tax"))
    said = flat(page.text)
    assert page.width == 80.0
    for words in ("周至县", "H002", "1 人", "27号窗口", "2026年11月23日 10:00", "请备好材料", MISSED):
        assert words in said, (words, said)
    assert PRIVACY not in said
    assert "办理人" not in said


def test_its_code_leads_to_the_ticket_on_a_phone(county: County) -> None:
    ticket = county.issue("tax")
    assert codes_in(slip(county, ticket).picture) == [f"http://localhost/t/{ticket['id']}"]


def test_it_is_as_long_as_what_it_says(county: County) -> None:
    short, long = slip(county, county.issue("tax")), slip(county, county.issue(bundle="birth"))
    assert 90 < short.height < long.height
    for page in (short, long):
        rows = page.picture.convert("L").point(lambda grey: 255 * (grey < 128)).getbbox()
        assert rows is not None
        below = (page.picture.height - rows[3]) / page.picture.height * page.height
        assert 2 < below < 8, "white below the last line, in millimetres"


def test_a_bundle_stands_under_its_name_with_the_materials_of_each_service(county: County) -> None:
    ticket = county.issue(bundle="birth")
    said = flat(slip(county, ticket).text)
    assert "出生" in said
    for errand in ticket["errands"]:
        assert errand["name"]["zh"] in said


def test_it_speaks_the_language_the_ticket_was_taken_in_unless_asked_otherwise(county: County) -> None:
    ticket = county.issue("tax", language="en")
    english, chinese = slip(county, ticket), slip(county, ticket, "?lang=zh")
    assert "If you miss your call" in english.text.replace("\r\n", " ")
    assert "过号" not in english.text
    assert MISSED in flat(chinese.text)


def test_people_stand_on_it_by_their_first_character_and_are_told_what_is_kept(county: County) -> None:
    ticket = county.issue("tax", name="张三丰", phone="13800138000", id_number=ADULT)
    said = flat(slip(county, ticket).text)
    assert "张**" in said
    assert PRIVACY in said
    for secret in ("三丰", "13800138000", "8000", ADULT, ADULT[-4:]):
        assert secret not in said


@pytest.mark.parametrize("rare", list("䶮镕堃喆玥婞"))
def test_a_rare_name_is_there_as_text_and_as_ink(county: County, rare: str) -> None:
    page = slip(county, county.issue("tax", name=f"{rare}一"))
    assert f"{rare}**" in flat(page.text)


def test_a_character_without_any_glyph_is_written_as_its_code(county: County) -> None:
    assert "〔U+2A6A5〕**" in flat(slip(county, county.issue("tax", name="𪚥一")).text)


def test_who_asked_for_help_is_told_where_to_wait(county: County) -> None:
    assert "工作人员陪同您办理" in flat(slip(county, county.issue("tax", needs_help=True)).text)


@pytest.mark.parametrize(
    ("policy", "words"),
    [("requeue", MISSED), ("tail", "排在现有等候人员之后"), ("void", "叫号未到，本票作废，须重新取号")],
)
def test_the_rule_for_a_missed_call_is_the_halls_own(county: County, policy: str, words: str) -> None:
    county.set_rules(no_show_policy=policy)
    assert words in flat(slip(county, county.issue("tax")).text)


def test_a_called_ticket_says_where_to_go_and_an_ended_one_that_it_has_ended(county: County) -> None:
    county.open(27)
    ticket = county.issue("tax")
    county.call(27)
    called = flat(slip(county, ticket).text)
    assert "正在叫号" in called
    assert "27号窗口" in called
    assert "前面等候" not in called
    county.clerk(27).does("start", ticket)
    county.finish(27, ticket)
    done = flat(slip(county, ticket).text)
    assert "已结束" in done
    assert "号窗口" not in done


def test_every_font_of_it_is_embedded(county: County) -> None:
    content = county.visitor.get(f"/tickets/{county.issue('tax')['id']}/slip.pdf").get_data()
    assert content.count(b"/FontFile2") >= 1
    assert content.count(b"/Type /Font ") + content.count(b"/Type /Font\n") == content.count(b"/FontDescriptor ")


def test_the_same_ticket_is_the_same_bytes(county: County) -> None:
    path = f"/tickets/{county.issue('tax')['id']}/slip.pdf"
    assert county.visitor.get(path).get_data() == county.visitor.get(path).get_data()


def test_an_unknown_ticket_has_no_slip(county: County) -> None:
    refused(county.visitor.get("/tickets/xxxxxxxxxxxxxxxxxxxxxx/slip.pdf"), "ticket_not_found", 404)


def test_a_press_that_cannot_work_is_a_sentence_and_the_next_slip_is_printed(county: County) -> None:
    ticket, press = county.issue("tax"), county.house.press
    whole, press._child = press._child, Child("no_such_module")
    problem = refused(county.visitor.get(f"/tickets/{ticket['id']}/slip.pdf"), "paper_unavailable", 503)
    assert "记下号码" in problem["detail"]
    press._child = whole
    assert ticket["number"] in slip(county, ticket).text


def test_a_press_that_was_killed_is_started_again(county: County) -> None:
    ticket = county.issue("tax")
    slip(county, ticket)
    process = county.house.press._child._process
    assert process is not None
    process.kill()
    process.wait()
    assert ticket["number"] in slip(county, ticket).text


def test_without_a_chinese_font_the_sentence_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoFont) as missing:
        open_fonts(tmp_path, ())
    problem = unavailable(f"NoFont: {missing.value}")
    assert "python frontend/font.py" in problem.detail.zh
    assert "python frontend/font.py" in problem.detail.en
