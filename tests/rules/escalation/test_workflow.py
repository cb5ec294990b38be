"""The workflow of a record: the table of moves, and every condition by name."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hall.errors import (
    ClosureIncomplete,
    ComplainedOf,
    EscalationWrongState,
    ExtensionRefused,
    HallError,
    HigherLevelNeeded,
    NotYourCase,
    OwnDissatisfiedCase,
    ReturnRefused,
    SecondPersonNeeded,
)
from hall.escalation.clocks import Clock, clock_in
from hall.escalation.states import CLOSED, MOVES, Part, State, Step, steps_from
from hall.escalation.workflow import Case, Given, Moment, Satisfaction, Who, may_ask, steps_for, take

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
MOMENT = Moment(NOW, TODAY)
HEARD = Given(satisfaction=Satisfaction.SATISFIED)
SATISFIED = Satisfaction.SATISFIED
DISSATISFIED = Satisfaction.DISSATISFIED

# The whole of domain §8 as arrows; what is not here does not exist.
ARROWS = """
registered accept accepted · registered out-of-scope out_of_scope · out_of_scope confirm archived
accepted resolve-now resolved_on_the_spot · accepted assign assigned
returned assign assigned · reopened assign assigned
assigned sign in_progress · assigned return returned · in_progress extend extended
in_progress resolve resolved · extended resolve resolved · resolved_on_the_spot resolve resolved
resolved reply replied · resolved_on_the_spot reply replied · replied call-back called_back
resolved unreachable called_back · resolved_on_the_spot unreachable called_back · replied unreachable called_back
called_back rectify rectified · resolved rectify rectified · resolved_on_the_spot rectify rectified
replied rectify rectified
called_back archive archived · resolved archive archived · resolved_on_the_spot archive archived
replied archive archived
rectified archive archived · called_back reopen reopened
"""


def desk(name: str = "officer") -> Who:
    return Who(name, frozenset({Part.DESK}))


def manager(name: str = "manager") -> Who:
    return Who(name, frozenset({Part.DESK, Part.MANAGER}))


def county(name: str = "county") -> Who:
    return Who(name, frozenset({Part.DESK, Part.MANAGER, Part.COUNTY}))


OWNER = Who("owner", frozenset({Part.DEPARTMENT}))
REPORTER = Who(None, frozenset({Part.REPORTER}))
ANYBODY = Who("anybody", frozenset(Part))
OTHERWISE = (ClosureIncomplete, ExtensionRefused, EscalationWrongState)


def test_the_table_is_that_of_the_domain_and_any_open_record_can_be_withdrawn() -> None:
    told = [tuple(arrow.split()) for line in ARROWS.strip().splitlines() for arrow in line.split("·")]
    told += [(state.value, "withdraw", "withdrawn") for state in State if state not in CLOSED]
    assert sorted(told) == sorted((state.value, step.value, move.to.value) for (state, step), move in MOVES.items())


@pytest.mark.parametrize(("state", "step"), [pair for pair in product(State, Step) if pair not in MOVES])
def test_a_step_that_is_not_in_the_table_is_refused_and_says_what_can_follow(state: State, step: Step) -> None:
    with pytest.raises(EscalationWrongState) as refusal:
        take(Case(state), step, ANYBODY, Given(), MOMENT)
    assert refusal.value.extra == {"state": state.value, "steps": [one.value for one in steps_from(state)]}


@pytest.mark.parametrize(("state", "step"), MOVES)
@pytest.mark.parametrize("part", Part)
def test_a_step_is_taken_in_the_parts_of_the_table_alone(state: State, step: Step, part: Part) -> None:
    who = Who("somebody", frozenset({part}))
    if part not in MOVES[state, step].parts:
        with pytest.raises(NotYourCase):
            take(Case(state), step, who, Given(), MOMENT)
        return
    # What this case lacks besides may still be refused, each by a name of its own.
    with suppress(*OTHERWISE):
        assert isinstance(take(Case(state), step, who, Given(), MOMENT), State)


CASES = st.builds(
    Case,
    state=st.sampled_from(State),
    anonymous=st.booleans(),
    level=st.integers(0, 2),
    reopened=st.integers(0, 2),
    about=st.sampled_from([None, "owner", "somebody"]),
    proposed_by=st.sampled_from([None, "owner", "somebody"]),
    handled_by=st.frozensets(st.sampled_from(["owner", "somebody"])),
    returned=st.booleans(),
    extended=st.booleans(),
    due_at=st.sampled_from([None, NOW, NOW + timedelta(1)]),
    return_by=st.sampled_from([None, NOW, NOW + timedelta(1)]),
    satisfaction=st.sampled_from([None, *Satisfaction]),
)


@settings(deadline=None)
@given(CASES, st.frozensets(st.sampled_from(Part)))
def test_what_is_offered_is_what_would_not_be_refused_whatever_is_brought(case: Case, parts: frozenset[Part]) -> None:
    who, taken = Who("owner", parts), set()
    for step, agrees, heard, reason in product(Step, [True, False], Satisfaction, [True, False]):
        with suppress(HallError):
            take(case, step, who, Given(agrees, heard, reason), MOMENT)
            taken.add(step)
    assert steps_for(case, who, MOMENT) == [step for step in Step if step in taken]


@pytest.mark.parametrize("part", Part)
def test_a_question_to_the_reporter_is_for_those_who_deal_with_the_record(part: Part) -> None:
    assert may_ask(Who("somebody", frozenset({part}))) == (part is not Part.REPORTER)
    assert not may_ask(Who("first contact", frozenset(), frozenset({"helps"})))


OFFERED = [
    # one level up: the desk is offered neither a call-back nor the tries that stand for one
    (Case(State.REPLIED, level=1, reopened=1), desk(), []),
    (Case(State.REPLIED, level=1, reopened=1), manager(), [Step.CALL_BACK, Step.UNREACHABLE]),
    (Case(State.RESOLVED, level=2, reopened=2), manager(), [Step.REPLY]),
    (Case(State.RESOLVED, level=2, reopened=2), county(), [Step.REPLY, Step.UNREACHABLE]),
    (Case(State.REPLIED), desk(), [Step.CALL_BACK, Step.UNREACHABLE]),
    # what can be done once, and in its time
    (Case(State.ASSIGNED, return_by=NOW + timedelta(1)), OWNER, [Step.SIGN, Step.RETURN]),
    (Case(State.ASSIGNED, return_by=NOW), OWNER, [Step.SIGN]),
    (Case(State.ASSIGNED, returned=True), OWNER, [Step.SIGN]),
    (Case(State.IN_PROGRESS, due_at=NOW), OWNER, [Step.RESOLVE]),
    # what was heard of the reporter
    (Case(State.CALLED_BACK, satisfaction=DISSATISFIED), desk(), [Step.REOPEN]),
    (Case(State.CALLED_BACK, satisfaction=SATISFIED), desk(), [Step.RECTIFY, Step.ARCHIVE]),
    # what an anonymous report skips, and where it may end
    (Case(State.RESOLVED, anonymous=True), desk(), [Step.RECTIFY, Step.ARCHIVE]),
    (Case(State.REPLIED, anonymous=True), desk(), [Step.RECTIFY, Step.ARCHIVE]),
    (Case(State.RESOLVED_ON_THE_SPOT, anonymous=True), desk(), [Step.RESOLVE]),
    (Case(State.REPLIED, about="officer"), desk(), []),
]


@pytest.mark.parametrize(("case", "who", "offered"), OFFERED)
def test_somebody_is_offered_what_is_theirs_to_do_now(case: Case, who: Who, offered: list[Step]) -> None:
    assert steps_for(case, who, MOMENT) == offered


@pytest.mark.parametrize("heard", [None, *Satisfaction])
def test_everything_open_has_a_clock_and_nothing_closed_has(heard: Satisfaction | None) -> None:
    assert {state for state in State if clock_in(state, heard) is None} == CLOSED


def test_what_was_called_back_dissatisfied_waits_to_be_reopened_and_nothing_else_does() -> None:
    waits = {(state, heard) for state in State for heard in Satisfaction if clock_in(state, heard) is Clock.REOPENING}
    assert waits == {(State.CALLED_BACK, DISSATISFIED)}
    assert clock_in(State.CALLED_BACK, SATISFIED) is clock_in(State.RECTIFIED, SATISFIED) is Clock.CLOSING


@pytest.mark.parametrize("step", Step)
def test_whoever_it_complains_of_takes_no_step(step: Step) -> None:
    for state in State:
        with pytest.raises(ComplainedOf):
            take(Case(state, about="anybody"), step, ANYBODY, Given(reason=True), MOMENT)


REFUSALS = [
    # who proposed it does not confirm it
    (Case(State.OUT_OF_SCOPE, proposed_by="officer"), Step.CONFIRM, desk(), Given(), SecondPersonNeeded),
    # returned once, and within its time
    (Case(State.ASSIGNED, returned=True), Step.RETURN, OWNER, Given(), ReturnRefused),
    (Case(State.ASSIGNED, return_by=NOW), Step.RETURN, OWNER, Given(), ReturnRefused),
    # extended once, before it is due
    (Case(State.IN_PROGRESS, extended=True, due_at=NOW + timedelta(1)), Step.EXTEND, OWNER, Given(), ExtensionRefused),
    (Case(State.IN_PROGRESS, due_at=NOW), Step.EXTEND, OWNER, Given(), ExtensionRefused),
    # nothing is closed without a reply and a call-back
    (Case(State.RESOLVED), Step.RECTIFY, OWNER, Given(), ClosureIncomplete),
    (Case(State.RESOLVED), Step.ARCHIVE, desk(), Given(reason=True), ClosureIncomplete),
    (Case(State.REPLIED), Step.ARCHIVE, desk(), Given(reason=True), ClosureIncomplete),
    (Case(State.RESOLVED_ON_THE_SPOT), Step.ARCHIVE, desk(), Given(reason=True), ClosureIncomplete),
    # nor without a rectification or a written reason
    (Case(State.CALLED_BACK, satisfaction=SATISFIED), Step.ARCHIVE, desk(), Given(), ClosureIncomplete),
    (Case(State.RESOLVED, anonymous=True), Step.ARCHIVE, desk(), Given(), ClosureIncomplete),
    # a dissatisfied one is reopened, and only that
    (Case(State.CALLED_BACK, satisfaction=DISSATISFIED), Step.ARCHIVE, county(), Given(reason=True), ClosureIncomplete),
    (Case(State.CALLED_BACK, satisfaction=DISSATISFIED), Step.RECTIFY, OWNER, Given(), ClosureIncomplete),
    (Case(State.CALLED_BACK, satisfaction=SATISFIED), Step.REOPEN, desk(), Given(), EscalationWrongState),
    # one level up
    (Case(State.REOPENED, level=1, reopened=1), Step.ASSIGN, desk(), Given(), HigherLevelNeeded),
    (Case(State.REOPENED, level=2, reopened=2), Step.ASSIGN, manager(), Given(), HigherLevelNeeded),
    (Case(State.RECTIFIED, level=1, reopened=1), Step.ARCHIVE, desk(), Given(), HigherLevelNeeded),
    (Case(State.REPLIED, level=1, reopened=1), Step.CALL_BACK, desk(), HEARD, HigherLevelNeeded),
    (Case(State.REPLIED, level=1, reopened=1), Step.UNREACHABLE, desk(), Given(), HigherLevelNeeded),
    (Case(State.RESOLVED, level=2, reopened=2), Step.UNREACHABLE, manager(), Given(), HigherLevelNeeded),
    # nobody closes a dissatisfied case of their own
    (
        Case(State.RECTIFIED, reopened=1, level=1, handled_by=frozenset({"manager"})),
        Step.ARCHIVE, manager(), Given(), OwnDissatisfiedCase,
    ),
    (
        Case(State.REPLIED, reopened=1, level=1, handled_by=frozenset({"manager"})),
        Step.CALL_BACK, manager(), Given(satisfaction=SATISFIED), OwnDissatisfiedCase,
    ),
    # nobody is told or called about an anonymous report
    (Case(State.RESOLVED, anonymous=True), Step.UNREACHABLE, desk(), Given(), ClosureIncomplete),
    (Case(State.RESOLVED, anonymous=True), Step.REPLY, OWNER, Given(), ClosureIncomplete),
    (Case(State.RESOLVED_ON_THE_SPOT, anonymous=True), Step.REPLY, desk(), Given(), ClosureIncomplete),
    (Case(State.REPLIED, anonymous=True), Step.CALL_BACK, desk(), HEARD, ClosureIncomplete),
    # nor is it resolved before that is said
    (Case(State.RESOLVED_ON_THE_SPOT, anonymous=True), Step.ARCHIVE, desk(), Given(reason=True), ClosureIncomplete),
    (Case(State.RESOLVED_ON_THE_SPOT, anonymous=True), Step.RECTIFY, desk(), Given(), ClosureIncomplete),
]  # fmt: skip


@pytest.mark.parametrize(("case", "step", "who", "given", "refusal"), REFUSALS)
def test_what_a_step_demands_is_refused_by_name(
    case: Case, step: Step, who: Who, given: Given, refusal: type[HallError]
) -> None:
    with pytest.raises(refusal) as met:
        take(case, step, who, given, MOMENT)
    assert type(met.value) is refusal


TAKEN = [
    (Case(State.OUT_OF_SCOPE, proposed_by="officer"), Step.CONFIRM, manager(), Given(), State.ARCHIVED),
    (Case(State.OUT_OF_SCOPE, proposed_by="officer"), Step.CONFIRM, manager(), Given(agrees=False), State.REGISTERED),
    (Case(State.ASSIGNED, return_by=NOW + timedelta(1)), Step.RETURN, OWNER, Given(), State.RETURNED),
    (Case(State.IN_PROGRESS, due_at=NOW + timedelta(1)), Step.EXTEND, OWNER, Given(), State.EXTENDED),
    (Case(State.CALLED_BACK, satisfaction=SATISFIED), Step.RECTIFY, OWNER, Given(), State.RECTIFIED),
    (Case(State.CALLED_BACK, satisfaction=SATISFIED), Step.ARCHIVE, desk(), Given(reason=True), State.ARCHIVED),
    (Case(State.RECTIFIED, satisfaction=SATISFIED), Step.ARCHIVE, desk(), Given(), State.ARCHIVED),
    (Case(State.RESOLVED, anonymous=True), Step.RECTIFY, OWNER, Given(), State.RECTIFIED),
    (Case(State.RESOLVED, anonymous=True), Step.ARCHIVE, desk(), Given(reason=True), State.ARCHIVED),
    (Case(State.CALLED_BACK, satisfaction=DISSATISFIED), Step.REOPEN, desk(), Given(), State.REOPENED),
    (Case(State.REOPENED, level=1, reopened=1), Step.ASSIGN, manager(), Given(), State.ASSIGNED),
    (
        Case(State.RECTIFIED, reopened=1, level=1, handled_by=frozenset({"owner"})),
        Step.ARCHIVE, manager(), Given(), State.ARCHIVED,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("case", "step", "who", "given", "state"), TAKEN)
def test_with_its_conditions_met_a_step_is_taken(case: Case, step: Step, who: Who, given: Given, state: State) -> None:
    assert take(case, step, who, given, MOMENT) is state


YESTERDAY = TODAY - timedelta(1)


@pytest.mark.parametrize(
    ("tries", "state"),
    [
        ((), State.REPLIED),
        ((YESTERDAY,), State.REPLIED),
        ((TODAY, TODAY), State.REPLIED),  # three on one day
        ((YESTERDAY, YESTERDAY), State.CALLED_BACK),  # three on two days
        ((YESTERDAY, TODAY), State.CALLED_BACK),
    ],
)
def test_three_tries_on_two_days_stand_for_a_call_back(tries: tuple[date, ...], state: State) -> None:
    assert take(Case(State.REPLIED, tries=tries), Step.UNREACHABLE, desk(), Given(), MOMENT) is state
