"""The sentence about two tickets, told from the journals of small days; the hall is at Zhouzhi."""

from datetime import UTC, timedelta

import pytest

from hall.catalogue.categories import Category
from hall.catalogue.rules import QueueRules
from hall.text import Text
from hall.ticketing.story.wording import Particulars, length
from tests.rules.explained import ZHOUZHI, three_windows, told
from tests.rules.memory import MemoryHall
from tests.rules.memory_parts import OPENING, MemoryWindow


@pytest.fixture
def hall() -> MemoryHall:
    return three_windows()


@pytest.fixture
def one(hall: MemoryHall) -> MemoryWindow:
    return hall.windows["w1"]


def test_a_credit_counts_from_before_its_ticket(hall: MemoryHall, one: MemoryWindow) -> None:
    hall.advance(14 * 60)
    mine = hall.issue("tax")
    hall.advance(8 * 60)
    booked = hall.issue("tax", slot_start=hall.now - timedelta(minutes=2))
    hall.advance(60)
    assert told(hall, mine, booked) == Text(
        "T002排在您的T001之前：T002等效取号09:12（09:22取号，优先10分钟）；您的T001等效取号09:14（现场取号）。",
        "T002 comes before your T001: T002 counts from 09:12 (ticket 09:22, 10 minutes credit); "
        "your T001 counts from 09:14 (walk-in).",
    )
    hall.call_next(one)
    assert told(hall, mine, booked).en.startswith("T002 was called before your T001: T002 counts from 09:12")


def test_the_reason_is_told_to_its_holder_and_to_staff_alone(hall: MemoryHall) -> None:
    mine = hall.issue("tax")
    hall.advance(300)
    slot = hall.now
    booked = hall.issue("tax", slot_start=slot)
    senior = hall.issue("tax", green_channel=True)
    again = hall.issue("tax", returns=True)
    about = {"T002": Particulars(slot_start=slot), "T003": Particulars(category=Category.SENIOR)}
    for other, reason in (
        (booked, "booked for 09:05, "),
        (senior, "green channel (Older person), "),
        (again, "a return, "),
    ):
        assert reason not in told(hall, mine, other, about=about).en
        assert reason in told(hall, mine, other, staff=True, about=about).en
        assert reason in told(hall, other, mine, about=about).en
    assert "老年人" not in told(hall, booked, senior, about=about).zh
    assert "绿色通道（老年人），" in told(hall, senior, booked, about=about).zh
    assert "booked, " in told(hall, booked, mine).en


def test_a_credit_that_the_cap_cuts_short_says_how_much_of_it_counts(hall: MemoryHall) -> None:
    for _ in range(3):
        hall.issue("tax")
        hall.advance(30)
    for _ in range(2):
        hall.issue("tax", green_channel=True)
    sealed = hall.issue("tax", green_channel=True)
    assert told(hall, sealed, hall.tickets["t2"]).en == (
        "T002 comes before your T006: T002 counts from 09:00 (walk-in); your T006 counts from 09:01 (ticket 09:01, "
        "green channel, 20 minutes credit, less than a minute of it counted because somebody before had been passed as "
        "often as is allowed)."
    )


def test_times_are_as_fine_as_it_takes_to_tell_them_apart(hall: MemoryHall) -> None:
    mine = hall.issue("tax")
    hall.advance(20)
    sentence = told(hall, hall.issue("tax"), mine).en
    assert "counts from 09:00:00 (walk-in)" in sentence
    assert "counts from 09:00:20 (walk-in)" in sentence
    hall.advance(60)
    assert "09:00 (walk-in)" in told(hall, mine, hall.issue("tax")).en


def test_a_fraction_of_a_second_is_not_told_where_the_order_of_taking_says_it_all(hall: MemoryHall) -> None:
    first = hall.issue("tax")
    hall.advance(0.25)
    second = hall.issue("tax")
    assert told(hall, second, first).en == (
        "T001 comes before your T002: both count from 09:00:00, and T001 was taken earlier."
    )


def test_two_that_count_alike_stand_as_they_were_taken(hall: MemoryHall) -> None:
    first, second = hall.issue("tax"), hall.issue("tax")
    assert told(hall, second, first) == Text(
        "T001排在您的T002之前：两者的等效取号都是09:00，T001取号在先。",
        "T001 comes before your T002: both count from 09:00, and T001 was taken earlier.",
    )


def test_a_credit_cut_short_to_where_another_counts_from(hall: MemoryHall) -> None:
    hall.rules = QueueRules(overtaken_limit=0)
    first = hall.issue("tax")
    hall.advance(60)
    assert told(hall, hall.issue("tax", green_channel=True), first).en == (
        "T001 comes before your T002: both count from 09:00 (T001: walk-in; your T002: ticket 09:01, green channel, "
        "20 minutes credit, 1 minute of it counted because somebody before had been passed as often as is allowed), "
        "and T001 was taken earlier."
    )


def test_somebody_who_left_without_being_called(hall: MemoryHall) -> None:
    other, mine = hall.issue("tax"), hall.issue("tax")
    hall.cancel(other)
    assert told(hall, mine, other) == Text(
        "T001没有被呼叫过，已取消；您的T002正在等候。", "T001 was never called and was cancelled; your T002 is waiting."
    )


def test_one_and_the_same_ticket(hall: MemoryHall) -> None:
    mine = hall.issue("tax")
    assert told(hall, mine, mine).en == "T001 is this very ticket."


def test_tickets_of_two_days(hall: MemoryHall) -> None:
    mine, other = hall.issue("tax"), hall.issue("tax")
    last = hall.journal[-1]
    last.data["day"] = "2026-11-22"
    assert told(hall, mine, other).en == ("T002 is of 2026-11-22 and T001 of 2026-11-23; every day has its own order.")


def test_a_breach_of_the_rules_is_admitted(hall: MemoryHall, one: MemoryWindow) -> None:
    mine = hall.issue("tax")
    hall.advance(60)
    other = hall.issue("tax")
    hall.call(one, other)
    hall.journal[-1].data["out_of_order"] = False
    assert told(hall, mine, other).en.endswith(
        "T002 counts from 09:01 (walk-in): by the rules this should not have happened; please tell the staff."
    )
    hall.journal = [entry for entry in hall.journal if entry.kind != "window_changed"]
    assert "what that window could do then is not on record" in told(hall, mine, other).en


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (600, Text("10分钟", "10 minutes")),
        (60, Text("1分钟", "1 minute")),
        (439, Text("7分19秒", "7 min 19 s")),
        (45, Text("不足1分钟", "less than a minute")),
        (0, Text("0分钟", "0 minutes")),
    ],
)
def test_a_credit_in_words(seconds: int, words: Text) -> None:
    assert length(timedelta(seconds=seconds)) == words


def test_the_opening_of_these_days_is_nine_o_clock() -> None:
    assert OPENING.astimezone(ZHOUZHI).hour == 9
    assert OPENING.tzinfo is UTC
