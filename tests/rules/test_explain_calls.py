"""The sentence about two tickets of which one was called: who came back, out of order, elsewhere, by which window."""

import pytest

from hall.catalogue.rules import QueueRules
from hall.text import Text
from hall.ticketing.story.comparison import Ground
from tests.rules.explained import ground, three_windows, told
from tests.rules.memory import MemoryHall
from tests.rules.memory_parts import MemoryWindow


@pytest.fixture
def hall() -> MemoryHall:
    return three_windows()


@pytest.fixture
def one(hall: MemoryHall) -> MemoryWindow:
    return hall.windows["w1"]


def test_who_came_back_after_a_missed_call_counts_from_behind_the_others(hall: MemoryHall, one: MemoryWindow) -> None:
    mine, second = hall.issue("tax"), hall.issue("tax")
    third = hall.issue("tax")
    hall.advance(600)
    hall.issue("tax")
    hall.call_next(one)
    hall.advance(120)
    hall.no_show(one)
    hall.requeue(mine)
    assert told(hall, mine, second).en == (
        "T002 comes before your T001: T002 counts from 09:00 (walk-in); your T001 counts from 09:10 (returned to the "
        "queue after a call missed at 09:12)."
    )
    assert told(hall, mine, hall.tickets["t4"]).en == (
        "T004 comes before your T001: both count from 09:10, and your T001 returned behind T004 after a missed call."
    )
    hall.call_next(one)
    hall.start(one)
    hall.finish(one)
    hall.call(one, mine)
    assert ground(hall, mine, second) is Ground.KEY  # the first call of all was mine, when I still came first
    assert told(hall, mine, third).en.startswith("Your T001 was called at 09:12 by window 1, out of order")


def test_somebody_who_came_back_to_just_before_another(hall: MemoryHall, one: MemoryWindow) -> None:
    hall.rules = QueueRules(no_show_seconds=0, requeue_behind=1)
    missed, anchor, mine = hall.issue("tax"), hall.issue("tax"), hall.issue("tax")
    hall.call_next(one)
    hall.no_show(one)
    hall.requeue(missed)
    assert told(hall, mine, missed).en == (
        "T001 comes before your T003: both count from 09:00, and T001 returned, after a missed call, behind a ticket "
        "taken earlier than your T003."
    )
    assert ground(hall, missed, anchor) is Ground.KEY


def test_a_call_before_the_other_ticket_was_taken(hall: MemoryHall, one: MemoryWindow) -> None:
    first = hall.issue("tax")
    hall.call_next(one)
    hall.advance(60)
    mine = hall.issue("tax", green_channel=True)
    hall.call_next(hall.windows["w3"])
    assert told(hall, mine, first) == Text(
        "T001于09:00由1号窗口叫号，您的T002在09:01才取号。",
        "T001 was called at 09:00 by window 1; your T002 was taken later, at 09:01.",
    )


def test_a_call_while_the_other_was_somewhere_else(hall: MemoryHall, one: MemoryWindow) -> None:
    mine, other = hall.issue("tax"), hall.issue("tax")
    hall.call_next(one)
    hall.start(one)
    hall.hold(one)
    hall.call_next(one)
    hall.resume(one, mine, serving=False)
    assert told(hall, mine, other).en == "T002 was called at 09:00 by window 1; your T001 was on hold then."


def test_a_call_out_of_order_says_so(hall: MemoryHall, one: MemoryWindow) -> None:
    mine = hall.issue("tax")
    hall.advance(60)
    other = hall.issue("tax")
    hall.call(one, other)
    assert told(hall, mine, other) == Text(
        "T002于09:01由1号窗口叫号，是窗口不按顺序呼叫的，此类呼叫须说明理由并留有记录。"
        "按规则本应先叫您的T001：您的T001等效取号09:00（现场取号）；T002等效取号09:01（现场取号）。",
        "T002 was called at 09:01 by window 1, out of order: such a call needs a reason and is logged. In order it "
        "would have been your T001: your T001 counts from 09:00 (walk-in); T002 counts from 09:01 (walk-in).",
    )


def test_a_call_by_a_window_that_cannot_serve_the_other(hall: MemoryHall) -> None:
    mine, other = hall.issue("tax"), hall.issue("pension")
    hall.call_next(hall.windows["w2"])
    assert told(hall, mine, other) == Text(
        "P001于09:00由2号窗口叫号，该窗口不办理您的T001当前要办的事项。",
        "P001 was called at 09:00 by window 2, and that window does not handle what your T001 was waiting for.",
    )


def test_a_window_is_judged_by_what_it_did_when_it_called(hall: MemoryHall) -> None:
    mine, other = hall.issue("tax"), hall.issue("pension")
    hall.call_next(hall.windows["w2"])
    hall.change_window(hall.windows["w2"], services=frozenset({"tax", "pension"}))
    assert ground(hall, mine, other) is Ground.ELSEWHERE


def test_a_ticket_that_belongs_to_one_window(hall: MemoryHall, one: MemoryWindow) -> None:
    mine, other = hall.issue("tax"), hall.issue("tax")
    hall.transfer(mine, to=hall.windows["w3"])
    hall.call_next(one)
    assert told(hall, mine, other).en == (
        "T002 was called at 09:00 by window 1, and your T001 is called by window 3 alone."
    )


def test_the_assisted_window_calls_those_who_need_help_first(hall: MemoryHall) -> None:
    mine, other = hall.issue("tax"), hall.issue("tax", needs_help=True)
    hall.call_next(hall.windows["w3"])
    assert told(hall, mine, other).en == (
        "T002 was called at 09:00 by window 3, which serves those who asked for help before others like your T001."
    )
    assert "who asked for help (T002 asked for it) before" in told(hall, mine, other, staff=True).en


def test_two_that_wait_for_different_windows_do_not_delay_each_other(hall: MemoryHall) -> None:
    hall.change_window(hall.windows["w3"], state="closed")
    hall.change_window(hall.windows["w1"], services=frozenset({"tax"}))
    mine = hall.issue("tax")
    hall.advance(60)
    other = hall.issue("pension")
    assert told(hall, mine, other).en == (
        "T001 and P001 are for different windows and do not delay each other: your T001 counts from 09:00 (walk-in); "
        "P001 counts from 09:01 (walk-in)."
    )


def test_a_call_taken_back_explains_nothing(hall: MemoryHall, one: MemoryWindow) -> None:
    other, mine = hall.issue("tax"), hall.issue("tax")
    hall.call_next(one)
    hall.undo(other)
    assert told(hall, mine, other).en.startswith("T001 comes before your T002")
