"""The doors of the 12345 hotline: one order, a file of orders, what became of an order, and a record's link to one."""

from datetime import datetime
from functools import partial
from typing import Annotated

from pydantic import Field, StringConstraints
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book
from hall.clock import now
from hall.db import Work
from hall.edge.access import Caller, Subject, needs
from hall.edge.endpoint import Answer, Body, Call, Endpoints, NoBody, Reply, Unread
from hall.edge.fields import Instant
from hall.errors import EscalationNotFound, Gathered, Invalid, NotYourCase
from hall.escalation.actions.registering import order_known
from hall.escalation.actions.taking_orders import Taken, link_order, take_orders
from hall.escalation.answers import EscalationAnswer, escalation_answer
from hall.escalation.api import PastInstant, Short, Written
from hall.escalation.checking import checked_service
from hall.escalation.orders import ORDER_NUMBER, Known, Order, read_orders
from hall.escalation.parts import before, in_front_of
from hall.escalation.queries import EscalationRow, of_hotline_order
from hall.escalation.received import check_received
from hall.escalation.states import State
from hall.journal.remarks import remark_text
from hall.personal.numbers import read_phone
from hall.personal.vault import Vault
from hall.staff.permissions import Permission
from hall.text import Language, Text

endpoints = Endpoints("hotline")

ENTER = needs(Permission.ESCALATE, Permission.ESCALATIONS)
READ = needs(Permission.ESCALATE, Permission.ESCALATIONS, Permission.ANSWER)  # as far as they may read its record
LONGEST_FILE = 900_000  # characters of a body: what the server takes at most
OrderNumber = Annotated[str, StringConstraints(pattern=ORDER_NUMBER)]


class CheckedBody(Body):
    """What of an order is held against more than its own form."""

    received_at: PastInstant | None = None
    service: Short | None = None
    phone: Short | None = None


class OrderBody(CheckedBody):
    """One order as the hotline's platform hands it on."""

    order: OrderNumber
    description: Written
    demand: Written | None = None
    name: Short | None = None


class OrdersBody(Body):
    """A CSV file as text: a heading, and a row for each order."""

    csv: Annotated[str, Field(min_length=1, max_length=LONGEST_FILE)]


class LinkBody(Body):
    order: OrderNumber


class OrderAnswer(Answer):
    """What became of an order. `id`, the reporter's right to the record, is told once, to whoever entered it."""

    order: str
    number: str
    id: str | None
    known: bool
    state: str
    state_label: str
    received_at: Instant
    due_at: Instant | None
    owner: str | None
    reply: str | None
    replied_at: Instant | None
    satisfaction: str | None
    closed_at: Instant | None


class TakenAnswer(Answer):
    """One row of a file: its line, order and record; `known`: it was there before."""

    line: int
    order: str
    number: str
    known: bool


class TakenList(Answer):
    taken: int
    known: int
    items: list[TakenAnswer]


def _wrong_besides(connection: Connection, subject: Subject, unread: Unread) -> list[Invalid]:
    body, gathered = unread.part(CheckedBody), Gathered()
    if body is not None:
        _check(hall_book(connection, subject.hall_id), body, now(), gathered)
    return gathered.refusals


@endpoints.act(
    "POST",
    "/halls/<hall>/hotline-orders",
    access=ENTER,
    body=OrderBody,
    answer=OrderAnswer,
    status=201,
    also=(200,),
    judge=_wrong_besides,
)
def enter_order(call: Call[OrderBody], work: Work) -> Reply:
    """Put one order of the hotline into the ledger; an order that is there is answered with its record.

    Raises HotlineOrderKnown where whoever asks may not read that record, ComplainedOf.
    """
    book, body = hall_book(work.connection, work.hall_id), call.body
    gathered = Gathered()
    phone = _check(book, body, work.now, gathered)
    gathered.tell()
    order = Order(
        line=1,
        order=body.order,
        description=body.description,
        received_at=body.received_at or work.now,
        demand=body.demand,
        service=body.service,
        name=body.name or None,
        phone=phone,
    )
    [taken] = take_orders(work, book, call.vault, [order])
    if taken.known:
        _check_may_know(work.connection, call.caller, taken.record)
    return Reply(_answer(work.connection, call.vault, taken, call.language), 200 if taken.known else 201)


@endpoints.act("POST", "/halls/<hall>/hotline-orders/import", access=ENTER, body=OrdersBody, answer=TakenList)
def import_orders(call: Call[OrdersBody], work: Work) -> TakenList:
    """Put a file of orders into the ledger: all of them, or none with every fault at its line and column."""
    book = hall_book(work.connection, work.hall_id)
    found = take_orders(work, book, call.vault, read_orders(call.body.csv, known_to(book, work)))
    return TakenList(
        taken=sum(not one.known for one in found),
        known=sum(one.known for one in found),
        items=[
            TakenAnswer(line=one.order.line, order=one.order.order, number=one.record.number, known=one.known)
            for one in found
        ],
    )


@endpoints.read("/halls/<hall>/hotline-orders/<order>", access=READ, answer=OrderAnswer)
def see_order(call: Call[NoBody], connection: Connection) -> OrderAnswer:
    """What became of an order, for whoever may read its record: its state, and what its reporter was told."""
    row = of_hotline_order(connection, call.subject.hall_id, call.path["order"])
    if row is None:
        raise EscalationNotFound(Text("没有这个工单的记录", "There is no record of this order"))
    before(connection, call.caller, row)
    return _told(connection, call.vault, row, call.language, known=True)


@endpoints.act(
    "POST",
    "/escalations/<escalation>/hotline-order",
    access=needs(Permission.ESCALATIONS),
    body=LinkBody,
    answer=EscalationAnswer,
)
def link(call: Call[LinkBody], work: Work) -> EscalationAnswer:
    """An order of the hotline speaks of this record."""
    who = in_front_of(work.connection, call.caller, call.subject.id)
    link_order(work, call.subject.id, call.body.order)
    book = hall_book(work.connection, work.hall_id)
    return escalation_answer(work.connection, book, call.vault, call.subject.id, who, call.language)


def known_to(book: HallBook, work: Work) -> Known:
    """What a file of orders is held against: services by code and by their Chinese name."""
    by_name = {page.name.zh: code for code, page in book.services.items()}
    return Known(by_name | {code: code for code in book.services}, book.zone, work.now)


def _check(book: HallBook, body: CheckedBody, at: datetime, gathered: Gathered) -> str | None:
    """The phone in its one form; what is wrong is gathered."""
    if body.received_at is not None:
        gathered.take(partial(check_received, body.received_at, at))
    gathered.take(lambda: checked_service(book, body.service))
    return gathered.take(lambda: read_phone(body.phone) if body.phone else None)


def _check_may_know(connection: Connection, caller: Caller, row: EscalationRow) -> None:
    """What became of an order that is there is told to those who may read its record; others hear its number."""
    try:
        before(connection, caller, row)
    except NotYourCase as refusal:
        raise order_known(row) from refusal


def _answer(connection: Connection, vault: Vault, taken: Taken, language: Language) -> OrderAnswer:
    return _told(connection, vault, taken.record, language, known=taken.known)


def _told(connection: Connection, vault: Vault, row: EscalationRow, language: Language, *, known: bool) -> OrderAnswer:
    state = State(row.state)
    return OrderAnswer(
        order=row.hotline_order,
        number=row.number,
        id=None if known else row.id,
        known=known,
        state=state.value,
        state_label=state.words.pick(language),
        received_at=row.received_at,
        due_at=row.due_at,
        owner=row.owner,
        reply=remark_text(connection, vault, row.reply) if row.reply else None,
        replied_at=row.replied_at,
        satisfaction=row.satisfaction,
        closed_at=row.closed_at,
    )
