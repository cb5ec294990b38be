"""Files of tests that take long go first: with one of them last, one process would be at work while the others rest.

Of the rest a file with many tests goes before one with few. `python tools/check.py` shows what takes long.
"""

from collections import Counter

import pytest

LONGEST = (
    "tests/faults/test_several.py",
    "tests/faults/test_seeds.py",
    "tests/house/test_bench.py",
    "tests/faults/test_faults.py",
    "tests/browser/test_escalations.py",
    "tests/browser/test_screen.py",
    "tests/several/test_workers_that_end.py",
    "tests/browser/stories/test_server_away_for_a_minute.py",
    "tests/browser/test_visitor.py",
    "tests/browser/test_axe.py",
    "tests/browser/test_booking.py",
    "tests/browser/test_help.py",
    "tests/journeys/test_told_visitors.py",
    "tests/journeys/test_proxies.py",
    "tests/several/test_rush.py",
    "tests/edges/test_fuzz.py",
    "tests/rules/booking/test_booked_days.py",
    "tests/actions/escalation/test_any_order.py",
    "tests/actions/ticketing/test_line_is_policy.py",
    "tests/actions/recourse/test_any_order.py",
    "tests/races/test_bookers.py",
)


def longest_first(items: list[pytest.Item]) -> None:
    """Put them in order; the tests of a file stay together as they are."""
    files = [item.nodeid.partition("::")[0] for item in items]
    many = Counter(files)
    ranks = {name: rank for rank, name in enumerate(LONGEST)}
    place = {name: (ranks.get(name, len(LONGEST)), -many[name], name) for name in many}
    items.sort(key=lambda item: place[item.nodeid.partition("::")[0]])
