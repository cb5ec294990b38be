"""Where a line may be broken: between Chinese characters and between words, no comma at the beginning of a line."""

import re
import unicodedata
from collections.abc import Callable, Iterator

Measure = Callable[[str], float]

_NOT_FIRST = "、。，；：！？）》」』】〕”’…·%‰,.;:!?)]}"
_NOT_LAST = "（《「『【〔“‘([{"
_PIECE = re.compile(r"[\u0021-\u024f\u2010-\u2015’]+|\s+|.", re.DOTALL)


def printable(text: str) -> str:
    """The text without what no printer should be sent: control and invisible characters. Line ends stay."""
    kept = text.replace("\r\n", "\n").replace("\t", " ")
    return "".join(one for one in kept if one == "\n" or unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Co"))


def broken(text: str, width: float, measure: Measure) -> list[str]:
    """The text in lines of at most `width`, at least one of them."""
    return [line for part in printable(text).split("\n") for line in _lines(part, width, measure)]


def _lines(text: str, width: float, measure: Measure) -> Iterator[str]:
    line = ""
    for atom in _atoms(text):
        if not line or measure((line + atom).rstrip()) <= width:
            line += atom if line else atom.lstrip()
        else:
            yield line.rstrip()
            line = atom.lstrip()
        while measure(line.rstrip()) > width and len(line) > 1:
            kept = _most(line, width, measure)
            yield line[:kept]
            line = line[kept:]
    yield line.rstrip()


def _atoms(text: str) -> Iterator[str]:
    """What stays together: a word, or a character with the punctuation that clings to it."""
    held = ""
    for found in _PIECE.findall(text):
        clings = found[0] in _NOT_FIRST or (held != "" and held[-1] in _NOT_LAST)
        if held and not clings:
            yield held
            held = ""
        held += found
    if held:
        yield held


def _most(line: str, width: float, measure: Measure) -> int:
    """How many characters of a word that is longer than the line fit on it, at least one."""
    return max((count for count in range(1, len(line)) if measure(line[:count]) <= width), default=1)


def columns(text: str) -> int:
    """How many columns a text printer needs: two for a Chinese character."""
    return sum(1 if one < "\u0080" else 2 for one in text)
