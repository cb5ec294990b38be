"""What a page reads aloud: ticket numbers as they are called, letters by the English voice, nothing but words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.display.reading import CLAUSE_PAUSE, JOIN_PAUSE, LONGEST, SENTENCE_PAUSE, readable, runs
from hall.errors import Invalid

TICKET = "您的号码，A012。前面还有7人，约 10–30 分钟。"


def said(text: str, language: str = "zh", one: str = "yi") -> list[tuple[str, str]]:
    return [(run.words, run.language) for run in runs(text, language, one)]  # type: ignore[arg-type]  # one of the table


def test_a_ticket_number_is_read_sign_by_sign_and_a_span_with_to() -> None:
    assert said(TICKET) == [
        ("您的号码，", "zh"),
        ("A", "en"),
        ("零 一 二。", "zh"),
        ("前面还有7人，约 10到30 分钟。", "zh"),
    ]


def test_the_digit_one_is_read_as_the_hall_has_it_called() -> None:
    assert ("零 幺 二。", "zh") in said(TICKET, one="yao")


def test_english_spells_the_number_and_stays_with_one_voice() -> None:
    assert said("Your number is AB012. About 10–30 minutes.", "en") == [
        ("Your number is A B zero one two.", "en"),
        ("About 10 to 30 minutes.", "en"),
    ]


@pytest.mark.parametrize("text", ["2026年", "A12", "610124号", "B1234567"])
def test_other_numbers_stay_as_they_are(text: str) -> None:
    assert "".join(words for words, _language in said(text)).replace(" ", "") == text


def test_a_sentence_ends_with_a_longer_silence_than_a_part_of_it() -> None:
    pauses = [run.pause_seconds for run in runs(TICKET, "zh")]
    assert pauses == [CLAUSE_PAUSE, JOIN_PAUSE, SENTENCE_PAUSE, SENTENCE_PAUSE]


def test_spaces_are_made_one() -> None:
    assert readable("  您要办\n\t什么？ ") == "您要办 什么？"


@pytest.mark.parametrize(
    "text",
    [
        "<speak>一</speak>",
        "[[ph@n]]",
        "一\x07二",
        "一\u202e二",
        "{一}",
        "\\p",
        "`ls`",
        "。，！",
        "   ",
        "一" * (LONGEST + 1),
    ],
)
def test_markup_silence_and_too_much_are_refused_with_the_field(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        readable(text)
    assert [problem.field for problem in refused.value.fields] == ["text"]


def test_as_many_characters_as_allowed_are_read() -> None:
    assert readable("一" * LONGEST) == "一" * LONGEST


@given(st.text(max_size=120), st.sampled_from(["zh", "en"]))
def test_whatever_is_readable_comes_to_words_for_a_voice(text: str, language: str) -> None:
    try:
        plain = readable(text)
    except Invalid:
        return
    found = said(plain, language)
    assert found
    assert all(any(sign.isalnum() for sign in words) for words, _language in found)
