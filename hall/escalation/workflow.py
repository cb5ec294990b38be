"""What may be done with a record now, by whom, and what it becomes: every refusal has its own name.

The table of `hall.escalation.states` says where each step leads; here stands what a step demands besides: the right
person, the right day, and, before a record is archived, everything that was owed to its reporter.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from hall.catalogue.escalating import EscalationRules
from hall.errors import (
    ClosureIncomplete,
    ComplainedOf,
    EscalationWrongState,
    ExtensionRefused,
    Forbidden,
    HallError,
    HigherLevelNeeded,
    NotYourCase,
    OwnDissatisfiedCase,
    ReturnRefused,
    SecondPersonNeeded,
)
from hall.escalation.states import ANSWERED_FOR, MOVES, Part, State, Step, steps_from
from hall.text import Text


class Satisfaction(StrEnum):
    """What a call-back came to."""

    SATISFIED = "satisfied"
    DISSATISFIED = "dissatisfied"
    UNREACHABLE = "unreachable"  # 三次联系未果

    @property
    def words(self) -> Text:
        return _SATISFACTION[self]


_SATISFACTION = {
    Satisfaction.SATISFIED: Text("满意", "Satisfied"),
    Satisfaction.DISSATISFIED: Text("不满意", "Dissatisfied"),
    Satisfaction.UNREACHABLE: Text("三次联系未果", "Not reached in three tries"),
}


@dataclass(frozen=True)
class Who:
    """Somebody who wants to do something: public id (none for the reporter), parts, and departments answered for."""

    id: str | None
    parts: frozenset[Part]
    departments: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Case:
    """What the rules ask of a record. `level` 0 is the desk's, 1 the manager's, 2 the county's; people by public id.

    `handled_by`: who resolved it or replied, in whichever round; `tries`: the days on which the reporter was not
    reached since the last reply or resolution.
    """

    state: State
    anonymous: bool = False
    level: int = 0
    reopened: int = 0
    about: str | None = None
    proposed_by: str | None = None
    handled_by: frozenset[str] = frozenset()
    department: str | None = None
    returned: bool = False
    extended: bool = False
    due_at: datetime | None = None
    return_by: datetime | None = None
    tries: tuple[date, ...] = ()
    satisfaction: Satisfaction | None = None


@dataclass(frozen=True)
class Given:
    """What a step brings with it: a second person's view, what a call-back came to, whether a reason was written."""

    agrees: bool = True
    satisfaction: Satisfaction | None = None
    reason: bool = False


_BRINGING_ALL = Given(satisfaction=Satisfaction.SATISFIED, reason=True)


@dataclass(frozen=True)
class Moment:
    """When a step is taken, under which rules."""

    now: datetime
    today: date
    rules: EscalationRules = field(default_factory=EscalationRules)


def take(case: Case, step: Step, who: Who, given: Given, moment: Moment) -> State:
    """The state after `step`.

    Raises ComplainedOf, EscalationWrongState, NotYourCase, and what the step itself may refuse.
    """
    check_apart(case, who)
    move = MOVES.get((case.state, step))
    if move is None:
        raise _wrong_state(case.state, step)
    if not who.parts & move.parts:
        raise NotYourCase(_parts_words(move.parts))
    if step in _CHECKS:
        _CHECKS[step](case, who, given, moment)
    return _after(case, step, given, moment, move.to)


def steps_for(case: Case, who: Who, moment: Moment) -> list[Step]:
    """The steps that they may take now, if they bring what each asks for: whatever the door would not refuse."""
    return [step for step in steps_from(case.state) if _may(case, step, who, moment)]


def _may(case: Case, step: Step, who: Who, moment: Moment) -> bool:
    try:
        take(case, step, who, _BRINGING_ALL, moment)
    except HallError:
        return False
    return True


def check_apart(case: Case, who: Who) -> None:
    """Whoever a record complains of neither reads nor writes it. Raises ComplainedOf."""
    if case.about is not None and who.id == case.about:
        raise ComplainedOf


def check_may_ask(who: Who) -> None:
    """A question to the reporter holds the clock: it is for those who deal with the record. Raises Forbidden."""
    if not may_ask(who):
        raise Forbidden(Text("等待补充由办理人员提出", "Only those who handle it hold its clock"))


def may_ask(who: Who) -> bool:
    return bool(who.parts - {Part.REPORTER})


def unreachable_after(case: Case, moment: Moment) -> bool:
    """Whether one more try today makes it 三次联系未果: enough tries, on enough days."""
    tries = (*case.tries, moment.today)
    return len(tries) >= moment.rules.tries and len(set(tries)) >= moment.rules.try_days


def _after(case: Case, step: Step, given: Given, moment: Moment, to: State) -> State:
    """Where a step leads, which for two of them depends on more than the state."""
    if step is Step.CONFIRM and not given.agrees:
        return State.REGISTERED
    if step is Step.UNREACHABLE and not unreachable_after(case, moment):
        return case.state
    return to


# --- what each step demands


def _second_person(case: Case, who: Who, _given: Given, _moment: Moment) -> None:
    _check_second(case, who)


def _may_assign(case: Case, who: Who, _given: Given, _moment: Moment) -> None:
    _check_level(case, who)


def _may_return(case: Case, _who: Who, _given: Given, moment: Moment) -> None:
    if case.returned:
        raise ReturnRefused(Text("只能退回一次，请签收办理", "It was returned once already; please sign for it"))
    if case.return_by is not None and moment.now >= case.return_by:
        raise ReturnRefused(Text("退回期限已过，请签收办理", "The time to return it is over; please sign for it"))


def _may_extend(case: Case, _who: Who, _given: Given, moment: Moment) -> None:
    if case.extended:
        raise ExtensionRefused(Text("只能延期一次", "It was extended once already"))
    if case.due_at is None or moment.now >= case.due_at:
        raise ExtensionRefused(Text("已过办理期限，不能延期", "It is overdue: an extension is told before that"))


def _may_reply(case: Case, _who: Who, _given: Given, _moment: Moment) -> None:
    _check_named(case)


def _may_call_back(case: Case, who: Who, _given: Given, _moment: Moment) -> None:
    """Three tries stand for a call-back: who may not call back notes none."""
    _check_named(case)
    _check_level(case, who)
    _check_not_own(case, who)


def _may_rectify(case: Case, _who: Who, _given: Given, _moment: Moment) -> None:
    _check_answered(case)


def _may_archive(case: Case, who: Who, given: Given, _moment: Moment) -> None:
    _check_answered(case)
    if case.state is not State.RECTIFIED and not given.reason:
        raise ClosureIncomplete(
            Text("未登记整改，归档须写明理由", "Nothing was rectified: archiving it needs a written reason"),
            extra={"missing": ["rectification"]},
        )
    _check_level(case, who)
    _check_not_own(case, who)


def _may_reopen(case: Case, _who: Who, _given: Given, _moment: Moment) -> None:
    if case.satisfaction is not Satisfaction.DISSATISFIED:
        raise EscalationWrongState(
            Text("回访不满意才重新办理", "Only what the reporter was dissatisfied with is reopened"),
            extra={"state": case.state.value},
        )


def _check_named(case: Case) -> None:
    """Of an anonymous report nobody is known to reply to or to call back: it skips both, and no figure counts it."""
    if case.anonymous:
        raise ClosureIncomplete(
            Text(
                "匿名反映不作答复和回访，请办结后直接整改或归档",
                "An anonymous report has nobody to reply to or to call back: once resolved, rectify or archive it",
            )
        )


def _check_answered(case: Case) -> None:
    """A reply and a call-back come first; an anonymous report must be resolved; a dissatisfied one is reopened."""
    if case.satisfaction is Satisfaction.DISSATISFIED:
        raise ClosureIncomplete(
            Text("反映人不满意，须重新办理", "The reporter is dissatisfied: the record must be reopened"),
            extra={"missing": ["reopen"]},
        )
    if case.anonymous and case.state is State.RESOLVED_ON_THE_SPOT:
        raise ClosureIncomplete(
            Text("现场解决后须先办结", "What was resolved on the spot is resolved first"),
            extra={"missing": ["resolution"]},
        )
    if case.state in ANSWERED_FOR and not case.anonymous:
        raise ClosureIncomplete(
            Text("须先答复并回访", "A reply and a call-back come first"), extra={"missing": ["reply", "call_back"]}
        )


def _check_second(case: Case, who: Who) -> None:
    if case.proposed_by is not None and who.id == case.proposed_by:
        raise SecondPersonNeeded


def _check_level(case: Case, who: Who) -> None:
    needed = {0: frozenset(Part), 1: frozenset({Part.MANAGER, Part.COUNTY})}.get(case.level, frozenset({Part.COUNTY}))
    if not who.parts & needed:
        raise HigherLevelNeeded


def _check_not_own(case: Case, who: Who) -> None:
    if case.reopened and who.id in case.handled_by:
        raise OwnDissatisfiedCase


_CHECKS: Mapping[Step, Callable[[Case, Who, Given, Moment], None]] = {
    Step.CONFIRM: _second_person,
    Step.ASSIGN: _may_assign,
    Step.RETURN: _may_return,
    Step.EXTEND: _may_extend,
    Step.REPLY: _may_reply,
    Step.UNREACHABLE: _may_call_back,
    Step.CALL_BACK: _may_call_back,
    Step.RECTIFY: _may_rectify,
    Step.ARCHIVE: _may_archive,
    Step.REOPEN: _may_reopen,
}


def _wrong_state(state: State, step: Step) -> EscalationWrongState:
    after = [one.value for one in steps_from(state)]
    return EscalationWrongState(
        Text(
            f"记录{state.words.zh}，不能“{step.words.zh}”",
            f"The record is “{state.words.en.lower()}”: “{step.words.en.lower()}” does not follow",
        ),
        extra={"state": state.value, "steps": after},
    )


def _parts_words(parts: frozenset[Part]) -> Text:
    names = [part.words for part in Part if part in parts]
    return Text(
        "此操作由" + "、".join(name.zh for name in names) + "进行",
        "This is done by " + " or ".join(name.en for name in names),
    )
