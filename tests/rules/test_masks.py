"""Masks: enough to recognise, too little to use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.personal.masks import mask_credit_code, mask_id_number, mask_name, mask_phone


def test_an_identity_number_shows_its_region_and_last_four() -> None:
    assert mask_id_number("610124194912311234") == "610124********1234"


def test_a_phone_shows_its_first_three_and_last_four() -> None:
    assert mask_phone("13800001234") == "138****1234"


def test_a_credit_code_shows_the_same_ends_as_an_identity_number() -> None:
    assert mask_credit_code("91610124M000100Y43") == "916101********0Y43"


@pytest.mark.parametrize(
    ("name", "shown"), [("甲乙", "甲**"), ("甲乙丙丁", "甲**"), (" 甲 ", "甲**"), ("Z", "Z**"), ("", "")]
)
def test_a_name_shows_its_first_character_and_not_its_length(name: str, shown: str) -> None:
    assert mask_name(name) == shown


@given(st.text("0123456789X", max_size=40))
def test_whatever_is_masked_keeps_its_length_and_hides_four_or_everything(text: str) -> None:
    for masked in (mask_id_number(text), mask_phone(text), mask_credit_code(text)):
        assert len(masked) == len(text)
        assert masked.count("*") >= min(4, len(text))


@given(st.from_regex(r"[0-9]{18}", fullmatch=True))
def test_birth_date_and_sequence_never_show(number: str) -> None:
    other = number[:6] + "99999999" + number[14:]
    assert mask_id_number(number) == mask_id_number(other)
