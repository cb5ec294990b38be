"""From where, and how late, a phone may take a ticket."""

from dataclasses import replace
from datetime import timedelta
from math import cos, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.catalogue.book import HallBook
from hall.catalogue.virtual_rules import VirtualRules
from hall.text import Text
from hall.ticketing.claims import LARGEST_SLACK_METRES, Claim, Position, bare_refusal, claim_refusal
from tests.rules.booking import books

PLACE = (34.1633, 108.2222)
BOTH, NEAR, SOON, OFF = (VirtualRules(2000, 30), VirtualRules(2000, 0), VirtualRules(0, 30), VirtualRules())


def book(rules: VirtualRules, *, bookable: bool = True) -> HallBook:
    base = books.book([books.window(1, ["a"])], [books.service("a", bookable=bookable)])
    return replace(base, name=Text("小厅", "Small hall"), virtual=rules, coordinates=PLACE)


def away(metres: float, accuracy: float = 0.0) -> Position:
    """So far east of the hall."""
    degrees = metres / (111_195 * cos(radians(PLACE[0])))
    return Position(PLACE[0], PLACE[1] + degrees, accuracy)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


@pytest.mark.parametrize(
    ("rules", "claim", "code"),
    [
        pytest.param(BOTH, Claim(away(1990)), None, id="near"),
        pytest.param(BOTH, Claim(away(2020)), "too_far", id="just outside"),
        pytest.param(BOTH, Claim(away(2200, 250)), None, id="perhaps inside"),
        pytest.param(BOTH, Claim(away(9000, 8000)), "too_far", id="a rough guess is not a way in"),
        pytest.param(BOTH, Claim(away(9000), minutes(30)), None, id="far, and soon there"),
        pytest.param(BOTH, Claim(None, minutes(31)), "too_long_to_come", id="late"),
        pytest.param(BOTH, Claim(away(9000), minutes(31)), "too_far", id="far and late"),
        pytest.param(NEAR, Claim(None, minutes(0)), "proof_needed", id="minutes where metres are asked"),
        pytest.param(SOON, Claim(away(10)), "proof_needed", id="metres where minutes are asked"),
        pytest.param(OFF, Claim(away(10), minutes(0)), "not_from_away", id="off unless the hall says otherwise"),
    ],
)
def test_a_phone_is_let_in_by_either_limit(rules: VirtualRules, claim: Claim, code: str | None) -> None:
    refusal = claim_refusal(book(rules), claim, ["a"])
    assert (refusal.code if refusal else None) == code


def test_a_refusal_says_how_far_and_what_to_do_instead() -> None:
    far = claim_refusal(book(NEAR), Claim(away(12_340)), ["a"])
    assert far is not None
    assert far.detail.zh == "您离小厅约12.3公里，2公里以内才能用手机取号。可以先用手机预约，或到大厅现场取号。"
    assert (far.extra["metres"], far.extra["instead"]) == (2000, ["book", "come"])
    unbookable = claim_refusal(book(NEAR, bookable=False), Claim(away(12_340)), ["a"])
    assert unbookable is not None
    assert unbookable.detail.zh.endswith("请到大厅现场取号。")
    assert unbookable.extra["instead"] == ["come"]


@given(metres=st.floats(0, 30_000), accuracy=st.floats(0, 1e6), limit=st.integers(1, 20_000))
def test_nobody_gets_in_from_further_than_the_limit_and_the_slack(metres: float, accuracy: float, limit: int) -> None:
    refusal = claim_refusal(book(VirtualRules(limit, 0)), Claim(away(metres, accuracy)), ["a"])
    if metres < limit - 1:
        assert refusal is None
    if metres > limit + LARGEST_SLACK_METRES + 30:
        assert refusal is not None


def test_who_says_nothing_is_let_in_unless_the_hall_wants_to_be_told() -> None:
    assert bare_refusal(book(BOTH)) is None
    refusal = bare_refusal(book(replace(BOTH, unproven=False)))
    assert refusal is not None
    assert refusal.detail.zh == "请允许手机说明位置，或说明几分钟到；也可以直接到大厅取号。"
