"""Ticket numbers: how they are written, and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.ticketing.numbering import TicketNumber, parse_number, ticket_number, valid_prefix


@pytest.mark.parametrize(
    ("prefix", "ordinal", "number"),
    [("A", 1, "A001"), ("A", 12, "A012"), ("A", 999, "A999"), ("A", 1000, "A1000"), ("ZH", 7, "ZH007")],
)
def test_a_number_has_its_prefix_and_at_least_three_digits(prefix: str, ordinal: int, number: str) -> None:
    assert ticket_number(prefix, ordinal) == number
    assert parse_number(number) == TicketNumber(prefix, ordinal)


@given(prefix=st.from_regex(r"[A-Z]{1,2}", fullmatch=True), ordinal=st.integers(1, 10**9))
def test_a_number_reads_back_as_it_was_written(prefix: str, ordinal: int) -> None:
    assert parse_number(ticket_number(prefix, ordinal)) == (prefix, ordinal)


@given(st.text(max_size=8))
def test_what_reads_as_a_number_has_one_spelling(text: str) -> None:
    number = parse_number(text)
    if number is not None:
        assert str(number) == text.strip().upper()
        assert ticket_number(*number) == str(number)


@pytest.mark.parametrize("typed", ["a012", " A012 ", "A012\n"])
def test_people_may_type_it_in_any_case_and_with_blanks_around(typed: str) -> None:
    assert parse_number(typed) == ("A", 12)


@pytest.mark.parametrize("text", ["", "A", "A12", "A0012", "A000", "012", "ABC001", "A-01", "A01٢", "É001", "A001x"])
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize("prefix", ["", "a", "ABC", "1", "É", "A1"])
def test_a_prefix_is_one_or_two_capital_letters(prefix: str) -> None:
    assert not valid_prefix(prefix)
    with pytest.raises(ValueError, match="prefix"):
        ticket_number(prefix, 1)


def test_counting_begins_with_one() -> None:
    with pytest.raises(ValueError, match="ordinal 0"):
        ticket_number("A", 0)
