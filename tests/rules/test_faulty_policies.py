"""Every property can fail: a policy with one fault in it is caught by the property that the fault breaks."""

import pytest

from hall.catalogue.rules import QueueRules
from tests.rules.days import random_days, run
from tests.rules.faults import FAULTS, SOUND
from tests.rules.memory_parts import Policy
from tests.rules.properties import PROPERTIES

RULES = QueueRules(overtaken_limit=2)
DAYS = random_days(40)


def _is_caught(faulty: Policy, by: str) -> bool:
    for day in DAYS:
        try:
            PROPERTIES[by](run(RULES, day, faulty))
        except AssertionError:
            return True
    return False


@pytest.mark.parametrize(("faulty", "by"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_caught_by_its_property(faulty: Policy, by: str) -> None:
    assert _is_caught(faulty, by)


@pytest.mark.parametrize("by", PROPERTIES)
def test_the_policy_itself_passes_the_same_days(by: str) -> None:
    assert not _is_caught(SOUND, by)


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault != "the first blocks the window"])
def test_the_journal_of_a_faulty_hall_is_found_out_by_the_replay(fault: str) -> None:
    """All but a window that was left idle: that leaves no entry."""
    assert _is_caught(FAULTS[fault][0], "determinism")
