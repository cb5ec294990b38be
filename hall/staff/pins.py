"""PINs: which ones may lock a desk."""

from itertools import pairwise

from hall.errors import FieldProblem, WeakPin
from hall.text import Text

SHORTEST, LONGEST = 4, 6
LONGEST_BLOCK = 3
YEARS = range(1930, 2040)


def check_pin(pin: str) -> None:
    """Raises WeakPin saying which rule is broken: 4 to 6 digits, and none of those that are guessed first."""
    if not SHORTEST <= len(pin) <= LONGEST or not (pin.isascii() and pin.isdigit()):
        raise _weak(Text(f"PIN 须为 {SHORTEST}–{LONGEST} 位数字", f"A PIN has {SHORTEST} to {LONGEST} digits"))
    if _in_a_row(pin) or _repeats(pin):
        raise _weak(
            Text(
                "PIN 太容易被猜到：请勿使用连续或重复的数字",
                "That PIN is guessed at once: digits in a row, or the same again and again",
            )
        )
    if len(pin) == SHORTEST and int(pin) in YEARS:
        raise _weak(Text("PIN 太容易被猜到：请勿使用年份", "That PIN is guessed at once: it is a year"))


def _in_a_row(pin: str) -> bool:
    """0123, 9876, and over the end: 7890."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return steps <= {1} or steps <= {9}


def _repeats(pin: str) -> bool:
    """1111, 1212, 123123."""
    return any(len(pin) % size == 0 and pin == pin[:size] * (len(pin) // size) for size in range(1, LONGEST_BLOCK + 1))


def _weak(words: Text) -> WeakPin:
    return WeakPin(words, fields=[FieldProblem("pin", words)])
