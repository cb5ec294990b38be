"""One speaking screen a zone, by a table of cases and on random ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.display.speaking import Screen, who_speaks


def screen(sid: str, zone: str | None = "main", **more: object) -> Screen:
    return Screen(sid, 1, zone, **{"offers": True, "place": int(sid[1:] or 0)} | more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("screens", "speaking"),
    [
        ([], ""),
        ([screen("a1")], "a1"),
        ([screen("a1", offers=False)], ""),
        ([screen("a2"), screen("a1")], "a1"),
        ([screen("a1"), screen("a2", speaks=True)], "a2"),
        ([screen("a1", speaks=True), screen("a2", enrolled=True)], "a2"),
        ([screen("a1", enrolled=True), screen("a2", enrolled=True, speaks=True)], "a2"),
        ([screen("a1"), screen("a2", "side")], "a1 a2"),
        ([screen("a1", None), screen("a2", "side"), screen("a3")], "a1"),
        ([screen("a1", None), screen("a2", "side", speaks=True), screen("a3")], "a2 a3"),
        ([screen("a1", None, speaks=True), screen("a2", "side", enrolled=True), screen("a3")], "a2 a3"),
        ([screen("a1", blocked=True), screen("a2")], "a1"),
    ],
)
def test_who_speaks(screens: list[Screen], speaking: str) -> None:
    assert who_speaks(screens) == set(speaking.split())


@given(
    st.lists(
        st.builds(
            Screen,
            sid=st.uuids().map(str),
            hall_id=st.integers(1, 2),
            zone=st.sampled_from([None, "main", "side"]),
            offers=st.booleans(),
            enrolled=st.booleans(),
            speaks=st.booleans(),
            place=st.integers(0, 5),
        ),
        max_size=12,
    )
)
def test_nobody_hears_two_and_nobody_who_could_be_heard_alone_is_silent(screens: list[Screen]) -> None:
    by_sid = {each.sid: each for each in screens}
    chosen = [by_sid[sid] for sid in who_speaks(screens)]
    assert all(each.offers for each in chosen)
    for each in screens:
        beside = [other for other in chosen if other is not each and other.is_heard_beside(each)]
        assert not (each in chosen and beside)
        assert each in chosen or beside or not each.offers
    settled = [Screen(**vars(each) | {"speaks": each in chosen}) for each in screens]
    assert who_speaks(settled) == {each.sid for each in chosen}, "decided once, it stays so"
