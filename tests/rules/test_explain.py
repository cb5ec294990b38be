"""The sentence about two tickets, told from the journals of small days; the hall is at Zhouzhi."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest

from hall.catalogue.categories import Category
from hall.catalogue.rules import QueueRules
from hall.text import Text
from hall.ticketing.story.comparison import Ground, compare
from hall.ticketing.story.explain import explain
from hall.ticketing.story.wording import Particulars, Reader, length
from tests.rules.memory import MemoryHall
from tests.rules.memory_parts import OPENING, MemoryTicket, MemoryWindow

ZHOUZHI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def hall() -> MemoryHall:
    """Windows 1 (tax, pension), 2 (pension) and 3 (everything, for people who need help)."""
    hall = MemoryHall(rules=QueueRules(no_show_seconds=0, overtaken_limit=2))
    hall.open_window(1, frozenset({"tax", "pension"}))
    hall.open_window(2, frozenset({"pension"}))
    hall.open_window(3, frozenset({"tax", "pension"}), kind="assisted")
    return hall


@pytest.fixture
def one(hall: MemoryHall) -> MemoryWindow:
    return hall.windows["w1"]


def told(
    hall: MemoryHall,
    mine: MemoryTicket,
    other: MemoryTicket,
    *,
    staff: bool = False,
    about: dict[str, Particulars] | None = None,
) -> Text:
    own = None if staff else mine.number
    return explain(compare(hall.journal, mine.id, other.id), Reader(ZHOUZHI, own, staff, about or {}))


def ground(hall: MemoryHall, mine: MemoryTicket, other: MemoryTicket) -> Ground:
    return compare(hall.journal, mine.id, other.id).ground


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
