"""Taking a step with a record: the rule decides, one place writes, and the clock that runs afterwards is never lost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hall.catalogue.book import HallBook
from hall.clock import hall_day
from hall.db import Work
from hall.errors import DepartmentEmpty, ExtensionRefused
from hall.escalation.actions.carding import end_alarm
from hall.escalation.actions.telling import tell_of_assignment
from hall.escalation.clocks import CaseClass, Clock, Running, clock_in, limit_of, return_by, start, times
from hall.escalation.queries import (
    EscalationRow,
    case_of,
    moment_in,
    officers_of,
    running_of,
    steps_of,
    stored_escalation,
)
from hall.escalation.states import MOVES, State, Step
from hall.escalation.workflow import Given, Satisfaction, Who, take
from hall.escalation.writing import clock_values, limit_ended, main_part, write_line
from hall.events import EscalationStepTaken, Json
from hall.journal.remarks import remark
from hall.personal.vault import Vault
from hall.text import Text


@dataclass(frozen=True)
class Brought:
    """What a step is taken with; each step needs some of it, as its door says."""

    text: str | None = None
    remedy: str | None = None
    case_class: CaseClass | None = None
    cause: str | None = None
    outcome: str | None = None
    department: str | None = None
    co_departments: tuple[str, ...] = ()
    days: int = 0
    agrees: bool = True
    satisfaction: Satisfaction | None = None


@dataclass(frozen=True)
class Taking:
    """One step being taken: where, with what, by whom, and the ids of the words that came with it."""

    work: Work
    book: HallBook
    row: EscalationRow
    brought: Brought
    who: Who
    to: State
    text: str | None
    remedy: str | None


def take_step(
    work: Work, book: HallBook, vault: Vault, escalation_id: str, step: Step, who: Who, brought: Brought
) -> None:
    """Take one step. Raises what `hall.escalation.workflow.take` refuses, DepartmentEmpty, ExtensionRefused."""
    row = stored_escalation(work.connection, escalation_id)
    case = case_of(row, steps_of(work.connection, escalation_id))
    given = Given(brought.agrees, brought.satisfaction, reason=bool(brought.text))
    state = take(case, step, who, given, moment_in(book, work.now))
    said, remedy = remark(work, vault, brought.text), remark(work, vault, brought.remedy)
    taking = Taking(
        work, book, row, brought, who, state, said["id"] if said else None, remedy["id"] if remedy else None
    )
    values: Json = {**_CHANGES[step](taking)}
    clock = _clock_after(taking, step, values.get("satisfaction", row.satisfaction))
    if (clock is None or clock.clock is not Clock.HANDLING) and row.clock == Clock.HANDLING:
        values["in_time"] = _in_time(taking)
    values |= clock_values(work.connection, book, row, clock, values.get("reopened", row.reopened))
    part = main_part(who, MOVES[case.state, step].parts)
    codes = _codes(step, brought)
    seq = work.record(
        EscalationStepTaken(
            escalation=row.number,
            step=step.value,
            state=state.value,
            part=part.value,
            level=values.get("level", row.level),
            owner=values.get("owner", row.owner),
            clock=values["clock"],
            due_at=values["due_at"],
            what=codes,
            remark=said,
        )
    )
    ended: Json = {}
    if step is Step.REOPEN or values["clock"] != row.clock:
        end_alarm(work, row)
        ended = limit_ended(row)
    write_line(work, book, row, values, step=step.value, state=state, part=part, text=said, data=codes | ended)
    if step is Step.ASSIGN:
        tell_of_assignment(work, book, row, values, seq)


def _clock_after(taking: Taking, step: Step, heard: str | None) -> Running | None:
    """The clock that runs once the step is taken: the same one, another from now on, or none."""
    row, book = taking.row, taking.book
    running, wanted = running_of(row), clock_in(taking.to, Satisfaction(heard) if heard else None)
    if wanted is None:
        return None
    if running is not None and running.clock is wanted and step is not Step.REOPEN:
        return running.extended(taking.brought.days) if step is Step.EXTEND else running
    case_class = taking.brought.case_class or row.case_class
    days = limit_of(wanted, CaseClass(case_class) if case_class else None, book.escalations)
    return start(wanted, days, book.opening, book.escalations, taking.work.now)


def _in_time(taking: Taking) -> bool:
    """Whether handling ended before it was due; a question that still stands counts for as long as it has stood."""
    running, book = running_of(taking.row), taking.book
    assert running is not None, "a clock of handling runs"
    today = hall_day(book.zone, taking.work.now)
    resumed = running.resumed(today, book.opening, book.escalations)
    return taking.work.now < times(resumed, book.opening, book.escalations).due_at


# --- what each step writes


def _accept(taking: Taking) -> Json:
    assert taking.brought.case_class is not None, "the door demands a class"
    values: Json = {"in_scope": True, "case_class": taking.brought.case_class.value, "cause": taking.brought.cause}
    return values | {"scope_reason": taking.text}


def _out_of_scope(taking: Taking) -> Json:
    told: Json = {"in_scope": False, "scope_reason": taking.text, "remedy": taking.remedy}
    return told | {"proposed_by": taking.who.id}


def _confirm(taking: Taking) -> Json:
    if taking.to is State.ARCHIVED:
        return {"closed_at": taking.work.now, "archive_reason": taking.row.scope_reason}
    return {"in_scope": None, "scope_reason": None, "remedy": None, "proposed_by": None}


def _resolve(taking: Taking) -> Json:
    resolved: Json = {"outcome": taking.brought.outcome, "resolution": taking.text, "resolved_at": taking.work.now}
    return resolved | ({"on_the_spot": True} if taking.to is State.RESOLVED_ON_THE_SPOT else {})


def _assign(taking: Taking) -> Json:
    """To a department that somebody answers for whom it does not complain of: nobody's in-tray is no owner."""
    department, work = taking.brought.department, taking.work
    assert department is not None, "the door demands a department"
    called = taking.book.department(department)
    if not officers_of(work.connection, work.hall_id, department) - {taking.row.about}:
        raise DepartmentEmpty(
            Text(
                f"{called.zh}没有可以承办的人，请先指定",
                f"Nobody who may have this record answers for {called.en}: name somebody first",
            ),
            extra={"department": department},
        )
    until = return_by(taking.book.opening, taking.book.escalations, work.now)
    return {"owner": department, "co_departments": list(taking.brought.co_departments), "return_by": until}


def _sign(_taking: Taking) -> Json:
    return {}


def _return(_taking: Taking) -> Json:
    return {"returned": True, "owner": None, "co_departments": [], "return_by": None}


def _extend(taking: Taking) -> Json:
    """By as much again as the limit was, at most."""
    days, limit = taking.brought.days, taking.row.clock_days
    if not 1 <= days <= max(limit, 1):
        raise ExtensionRefused(
            Text(f"最多延期{max(limit, 1)}个工作日", f"It can be extended by {max(limit, 1)} working days at most")
        )
    return {"extended_days": days}


def _reply(taking: Taking) -> Json:
    return {"reply": taking.text, "replied_at": taking.work.now}


def _call_back(taking: Taking) -> Json:
    assert taking.brought.satisfaction is not None, "the door demands what it came to"
    return {"satisfaction": taking.brought.satisfaction.value, "called_back_at": taking.work.now}


def _unreachable(taking: Taking) -> Json:
    if taking.to is not State.CALLED_BACK:
        return {}
    return {"satisfaction": Satisfaction.UNREACHABLE.value, "called_back_at": taking.work.now}


def _rectify(taking: Taking) -> Json:
    return {"rectification": taking.text, "rectified_at": taking.work.now}


def _archive(taking: Taking) -> Json:
    return {"closed_at": taking.work.now, "archive_reason": taking.text}


def _reopen(taking: Taking) -> Json:
    """One level up, with its time anew; what was answered before stays in the log."""
    row, highest = taking.row, taking.book.escalations.levels
    again: Json = {"reopened": row.reopened + 1, "level": min(row.level + 1, highest), "owner": None}
    anew = ("outcome", "resolution", "resolved_at", "reply", "replied_at", "in_time", "satisfaction", "called_back_at")
    return again | {"co_departments": [], "on_the_spot": False} | dict.fromkeys(anew)


def _withdraw(taking: Taking) -> Json:
    return {"closed_at": taking.work.now, "archive_reason": taking.text}


_CHANGES: Mapping[Step, Callable[[Taking], Json]] = {
    Step.ACCEPT: _accept,
    Step.OUT_OF_SCOPE: _out_of_scope,
    Step.CONFIRM: _confirm,
    Step.RESOLVE_NOW: _resolve,
    Step.ASSIGN: _assign,
    Step.SIGN: _sign,
    Step.RETURN: _return,
    Step.EXTEND: _extend,
    Step.RESOLVE: _resolve,
    Step.REPLY: _reply,
    Step.CALL_BACK: _call_back,
    Step.UNREACHABLE: _unreachable,
    Step.RECTIFY: _rectify,
    Step.ARCHIVE: _archive,
    Step.REOPEN: _reopen,
    Step.WITHDRAW: _withdraw,
}


def _codes(step: Step, brought: Brought) -> Json:
    """What a step brought in codes and numbers, for the log and the journal: no words of anybody's."""
    said: dict[str, Any] = {
        "class": brought.case_class.value if brought.case_class else None,
        "cause": brought.cause,
        "outcome": brought.outcome,
        "department": brought.department,
        "co_departments": list(brought.co_departments) or None,
        "days": brought.days or None,
        "satisfaction": brought.satisfaction.value if brought.satisfaction else None,
        "agrees": brought.agrees if step is Step.CONFIRM else None,
    }
    return {key: value for key, value in said.items() if value is not None}
