"""What a scanned or typed code is, and what it leads to."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.personal.numbers import read_id_number
from hall.text import Text
from hall.ticketing.policy import Key
from hall.ticketing.scanning import (
    Candidate,
    Card,
    Kind,
    Number,
    Slip,
    Unreadable,
    lead_of_card,
    lead_of_paper,
    lead_of_ticket,
    read_code,
)
from hall.ticketing.states import ENDED, TicketState

TODAY = date(2026, 11, 23)
ID = "Zk3_x-AbCdEfGhIjKlMnOp"
ADULT, SENIOR = "610124199003078518", "11010519491231002X"
KEY = Key(datetime(2026, 11, 23, 2, tzinfo=UTC), 7)
S = TicketState


@pytest.mark.parametrize(
    "text",
    [
        ID,
        f" {ID}\n",
        f"https://hall.example/t/{ID}",
        f"http://10.0.0.7:8000/t/{ID}?lang=en",
        f"/t/{ID}#top",
        f"HTTPS://HALL.EXAMPLE/t/{ID}",
    ],
)
def test_a_slip_leads_by_its_id_whatever_the_host(text: str) -> None:
    assert read_code(text, TODAY, staff=False) == Slip(ID)


@pytest.mark.parametrize("text", [f"https://hall.example/t/{ID[:9]}", f"/t/{ID}x", "https://hall.example/t/"])
def test_a_torn_code_says_what_to_do(text: str) -> None:
    code = read_code(text, TODAY, staff=False)
    assert isinstance(code, Unreadable)
    assert code.message.zh == "二维码不完整，请到导服台查询。"
    told = read_code(text, TODAY, staff=True)
    assert isinstance(told, Unreadable)
    assert told.message.zh == "二维码不完整，请输入票上的号码。"


@pytest.mark.parametrize(
    "text",
    [
        SENIOR,
        SENIOR.lower(),
        "１１０１０５１９４９１２３１００２Ｘ",
        f"张三|男|汉|19491231|陕西省周至县二曲镇1号|{SENIOR}|周至县公安局|20200101-长期",
        f"张三\t{SENIOR}\t13800138000",
        "110105 19491231 002X",
    ],
)
def test_a_card_is_found_among_what_its_reader_types(text: str) -> None:
    code = read_code(text, TODAY, staff=False)
    assert isinstance(code, Card)
    assert (code.number.text, code.number.is_senior_on(TODAY)) == (SENIOR, True)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (ADULT[:-1] + "9", "check_character"),
        (f"张三|{ADULT[:-1]}9|男", "check_character"),
        ("990124199003078518", "region"),
        ("610124199013078518", "birth_date"),
        (ADULT[:-1], "length"),
        ("610124900307851", "length"),
        (ADULT + "1", "length"),
    ],
)
def test_a_wrong_card_names_the_rule_it_breaks(text: str, rule: str) -> None:
    code = read_code(text, TODAY, staff=False)
    assert isinstance(code, Unreadable)
    assert code.rule == rule
    assert ADULT[:-1] not in code.message.zh + code.message.en


@pytest.mark.parametrize(
    ("text", "number"),
    [("A032", "A032"), ("a32", "A032"), (" yj-3 ", "YJ003"), ("A1000", "A1000"), ("Ａ０３２", "A032")],
)
def test_staff_may_ask_by_number_and_a_kiosk_may_not(text: str, number: str) -> None:
    assert read_code(text, TODAY, staff=True) == Number(number)
    refused = read_code(text, TODAY, staff=False)
    assert isinstance(refused, Unreadable)
    assert "二维码" in refused.message.zh


@pytest.mark.parametrize("text", ["", "6901234567892", "hello", "13800138000", "A0", "91610124MA6TXXXX0X", "%%" * 900])
def test_what_is_neither_is_said_to_be_neither(text: str) -> None:
    for staff in (True, False):
        code = read_code(text, TODAY, staff=staff)
        assert isinstance(code, Unreadable)
        assert code.rule is None
        assert code.message.zh.endswith("。")


@given(st.text(max_size=200), st.booleans())
def test_anything_at_all_is_something(text: str, staff: bool) -> None:
    assert isinstance(read_code(text, TODAY, staff=staff), Slip | Card | Number | Unreadable)


def ticket(state: TicketState = S.WAITING, number: str = "A012", **more: object) -> Candidate:
    values: dict[str, object] = {"id": number, "number": number, "day": TODAY, "key": KEY, "state": state, **more}
    return Candidate(**values)  # type: ignore[arg-type]  # fields by name


def test_a_missed_call_says_how_often_one_may_come_back() -> None:
    for left, words in ((2, "还可恢复2次"), (1, "还可恢复1次"), (0, "恢复次数已用完，请重新取号")):
        lead = lead_of_ticket(ticket(S.PASSED, requeues_left=left), TODAY)
        assert lead.kind is Kind.PASSED
        assert words in lead.message.zh


def test_where_a_ticket_is_now() -> None:
    assert lead_of_ticket(ticket(S.CALLED, window=15), TODAY).message.zh == "正在呼叫A012，请到15号窗口。"
    assert lead_of_ticket(ticket(), TODAY).message == Text("A012正在等候。", "A012 is waiting.")
    for state in ENDED:
        lead = lead_of_ticket(ticket(state), TODAY)
        assert (lead.kind, lead.live) == (Kind.TICKET, 0)
        assert "重新取号" in lead.message.zh


def test_another_day_and_another_hall_are_named() -> None:
    before = date(2026, 11, 20)
    old = lead_of_ticket(ticket(S.DONE, day=before), TODAY)
    assert (old.kind, old.message.zh) == (Kind.OTHER_DAY, "A012是11月20日的号票，已失效，请重新取号。")
    away = lead_of_ticket(ticket(S.PASSED, hall=Text("楼观镇便民服务中心", "Louguan")), TODAY)
    assert away.kind is Kind.OTHER_HALL
    assert "楼观镇便民服务中心" in away.message.zh


def test_a_return_is_one_of_this_hall_until_its_last_day() -> None:
    left = ticket(S.UNSERVED, day=date(2026, 11, 20), returnable=("tax",), last_day=date(2026, 11, 25))
    lead = lead_of_ticket(left, TODAY)
    assert lead.kind is Kind.RETURN
    assert lead.message.zh == "A012（11月20日闭厅未办），11月25日（含当日）前再来可优先办理一次。"
    assert lead_of_card(read_id_number(ADULT, TODAY), [left], TODAY).candidate == left


def test_a_used_notice_leads_to_what_was_taken_with_it_while_that_is_live() -> None:
    paper = ticket(S.DONE, "B002")
    waiting = lead_of_paper(paper, ticket(number="B003"), TODAY)
    assert (waiting.kind, waiting.live, waiting.candidate) == (Kind.TICKET, 1, ticket(number="B003"))
    assert waiting.message == Text("凭B002已取号B003。B003正在等候。", "B003 was taken with B002. B003 is waiting.")
    assert lead_of_paper(paper, ticket(S.PASSED, "B003", requeues_left=1), TODAY).kind is Kind.PASSED
    before = date(2026, 11, 20)
    overs = [ticket(state, "B003") for state in ENDED]
    for over in [*overs, ticket(number="B003", day=before), ticket(number="B003", hall=Text("楼观镇", "Louguan"))]:
        assert lead_of_paper(paper, over, TODAY) == lead_of_ticket(paper, TODAY)


def test_of_several_tickets_the_one_asked_for_now_comes_first() -> None:
    later = ticket(number="B001", key=KEY._replace(place=9))
    earlier, passed = ticket(number="A001"), ticket(S.PASSED, "D001", requeues_left=1, key=KEY._replace(place=1))
    lead = lead_of_card(read_id_number(ADULT, TODAY), [later, passed, earlier], TODAY)
    assert (lead.candidate, lead.live) == (earlier, 3)
    assert lead.message.zh == "共有3张号票，先办A001。A001正在等候。"
    called = ticket(S.CALLED, "C001", window=3, key=KEY._replace(place=99))
    assert lead_of_card(read_id_number(ADULT, TODAY), [earlier, called], TODAY).candidate == called


def test_a_person_without_a_ticket_is_told_of_the_age_and_of_a_ticket_elsewhere() -> None:
    adult, senior = read_id_number(ADULT, TODAY), read_id_number(SENIOR, TODAY)
    away = ticket(hall=Text("楼观镇便民服务中心", "Louguan"))
    done = ticket(S.DONE)
    assert lead_of_card(adult, [done], TODAY).kind is Kind.PERSON
    assert "绿色通道" not in lead_of_card(adult, [], TODAY).message.zh
    assert "绿色通道" in lead_of_card(senior, [], TODAY).message.zh
    assert "在楼观镇便民服务中心另有号票A012" in lead_of_card(adult, [away], TODAY).message.zh
