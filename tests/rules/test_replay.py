"""The replay tells a day again, and finds calls, moves and undos that cannot be true."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hall.catalogue.rules import QueueRules
from hall.ticketing.states import TicketState
from hall.ticketing.story.replay import replay
from tests.rules.memory import MemoryHall
from tests.rules.memory_parts import DAY, MemoryWindow
from tests.rules.small_hall import altered, entry, small_hall, wrong


@pytest.fixture
def hall() -> MemoryHall:
    return small_hall()


@pytest.fixture
def one(hall: MemoryHall) -> MemoryWindow:
    return hall.windows["w1"]


@pytest.fixture
def two(hall: MemoryHall) -> MemoryWindow:
    return hall.windows["w2"]


def test_a_sound_day_is_told_again_without_a_word(hall: MemoryHall, one: MemoryWindow, two: MemoryWindow) -> None:
    hall.call_next(one)
    hall.recall(one)
    hall.call_next(two)
    hall.start(two)
    hall.finish(two)
    hall.no_show(one)
    hall.requeue(hall.tickets["t1"])
    hall.call_next(one)
    hall.start(one)
    hall.hold(one)
    hall.end_day()
    told = replay(hall.journal, rules=hall.rules)
    assert told.violations == []
    assert {ticket.number: ticket.now.state for ticket in told.tickets.values()} == {
        "T001": TicketState.UNSERVED,
        "P001": TicketState.UNSERVED,
        "T002": TicketState.UNSERVED,
        "T003": TicketState.UNSERVED,
    }


def test_a_call_out_of_turn_names_who_came_first(hall: MemoryHall, one: MemoryWindow) -> None:
    hall.call(one, hall.tickets["t3"])
    assert wrong(hall) == []
    altered(hall, len(hall.journal), out_of_order=False)
    assert wrong(hall) == ["window 1 called T002 before T001, whose turn it was"]


def test_a_call_past_the_horizon_is_named_as_such(hall: MemoryHall, one: MemoryWindow) -> None:
    hall.advance(1200)
    late = hall.issue("tax")
    hall.call(one, late)
    altered(hall, len(hall.journal), out_of_order=False)
    assert "T004 was called before T001, which was taken 0:20:00 or more before it" in wrong(hall)


def test_a_call_by_a_window_that_may_not_serve_the_ticket(hall: MemoryHall) -> None:
    call = entry(hall, "ticket_called", "t2", "w2", number="P001", calls=1, out_of_order=False)
    assert "window 2 called P001, which it may not serve" in wrong(hall, call)


def test_a_ticket_called_twice(hall: MemoryHall, one: MemoryWindow) -> None:
    hall.call_next(one)
    again = entry(hall, "ticket_called", "t1", "w1", number="T001", calls=1, out_of_order=False)
    assert any(what.startswith("T001 has been called and cannot be called") for what in wrong(hall, again))


def test_two_tickets_at_one_window(hall: MemoryHall, one: MemoryWindow) -> None:
    hall.call_next(one)
    second = entry(hall, "ticket_called", "t2", "w1", number="P001", calls=1, out_of_order=True)
    assert wrong(hall, second) == ["P001 went to window 1, which still had T001"]


def test_a_call_by_a_closed_or_unheard_of_window(hall: MemoryHall, two: MemoryWindow) -> None:
    hall.change_window(two, state="paused")
    call = entry(hall, "ticket_called", "t1", "w2", number="T001", calls=1, out_of_order=True)
    assert wrong(hall, call) == ["T001 went to window 2, which was paused"]
    call = replace(call, window="w9")
    assert wrong(hall, call) == ["T001 went to a window of which nothing is known"]


def test_an_undone_step_leads_to_the_state_before_it_at_a_free_window(hall: MemoryHall, one: MemoryWindow) -> None:
    hall.call_next(one)
    hall.start(one)
    started = len(hall.journal)
    hall.undo(hall.tickets["t1"])
    altered(hall, len(hall.journal), state="waiting")
    assert wrong(hall) == [f"T001 was called before entry {started}, not waiting"]


def test_undoing_at_a_window_that_has_somebody_else(hall: MemoryHall, one: MemoryWindow) -> None:
    hall.call_next(one)
    hall.no_show(one)
    passed = len(hall.journal)
    hall.call_next(one)
    undone = {"number": "T001", "undone": "ticket_passed", "undone_seq": passed, "state": "called", "calls": 1}
    undo = entry(hall, "ticket_undone", "t1", "w1", **undone)
    assert wrong(hall, undo) == ["T001 went back to a window that had P001"]


def test_waiting_on_with_nothing_left_to_do(hall: MemoryHall, one: MemoryWindow) -> None:
    hall.call_next(one)
    hall.start(one)
    hall.finish(one)
    altered(hall, len(hall.journal), state="waiting")
    assert wrong(hall) == ["T001 waits on with nothing left to do"]


def test_done_with_an_errand_left(hall: MemoryHall, two: MemoryWindow) -> None:
    hall.call(two, hall.tickets["t3"])
    hall.start(two)
    hall.finish(two)
    altered(hall, len(hall.journal), state="done")
    assert wrong(hall) == ["T002 is done with pension left"]


def test_undoing_what_was_not_done(hall: MemoryHall, one: MemoryWindow) -> None:
    hall.call_next(one)
    called = len(hall.journal)
    hall.start(one)
    undone = {"number": "T001", "undone": "ticket_called", "undone_seq": called, "state": "waiting", "calls": 0}
    undo = entry(hall, "ticket_undone", "t1", "w1", **undone)
    assert wrong(hall, undo) == [f"T001: entry {called} was undone after ticket_started had followed it"]
    undo = entry(hall, "ticket_undone", "t1", "w1", **undone | {"undone": "ticket_passed"})
    assert wrong(hall, undo) == [f"T001: entry {called} is no ticket_passed that could be undone"]


def test_the_cap_does_not_bind_a_ticket_whose_finish_was_undone(hall: MemoryHall, one: MemoryWindow) -> None:
    hall.rules = QueueRules(overtaken_limit=0)
    hall.call_next(one)
    hall.start(one)
    hall.finish(one)
    for number in ("t2", "t3", "t4"):
        hall.cancel(hall.tickets[number])
    late = hall.issue("tax", green_channel=True)
    hall.undo(hall.tickets["t1"])
    assert late.key < hall.tickets["t1"].key
    assert wrong(hall) == []
    assert replay(hall.journal).tickets["t1"].displaced


def test_somebody_still_waiting_after_the_day(hall: MemoryHall) -> None:
    hall.end_day()
    hall.journal = [each for each in hall.journal if not (each.kind == "ticket_unserved" and each.ticket == "t2")]
    assert wrong(hall) == [f"P001 was still waiting after {DAY} had ended"]


def test_an_entry_that_cannot_be_read_is_named_and_skipped(hall: MemoryHall) -> None:
    found = replay([*hall.journal, entry(hall, "ticket_called", "t1", "w1")]).violations
    assert [(seq, what.split(":")[0]) for seq, what in found] == [
        (len(hall.journal) + 1, f"entry {len(hall.journal) + 1} (ticket_called) cannot be told")
    ]
    found = replay([entry(hall, "ticket_started", "nobody", "w1")]).violations
    assert "ticket nobody was never issued" in found[0].what


def test_a_replay_can_go_on_from_where_another_ended(hall: MemoryHall, one: MemoryWindow) -> None:
    half = len(hall.journal)
    hall.call_next(one)
    told = replay(hall.journal[half:], rules=hall.rules, hall=replay(hall.journal[:half], rules=hall.rules))
    assert told.violations == []
    assert told.at_window == {"w1": "t1"}


def test_tickets_of_days_long_gone_are_let_go(hall: MemoryHall) -> None:
    hall.end_day()
    told = replay(hall.journal)
    assert len(told.tickets) == 4
    tomorrow = replace(hall.journal[-1], seq=99, data={"day": (DAY + timedelta(days=1)).isoformat()})
    assert replay([tomorrow], hall=told).tickets == {}
