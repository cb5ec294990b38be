"""Unified social credit codes: GB 32100."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.errors import WrongCreditCode
from hall.personal.numbers import CREDIT_ALPHABET, CREDIT_RULES, credit_check_character, read_credit_code

EXAMPLE = "91350100M000100Y43"


def complete(body: str) -> str:
    return body + credit_check_character(body)


credit_codes = st.builds(
    lambda registry, region, organisation: complete(f"{registry}1{region}{organisation}"),
    st.sampled_from("159Y"),
    st.sampled_from(["610124", "100000", "110105"]),
    st.text(CREDIT_ALPHABET, min_size=9, max_size=9),
)


@pytest.mark.parametrize("typed", [EXAMPLE, EXAMPLE.lower(), "9135 0100 M000 100Y 43", "91350100-M000100Y4-3"])
def test_a_code_is_read_in_its_one_written_form(typed: str) -> None:
    assert read_credit_code(typed) == EXAMPLE


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("", "length"),
        (EXAMPLE[:17], "length"),
        ("91350100I000100Y43", "characters"),
        ("91350100M0001О0Y43", "characters"),
        ("9135A100M000100Y43", "characters"),
        (complete("B1350100M000100Y4"), "registry"),
        (complete("91990100M000100Y4"), "region"),
        ("91350100M000100Y44", "check_character"),
        ("91350100M000010Y43", "check_character"),
    ],
)
def test_each_refusal_names_the_rule_that_failed(code: str, rule: str) -> None:
    with pytest.raises(WrongCreditCode) as refused:
        read_credit_code(code)
    assert (refused.value.extra, refused.value.detail) == ({"rule": rule}, CREDIT_RULES[rule])
    assert [problem.field for problem in refused.value.fields] == ["credit_code"]


@given(credit_codes)
def test_every_well_formed_code_is_read_as_it_stands(code: str) -> None:
    assert read_credit_code(code) == code


@given(credit_codes, st.integers(8, 16), st.sampled_from(CREDIT_ALPHABET))
def test_one_wrong_character_is_always_noticed(code: str, place: int, sign: str) -> None:
    if code[place] != sign:
        with pytest.raises(WrongCreditCode):
            read_credit_code(code[:place] + sign + code[place + 1 :])
