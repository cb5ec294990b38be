"""The figures of the ledger: each adds up the records it names, and rests on the number it says."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hall.escalation.clocks import Clock, Colour
from hall.escalation.figures import COUNTED, By, Facts, RateName, figures, grouped, repeated
from hall.escalation.states import State
from hall.escalation.workflow import Satisfaction

NEW = Facts("a", 1, "2026-0001", date(2026, 11, 23), State.REGISTERED, "online")
CLOSED = replace(
    NEW, state=State.ARCHIVED, accepted=True, heard=Satisfaction.SATISFIED, reply_days=2, closed_days=4,
    in_time={Clock.CONTACT: True, Clock.HANDLING: True, Clock.CALL_BACK: True},
)  # fmt: skip
SOME = [
    NEW,
    CLOSED,
    replace(CLOSED, on_the_spot=True, rectified_on=date(2026, 11, 25), reply_days=0, closed_days=1),
    replace(CLOSED, in_time={Clock.CONTACT: True, Clock.HANDLING: False}, cards=frozenset({Colour.YELLOW, Colour.RED}),
            heard=Satisfaction.DISSATISFIED, reopened=1, state=State.REOPENED, closed_days=None, open_days=7),
    replace(CLOSED, heard=Satisfaction.UNREACHABLE, state=State.RECTIFIED, rectified_on=date(2026, 11, 25)),
    replace(NEW, state=State.WITHDRAWN),
    replace(NEW, state=State.IN_PROGRESS, accepted=True, overdue=True, in_time={Clock.HANDLING: False}, open_days=12,
            clock=Clock.HANDLING),
    # Not due yet: only just accepted, in progress, to be called back; and one that should have been put right.
    replace(NEW, state=State.ACCEPTED, accepted=True, clock=Clock.HANDLING, in_time={Clock.CONTACT: True}),
    replace(NEW, state=State.IN_PROGRESS, accepted=True, clock=Clock.HANDLING),
    replace(NEW, state=State.REPLIED, accepted=True, clock=Clock.CALL_BACK, in_time={Clock.HANDLING: True}),
    replace(NEW, state=State.CALLED_BACK, accepted=True, clock=Clock.CLOSING, in_time={Clock.CLOSING: False},
            overdue=True, heard=Satisfaction.SATISFIED),
    replace(NEW, clock=Clock.CONTACT),
]  # fmt: skip
# Of how many, and how many are not due yet.
RATES = {
    RateName.ON_THE_SPOT: (1, 8, 1),
    RateName.CONTACT_IN_TIME: (5, 5, 1),
    RateName.IN_TIME: (4, 6, 2),
    RateName.CALL_BACK_IN_TIME: (3, 3, 1),
    RateName.SATISFIED: (3, 4, 0),
    RateName.REOPENED: (1, 5, 0),
    RateName.RECTIFIED: (2, 4, 5),
}
LENGTHS = {"to_reply": (1.5, 2, 4), "to_close": (3.0, 4, 3), "open_for": (9.5, 12, 2)}


def test_each_rate_is_of_the_two_counts_it_names() -> None:
    found = figures(SOME)
    assert {rate.name: (rate.number, rate.of, rate.not_due) for rate in found.rates} == RATES
    for rate in found.rates:
        assert (found.counts[rate.counts[0]], found.counts[rate.counts[1]]) == (rate.number, rate.of)
        assert rate.value == pytest.approx(rate.number / rate.of, abs=1e-4)
    assert {one.name: (one.mean, one.longest, one.of) for one in found.lengths} == LENGTHS
    assert (found.counts["records"], found.counts["red"], found.counts["overdue"]) == (12, 1, 2)


def test_what_rests_on_nothing_has_no_value() -> None:
    found = figures([])
    assert {rate.value for rate in found.rates} == {None}
    assert {(one.mean, one.longest, one.of) for one in found.lengths} == {(None, None, 0)}


@pytest.mark.parametrize("rate", figures(SOME).rates, ids=lambda rate: rate.name)
def test_no_record_is_in_a_rate_that_is_not_in_what_it_rests_on(rate: Any) -> None:
    some, of = (COUNTED[name] for name in rate.counts)
    assert all(of(facts) for facts in SOME if some(facts))
    if rate.later is not None:
        assert not any(of(facts) and COUNTED[rate.later](facts) for facts in SOME), "due, or not due yet"


def test_groups_hold_every_record_once_the_largest_first() -> None:
    listed = [replace(NEW, source="patrol"), *SOME, replace(NEW, source="patrol", cause="system")]
    groups = grouped(listed, By.SOURCE)
    assert [(key, len(some)) for key, some in groups.items()] == [("online", 12), ("patrol", 2)]
    assert {key: len(some) for key, some in grouped(listed, By.CAUSE).items()} == {None: 13, "system": 1}
    assert list(grouped([NEW, replace(NEW, received_on=date(2026, 12, 1))], By.MONTH)) == ["2026-11", "2026-12"]


def test_what_keeps_coming_back_says_what_it_led_to_and_whether_that_helped() -> None:
    tax = replace(CLOSED, service="tax", cause="system", department="县税务局")
    listed = [
        replace(tax, seq=1, received_on=date(2026, 11, 2), rectified_on=date(2026, 11, 9), rectification="said"),
        replace(tax, seq=2, received_on=date(2026, 11, 9)),
        replace(tax, seq=3, received_on=date(2026, 11, 20)),
        replace(tax, seq=4, cause="process"),
        replace(tax, seq=5, state=State.WITHDRAWN),
        replace(tax, seq=6, accepted=False),
    ]
    [found] = repeated(listed, 2)
    assert (found.service, found.cause, found.department) == ("tax", "system", "县税务局")
    assert [facts.seq for facts in found.records] == [3, 2, 1]
    assert ([facts.seq for facts in found.rectified], found.since) == ([1], 1)
    assert repeated(listed[1:3], 2)[0].since == 0, "nothing was put right yet"
    assert [len(one.records) for one in repeated(listed, 1)] == [3, 1]
