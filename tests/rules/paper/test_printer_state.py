"""What a printer's answers to DLE EOT mean."""

import pytest

from hall.paper.printer_state import ASK, is_status, state_of

FINE = {1: 0x16, 2: 0x12, 4: 0x12}


@pytest.mark.parametrize(
    ("told", "trouble"),
    [
        (FINE, None),
        (FINE | {4: 0x72}, "paper_out"),
        (FINE | {2: 0x32}, "paper_out"),
        (FINE | {2: 0x16}, "cover_open"),
        (FINE | {2: 0x52}, "printer_error"),
        (FINE | {1: 0x1E}, "printer_error"),
        (FINE | {1: 0x1E, 2: 0x32, 4: 0x72}, "paper_out"),
        ({4: 0x12}, None),
    ],
)
def test_a_state_is_named_by_what_has_to_be_done(told: dict[int, int], trouble: str | None) -> None:
    state = state_of(told)
    assert state.answers
    assert (state.trouble.code if state.trouble else None) == trouble
    assert not state.paper_low


def test_paper_that_is_low_is_no_trouble_yet() -> None:
    state = state_of(FINE | {4: 0x1E})
    assert (state.trouble, state.paper_low) == (None, True)


def test_a_printer_that_answers_nothing_is_not_taken_for_a_broken_one() -> None:
    assert (state_of({}).answers, state_of({}).trouble) == (False, None)


def test_only_bytes_with_the_fixed_bits_are_answers() -> None:
    assert [is_status(byte) for byte in (0x12, 0x16, 0x72, 0x00, 0xFF, 0x10, 0x92)] == [True] * 3 + [False] * 4
    assert ASK[4] == b"\x10\x04\x04"
