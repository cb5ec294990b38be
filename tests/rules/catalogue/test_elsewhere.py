"""Another hall is told of when one is called there sooner, the way included, and the wait here is long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.catalogue.elsewhere import LEAST_SAVED_MINUTES, Choice, better_halls, way_minutes


@pytest.mark.parametrize(
    ("here", "here_km", "there", "saved"),
    [
        pytest.param(29, 0, Choice("town", 0, 0), [], id="a short wait is nobody's trouble"),
        pytest.param(60, 0, Choice("town", 5, 5), [40], id="a short way to a short line"),
        pytest.param(60, 0, Choice("town", 20, 10), [], id="too far"),
        pytest.param(60, 0, Choice("town", 5, 50), [], id="as long there"),
        pytest.param(40, 20, Choice("town", 1, 20), [58], id="who is nearer to it saves the way here"),
        pytest.param(None, 0, Choice("town", 2, 5), [16], id="where nobody calls"),
    ],
)
def test_what_is_worth_the_way(here: float | None, here_km: float, there: Choice, saved: list[int]) -> None:
    assert [each.saves_minutes for each in better_halls(here, here_km, [there])] == saved


CHOICES = st.lists(
    st.builds(Choice, hall=st.text("abc", min_size=1), km=st.floats(0, 100), minutes=st.floats(0, 300)), max_size=6
)


@given(here=st.floats(0, 300), here_km=st.floats(0, 100), others=CHOICES)
def test_nobody_is_sent_where_they_are_called_later(here: float, here_km: float, others: list[Choice]) -> None:
    found = better_halls(here, here_km, others)
    until_here = here + (way_minutes(here_km) if here_km else 0)
    sooner = {
        each.hall for each in others if each.minutes + way_minutes(each.km) <= until_here - LEAST_SAVED_MINUTES + 1
    }
    assert {each.hall for each in found} <= sooner
    assert [each.saves_minutes for each in found] == sorted((each.saves_minutes for each in found), reverse=True)
