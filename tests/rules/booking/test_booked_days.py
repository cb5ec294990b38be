"""Forty days with half of the hall's time booked: what it costs those who walk in, and whom it moves."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest

from hall.catalogue.booking_rules import BookingRules
from hall.catalogue.rules import QueueRules
from hall.ticketing.policy import Credit, Key
from tests.rules.booking.booked_days import Outcome, Person, average, people_of_a_day, serve
from tests.rules.booking.books import book, service, window
from tests.rules.memory_parts import Policy

DAYS, LOAD = 40, 1.05
HALL = book(
    [
        window(1, ["tax", "pension"]),
        window(2, ["pension", "land"]),
        *(window(n, ["tax", "pension", "land"]) for n in (3, 4)),
    ],
    [service("tax", 8, 0.4, spread=0.5), service("pension", 6, 0.4, spread=0.7), service("land", 14, 0.2, spread=0.5)],
    BookingRules(share=0.5),
)


@pytest.fixture(scope="module")
def days() -> list[list[Person]]:
    random = Random(20261123)
    return [people_of_a_day(HALL, random, LOAD) for _ in range(DAYS)]


@pytest.fixture(scope="module")
def plain(days: list[list[Person]]) -> list[Outcome]:
    """First come, first served."""
    return [serve(HALL, QueueRules(booking_credit_minutes=0), people) for people in days]


def lost(ours: list[Outcome], plain: list[Outcome]) -> float:
    """By how many minutes those who walk in wait longer on average."""
    before, now = (average([day.walk_in_waits for day in each]) for each in (plain, ours))
    booked, booked_now = (average([day.booked_waits for day in each]) for each in (plain, ours))
    walked_in, came_booked = sum(len(day.walk_in_waits) for day in ours), sum(len(day.booked_waits) for day in ours)
    print(f"{walked_in} walk-ins {before:.1f} -> {now:.1f} min, {came_booked} booked {booked:.1f} -> {booked_now:.1f}")
    print(f"most overtaken {max(day.most_overtaken for day in ours)}")
    assert booked_now < booked, "a booking is worth something"
    return now - before


def test_walk_ins_lose_no_more_than_the_credit_that_is_granted(days: list[list[Person]], plain: list[Outcome]) -> None:
    ours = [serve(HALL, QueueRules(), people) for people in days]
    granted = average([day.credits for day in ours])
    print(f"mean credit {granted:.1f} min")
    assert lost(ours, plain) <= granted
    assert all(day.most_overtaken <= day.limit for day in ours)
    assert all(day.most_overtaken == 0 for day in plain)


def test_strict_priority_would_cost_them_more(days: list[list[Person]], plain: list[Outcome]) -> None:
    def at_once(issued_at: datetime, place: int, credit: Credit, _sealed_since: datetime | None) -> Key:
        return Key(issued_at - timedelta(days=bool(credit.amount)), place)

    strict = [serve(HALL, QueueRules(), people, replace(Policy(), issue_key=at_once)) for people in days]
    granted = average([day.credits for day in strict])
    assert lost(strict, plain) > granted
    assert max(day.most_overtaken for day in strict) > strict[0].limit
