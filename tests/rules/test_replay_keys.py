"""The replay finds numbers, credits and keys that the rules do not give."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from hall.catalogue.rules import QueueRules
from hall.events import instant_text
from hall.ticketing.story.replay import replay
from tests.rules.memory import MemoryHall
from tests.rules.memory_parts import DAY, OPENING, MemoryWindow
from tests.rules.small_hall import altered, small_hall, wrong


@pytest.fixture
def hall() -> MemoryHall:
    return small_hall()


@pytest.fixture
def one(hall: MemoryHall) -> MemoryWindow:
    return hall.windows["w1"]


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


@pytest.mark.parametrize(
    ("credit", "sentence"),
    [
        ({"credit_seconds": 60.0}, "T001 has 0:01:00 of credit by reason of None"),
        (
            {"credit_seconds": -60.0, "credit_reason": "return"},
            "T001 has -1 day, 23:59:00 of credit by reason of return",
        ),
    ],
)
def test_a_credit_has_a_reason_and_is_none_when_it_is_negative(
    hall: MemoryHall, credit: dict[str, Any], sentence: str
) -> None:
    altered(hall, 3, **credit)
    assert sentence in wrong(hall)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"issue_order": 2, "place": 2}, "T002 has issue order 2, after 2 of P001"),
        (
            {"issued_at": instant_text(OPENING), "effective_since": instant_text(OPENING)},
            "T002 was issued at 2026-11-23 01:00:00+00:00, before P001 at 2026-11-23 01:01:00+00:00",
        ),
    ],
)
def test_issue_order_and_issue_time_only_grow(hall: MemoryHall, changed: dict[str, Any], sentence: str) -> None:
    altered(hall, 5, **changed)
    assert sentence in wrong(hall)


def test_a_ticket_issued_a_second_time(hall: MemoryHall) -> None:
    again = replace(hall.journal[2], seq=99)
    assert "T001 was issued a second time" in wrong(hall, again)


def test_a_late_confirmation_after_a_missed_call(hall: MemoryHall, one: MemoryWindow) -> None:
    hall.call_next(one)
    hall.no_show(one)
    hall.requeue(hall.tickets["t1"])
    hall.tickets["t1"].requeues = 0
    hall.upgrade(hall.tickets["t1"])
    assert "T001 was moved to the green channel after it had been requeued" in wrong(hall)


def test_a_late_confirmation_that_gives_too_much(hall: MemoryHall) -> None:
    hall.upgrade(hall.tickets["t4"])
    altered(hall, len(hall.journal), effective_since=instant_text(OPENING - timedelta(hours=1)))
    assert any(what.startswith("T003 has the key (2026-11-23T00:00:00+00:00, 4, 0)") for what in wrong(hall))


def test_a_horizon_does_not_bind_a_ticket_that_missed_its_call(hall: MemoryHall, one: MemoryWindow) -> None:
    hall.call_next(one)
    hall.advance(1300)
    hall.issue("tax")
    hall.no_show(one)
    hall.requeue(hall.tickets["t1"])
    for _ in range(4):
        hall.call_next(one)
        hall.start(one)
        hall.finish(one)
    assert wrong(hall) == []


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


def test_what_was_given_under_earlier_settings_is_not_measured_by_those_of_now(
    hall: MemoryHall, one: MemoryWindow
) -> None:
    hall.rules = QueueRules(green_credit_minutes=60, requeue_behind=1, no_show_seconds=0)
    hall.advance(2000)
    early = hall.issue("tax", green_channel=True)
    hall.call_next(one)
    hall.no_show(one)
    hall.requeue(early)
    hall.journal.append(replace(hall.journal[-1], seq=len(hall.journal) + 1, kind="hall_changed", data={"changed": []}))
    hall.rules = QueueRules(no_show_seconds=0)
    hall.call_next(one)
    credit, key = wrong(hall)
    assert credit == "T004 has 1:00:00 of credit, green_channel gives at most 0:20:00"
    assert key.startswith("T004 has the key")
    hall.journal[-2].data["changed"].append("rules")
    assert wrong(hall) == []
