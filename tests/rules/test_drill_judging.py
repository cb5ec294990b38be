"""What the failover drill calls a loss, and that it sees each kind of it."""

from typing import Any

import pytest

from deploy.ha.judging import Kept, Told, findings
from deploy.ha.load import Answer, Record

NUMBERS = {"t1": "A001", "t2": "A002"}
ENTRIES = {
    1: ("ticket_issued", "t1", None),
    2: ("ticket_issued", "t2", None),
    3: ("ticket_called", "t1", "w1"),
    4: ("ticket_started", "t1", "w1"),
    5: ("ticket_called", "t2", "w2"),
}
TOLD = Told("screen", 0, [3, 5])


def answer(who: str, deed: str, ticket: str, seq: int, window: str | None = None) -> Answer:
    shown = {"id": ticket, "number": NUMBERS.get(ticket, "A009"), "seq": seq}
    return Answer(who, deed, 201 if deed == "issue" else 200, shown, window, 0.0, 0.1, 0.0)


ANSWERS = [
    answer("kiosk", "issue", "t1", 1),
    answer("kiosk", "issue", "t2", 2),
    answer("clerk1", "call", "t1", 3, "w1"),
    answer("clerk1", "start", "t1", 4, "w1"),
    answer("clerk2", "call", "t2", 5, "w2"),
]


def found(*more: Answer, entries: dict[int, Any] = ENTRIES, told: Told = TOLD, odd: str = "") -> list[str]:
    record = Record(answers=[*ANSWERS, *more], odd=[odd] if odd else [])
    return findings(record, Kept(NUMBERS, entries), [told])


def test_a_day_where_all_was_kept_has_no_findings() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ({"odd": "clerk1 call: 500"}, "clerk1 call: 500"),
        (
            {"entries": {seq: ENTRIES[seq] for seq in range(1, 5)}, "told": Told("s", 0, [3])},
            "lost: call",
        ),
        ({"entries": ENTRIES | {1: ("ticket_issued", "t3", None)}}, "lost: issue of A001"),
        ({"entries": ENTRIES | {5: ("ticket_called", "t2", "w1")}}, "lost: call of A002 by clerk2"),
        (
            {"entries": ENTRIES | {6: ("ticket_called", "t1", "w2")}, "told": Told("s", 0, [3, 5, 6])},
            "called 2 times: A001",
        ),
        ({"entries": ENTRIES | {7: ("window_changed", None, "w1")}}, "the journal has gaps"),
        ({"told": Told("screen", 0, [3])}, "1 calls not told"),
        ({"told": Told("screen", 0, [3, 3, 5])}, "1 told that are none or were"),
        ({"told": Told("screen", 0, [5, 3])}, "0 calls not told"),
    ],
)
def test_each_kind_of_loss_is_found(what: dict[str, Any], line: str) -> None:
    assert any(line in each for each in found(**what)), found(**what)


def test_an_answered_ticket_that_is_gone_is_found() -> None:
    assert any("lost: ticket A009" in each for each in found(answer("kiosk", "issue", "t9", 1)))


def test_one_ticket_answered_to_two_desks_is_found() -> None:
    assert any("answered to 2 desks: t1" in each for each in found(answer("clerk2", "call", "t1", 3, "w1")))


def test_one_number_given_twice_is_found() -> None:
    assert any("number A001 given 2 times" in each for each in found(answer("kiosk", "issue", "t1", 1)))
