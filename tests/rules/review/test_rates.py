"""The rates of reviews: what each rests on, and that nobody's silence is taken for praise."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.review.levels import BAD, GOOD, Rating
from hall.review.rates import Counts, RateName, rates

names = [field.name for field in fields(Counts)]
any_counts = st.builds(Counts, **{name: st.integers(0, 1000) for name in names})

# A month: 200 served, 120 reviewed, two of them set aside; six bad ones: three answered, one not and late, two not yet
# due; of the three real-name ones one is answered, one is late.
MONTH = Counts(
    served=200,
    reviewed=120,
    set_aside=2,
    very_satisfied=78,
    satisfied=30,
    basically_satisfied=4,
    dissatisfied=4,
    very_dissatisfied=2,
    bad_real_name=3,
    real_name_due=2,
    real_name_rectified=1,
    replied=3,
    reply_due=4,
    replied_in_time=2,
    call_back_due=3,
    called_back=2,
    heard=2,
    satisfied_after=1,
    done=1,
    done_due=1,
    done_in_time=1,
    services_served=10,
    services_reviewed=8,
)


@pytest.mark.parametrize(
    ("name", "value", "number", "of", "not_due", "goal"),
    [
        (RateName.REPLY, 0.75, 3, 4, 2, 1.0),
        (RateName.REPLY_IN_TIME, 0.5, 2, 4, 2, 1.0),
        (RateName.CALLED_BACK, 0.6667, 2, 3, 3, 1.0),
        (RateName.SATISFIED_AFTER, 0.5, 1, 2, 0, 1.0),
        (RateName.DONE_IN_TIME, 1.0, 1, 1, 5, 1.0),
        (RateName.REAL_NAME_RECTIFIED, 0.5, 1, 2, 1, 1.0),
        (RateName.ACTIVE, 0.6, 120, 200, 0, 0.5),
        (RateName.GOOD, 0.9492, 112, 118, 0, 0.98),
        (RateName.SCORE, 9.0169, 1064, 118, 0, None),
        (RateName.COVERAGE, 0.8, 8, 10, 0, None),
    ],
)
def test_the_rates_of_a_month(
    name: RateName, value: float, number: int, of: int, not_due: int, goal: float | None
) -> None:
    rate = rates(MONTH)[name]
    assert (rate.value, rate.number, rate.of, rate.not_due, rate.goal) == (value, number, of, not_due, goal)


def test_what_rests_on_nothing_has_no_value() -> None:
    assert {rate.value for rate in rates(Counts(served=0)).values()} == {None}


@given(any_counts, st.integers(1, 10_000))
def test_who_says_nothing_is_no_good_review(counts: Counts, silent: int) -> None:
    before, after = rates(counts), rates(replace(counts, served=counts.served + silent))
    for name in RateName:
        if name is not RateName.ACTIVE:
            assert after[name] == before[name]
    assert after[RateName.ACTIVE].number == before[RateName.ACTIVE].number


@given(any_counts)
def test_good_and_bad_are_all_that_count_and_the_score_lies_between_its_ends(counts: Counts) -> None:
    found, ratings = rates(counts), counts.ratings
    assert set(Rating) == GOOD | BAD
    assert found[RateName.GOOD].number == sum(ratings[rating] for rating in GOOD)
    assert found[RateName.GOOD].of == found[RateName.SCORE].of == sum(ratings.values())
    if (score := found[RateName.SCORE].value) is not None:
        assert 2 <= score <= 10


@given(st.lists(any_counts, max_size=5))
def test_groups_that_share_nothing_add_up(parts: list[Counts]) -> None:
    total = Counts.total(parts)
    assert all(getattr(total, name) == sum(getattr(part, name) for part in parts) for name in names)
