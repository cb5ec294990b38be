"""How an errand may end, and what each ending must say."""

import pytest

from hall.errors import WrongOutcome
from hall.ticketing.outcomes import WITH_MATERIALS, WITH_NOTICE, Outcome, check_outcome


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - WITH_NOTICE))
def test_most_outcomes_need_nothing_more(outcome: Outcome) -> None:
    check_outcome(outcome)


@pytest.mark.parametrize("missing", [(), ("",), (" ", "")])
def test_incomplete_lists_what_is_missing(missing: tuple[str, ...]) -> None:
    with pytest.raises(WrongOutcome) as refused:
        check_outcome(Outcome.INCOMPLETE, missing=missing, where="errands.1")
    assert [problem.field for problem in refused.value.fields] == ["errands.1.missing"]
    check_outcome(Outcome.INCOMPLETE, missing=("身份证",))


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - WITH_MATERIALS))
def test_only_what_lacks_something_lists_it(outcome: Outcome) -> None:
    with pytest.raises(WrongOutcome) as refused:
        check_outcome(outcome, missing=("身份证",), note="《条例》第八条")
    assert [problem.field for problem in refused.value.fields] == ["missing"]
    check_outcome(Outcome.ACCEPTED_WITH_GAP, missing=("身份证",))


@pytest.mark.parametrize("note", [None, "", "  "])
def test_refused_says_on_what_ground(note: str | None) -> None:
    with pytest.raises(WrongOutcome) as refused:
        check_outcome(Outcome.REFUSED, note=note)
    assert [problem.field for problem in refused.value.fields] == ["note"]
    check_outcome(Outcome.REFUSED, note="不属于本县受理范围")


def test_every_outcome_has_words() -> None:
    assert all(all(outcome.words) for outcome in Outcome)
    assert Outcome.INCOMPLETE.words.zh == "材料不齐（已一次性告知）"
