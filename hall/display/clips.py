"""The recorded words that every announcement is joined from: the whole vocabulary of each language.

A clip's name is what it is called in a pack's folder and manifest; its words are what the voice reads. Digits and
letters carry their own name (`0`, `A`); `100` in Chinese is one clip, 一百, so that its tone is right.
"""

from collections.abc import Mapping
from types import MappingProxyType

from hall.text import Language

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_DIGITS = "零一二三四五六七八九"
_TENS = "二三四五六七八九"
_THOUSANDS = "一两三四五六七八九"
# fmt: off
_ENGLISH = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]
_ENGLISH_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
# fmt: on


def _chinese() -> dict[str, str]:
    words = {"please": "请", "number_to": "号到", "window_handles": "号窗口办理", "number_waits": "号继续等候"}
    words |= {str(value): digit for value, digit in enumerate(_DIGITS)}
    words |= {"yao": "幺", "10": "十", "one_ten": "一十"}
    words |= {str(10 * value): f"{digit}十" for value, digit in enumerate(_TENS, start=2)}
    words |= {str(100 * value): f"{digit}百" for value, digit in enumerate(_DIGITS[1:], start=1)}
    words |= {str(1000 * value): f"{digit}千" for value, digit in enumerate(_THOUSANDS, start=1)}
    return words | {letter: letter for letter in LETTERS}


def _english() -> dict[str, str]:
    words = {"ticket": "ticket", "go_to_window": "please go to window", "keep_waiting": "please keep waiting"}
    words |= {str(value): word for value, word in enumerate(_ENGLISH)}
    words |= {str(10 * value): word for value, word in enumerate(_ENGLISH_TENS, start=2)}
    words |= {"hundred": "hundred", "thousand": "thousand", "and": "and"}
    return words | {letter: letter for letter in LETTERS}


CLIPS: Mapping[Language, Mapping[str, str]] = MappingProxyType({"zh": _chinese(), "en": _english()})
"""For each language, what every clip says, by the clip's name."""

SELDOM: Mapping[Language, frozenset[str]] = MappingProxyType(
    {
        "zh": frozenset({"yao", *LETTERS} | {str(100 * value) for value in (*range(1, 10), *range(10, 100, 10))}),
        "en": frozenset({"hundred", "thousand", "and", *LETTERS}),
    }
)
"""Clips that a recorded pack may lack: letters a hall does not use, the other reading of one, windows over 99."""
