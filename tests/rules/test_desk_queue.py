"""The desk's list of whom it may call, held against the queue's own rule, ticket after ticket."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hall.ticketing.policy import Key, WaitingTicket, WindowView, next_for
from tests.rules.browser_code import called

QUEUE, TYPING = "desk/queue", "desk/typing"
NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SERVICES = ("tax", "pension", "general")
WINDOWS = (
    WindowView("1", frozenset({"tax"})),
    WindowView("2", frozenset({"tax", "pension"})),
    WindowView("3", frozenset({"general"}), assisted=True),
)
WINDOW: dict[str, Any] = {"number": 3, "state": "open", "ticket": None}


def line(seed: int) -> list[WaitingTicket]:
    """A dozen waiting tickets in the order of calling; some in need of help, some bound to a window."""
    luck = random.Random(seed)
    return [
        WaitingTicket(
            f"T{place:03}",
            Key(NINE + timedelta(minutes=place), place),
            tuple(luck.sample(SERVICES, luck.randint(1, 2))),
            needs_help=luck.random() < 0.15,
            bound=luck.choice(("1", "2", "3")) if luck.random() < 0.3 else None,
        )
        for place in range(12)
    ]


def by_the_rule(window: WindowView, waiting: list[WaitingTicket]) -> list[str]:
    """Whom the window may call now: the next, and whoever would be the next were those before not there.

    Somebody who needs help stays in sight, so that an assisted window's rule is that of this moment.
    """
    helped = [each for each in waiting if each.needs_help and each.bound in (None, window.id)]
    here = helped if window.assisted and helped else waiting
    found: list[str] = []
    while (ticket := next_for(window, here)) is not None:
        found.append(ticket.id)
        here = [each for each in here if each.id != ticket.id]
    return found


@pytest.mark.parametrize("window", WINDOWS, ids=lambda window: f"window {window.id}")
def test_the_list_of_a_desk_is_what_the_window_may_call(window: WindowView) -> None:
    lines = [line(seed) for seed in range(40)]
    asked = {
        "number": int(window.id),
        "kind": "assisted" if window.assisted else "special",
        "services": sorted(window.services),
    }
    boards = [{"waiting": [row(ticket) for ticket in waiting]} for waiting in lines]
    shown = called(QUEUE, "inLine", *([board, asked] for board in boards))
    assert [[each["number"] for each in rows] for rows in shown] == [by_the_rule(window, each) for each in lines]
    first = called(QUEUE, "firstInLine", *([board, asked] for board in boards))
    nexts = [next_for(window, waiting) for waiting in lines]
    assert [each and each["number"] for each in first] == [ticket.id if ticket else None for ticket in nexts]


def row(ticket: WaitingTicket) -> dict[str, Any]:
    return {
        "number": ticket.id,
        "services": list(ticket.pending),
        "needs_help": ticket.needs_help,
        "bound": int(ticket.bound) if ticket.bound else None,
    }


@pytest.mark.parametrize(
    ("ticket", "window", "bar"),
    [
        ({"bound": None, "windows": [3, 4]}, WINDOW, None),
        ({"bound": 3, "windows": [3]}, WINDOW, None),
        ({"bound": 4, "windows": [4]}, WINDOW, "elsewhere"),
        ({"bound": 4, "windows": [4]}, WINDOW | {"ticket": {}}, "elsewhere"),
        ({"bound": None, "windows": [3]}, WINDOW | {"ticket": {}}, "busy"),
        ({"bound": None, "windows": [3]}, WINDOW | {"state": "paused"}, "closed"),
        ({"bound": None, "windows": [4]}, WINDOW, "not-here"),
    ],
)
def test_a_number_looked_up_is_called_only_where_the_server_would(
    ticket: dict[str, Any], window: dict[str, Any], bar: str | None
) -> None:
    assert called(QUEUE, "barTo", [ticket, window]) == [bar]


@pytest.mark.parametrize(
    ("effective", "credit"), [("09:00:00", 0), ("08:40:00", 20), ("08:59:50", 0), ("08:47:40", 12), ("09:10:00", 0)]
)
def test_a_credit_is_told_in_minutes(effective: str, credit: int) -> None:
    times = {"issued_at": "2026-11-23T09:00:00+08:00", "effective_since": f"2026-11-23T{effective}+08:00"}
    assert called(QUEUE, "creditOf", [times]) == [credit]


def test_a_window_is_chosen_by_the_digits_of_its_number() -> None:
    windows = [{"id": f"w{number}", "number": number} for number in (3, 12, 30, 33)]
    typed, told = "", []
    for digit in "330129":
        [answer] = called(TYPING, "typedWindow", [typed, digit, windows])
        typed = answer["typed"]
        told.append((typed, answer["target"]))
    assert told == [("3", "w3"), ("33", "w33"), ("", ""), ("1", ""), ("12", "w12"), ("", "")]
