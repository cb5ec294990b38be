"""Which alarm a manager sees first: the most serious, of those what nobody has taken, of those the oldest."""

from itertools import pairwise

import pytest

from hall.catalogue.terms import AlarmKind
from hall.windows.urgency import SEVERITY, urgency
from tests.rules.hall_floor import clock_time

EARLY, LATE = clock_time("09:10"), clock_time("09:40")


def test_every_kind_has_one_place() -> None:
    placed = [kind for kinds in SEVERITY for kind in kinds]
    assert sorted(placed) == sorted(AlarmKind)


def test_a_service_without_a_window_comes_before_every_idle_window_however_late() -> None:
    told = [
        urgency(AlarmKind.IDLE_WINDOW, EARLY, acknowledged=False),
        urgency(AlarmKind.NO_OPEN_WINDOW, LATE, acknowledged=False),
    ]
    assert sorted(told) == told[::-1]


@pytest.mark.parametrize(("one", "next_"), list(pairwise([kinds[0] for kinds in SEVERITY])))
def test_the_more_serious_comes_first_though_somebody_takes_care_of_it(one: AlarmKind, next_: AlarmKind) -> None:
    assert urgency(one, LATE, acknowledged=True) < urgency(next_, EARLY, acknowledged=False)


@pytest.mark.parametrize("kinds", SEVERITY)
def test_of_one_severity_what_nobody_has_taken_comes_first_and_then_the_oldest(kinds: tuple[AlarmKind, ...]) -> None:
    one, other = kinds[0], kinds[-1]
    told = [
        urgency(other, LATE, acknowledged=True),
        urgency(one, EARLY, acknowledged=True),
        urgency(other, LATE, acknowledged=False),
        urgency(one, EARLY, acknowledged=False),
    ]
    assert sorted(told) == told[::-1]
