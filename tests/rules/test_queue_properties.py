"""What `queue-policy` promises, tried on random days in a hall that also reassigns, transfers, requeues and undoes."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings

from hall.catalogue.rules import QueueRules
from tests.rules.days import Step, days, rule_sets, run
from tests.rules.memory import MemoryHall
from tests.rules.properties import PROPERTIES


@pytest.mark.parametrize("check", PROPERTIES.values(), ids=PROPERTIES.keys())
@settings(max_examples=60, deadline=None)
@given(rules=rule_sets, steps=days)
def test_it_holds_on_any_day(check: Callable[[MemoryHall], None], rules: QueueRules, steps: list[Step]) -> None:
    check(run(rules, steps))
