"""The doors of the ledger for those who deal with records: one for each step, and whom to call."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from hall.catalogue.queries import hall_book
from hall.db import Work
from hall.edge.access import needs
from hall.edge.endpoint import Answer, Body, Call, Endpoints, NoBody
from hall.escalation.actions.stepping import Brought, take_step
from hall.escalation.actions.unmasking import unmask_reporter
from hall.escalation.answers import EscalationAnswer, escalation_answer
from hall.escalation.checking import checked_department
from hall.escalation.clocks import CaseClass
from hall.escalation.kinds import CaseOutcome, Cause
from hall.escalation.masked import whole_words
from hall.escalation.parts import dealing_with, who_is
from hall.escalation.queries import stored_escalation
from hall.escalation.states import Step
from hall.escalation.workflow import Satisfaction
from hall.staff.permissions import Permission

endpoints = Endpoints("ledger")

DESK = needs(Permission.ESCALATIONS)
OWNER = needs(Permission.ANSWER)
BOTH = needs(Permission.ESCALATIONS, Permission.ANSWER)
Written = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Department = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class AcceptBody(Body):
    case_class: CaseClass
    cause: Cause
    text: Written | None = None


class OutOfScopeBody(Body):
    """Why it does not belong here, and what the reporter can do instead."""

    reason: Written
    remedy: Written


class ConfirmBody(Body):
    agrees: bool
    text: Written | None = None


class ResolveBody(Body):
    outcome: CaseOutcome
    text: Written


class AssignBody(Body):
    department: Department
    co_departments: list[Department] = Field(default_factory=list, max_length=8)
    text: Written | None = None


class ReasonBody(Body):
    reason: Written


class ExtendBody(Body):
    days: int = Field(ge=1, le=250)
    reason: Written


class TextBody(Body):
    text: Written


class CallBackBody(Body):
    satisfaction: Literal["satisfied", "dissatisfied"]
    text: Written | None = None


class MaybeTextBody(Body):
    text: Written | None = None


class MaybeReasonBody(Body):
    reason: Written | None = None


class ContactAnswer(Answer):
    """Who reported, and what they wrote, unmasked."""

    kind: str
    name: str | None
    phone: str | None
    document: str | None
    agent_name: str | None
    agent_phone: str | None
    description: str | None
    demand: str | None


@endpoints.act("POST", "/escalations/<escalation>/accept", access=DESK, body=AcceptBody, answer=EscalationAnswer)
def accept(call: Call[AcceptBody], work: Work) -> EscalationAnswer:
    """It belongs here: how difficult, and why it could not get done. From now on its time runs by class."""
    body = call.body
    return _take(call, work, Step.ACCEPT, Brought(text=body.text, case_class=body.case_class, cause=body.cause.value))


@endpoints.act(
    "POST", "/escalations/<escalation>/out-of-scope", access=DESK, body=OutOfScopeBody, answer=EscalationAnswer
)
def out_of_scope(call: Call[OutOfScopeBody], work: Work) -> EscalationAnswer:
    """It does not belong here: why, and what to do instead; a second person confirms it."""
    return _take(call, work, Step.OUT_OF_SCOPE, Brought(text=call.body.reason, remedy=call.body.remedy))


@endpoints.act("POST", "/escalations/<escalation>/confirm", access=DESK, body=ConfirmBody, answer=EscalationAnswer)
def confirm(call: Call[ConfirmBody], work: Work) -> EscalationAnswer:
    """The second person on what is out of scope: closed, or back to be accepted."""
    return _take(call, work, Step.CONFIRM, Brought(text=call.body.text, agrees=call.body.agrees))


@endpoints.act("POST", "/escalations/<escalation>/resolve-now", access=DESK, body=ResolveBody, answer=EscalationAnswer)
def resolve_now(call: Call[ResolveBody], work: Work) -> EscalationAnswer:
    """Resolved on the spot."""
    return _take(call, work, Step.RESOLVE_NOW, Brought(text=call.body.text, outcome=call.body.outcome.value))


@endpoints.act("POST", "/escalations/<escalation>/assign", access=DESK, body=AssignBody, answer=EscalationAnswer)
def assign(call: Call[AssignBody], work: Work) -> EscalationAnswer:
    """To a department, and others that are to help."""
    book, body = hall_book(work.connection, work.hall_id), call.body
    others = tuple(checked_department(book, name) for name in dict.fromkeys(body.co_departments))
    owner = checked_department(book, body.department)
    helping = tuple(name for name in others if name != owner)
    return _take(call, work, Step.ASSIGN, Brought(text=body.text, department=owner, co_departments=helping))


@endpoints.act("POST", "/escalations/<escalation>/sign", access=OWNER, answer=EscalationAnswer)
def sign(call: Call[NoBody], work: Work) -> EscalationAnswer:
    """The department takes it."""
    return _take(call, work, Step.SIGN, Brought())


@endpoints.act("POST", "/escalations/<escalation>/return", access=OWNER, body=ReasonBody, answer=EscalationAnswer)
def send_back(call: Call[ReasonBody], work: Work) -> EscalationAnswer:
    """The department sends it back: once, soon, with a reason."""
    return _take(call, work, Step.RETURN, Brought(text=call.body.reason))


@endpoints.act("POST", "/escalations/<escalation>/extend", access=OWNER, body=ExtendBody, answer=EscalationAnswer)
def extend(call: Call[ExtendBody], work: Work) -> EscalationAnswer:
    """More working days: once, before it is due, explained to the reporter."""
    return _take(call, work, Step.EXTEND, Brought(text=call.body.reason, days=call.body.days))


@endpoints.act("POST", "/escalations/<escalation>/resolve", access=BOTH, body=ResolveBody, answer=EscalationAnswer)
def resolve(call: Call[ResolveBody], work: Work) -> EscalationAnswer:
    """What came of it."""
    return _take(call, work, Step.RESOLVE, Brought(text=call.body.text, outcome=call.body.outcome.value))


@endpoints.act("POST", "/escalations/<escalation>/reply", access=BOTH, body=TextBody, answer=EscalationAnswer)
def reply(call: Call[TextBody], work: Work) -> EscalationAnswer:
    """What the reporter is told."""
    return _take(call, work, Step.REPLY, Brought(text=call.body.text))


@endpoints.act("POST", "/escalations/<escalation>/call-back", access=DESK, body=CallBackBody, answer=EscalationAnswer)
def call_back(call: Call[CallBackBody], work: Work) -> EscalationAnswer:
    """What the reporter says of it."""
    heard = Satisfaction(call.body.satisfaction)
    return _take(call, work, Step.CALL_BACK, Brought(text=call.body.text, satisfaction=heard))


@endpoints.act(
    "POST", "/escalations/<escalation>/unreachable", access=DESK, body=MaybeTextBody, answer=EscalationAnswer
)
def unreachable(call: Call[MaybeTextBody], work: Work) -> EscalationAnswer:
    """One try to reach the reporter in vain; three on two days stand for a call-back."""
    return _take(call, work, Step.UNREACHABLE, Brought(text=call.body.text))


@endpoints.act("POST", "/escalations/<escalation>/rectify", access=BOTH, body=TextBody, answer=EscalationAnswer)
def rectify(call: Call[TextBody], work: Work) -> EscalationAnswer:
    """What was put right so that it does not happen again."""
    return _take(call, work, Step.RECTIFY, Brought(text=call.body.text))


@endpoints.act("POST", "/escalations/<escalation>/archive", access=DESK, body=MaybeReasonBody, answer=EscalationAnswer)
def archive(call: Call[MaybeReasonBody], work: Work) -> EscalationAnswer:
    """Close it; without a rectification for a written reason."""
    return _take(call, work, Step.ARCHIVE, Brought(text=call.body.reason))


@endpoints.act("POST", "/escalations/<escalation>/reopen", access=DESK, body=ReasonBody, answer=EscalationAnswer)
def reopen(call: Call[ReasonBody], work: Work) -> EscalationAnswer:
    """The reporter is dissatisfied: once more, one level up."""
    return _take(call, work, Step.REOPEN, Brought(text=call.body.reason))


@endpoints.act("POST", "/escalations/<escalation>/reporter", access=BOTH, body=ReasonBody, answer=ContactAnswer)
def reporter(call: Call[ReasonBody], work: Work) -> ContactAnswer:
    """Who reported, and their words with the numbers in them, unmasked, for a reason that is audited."""
    dealing_with(work.connection, call.caller, call.subject.id)
    row = stored_escalation(work.connection, call.subject.id)
    found = unmask_reporter(work, call.vault, call.caller.address, call.subject.id, call.body.reason)
    return ContactAnswer(
        kind=found.kind,
        name=found.name,
        phone=found.phone,
        document=found.document,
        agent_name=found.agent_name,
        agent_phone=found.agent_phone,
        description=whole_words(work.connection, call.vault, row.description),
        demand=whole_words(work.connection, call.vault, row.demand),
    )


def _take(call: Call[Any], work: Work, step: Step, brought: Brought) -> EscalationAnswer:
    """Take the step as whoever asks, and show what became of the record."""
    book, escalation_id = hall_book(work.connection, work.hall_id), call.subject.id
    who = who_is(work.connection, call.caller, stored_escalation(work.connection, escalation_id))
    take_step(work, book, call.vault, escalation_id, step, who, brought)
    return escalation_answer(work.connection, book, call.vault, escalation_id, who, call.language)
