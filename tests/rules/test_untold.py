"""What a later telling of missing materials adds to those before it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.text import Text
from hall.ticketing.untold import untold

LICENCE, CARD = Text("营业执照副本", "Business licence, copy"), Text("法定代表人身份证", "Identity card")
CASES = [
    # told before, told now, of which new
    ([], ["营业执照副本"], ["营业执照副本"]),
    (["营业执照副本"], ["营业执照副本"], []),
    (["营业执照副本"], ["营业执照副本", "法定代表人身份证"], ["法定代表人身份证"]),
    (["Business licence, copy"], ["营业执照副本"], []),
    (["营业执照副本"], ["business licence copy"], []),
    (["户口簿（原件）"], ["户口簿 (原件)"], []),
    (["A4 photo"], ["Ａ４　ＰＨＯＴＯ。"], []),
    (["户口簿原件"], ["户口簿复印件"], ["户口簿复印件"]),
    ([], ["照片", "照片。"], ["照片"]),
    (["——"], ["……"], ["……"]),
]


@pytest.mark.parametrize(("before", "now", "new"), CASES)
def test_new_is_what_nobody_had_told(before: list[str], now: list[str], new: list[str]) -> None:
    assert list(untold(before, now, [LICENCE, CARD])) == new


@given(st.lists(st.text(min_size=1)), st.lists(st.text(min_size=1)))
def test_nothing_told_before_is_new_and_all_that_is_new_was_told_now(before: list[str], now: list[str]) -> None:
    new = untold(before, now, [])
    assert set(new) <= set(now) - set(before)
    assert untold([*before, *now], now, []) == ()
    assert untold([*before, *new], now, []) == ()
