"""A hall's own figures for its queue: the defaults, reading and writing, and every problem by its key."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.catalogue.categories import Category
from hall.catalogue.rules import NoShowPolicy, QueueRules, rule_problems
from hall.catalogue.terms import Closing
from hall.errors import Invalid


def test_the_defaults_are_those_of_the_design() -> None:
    rules = QueueRules()
    assert rules.booking_credit == timedelta(minutes=10)
    assert rules.green_credit == timedelta(minutes=20)
    assert rules.horizon == timedelta(minutes=20)
    assert rules.booking_grace == timedelta(minutes=15)
    assert (rules.recalls, rules.recall_interval) == (5, timedelta(seconds=10))
    assert (rules.requeues, rules.requeue_behind) == (2, 3)
    assert rules.undo_within == timedelta(seconds=60)
    assert rules.unbind_after == timedelta(minutes=10)
    assert (rules.no_show_policy, rules.closing) == (NoShowPolicy.REQUEUE, Closing.SERVE_ALL)
    assert (rules.issue_opens_minutes, rules.max_principals, rules.return_days) == (30, 3, 3)


@pytest.mark.parametrize("category", Category)
def test_older_and_disabled_people_get_longer_to_come(category: Category) -> None:
    slow = category in ("senior", "disabled")
    assert QueueRules().no_show_after(category) == timedelta(seconds=120 if slow else 60)
    assert QueueRules().no_show_after(None) == timedelta(seconds=60)


@pytest.mark.parametrize("category", Category)
def test_key_enterprises_are_off_until_a_hall_wants_them(category: Category) -> None:
    assert QueueRules().grants(category) is (category is not Category.KEY_ENTERPRISE)
    assert QueueRules(green_channel=tuple(Category)).grants(category)
    assert all(category.words)


def test_the_rules_survive_writing_and_reading() -> None:
    rules = QueueRules(overtaken_limit=5, no_show_policy=NoShowPolicy.TAIL, green_channel=(Category.URGENT,))
    assert QueueRules.from_json(json.loads(json.dumps(rules.as_json()))) == rules
    assert QueueRules.from_json({}) == QueueRules()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("recalls", -1),
        ("recalls", "5"),
        ("recalls", True),
        ("recalls", 2.5),
        ("recalls", None),
        ("overtaken_limit", -1),
        ("requeue_behind", 0),
        ("no_show_policy", "leave"),
        ("no_show_policy", ["void"]),
        ("closing", 1),
        ("green_channel", "senior"),
        ("green_channel", ["senior", "friend"]),
        ("green_channel", [3]),
        ("recals", 5),
    ],
)
def test_a_wrong_value_is_named_by_its_key(key: str, value: Any) -> None:
    with pytest.raises(Invalid) as refused:
        QueueRules.from_json({key: value}, where="halls.0.rules")
    assert [problem.field for problem in refused.value.fields] == [f"halls.0.rules.{key}"]
    assert all(refused.value.fields[0].message)
    assert rule_problems({key: value}, where="halls.0.rules") == refused.value.fields


def test_every_problem_is_told_at_once() -> None:
    problems = rule_problems({"recalls": -1, "closing": "never", "undo_seconds": 30, "x": 1})
    assert [problem.field for problem in problems] == ["rules.recalls", "rules.closing", "rules.x"]


def test_what_a_setting_may_be_is_said() -> None:
    (problem,) = rule_problems({"no_show_policy": "leave"})
    assert problem.message.en == "must be one of requeue, tail, void"
    (problem,) = rule_problems({"recalls": 99})
    assert problem.message == ("须为0到20的整数", "must be a whole number from 0 to 20")


_json = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text())


@given(st.dictionaries(st.sampled_from(sorted(QueueRules().as_json())) | st.text(), _json))
def test_anything_is_either_read_or_refused_by_key(values: dict[str, Any]) -> None:
    problems = rule_problems(values)
    if problems:
        assert {problem.field.removeprefix("rules.") for problem in problems} <= set(values)
    else:
        assert (
            QueueRules.from_json(values).as_json().items()
            >= {
                key: list(dict.fromkeys(value)) if isinstance(value, list) else value for key, value in values.items()
            }.items()
        )
