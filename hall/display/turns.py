"""Turns in one process's loop: thousands of phones must not stand before a call, a screen or a desk."""

from collections.abc import Callable, Iterable, Iterator
from time import sleep
from typing import TypeVar

# After a restart thousands of phones come back at once.
PHONES_AT_ONCE = 4
# Phones told before others have their turn: each costs some 20 µs, a room has one or several, a hall thousands.
PHONES_IN_A_ROW = 50

Each = TypeVar("Each")


def in_turns(rooms: Iterable[Each], size: Callable[[Each], int]) -> Iterator[Each]:
    """One room after the other; now and then everybody else has a turn. `size`: how many phones are in one."""
    told = 0
    for room in rooms:
        yield room
        told += size(room)
        if told >= PHONES_IN_A_ROW:
            told = 0
            sleep(0)
