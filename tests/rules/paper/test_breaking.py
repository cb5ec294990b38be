"""Where lines of paper are broken: nothing lost, nothing too wide, no comma at the beginning."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.paper.breaking import broken, columns, printable

TEXTS = st.text(st.sampled_from("号票请到大厅，。；（）《》“”、·ABCabc 019.,:-/%\n䶮㎡"), max_size=120)
NOT_FIRST, NOT_LAST = "、。，；：！？）》”", "（《“"


@given(TEXTS, st.integers(8, 60))
def test_nothing_is_lost_but_spaces_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = broken(text, width, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert max(map(columns, lines)) <= width
    assert len(lines) >= 1


@given(st.text(st.sampled_from("号票大厅，。（）《》“”、"), max_size=80), st.integers(20, 40))
def test_a_comma_stays_with_what_it_follows_and_a_bracket_with_what_it_opens(text: str, width: int) -> None:
    # A row of brackets longer than the paper has to be broken somewhere.
    if any(run * 2 > width - 4 for run in _runs(text)):
        return
    for line in broken(text, width, columns)[1:]:
        assert not line or line[0] not in NOT_FIRST
    for line in broken(text, width, columns)[:-1]:
        assert not line or line[-1] not in NOT_LAST


def _runs(text: str) -> list[int]:
    """How many characters cling to each other at a place, at most."""
    longest, run = [0], 1
    for before, after in pairwise(text):
        run = run + 1 if after in NOT_FIRST or before in NOT_LAST else 1
        longest.append(run)
    return longest


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("请到大厅，取号", ["请到大", "厅，取", "号"]),
        ("take a ticket", ["take a", "ticket"]),
        ("a-very-long-word", ["a-very", "-long-", "word"]),
        ("", [""]),
        ("一\n\n二", ["一", "", "二"]),
        ("共3份", ["共3份"]),
    ],
)
def test_lines_of_six_columns(text: str, lines: list[str]) -> None:
    assert broken(text, 6, columns) == lines


def test_what_no_printer_should_be_sent_is_left_out() -> None:
    assert printable("甲\x00\x1b@乙\u200b\u202e丙\t丁\r\n戊") == "甲@乙丙 丁\n戊"
