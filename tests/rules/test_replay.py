"""The replay finds what a journal should not hold; each test writes one wrong thing into a sound day's journal."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from hall.catalogue.rules import QueueRules
from hall.events import instant_text
from hall.ticketing.replay import replay
from hall.ticketing.states import TicketState
from tests.rules.memory import MemoryHall
from tests.rules.memory_parts import DAY, MemoryEntry, MemoryWindow


@pytest.fixture
def hall() -> MemoryHall:
    """Windows 1 (tax, pension) and 2 (tax); A minute apart T001 tax, P001 pension, T002 tax and pension, T003 tax."""
    hall = MemoryHall(rules=QueueRules(no_show_seconds=0))
    hall.open_window(1, frozenset({"tax", "pension"}))
    hall.open_window(2, frozenset({"tax"}))
    for services in (("tax",), ("pension",), ("tax", "pension"), ("tax",)):
        hall.issue(*services)
        hall.advance(60)
    return hall


@pytest.fixture
def one(hall: MemoryHall) -> MemoryWindow:
    return hall.windows["w1"]


@pytest.fixture
def two(hall: MemoryHall) -> MemoryWindow:
    return hall.windows["w2"]


def wrong(hall: MemoryHall, *more: MemoryEntry) -> list[str]:
    """What the replay of the hall's journal, with `more` after it, finds."""
    return [what for _, what in replay([*hall.journal, *more], rules=hall.rules).violations]


def entry(hall: MemoryHall, kind: str, ticket: str, window: str | None = None, **data: Any) -> MemoryEntry:
    return MemoryEntry(len(hall.journal) + 1, hall.now, kind, ticket, window, "clerk", data)


def altered(hall: MemoryHall, seq: int, **data: Any) -> None:
    """Change what one entry says."""
    before = hall.journal[seq - 1]
    hall.journal[seq - 1] = replace(before, data=before.data | data)


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


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("T002", f"T002 was issued on {DAY} where T004 was due"),
        ("T005", f"T005 was issued on {DAY} where T004 was due"),
        ("T0004", f"T0004 was issued on {DAY} where T004 was due"),
        ("X004", f"X004 was issued on {DAY} where T004 was due"),
    ],
)
def test_a_number_that_was_not_due(hall: MemoryHall, number: str, sentence: str) -> None:
    hall.issue("tax")
    altered(hall, len(hall.journal), number=number)
    assert wrong(hall) == [sentence]


def test_one_wrong_number_is_reported_once(hall: MemoryHall) -> None:
    hall.issue("tax")
    altered(hall, len(hall.journal), number="T007")
    hall.issue("tax")
    altered(hall, len(hall.journal), number="T008")
    assert wrong(hall) == [f"T007 was issued on {DAY} where T004 was due"]


def test_a_key_that_the_policy_does_not_give(hall: MemoryHall) -> None:
    ticket = hall.issue("tax")
    earlier = ticket.issued_at - timedelta(seconds=1)
    altered(hall, len(hall.journal), effective_since=instant_text(earlier))
    assert len(wrong(hall)) == 1
    assert wrong(hall)[0].startswith("T004 has the key (2026-11-23T01:03:59+00:00, 5, 0); the policy gives it")


def test_a_credit_that_no_ground_gives(hall: MemoryHall) -> None:
    ticket = hall.issue("tax", green_channel=True)
    more = timedelta(minutes=30)
    since = instant_text(ticket.issued_at - more)
    altered(hall, len(hall.journal), credit_seconds=more.total_seconds(), effective_since=since)
    assert wrong(hall) == ["T004 has 0:30:00 of credit, green_channel gives at most 0:20:00"]
    assert replay(hall.journal).violations == []  # without the settings nobody can say


def test_an_overtaking_beyond_the_limit(hall: MemoryHall) -> None:
    hall.issue("tax", green_channel=True)
    altered(hall, len(hall.journal), limit=0)
    assert "T004 came before T001, overtaken 1 times now; the limit is 0" in wrong(hall)


def test_a_requeue_behind_the_wrong_one(hall: MemoryHall, one: MemoryWindow) -> None:
    hall.call_next(one)
    hall.no_show(one)
    hall.requeue(hall.tickets["t1"])
    behind = hall.tickets["t2"].key
    altered(
        hall,
        len(hall.journal),
        effective_since=instant_text(behind.effective_since),
        place=behind.place,
        sub=1,
        behind=f"{behind.place}.0",
    )
    assert len(wrong(hall)) == 1
    assert replay(hall.journal).violations == []


def test_a_requeue_behind_somebody_who_does_not_wait(hall: MemoryHall, one: MemoryWindow) -> None:
    hall.call_next(one)
    hall.no_show(one)
    hall.requeue(hall.tickets["t1"])
    altered(hall, len(hall.journal), behind="9.0")
    assert "T001 was requeued behind 9.0, and nobody with that place was waiting after it" in wrong(hall)


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


def test_a_finish_undone_counts_those_who_went_past_meanwhile(hall: MemoryHall, one: MemoryWindow) -> None:
    hall.call_next(one)
    hall.start(one)
    hall.finish(one)
    hall.issue("tax", green_channel=True)
    hall.undo(hall.tickets["t1"])
    told = replay(hall.journal, rules=hall.rules)
    assert told.violations == []
    assert told.tickets["t1"].overtaken == 1
    assert told.tickets["t1"].displaced


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
