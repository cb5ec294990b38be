"""Mainland mobile numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.errors import WrongPhone
from hall.personal.numbers import PHONE_RULES, read_phone

EXAMPLE = "13800001234"


@pytest.mark.parametrize(
    "typed",
    [EXAMPLE, "138 0000 1234", "+86 138-0000-1234", "008613800001234", "8613800001234", "１３８００００１２３４"],
)
def test_a_number_is_read_as_eleven_digits(typed: str) -> None:
    assert read_phone(typed) == EXAMPLE


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("", "length"),
        ("1380000123", "length"),
        ("138000012345", "length"),
        ("1380000123a", "characters"),
        ("+85213800001234", "characters"),
        ("02912345678", "prefix"),
        ("12000001234", "prefix"),
        ("86380000123", "prefix"),
    ],
)
def test_each_refusal_names_the_rule_that_failed(typed: str, rule: str) -> None:
    with pytest.raises(WrongPhone) as refused:
        read_phone(typed)
    assert (refused.value.extra, refused.value.detail) == ({"rule": rule}, PHONE_RULES[rule])


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(["", "+86", "0086", "86"]))
def test_every_mobile_number_is_read_with_or_without_its_country(phone: str, country: str) -> None:
    assert read_phone(country + phone) == phone
