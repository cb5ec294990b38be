"""How a page's sentences become words for a voice: what may be read, and by which voice each piece of it.

Ticket numbers are read sign by sign as they are called, spans of numbers with "to", and Latin letters by the English
voice in both languages, because the Chinese one spells some of them.
"""

import re
import unicodedata
from typing import NamedTuple

from hall.display.announcement import One
from hall.errors import FieldProblem, Invalid
from hall.text import Language, Text

LONGEST = 300
"""Characters of one request."""

SENTENCE_PAUSE, CLAUSE_PAUSE, JOIN_PAUSE = 0.4, 0.2, 0.06
"""Seconds of silence after a sentence, after a part of one, and between two voices inside one."""

_MARKUP = frozenset("<>[]{}|\\^`")
_KINDS = ("L", "N", "P", "Z", "M", "So", "Sc", "Sm")
_NUMBER = re.compile(r"(?<![A-Za-z0-9])([A-Z]{1,2})([0-9]{3,5})(?![0-9])")
_SPAN = re.compile(r"(?<=[0-9])\s*[–—~-]\s*(?=[0-9])")
_DOT = re.compile(r"\s*[·|]\s*")
_SENTENCE = re.compile(r"[^。！？!?；;\n]*?(?:[。！？!?；;\n]+|\.(?=\s|$)|$)")
_LETTERS = re.compile(r"([A-Za-z]+(?:[ '’][A-Za-z]+)*)")
_DIGITS = {"en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")}


class Run(NamedTuple):
    """Words for one voice, and the silence after them."""

    words: str
    language: Language
    pause_seconds: float


def readable(text: str) -> str:
    """The text as it will be read, spaces made one. Errors: `Invalid` for markup, nothing to say, or too much."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    if len(plain) > LONGEST:
        raise _wrong(f"一次最多朗读 {LONGEST} 个字", f"At most {LONGEST} characters are read at a time")
    if any(sign in _MARKUP or not unicodedata.category(sign).startswith(_KINDS) for sign in plain):
        raise _wrong("只能朗读文字，不能含标记", "Only plain words are read, no markup")
    if not any(sign.isalnum() for sign in plain):
        raise _wrong("没有可朗读的文字", "There is nothing to read")
    return plain


def runs(text: str, language: Language, one: One = "yi") -> list[Run]:
    """A readable text in the pieces it is said in."""
    text = _DOT.sub("，" if language == "zh" else ", ", text)
    text = _SPAN.sub("到" if language == "zh" else " to ", text)
    text = _NUMBER.sub(lambda found: _spelled(found[1], found[2], language, one), text)
    return [run for sentence in _SENTENCE.findall(text) for run in _sentence_runs(sentence, language)]


def _spelled(letters: str, digits: str, language: Language, one: One) -> str:
    """A001 as it is called: A 零 零 一, A zero zero one."""
    if language == "en":
        return " ".join([*letters, *(_DIGITS["en"][int(digit)] for digit in digits)])
    signs = "零幺二三四五六七八九" if one == "yao" else "零一二三四五六七八九"
    return " ".join(letters) + "".join(signs[int(digit)] + " " for digit in digits).rstrip()


def _sentence_runs(sentence: str, language: Language) -> list[Run]:
    parts = [sentence] if language == "en" else _LETTERS.split(sentence)
    found = [part.strip() for part in parts]
    said = [part for part in found if any(sign.isalnum() for sign in part)]
    return [
        Run(part, "en" if part[0].isascii() and part[0].isalpha() else language, _pause(part, last=part is said[-1]))
        for part in said
    ]


def _pause(part: str, *, last: bool) -> float:
    if last:
        return SENTENCE_PAUSE
    return CLAUSE_PAUSE if part[-1] in "，、：,:" else JOIN_PAUSE


def _wrong(zh: str, en: str) -> Invalid:
    words = Text(zh, en)
    return Invalid(words, fields=[FieldProblem("text", words)])
