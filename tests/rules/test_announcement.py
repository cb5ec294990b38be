"""What is shown and said for a call and for its retraction."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hall.display.announcement import (
    announcement_phrase,
    announcement_text,
    chinese_number,
    english_number,
)
from hall.display.clips import CLIPS, LETTERS, SELDOM
from hall.text import LANGUAGES, Language

NUMBERS = some.from_regex(r"[A-Z]{1,2}[0-9]{3,5}", fullmatch=True)
WINDOWS = some.one_of(some.none(), some.integers(1, 9999))


def said(number: str, window: int | None, language: Language, **manner: str) -> str:
    """The phrase as words, `·` between those that a pause parts."""
    between = " " if language == "en" else ""
    phrase = announcement_phrase(number, window, language, **manner)  # type: ignore[arg-type]  # keywords by name
    return " · ".join(between.join(CLIPS[language][clip] for clip in word) for word in phrase)


def test_a_call_is_shown_in_both_languages() -> None:
    text = announcement_text("A001", 3)
    assert text.zh == "请A001号到3号窗口办理"
    assert text.en == "Ticket A001, please go to window 3"


def test_a_retraction_asks_to_go_on_waiting() -> None:
    text = announcement_text("A012", None)
    assert text.zh == "请A012号继续等候"
    assert text.en == "Ticket A012, please keep waiting"


@pytest.mark.parametrize(
    ("number", "window", "phrase"),
    [
        ("A001", 3, "请 · A · 零 · 零 · 一 · 号到 · 三号窗口办理"),
        ("B012", 15, "请 · B · 零 · 一 · 二 · 号到 · 十五号窗口办理"),
        ("A1000", 33, "请 · A · 一 · 零 · 零 · 零 · 号到 · 三十三号窗口办理"),
        ("LZ220", 105, "请 · L · Z · 二 · 二 · 零 · 号到 · 一百零五号窗口办理"),
        ("A012", None, "请 · A · 零 · 一 · 二 · 号继续等候"),
    ],
)
def test_chinese_spells_the_number_and_reads_the_window(number: str, window: int | None, phrase: str) -> None:
    assert said(number, window, "zh") == phrase


def test_a_hall_may_have_one_read_as_on_the_telephone_but_never_in_the_window() -> None:
    assert said("A112", 11, "zh", one="yao") == "请 · A · 幺 · 幺 · 二 · 号到 · 十一号窗口办理"
    assert said("A012", None, "zh", one="yao") == "请 · A · 零 · 幺 · 二 · 号继续等候"


@pytest.mark.parametrize(
    ("number", "window", "phrase"),
    [
        ("A001", 3, "ticket · A · zero · zero · one · please go to window · three"),
        ("B012", 15, "ticket · B · zero · one · two · please go to window · fifteen"),
        ("A888", 33, "ticket · A · eight · eight · eight · please go to window · thirty three"),
        ("A012", None, "ticket · A · zero · one · two · please keep waiting"),
    ],
)
def test_english_says_the_same(number: str, window: int | None, phrase: str) -> None:
    assert said(number, window, "en") == phrase


@pytest.mark.parametrize(
    ("value", "reading"),
    [
        (1, "一"), (2, "二"), (9, "九"), (10, "十"), (12, "十二"), (15, "十五"), (20, "二十"), (22, "二十二"),
        (33, "三十三"), (99, "九十九"), (100, "一百"), (101, "一百零一"), (105, "一百零五"), (110, "一百一十"),
        (111, "一百一十一"), (120, "一百二十"), (200, "二百"), (1000, "一千"), (1005, "一千零五"),
        (1010, "一千零一十"), (1015, "一千零一十五"), (1100, "一千一百"), (1105, "一千一百零五"), (2000, "两千"),
        (2222, "两千二百二十二"), (9999, "九千九百九十九"),
    ],
)  # fmt: skip
def test_chinese_window_numbers_are_read_as_people_read_them(value: int, reading: str) -> None:
    assert "".join(CLIPS["zh"][clip] for clip in chinese_number(value)) == reading


@pytest.mark.parametrize(
    ("value", "reading"),
    [
        (1, "one"), (12, "twelve"), (20, "twenty"), (21, "twenty one"), (100, "one hundred"),
        (105, "one hundred and five"), (115, "one hundred and fifteen"), (1000, "one thousand"),
        (1005, "one thousand and five"), (9999, "nine thousand nine hundred and ninety nine"),
    ],
)  # fmt: skip
def test_english_window_numbers_are_read_as_people_read_them(value: int, reading: str) -> None:
    assert " ".join(CLIPS["en"][clip] for clip in english_number(value)) == reading


@given(some.integers(1, 9999))
def test_every_chinese_reading_gives_its_number_back(value: int) -> None:
    digits = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
    total = digit = 0
    for sign in "".join(CLIPS["zh"][clip] for clip in chinese_number(value)):
        if sign in digits:
            digit = digits[sign]
        elif sign != "零":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[sign]
            digit = 0
    assert total + digit == value


@given(NUMBERS, WINDOWS, some.sampled_from(LANGUAGES), some.sampled_from(["yi", "yao"]))
def test_every_announcement_is_in_the_vocabulary(number: str, window: int | None, language: Language, one: str) -> None:
    phrase = announcement_phrase(number, window, language, one)  # type: ignore[arg-type]  # keywords by name
    assert {clip for word in phrase for clip in word} <= CLIPS[language].keys()


@given(NUMBERS, some.integers(1, 9999), NUMBERS, some.integers(1, 9999), some.sampled_from(LANGUAGES))
def test_two_different_calls_never_sound_alike(
    number: str, window: int, other: str, elsewhere: int, language: Language
) -> None:
    alike = announcement_phrase(number, window, language) == announcement_phrase(other, elsewhere, language)
    assert alike == ((number, window) == (other, elsewhere))


@given(some.integers(0, 999), some.integers(1, 99), some.sampled_from(LANGUAGES))
def test_what_a_recorded_voice_may_lack_is_not_needed_for_a_usual_call_but_its_letter(
    number: int, window: int, language: Language
) -> None:
    phrase = announcement_phrase(f"A{number:03}", window, language)
    seldom = {clip for word in phrase for clip in word} & SELDOM[language]
    assert seldom == {"A"} <= set(LETTERS)
