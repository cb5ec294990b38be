"""The doors of records for whoever reports: to put something into the ledger, to follow it, add to it, withdraw it."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints
from pydantic_core import PydanticCustomError
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book
from hall.clock import hall_day, now
from hall.db import Work
from hall.edge.access import PUBLIC, Caller, Subject, needs
from hall.edge.endpoint import Answer, Body, Call, Endpoints, NoBody, Unread
from hall.errors import FieldProblem, Forbidden, Gathered, Invalid, NotSignedIn
from hall.escalation.actions.noting import add_note
from hall.escalation.actions.registering import Report, Reporter, Source, register
from hall.escalation.actions.stepping import Brought, take_step
from hall.escalation.answers import EscalationAnswer, escalation_answer
from hall.escalation.checking import checked_reporter, checked_service, checked_window, named_in
from hall.escalation.complained import complained_of
from hall.escalation.from_ticket import report_of_ticket, who_served
from hall.escalation.parts import in_front_of
from hall.escalation.queries import hall_of_escalation, open_for_ticket
from hall.escalation.received import check_received
from hall.escalation.states import Step
from hall.staff.permissions import Permission
from hall.text import Text

endpoints = Endpoints("escalations")

Written = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Short = Annotated[str, Field(max_length=64)]


def _utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError as error:
        raise PydanticCustomError("no_such_instant", "no such instant") from error


PastInstant = Annotated[AwareDatetime, AfterValidator(_utc)]


class AboutBody(Body):
    """What is told of a case beside its words; what is personal is optional, and not taken anonymously.

    `staff`: the user name of whoever it complains of.
    """

    demand: Written | None = None
    service: Short | None = None
    staff: Short | None = None
    name: Short | None = None
    phone: Short | None = None
    id_number: Short | None = None
    credit_code: Short | None = None
    agent_name: Short | None = None
    agent_phone: Short | None = None
    anonymous: bool = False
    earlier_visits: int = Field(0, ge=0, le=99)


class ReportBody(AboutBody):
    """What could not get done. `received_at`, `hotline_order`, `earlier_visits` and `staff` are for staff to say."""

    source: Source
    description: Written
    ticket: Short | None = None
    window: int | None = Field(None, ge=1, le=9999)
    hotline_order: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,40}$")] | None = None
    received_at: PastInstant | None = None


class EscalateBody(AboutBody):
    """What is added to what the ticket says; without words the outcome's own stand, without a person the ticket's."""

    description: Written | None = None


class NoteBody(Body):
    """`asks`: a question to the reporter, which holds the clock until they add something."""

    text: Written
    asks: bool = False


class OnRecord(Answer):
    """The record that is open for a ticket, by its number; its id is for whoever reported it."""

    number: str | None


class WithdrawBody(Body):
    reason: Written | None = None


def _wrong_besides(connection: Connection, subject: Subject, unread: Unread) -> list[Invalid]:
    body, gathered, at = unread.part(AboutBody), Gathered(), now()
    if body is not None:
        _read_about(hall_book(connection, subject.hall_id), body, at, gathered)
    return gathered.refusals


@endpoints.act(
    "POST",
    "/halls/<hall>/escalations",
    access=PUBLIC,
    body=ReportBody,
    answer=EscalationAnswer,
    status=201,
    judge=_wrong_besides,
)
def report(call: Call[ReportBody], work: Work) -> EscalationAnswer:
    """Put on record what could not get done: online by whoever it concerns, from elsewhere by staff."""
    book, body = hall_book(work.connection, work.hall_id), call.body
    _check_source(call.caller, body, work.hall_id)
    gathered = Gathered()
    if body.received_at is not None:
        gathered.take(partial(check_received, body.received_at, work.now))
    reporter = _read_about(book, body, work.now, gathered)
    gathered.tell()
    taken = Report(
        source=body.source,
        description=body.description,
        received_at=body.received_at or work.now,
        demand=body.demand,
        service=body.service,
        window_id=checked_window(book, body.window),
        about=_about(work, body, body.ticket),
        reporter=reporter,
        anonymous=body.anonymous,
        earlier_visits=body.earlier_visits,
        hotline_order=body.hotline_order,
    )
    if body.ticket is not None:
        taken = report_of_ticket(work, call.vault, taken, body.ticket, people=False)
    escalation_id = register(work, book, call.vault, taken)
    who = in_front_of(work.connection, call.caller, escalation_id)
    return escalation_answer(work.connection, book, call.vault, escalation_id, who, call.language)


@endpoints.act(
    "POST",
    "/tickets/<ticket>/escalate",
    access=needs(Permission.ESCALATE),
    body=EscalateBody,
    answer=EscalationAnswer,
    status=201,
    judge=_wrong_besides,
)
def escalate(call: Call[EscalateBody], work: Work) -> EscalationAnswer:
    """Put a ticket's errand on record in one step: its service, window, people and what they were told come along."""
    book = hall_book(work.connection, work.hall_id)
    body, gathered = call.body, Gathered()
    reporter = _read_about(book, body, work.now, gathered)
    gathered.tell()
    told = Report(
        source=Source.WINDOW,
        description=body.description or "",
        received_at=work.now,
        demand=body.demand,
        service=body.service,
        about=_about(work, body, None),
        reporter=reporter,
        anonymous=body.anonymous,
        earlier_visits=body.earlier_visits,
    )
    people = not body.anonymous and reporter == Reporter()
    taken = report_of_ticket(work, call.vault, told, call.subject.id, people=people)
    escalation_id = register(work, book, call.vault, taken)
    who = in_front_of(work.connection, call.caller, escalation_id)
    return escalation_answer(work.connection, book, call.vault, escalation_id, who, call.language)


@endpoints.read("/tickets/<ticket>/escalation", access=PUBLIC, answer=OnRecord)
def on_record(call: Call[NoBody], connection: Connection) -> OnRecord:
    """Whether a second report of this ticket would be refused: the number that the refusal names, and nothing more."""
    known = open_for_ticket(connection, call.subject.id)
    return OnRecord(number=known.number if known else None)


@endpoints.read("/escalations/<escalation>", access=PUBLIC, answer=EscalationAnswer)
def see(call: Call[NoBody], connection: Connection) -> EscalationAnswer:
    """A record: to its reporter, who holds its id, and to those who deal with it."""
    book = hall_book(connection, call.subject.hall_id)
    who = in_front_of(connection, call.caller, call.subject.id)
    return escalation_answer(connection, book, call.vault, call.subject.id, who, call.language)


@endpoints.act("POST", "/escalations/<escalation>/notes", access=PUBLIC, body=NoteBody, answer=EscalationAnswer)
def note(call: Call[NoteBody], work: Work) -> EscalationAnswer:
    """Add words: the reporter's, a note among staff, or a question to the reporter."""
    book = hall_book(work.connection, work.hall_id)
    who = in_front_of(work.connection, call.caller, call.subject.id)
    add_note(work, book, call.vault, call.subject.id, who, call.body.text, asks=call.body.asks)
    return escalation_answer(work.connection, book, call.vault, call.subject.id, who, call.language)


@endpoints.act("POST", "/escalations/<escalation>/withdraw", access=PUBLIC, body=WithdrawBody, answer=EscalationAnswer)
def withdraw(call: Call[WithdrawBody], work: Work) -> EscalationAnswer:
    """The reporter takes it back."""
    book = hall_book(work.connection, work.hall_id)
    who = in_front_of(work.connection, call.caller, call.subject.id)
    take_step(work, book, call.vault, call.subject.id, Step.WITHDRAW, who, Brought(text=call.body.reason))
    return escalation_answer(work.connection, book, call.vault, call.subject.id, who, call.language)


def find_escalation(connection: Connection, escalation_id: str) -> Subject:
    """What a path's `<escalation>` speaks of."""
    return Subject("escalation", escalation_id, *hall_of_escalation(connection, escalation_id))


def _check_source(caller: Caller, body: ReportBody, hall_id: int) -> None:
    """Visitors report online; what comes another way is entered by staff, who alone say when and of whom."""
    if body.source is Source.ONLINE:
        given = (body.staff, body.hotline_order, body.received_at, body.earlier_visits or None)
        if caller.kind != "visitor" or any(value is not None for value in given):
            raise Forbidden(Text("线上反映由群众本人提交", "Visitors report online, in their own words"))
        return
    if caller.kind == "visitor":
        raise NotSignedIn
    if caller.kind != "user" or not caller.may(Permission.ESCALATE, hall_id):
        raise Forbidden(Text("此来源由工作人员登记", "What comes this way is entered by staff"))
    if body.hotline_order is not None and body.source is not Source.HOTLINE:
        words = Text("工单号只用于热线来源", "An order number belongs to the hotline alone")
        raise Invalid(words, fields=[FieldProblem("hotline_order", words)])


def _about(work: Work, body: AboutBody, ticket: str | None) -> str | None:
    """Whom it complains of, of those it may: somebody of this hall by name, or who served the ticket it speaks of."""
    named = named_in(work.connection, body.staff, work.hall_id) if body.staff is not None else None
    served = who_served(work.connection, ticket) if ticket else None
    return complained_of(named, served, work.by.id)


def _read_about(book: HallBook, body: AboutBody, at: datetime, gathered: Gathered) -> Reporter:
    """Who reports; what is wrong of that and of the service is gathered."""
    today = hall_day(book.zone, at)
    given = {
        key: getattr(body, key) or None
        for key in ("name", "phone", "id_number", "credit_code", "agent_name", "agent_phone")
    }
    gathered.take(lambda: checked_service(book, body.service))
    return gathered.take(lambda: checked_reporter(given, today, anonymous=body.anonymous)) or Reporter()
