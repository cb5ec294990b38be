"""Numbers given on paper: what is typed of them, what a replay finds wrong, and where they stand."""

from datetime import timedelta

import pytest

from hall.catalogue.rules import QueueRules
from hall.events import instant_text
from hall.ticketing.papers import paper_number
from hall.ticketing.policy import NOTHING, Credit, CreditReason, paper_credit
from tests.rules.catalogue.definitions import SMALL, changed, errors, examined
from tests.rules.memory import MemoryHall
from tests.rules.memory_parts import DAY, OPENING, PAPER
from tests.rules.small_hall import altered, small_hall, wrong

EARLIER = OPENING - timedelta(minutes=30)


@pytest.fixture
def hall() -> MemoryHall:
    return small_hall()


@pytest.mark.parametrize("text", ["YJ003", "yj3", "003", "3", " YJ0003 "])
def test_the_number_on_the_paper_is_read_however_it_is_typed(text: str) -> None:
    assert str(paper_number(text, "YJ")) == "YJ003"


@pytest.mark.parametrize("text", ["", "0", "YJ", "A003", "YJ000", "10000", "0000003", "-3", "٣", "3.0", "YJ YJ3"])
def test_what_is_no_number_of_the_series_is_none(text: str) -> None:
    assert paper_number(text, "YJ") is None


def test_paper_is_no_credit_and_a_green_channel_beside_it_is_one() -> None:
    rules = QueueRules()
    assert paper_credit(rules, green_channel=False) == Credit(NOTHING, CreditReason.EMERGENCY)
    assert paper_credit(rules, green_channel=True) == Credit(rules.green_credit, CreditReason.GREEN_CHANNEL)
    without = QueueRules(green_credit_minutes=0)
    assert paper_credit(without, green_channel=True) == Credit(NOTHING, CreditReason.EMERGENCY)


def test_a_service_never_has_the_prefix_of_the_paper() -> None:
    assert errors(examined(changed('prefix = "D"', 'prefix = "YJ"'))[1]) == [
        "halls[town].rules.emergency_prefix the emergency prefix 'YJ' is that of pension already; choose another"
    ]
    own = SMALL.replace("[halls.booking]", '[halls.rules]\nemergency_prefix = "W"\n\n[halls.booking]')
    assert errors(examined(own.replace('prefix = "D"', 'prefix = "YJ"'))[1]) == []
    for bad in ('"w"', '"ABC"', '""', "3"):
        assert len(errors(examined(own.replace('"W"', bad))[1])) == 1


def test_paper_of_before_comes_before_those_who_came_since_and_is_told_again(hall: MemoryHall) -> None:
    paper = hall.enter(3, EARLIER, "tax")
    assert min(hall.waiting(), key=lambda ticket: ticket.key).id == paper.id
    assert [ticket.overtaken for ticket in hall.tickets.values()] == [1, 1, 1, 1, 0]
    hall.issue("tax")
    assert wrong(hall) == []


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"number": "T009"}, f"T009 was entered as a paper number of {PAPER}"),
        ({"prefix": "T", "number": "T009"}, "T009 was entered from paper, and numbers of T were issued that day"),
        (
            {"entered_at": instant_text(EARLIER - timedelta(minutes=1))},
            f"Y003 was issued at {EARLIER - timedelta(minutes=1)}, before T003 at {OPENING + timedelta(minutes=3)}",
        ),
        ({"state": "done"}, "Y003 is done with tax left"),
        ({"credit_seconds": 60.0, "credit_reason": None}, "Y003 has 0:01:00 of credit by reason of None"),
    ],
)
def test_a_paper_that_cannot_be_true_is_found(hall: MemoryHall, data: dict[str, object], sentence: str) -> None:
    hall.enter(3, EARLIER, "tax")
    altered(hall, len(hall.journal), **data)
    assert sentence in wrong(hall)


def test_a_paper_given_after_it_was_entered_is_found(hall: MemoryHall) -> None:
    hall.enter(3, hall.now, "tax")
    later = instant_text(hall.now + timedelta(minutes=1))
    altered(hall, len(hall.journal), issued_at=later, effective_since=later)
    assert any("after it was entered" in what for what in wrong(hall))


def test_a_paper_entered_twice_is_found(hall: MemoryHall) -> None:
    hall.enter(3, EARLIER, "tax")
    hall.enter(4, EARLIER, "tax")
    altered(hall, len(hall.journal), number="Y003")
    assert "Y003 was entered from paper a second time" in wrong(hall)


def test_a_paper_that_the_limit_should_have_held_back_is_found() -> None:
    hall = MemoryHall(rules=QueueRules(overtaken_limit=1))
    hall.open_window(1, frozenset({"tax"}))
    hall.issue("tax")
    hall.enter(1, EARLIER, "tax")
    held_back = hall.enter(2, EARLIER, "tax")
    assert held_back.key.effective_since == OPENING
    altered(hall, len(hall.journal), effective_since=instant_text(EARLIER))
    assert any("the policy gives it" in what for what in wrong(hall))
    assert any("overtaken 2 times now; the limit is 1" in what for what in wrong(hall))
    assert OPENING.date() == DAY
