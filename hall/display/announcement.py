"""What is shown and said for a call, a recall and a retraction.

A recall is announced like the call itself. A retraction (an undone call) names no window: in every function here
`window=None` means "keep waiting". A spoken phrase is a tuple of words and a word a tuple of clip names (`clips.py`):
there is a pause between words, none inside one.
"""

from dataclasses import dataclass
from typing import Literal

from hall.text import Language, Text

One = Literal["yi", "yao"]
"""How Chinese reads the digit 1 in a ticket number: 一, or 幺 as on the telephone."""

Word = tuple[str, ...]
Phrase = tuple[Word, ...]


@dataclass(frozen=True)
class Manner:
    """How one hall speaks; a part of its settings.

    `languages` in the order they are spoken, the first is never dropped; `repeat` is how often that first one is said;
    `pack` names a recorded pack, None takes the recorded pack there is, or else the built-in voice.
    """

    languages: tuple[Language, ...] = ("zh",)
    repeat: int = 2
    one: One = "yi"
    pack: str | None = None


def announcement_text(number: str, window: int | None) -> Text:
    """The sentence for screens: `请A001号到3号窗口办理`."""
    if window is None:
        return Text(f"请{number}号继续等候", f"Ticket {number}, please keep waiting")
    return Text(f"请{number}号到{window}号窗口办理", f"Ticket {number}, please go to window {window}")


def announcement_phrase(number: str, window: int | None, language: Language, one: One = "yi") -> Phrase:
    """The clips that say the same: the number digit by digit, the window as a number (15 is 十五)."""
    if language == "en":
        spelled = tuple((sign,) for sign in number)
        end: Phrase = (("keep_waiting",),) if window is None else (("go_to_window",), english_number(window))
        return (("ticket",), *spelled, *end)
    spelled = tuple(("yao",) if sign == "1" and one == "yao" else (sign,) for sign in number)
    if window is None:
        return (("please",), *spelled, ("number_waits",))
    return (("please",), *spelled, ("number_to",), (*chinese_number(window), "window_handles"))


def chinese_number(value: int) -> Word:
    """The clips of a number from 1 to 9999: 105 is 一百 零 五, 115 is 一百 一十 五."""
    high, low = value // 100 * 100, value % 100
    clips = _chinese_hundreds(high)
    if not low:
        return clips
    if clips and (low < 10 or (high % 1000 == 0)):
        clips = (*clips, "0")
    tens, units = low // 10 * 10, low % 10
    if tens:
        clips = (*clips, "one_ten" if clips and tens == 10 else str(tens))
    return (*clips, str(units)) if units else clips


def _chinese_hundreds(value: int) -> Word:
    thousands, hundreds = value // 1000 * 1000, value % 1000
    return tuple(str(part) for part in (thousands, hundreds) if part)


def english_number(value: int) -> Word:
    """The clips of a number from 1 to 9999: 105 is one hundred and five."""
    clips: Word = ()
    for size, name in ((1000, "thousand"), (100, "hundred")):
        if value >= size:
            clips = (*clips, str(value // size), name)
            value %= size
    if not value:
        return clips
    if clips:
        clips = (*clips, "and")
    if value < 20 or value % 10 == 0:
        return (*clips, str(value))
    return (*clips, str(value // 10 * 10), str(value % 10))
