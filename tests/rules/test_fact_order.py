"""The order in which pages show what they are told: each fact once, after the one before it, whatever the way did."""

import json
import random
import subprocess
from pathlib import Path
from typing import Any

from tests.rules.browser_code import NODE

PLAYER = Path(__file__).with_name("fact_order.mjs")
Scenario = dict[str, Any]


def shown(*scenarios: Scenario) -> list[dict[str, Any]]:
    """What the browser code shows in each scenario, and whether it knows of a hole."""
    command = [str(NODE), "--no-warnings", str(PLAYER)]
    done = subprocess.run(command, input=json.dumps(scenarios), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    told: list[dict[str, Any]] = json.loads(done.stdout)
    return told


def a_room(dice: random.Random) -> list[dict[str, int]]:
    """Facts of one room: their numbers are the hall's, so they leap, and each names the one before it."""
    numbers = sorted(dice.sample(range(1, 60), dice.randint(1, 12)))
    return [{"seq": seq, "prev": before} for before, seq in zip([0, *numbers], numbers, strict=False)]


def test_facts_are_shown_once_and_in_order_however_they_come() -> None:
    dice = random.Random(20261127)
    scenarios, expected = [], []
    for _time in range(500):
        facts = a_room(dice)
        start = dice.choice([0, *(fact["seq"] for fact in facts)])
        come = [*facts, *dice.choices(facts, k=dice.randint(0, 5))]  # some twice, as after a reconnection
        dice.shuffle(come)
        scenarios.append({"start": start, "late": dice.random() < 0.5, "facts": come})
        expected.append({"shown": [fact["seq"] for fact in facts if fact["seq"] > start], "hole": False})
    for told, found, right in zip(scenarios, shown(*scenarios), expected, strict=True):
        assert found == right, told


def test_nothing_is_shown_beyond_one_that_is_missing() -> None:
    dice = random.Random(2710)
    scenarios, expected = [], []
    for facts in (a_room(dice) for _time in range(200)):
        missing = dice.randrange(len(facts))
        come = facts[:missing] + facts[missing + 1 :]
        scenarios.append({"start": 0, "late": False, "facts": dice.sample(come, len(come))})
        before = [fact["seq"] for fact in facts[:missing]]
        expected.append({"shown": before, "hole": missing < len(facts) - 1})
    assert shown(*scenarios) == expected
