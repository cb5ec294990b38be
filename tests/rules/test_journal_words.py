"""What the manager's board says of each entry of the journal: a sentence for every kind, in both languages."""

from typing import Any

import pytest

from hall import events
from hall.escalation.clocks import Colour
from hall.escalation.states import Step as RecordStep
from hall.review.levels import Rating
from hall.review.loop import Step as ReviewStep
from tests.rules.browser_code import called

KINDS = sorted({each.kind for each in vars(events).values() if isinstance(each, type) and hasattr(each, "kind")})
# Each word of an event that its sentence turns on.
FIELDS = [
    ("escalation_step_taken", "step", [step.value for step in RecordStep]),
    ("escalation_card_raised", "colour", [colour.value for colour in Colour]),
    ("review_step_taken", "step", [step.value for step in ReviewStep]),
    ("review_given", "rating", [rating.value for rating in Rating]),
]


def sentences(*entries: tuple[str, dict[str, Any]]) -> list[dict[str, str]]:
    return called("manage/journal-words", "inWords", *([{"kind": kind, "data": data}] for kind, data in entries))


def test_every_kind_of_event_has_a_sentence() -> None:
    said = sentences(*((kind, {}) for kind in KINDS))
    raw = [kind for kind, text in zip(KINDS, said, strict=True) if "_" in text["zh"] + text["en"]]
    assert len(KINDS) > 60
    assert raw == []


@pytest.mark.parametrize(("kind", "field", "values"), FIELDS, ids=lambda value: value if isinstance(value, str) else "")
def test_what_an_event_says_is_told_apart(kind: str, field: str, values: list[str]) -> None:
    said = sentences((kind, {field: "?"}), *((kind, {field: value}) for value in values))
    for language in ("zh", "en"):
        assert len({text[language] for text in said}) == len(values) + 1, said


def test_a_sentence_names_the_ticket_or_the_record() -> None:
    review, record = sentences(
        ("review_given", {"number": "A012", "rating": "satisfied"}),
        ("escalation_step_taken", {"escalation": "Z2026-0007", "step": "assign"}),
    )
    assert review == {"zh": "A012 收到评价：满意", "en": "A012 was reviewed: satisfied"}
    assert record == {"zh": "“办不成事” Z2026-0007 已交办", "en": "Record Z2026-0007 assigned to a department"}
