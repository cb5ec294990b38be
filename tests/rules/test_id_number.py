"""Identity numbers: GB 11643, one named rule for each way to be wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.errors import WrongIdNumber
from hall.personal.numbers import ID_RULES, PROVINCES, IdNumber, age_on, id_check_character, read_id_number

TODAY = date(2026, 11, 23)
EXAMPLE = "11010519491231002X"  # the example of the standard


def complete(body: str) -> str:
    return body + id_check_character(body)


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    region = draw(st.sampled_from(sorted(PROVINCES))) + draw(st.from_regex(r"[0-9]{4}", fullmatch=True))
    birth = draw(st.dates(date(1900, 1, 1), TODAY))
    return complete(f"{region}{birth:%Y%m%d}{draw(st.integers(0, 999)):03}")


def test_the_example_of_the_standard_is_read_with_its_birth_date() -> None:
    assert read_id_number(EXAMPLE, TODAY) == IdNumber(EXAMPLE, date(1949, 12, 31))


@pytest.mark.parametrize(
    "typed",
    ["11010519491231002x", " 110105 19491231 002X ", "110105-19491231-002X", "１１０１０５１９４９１２３１００２Ｘ"],
)
def test_spaces_hyphens_full_width_and_a_small_x_are_forgiven(typed: str) -> None:
    assert read_id_number(typed, TODAY).text == EXAMPLE


@pytest.mark.parametrize(
    ("number", "rule"),
    [
        ("", "length"),
        (EXAMPLE[:17], "length"),
        (EXAMPLE + "0", "length"),
        ("110105491231002", "length"),
        ("11010519491231O02X", "characters"),
        ("1101051949123100XX", "characters"),
        ("①10105194912310022X", "length"),
        ("11010519491231002Y", "characters"),
        (complete("00010519491231002"), "region"),
        (complete("99010519491231002"), "region"),
        (complete("16010519491231002"), "region"),
        (complete("91610519491231002"), "region"),
        (complete("11010519490231002"), "birth_date"),
        (complete("11010519491331002"), "birth_date"),
        (complete("11010500000101002"), "birth_date"),
        (complete("11010520261124002"), "birth_date"),
        (complete("44052418800101001"), "birth_date"),
        ("110105194912310020", "check_character"),
        ("110105194912310029", "check_character"),
    ],
)
def test_each_refusal_names_the_rule_that_failed_and_keeps_the_number_to_itself(number: str, rule: str) -> None:
    with pytest.raises(WrongIdNumber) as refused:
        read_id_number(number, TODAY, "principals.0.id_number")
    error = refused.value
    assert (error.extra, error.detail) == ({"rule": rule}, ID_RULES[rule])
    assert [problem.field for problem in error.fields] == ["principals.0.id_number"]
    assert len(number) < 15 or number not in error.detail.zh + error.detail.en


@pytest.mark.parametrize("body", ["81000019900101001", "83000019900101001", "93115619900101001"])
def test_residence_permits_and_permanent_residence_cards_are_taken(body: str) -> None:
    assert read_id_number(complete(body), TODAY).birth == date(1990, 1, 1)


@given(id_numbers())
def test_every_well_formed_number_is_read_as_it_stands(number: str) -> None:
    assert read_id_number(number, TODAY).text == number


@given(id_numbers(), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number: str, place: int, by: int) -> None:
    digit = str((int(number[place]) + by) % 10)
    with pytest.raises(WrongIdNumber):
        read_id_number(number[:place] + digit + number[place + 1 :], TODAY)


@given(id_numbers(), st.integers(0, 15))
def test_two_neighbours_swapped_are_always_noticed(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped != number:
        with pytest.raises(WrongIdNumber):
            read_id_number(swapped, TODAY)


def broken_rule(text: str) -> str | None:
    try:
        read_id_number(text, TODAY)
    except WrongIdNumber as error:
        return str(error.extra["rule"])
    return None


@given(st.text(max_size=24))
def test_any_text_is_answered_with_a_rule(text: str) -> None:
    assert broken_rule(text) in {None, *ID_RULES}


@pytest.mark.parametrize(
    ("birth", "day", "years"),
    [
        (date(1966, 11, 23), date(2026, 11, 22), 59),
        (date(1966, 11, 23), date(2026, 11, 23), 60),
        (date(2004, 2, 29), date(2025, 2, 28), 20),
        (date(2004, 2, 29), date(2025, 3, 1), 21),
        (date(2026, 11, 23), date(2026, 11, 23), 0),
    ],
)
def test_age_counts_up_on_the_birthday(birth: date, day: date, years: int) -> None:
    assert age_on(birth, day) == years


def test_a_card_opens_the_green_channel_from_the_sixtieth_birthday() -> None:
    card = IdNumber(complete("61012419661123001"), date(1966, 11, 23))
    assert not card.is_senior_on(date(2026, 11, 22))
    assert card.is_senior_on(date(2026, 11, 23))
