"""Requests for help as the API speaks of them: to whoever asked, and to those who help."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from hall.assistance.actions.stepping import REOPEN
from hall.assistance.queries import RequestRow, StepRow, steps_of
from hall.assistance.states import Deed, Move, Source, Venue
from hall.catalogue.book import HallBook
from hall.edge.endpoint import Answer
from hall.edge.fields import Instant
from hall.escalation.queries import numbers_of
from hall.journal.remarks import remark_texts
from hall.personal.masks import mask_name, mask_phone
from hall.personal.vault import Vault
from hall.staff.queries import known_as, name_of, names_of
from hall.text import Language, Text
from hall.ticketing.queries import TicketRow, ticket_rows
from hall.ticketing.reach import window_number
from hall.ticketing.sealed import NAME, PHONE_HASH


class AssistanceAnswer(Answer):
    """A request as whoever asked sees it; `aide` is the name of who helps."""

    id: str
    number: str
    hall: str
    state: str
    label: str
    open: bool
    source: str
    venue: str
    service: str | None
    service_label: str | None
    requested_at: Instant
    due_at: Instant
    aide: str | None
    started_at: Instant | None
    closed_at: Instant | None


class HelpedTicket(Answer):
    """The ticket that help was asked for with."""

    id: str
    number: str
    state: str
    window: int | None


class HelpStep(Answer):
    """A step that was taken; `deed` is what an aide did, `aide` who helped from then on."""

    step: str
    label: str
    deed: str | None
    by: str | None
    aide: str | None
    at: Instant
    text: str | None


class StaffAssistance(AssistanceAnswer):
    """A request as those who help see it: masked; `overdue`: nobody has come yet, and somebody should have.

    `escalation` is the number of the record it came of, `review` the id of the review.
    """

    ticket: HelpedTicket | None
    name: str | None
    phone: str | None
    has_address: bool
    text: str | None
    asked_by: str | None
    aide_username: str | None
    escalation: str | None
    review: str | None
    overdue: bool
    steps: list[HelpStep]


def assistance_answer(connection: Connection, book: HallBook, row: RequestRow, language: Language) -> AssistanceAnswer:
    return _answer(book, row, name_of(connection, row.aide), language)


def _answer(book: HallBook, row: RequestRow, aide: str | None, language: Language) -> AssistanceAnswer:
    page = book.services.get(row.service or "")
    return AssistanceAnswer(
        id=row.id,
        number=row.number,
        hall=book.code,
        state=row.state.value,
        label=row.state.words.pick(language),
        open=row.state.open,
        source=Source(row.source).value,
        venue=Venue(row.venue).value,
        service=row.service,
        service_label=page.name.pick(language) if page else None,
        requested_at=row.requested_at,
        due_at=row.due_at,
        aide=aide,
        started_at=row.started_at,
        closed_at=row.closed_at,
    )


def staff_assistances(
    connection: Connection, book: HallBook, vault: Vault, rows: list[RequestRow], language: Language, at: datetime
) -> list[StaffAssistance]:
    """These requests with their steps, in the order given."""
    steps = steps_of(connection, [row.id for row in rows])
    beside = _beside(connection, vault, rows, [step for its in steps.values() for step in its])
    return [_staff(book, vault, row, steps[row.id], beside, language, at) for row in rows]


@dataclass(frozen=True)
class _Beside:
    """What requests and their steps name by id: people, user names, tickets, numbers of records, words."""

    people: Mapping[str, str]
    usernames: Mapping[str, str]
    tickets: Mapping[str, TicketRow]
    records: Mapping[str, str]
    texts: Mapping[str, str]


def _beside(connection: Connection, vault: Vault, rows: list[RequestRow], steps: list[StepRow]) -> _Beside:
    """However many requests there are, one query for each table."""
    people = [each for row in rows for each in (row.aide, row.asked_by)]
    people += [each for step in steps for each in (step.by, step.aide)]
    texts = {text for text in [*(row.text for row in rows), *(step.text for step in steps)] if text}
    tickets = ticket_rows(connection, {row.ticket_id for row in rows if row.ticket_id})
    return _Beside(
        known_as(connection, people),
        names_of(connection, {row.aide for row in rows if row.aide}),
        {ticket.id: ticket for ticket in tickets},
        numbers_of(connection, {row.escalation_id for row in rows if row.escalation_id}),
        remark_texts(connection, vault, texts),
    )


def is_overdue(row: RequestRow, at: datetime) -> bool:
    return row.state.open and row.started_at is None and at >= row.due_at


def _staff(
    book: HallBook,
    vault: Vault,
    row: RequestRow,
    steps: list[StepRow],
    beside: _Beside,
    language: Language,
    at: datetime,
) -> StaffAssistance:
    return StaffAssistance(
        **_answer(book, row, beside.people.get(row.aide or ""), language).model_dump(),
        ticket=_ticket(book, beside.tickets[row.ticket_id]) if row.ticket_id else None,
        name=mask_name(vault.open(row.name, NAME)) if row.name else None,
        phone=mask_phone(vault.open(row.phone, PHONE_HASH)) if row.phone else None,
        has_address=row.address is not None,
        text=beside.texts.get(row.text or ""),
        asked_by=beside.people.get(row.asked_by or ""),
        aide_username=beside.usernames.get(row.aide or ""),
        escalation=beside.records.get(row.escalation_id or ""),
        review=row.review_id,
        overdue=is_overdue(row, at),
        steps=[_step(step, beside, language) for step in steps],
    )


def _ticket(book: HallBook, ticket: TicketRow) -> HelpedTicket:
    window = window_number(book, ticket.window_id)
    return HelpedTicket(id=ticket.id, number=ticket.number, state=ticket.state.value, window=window)


def _step(row: StepRow, beside: _Beside, language: Language) -> HelpStep:
    words = Deed(row.deed).words if row.deed else _REOPENED if row.step == REOPEN else Move(row.step).words
    return HelpStep(
        step=row.step,
        label=words.pick(language),
        deed=row.deed,
        by=beside.people.get(row.by or ""),
        aide=beside.people.get(row.aide or ""),
        at=row.at,
        text=beside.texts.get(row.text or ""),
    )


_REOPENED = Text("办结撤销", "Finish taken back")
