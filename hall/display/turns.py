"""Turns in one process's loop: thousands of phones must not stand before a call, a screen or a desk."""

from collections.abc import Iterable, Iterator
from time import sleep
from typing import TypeVar

# After a restart thousands of phones come back at once.
PHONES_AT_ONCE = 4
# Rooms of phones told before others have their turn: a message costs some 50 µs, and a hall has thousands of rooms.
PHONES_IN_A_ROW = 25

Each = TypeVar("Each")


def in_turns(many: Iterable[Each]) -> Iterator[Each]:
    """One after the other; now and then everybody else has a turn."""
    for at, each in enumerate(many, 1):
        yield each
        if not at % PHONES_IN_A_ROW:
            sleep(0)
