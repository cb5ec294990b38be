"""A file of hotline orders: taken whole, or refused with every fault at its line and column."""

from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.errors import Invalid
from hall.escalation.orders import MOST_ORDERS, Known, read_orders

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
KNOWN = Known({"tax": "tax", "办税": "tax"}, ZoneInfo("Asia/Shanghai"), NOW)
HEAD = "工单号,诉求内容,受理时间,事项,姓名,联系电话\n"


BAD = ",,明天,无,,1\n2,x,,,,2\n"


def faults(text: str) -> list[str]:
    with pytest.raises(Invalid) as refusal:
        read_orders(text, KNOWN)
    return [problem.field for problem in refusal.value.fields]


def test_a_heading_of_very_many_columns_is_one_fault() -> None:
    assert faults("," * 900_000) == ["1"]


def test_a_file_is_read_as_spreadsheets_write_it() -> None:
    text = (
        "\ufeff" + HEAD + 'ZZ-1,"跑了三趟,\n还是不行",2026/11/23 9:05,办税,王小二,+8613800138000\n\nZZ-2,系统坏了,,,,\n'
    )
    first, second = read_orders(text, KNOWN)
    assert (first.line, first.order, first.description) == (2, "ZZ-1", "跑了三趟,\n还是不行")
    assert (first.service, first.name, first.phone) == ("tax", "王小二", "13800138000")
    assert first.received_at == datetime(2026, 11, 23, 1, 5, tzinfo=UTC)
    assert (second.line, second.received_at, second.name, second.phone) == (5, NOW, None, None)
    english = "description,order,received_at\nx,1,2026-11-23T09:05:00+08:00\n"
    assert read_orders(english, KNOWN)[0].received_at == first.received_at


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", ["1:工单号", "1:诉求内容"]),
        ("工单号,什么\n1,2\n", ["1:什么", "1:诉求内容"]),
        # Rows are judged by the columns that are known, whatever is wrong with the heading.
        ("工单号,什么,联系电话\n1 2,x,12\n3,y\n", ["1:什么", "1:诉求内容", "2:工单号", "2:联系电话", "3"]),
        ("甲;乙\n1;2\n3,4\n", ["1:甲;乙", "1:工单号", "1:诉求内容"]),
        # A row that is wrong has its number all the same: whoever has it again is told so at once.
        (HEAD + "1,x,,,,12\n1,,,,,\n", ["2:联系电话", "3:工单号", "3:诉求内容"]),
        (HEAD + f"1,x,,,,{'1' * 70}\n", ["2:联系电话"]),
        (HEAD + "".join(f"{n},,,,,\n" for n in range(MOST_ORDERS + 2)),
         [f"{line}:诉求内容" for line in range(2, MOST_ORDERS + 2)] + [f"{MOST_ORDERS + 2}"]),
        ("工单号,order,诉求内容\n1,1,x\n", ["1:工单号"]),
        (HEAD, ["1"]),
        (HEAD + ",x,,,,\n", ["2:工单号"]),
        (HEAD + "1,,,,,\n", ["2:诉求内容"]),
        (HEAD + "1 2,x,,,,\n", ["2:工单号"]),
        (HEAD + "1,x,昨天,,,\n", ["2:受理时间"]),
        (HEAD + "1,x,2026-11-23 10:01,,,\n", ["2:受理时间"]),
        (HEAD + "1,x,,婚姻,,\n", ["2:事项"]),
        (HEAD + "1,x,,,,12\n", ["2:联系电话"]),
        (HEAD + f"1,{'长' * 2001},,,,\n", ["2:诉求内容"]),
        (HEAD + "1,x\n2,y,,,,,,\n", ["2", "3"]),
        (HEAD + "1,x,,,,\n2,x,,,,\n1,y,,,,\n", ["4:工单号"]),
        (HEAD + '1,"x,,,,\n', ["2"]),
        (HEAD + BAD, ["2:工单号", "2:诉求内容", "2:受理时间", "2:事项", "2:联系电话", "3:联系电话"]),
        (HEAD + "".join(f"{n},x,,,,\n" for n in range(MOST_ORDERS + 1)), [f"{MOST_ORDERS + 2}"]),
    ],
)  # fmt: skip
def test_every_fault_is_told_at_its_line_and_column(text: str, places: list[str]) -> None:
    assert faults(text) == places


@given(st.text())
def test_whatever_is_given_is_read_or_refused(text: str) -> None:
    for before in ("", HEAD):
        with suppress(Invalid):
            assert read_orders(before + text, KNOWN)
