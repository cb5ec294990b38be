"""The doors of help for whoever asks: with a ticket, without one, for somebody at home; to see it, to take it back."""

from typing import Annotated

from pydantic import Field, StringConstraints
from sqlalchemy.engine import Connection

from hall.assistance.actions.asking import Asked, ask
from hall.assistance.actions.stepping import take_step
from hall.assistance.answers import AssistanceAnswer, assistance_answer
from hall.assistance.queries import hall_of_request, last_for_ticket, stored_request
from hall.assistance.states import Move, Source, Venue
from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book
from hall.db import Work
from hall.edge.access import PUBLIC, Caller, Subject, needs
from hall.edge.endpoint import Answer, Body, Call, Endpoints, NoBody
from hall.errors import EscalationNotFound, FieldProblem, Forbidden, Gathered, Invalid, ReviewNotFound, TicketWrongState
from hall.escalation.checking import checked_service
from hall.escalation.queries import hall_of_escalation
from hall.personal.numbers import read_phone
from hall.review.queries import hall_of_review
from hall.staff.permissions import DeviceKind, Permission
from hall.text import Text
from hall.ticketing.queries import errands_of, ticket_row
from hall.ticketing.states import LIVE

endpoints = Endpoints("assistance")

Short = Annotated[str, Field(max_length=64)]
Written = Annotated[str, StringConstraints(max_length=1000)]
ASK = needs(Permission.ASSIST, Permission.ESCALATIONS)


class AskBody(Body):
    """Where help is wanted and what for. At home an address and a phone are needed, everything else is optional.

    A stranger says at least where; of a kiosk and of staff the hall knows it.

    `escalation`, `review`: the record or review that it came of, for those who handle them.
    """

    venue: Venue = Venue.HERE
    service: Short | None = None
    name: Short | None = None
    phone: Short | None = None
    address: Annotated[str, StringConstraints(max_length=200)] | None = None
    text: Written | None = None
    escalation: Short | None = None
    review: Short | None = None


class AskWithTicketBody(Body):
    text: Written | None = None


class TicketAssistance(Answer):
    """The latest request of a ticket's holder, if there is one; `may_ask`: another would be taken now."""

    assistance: AssistanceAnswer | None
    may_ask: bool


@endpoints.act(
    "POST",
    "/halls/<hall>/assistance",
    access=PUBLIC,
    body=AskBody,
    answer=AssistanceAnswer,
    status=201,
    seldom=True,
)
def ask_hall(call: Call[AskBody], work: Work) -> AssistanceAnswer:
    """Ask a hall for help, here or at home."""
    book, body = hall_book(work.connection, work.hall_id), call.body
    source = _checked_source(call.caller, work, body)
    gathered = Gathered()
    gathered.take(lambda: _check_home(body))
    if source is Source.PHONE:
        gathered.take(lambda: _check_stranger(body))
    service = gathered.take(lambda: checked_service(book, body.service or None))
    phone = gathered.take(lambda: read_phone(body.phone) if body.phone else None)
    gathered.tell()
    asked = Asked(
        source=source,
        venue=body.venue,
        escalation_id=body.escalation,
        review_id=body.review,
        service=service,
        name=body.name or None,
        phone=phone,
        address=body.address or None,
        text=body.text or None,
    )
    return _told(call, work.connection, book, ask(work, book, call.vault, asked))


@endpoints.act(
    "POST",
    "/tickets/<ticket>/assistance",
    access=PUBLIC,
    body=AskWithTicketBody,
    answer=AssistanceAnswer,
    status=201,
)
def ask_with_ticket(call: Call[AskWithTicketBody], work: Work) -> AssistanceAnswer:
    """Ask for help with a ticket; where it stands in the line stays as it is."""
    book, ticket = hall_book(work.connection, work.hall_id), ticket_row(work.connection, call.subject.id)
    if ticket.state not in LIVE:
        raise TicketWrongState(
            Text(
                f"{ticket.number}{ticket.state.is_now.zh}，不能再申请帮办", f"{ticket.number} {ticket.state.is_now.en}"
            )
        )
    service = errands_of(work.connection, [ticket.id])[ticket.id][0].service
    source = _checked_source(call.caller, work, None)
    asked = Asked(source, ticket_id=ticket.id, service=service, text=call.body.text or None)
    return _told(call, work.connection, book, ask(work, book, call.vault, asked))


@endpoints.read("/tickets/<ticket>/assistance", access=PUBLIC, answer=TicketAssistance)
def of_ticket(call: Call[NoBody], connection: Connection) -> TicketAssistance:
    """Whether help was asked for with a ticket, and how that stands."""
    book, ticket = hall_book(connection, call.subject.hall_id), ticket_row(connection, call.subject.id)
    row = last_for_ticket(connection, ticket.id)
    return TicketAssistance(
        assistance=assistance_answer(connection, book, row, call.language) if row else None,
        may_ask=ticket.state in LIVE and (row is None or not row.state.open),
    )


@endpoints.read("/assistance/<assistance>", access=PUBLIC, answer=AssistanceAnswer)
def see(call: Call[NoBody], connection: Connection) -> AssistanceAnswer:
    """A request, for whoever holds its id."""
    return _told(call, connection, hall_book(connection, call.subject.hall_id), call.subject.id)


@endpoints.act("POST", "/assistance/<assistance>/withdraw", access=PUBLIC, answer=AssistanceAnswer)
def withdraw(call: Call[NoBody], work: Work) -> AssistanceAnswer:
    """Whoever asked needs it no more."""
    take_step(work, stored_request(work.connection, call.subject.id), Move.WITHDRAW)
    return _told(call, work.connection, hall_book(work.connection, work.hall_id), call.subject.id)


def find_assistance(connection: Connection, request_id: str) -> Subject:
    """What a path's `<assistance>` speaks of."""
    return Subject("assistance", request_id, *hall_of_request(connection, request_id))


def _told(
    call: Call[AskBody] | Call[AskWithTicketBody] | Call[NoBody], connection: Connection, book: HallBook, id_: str
) -> AssistanceAnswer:
    return assistance_answer(connection, book, stored_request(connection, id_), call.language)


def _check_home(body: AskBody) -> None:
    if body.venue is Venue.HOME:
        words = Text("上门帮办须填写地址和联系电话", "A visit at home needs an address and a phone")
        lacking = [name for name in ("address", "phone") if not getattr(body, name)]
        if lacking:
            raise Invalid(words, fields=[FieldProblem(name, words) for name in lacking])
    elif body.address:
        words = Text("只有上门帮办需要地址", "Only a visit at home has an address")
        raise Invalid(words, fields=[FieldProblem("address", words)])


def _check_stranger(body: AskBody) -> None:
    """Whoever asks by phone says at least where; of a kiosk and of staff the hall knows it."""
    if not any(getattr(body, name) for name in body.model_fields_set):
        words = Text(
            "请说明在哪里需要帮办：在大厅（here）还是上门（home）",
            "Say where help is needed: in the hall (here) or at home (home)",
        )
        raise Invalid(words, fields=[FieldProblem("venue", words)])


def _checked_source(caller: Caller, work: Work, body: AskBody | None) -> Source:
    """Where it is asked, by who is at the door. Raises Forbidden, and what is wrong with a record that is named."""
    came_of = body is not None and (body.escalation or body.review)
    if caller.kind == "visitor":
        if came_of:
            raise Forbidden(Text("由工作人员关联记录", "Records are linked by staff"))
        return Source.PHONE
    if caller.kind == "device":
        if came_of or caller.device_kind != DeviceKind.KIOSK:
            raise Forbidden(Text("这台设备不能申请帮办", "This device takes no requests for help"))
        needs(Permission.KIOSK).check(caller, work.hall_id)
        return Source.KIOSK
    ASK.check(caller, work.hall_id)
    if body is None or not came_of:
        return Source.DESK
    if body.escalation:
        needs(Permission.ESCALATIONS).check(caller, work.hall_id)
        if hall_of_escalation(work.connection, body.escalation)[0] != work.hall_id:
            raise EscalationNotFound
        return Source.ESCALATION
    needs(Permission.REVIEWS).check(caller, work.hall_id)
    if hall_of_review(work.connection, body.review or "")[0] != work.hall_id:
        raise ReviewNotFound
    return Source.REVIEW
