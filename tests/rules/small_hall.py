"""A small hall in mid-morning, and what the replay finds in its journal after one wrong thing was written in."""

from dataclasses import replace
from typing import Any

from hall.catalogue.rules import QueueRules
from hall.ticketing.story.replay import replay
from tests.rules.memory import MemoryHall
from tests.rules.memory_parts import MemoryEntry


def small_hall() -> MemoryHall:
    """Windows 1 (tax, pension) and 2 (tax); a minute apart T001 tax, P001 pension, T002 tax and pension, T003 tax."""
    hall = MemoryHall(rules=QueueRules(no_show_seconds=0))
    hall.open_window(1, frozenset({"tax", "pension"}))
    hall.open_window(2, frozenset({"tax"}))
    for services in (("tax",), ("pension",), ("tax", "pension"), ("tax",)):
        hall.issue(*services)
        hall.advance(60)
    return hall


def wrong(hall: MemoryHall, *more: MemoryEntry) -> list[str]:
    """What the replay of the hall's journal, with `more` after it, finds."""
    return [what for _, what in replay([*hall.journal, *more], rules=hall.rules).violations]


def entry(hall: MemoryHall, kind: str, ticket: str, window: str | None = None, **data: Any) -> MemoryEntry:
    return MemoryEntry(len(hall.journal) + 1, hall.now, kind, ticket, window, "clerk", data)


def altered(hall: MemoryHall, seq: int, **data: Any) -> None:
    """Change what one entry says."""
    before = hall.journal[seq - 1]
    hall.journal[seq - 1] = replace(before, data=before.data | data)
