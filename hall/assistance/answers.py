"""Requests for help as the API speaks of them: to whoever asked, and to those who help."""

from datetime import datetime

from sqlalchemy.engine import Connection

from hall.assistance.actions.stepping import REOPEN
from hall.assistance.queries import RequestRow, StepRow, steps_of
from hall.assistance.states import Deed, Move, Source, Venue
from hall.catalogue.book import HallBook
from hall.edge.endpoint import Answer
from hall.edge.fields import Instant
from hall.escalation.queries import stored_escalation
from hall.journal.remarks import remark_text
from hall.personal.masks import mask_name, mask_phone
from hall.personal.vault import Vault
from hall.staff.queries import person_of
from hall.text import Language, Text
from hall.ticketing.queries import ticket_row
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
        aide=_name(connection, row.aide),
        started_at=row.started_at,
        closed_at=row.closed_at,
    )


def staff_assistances(
    connection: Connection, book: HallBook, vault: Vault, rows: list[RequestRow], language: Language, at: datetime
) -> list[StaffAssistance]:
    """These requests with their steps, in the order given."""
    steps = steps_of(connection, [row.id for row in rows])
    return [_staff(connection, book, vault, row, steps[row.id], language, at) for row in rows]


def is_overdue(row: RequestRow, at: datetime) -> bool:
    return row.state.open and row.started_at is None and at >= row.due_at


def _staff(
    connection: Connection,
    book: HallBook,
    vault: Vault,
    row: RequestRow,
    steps: list[StepRow],
    language: Language,
    at: datetime,
) -> StaffAssistance:
    aide = person_of(connection, row.aide) if row.aide else None
    return StaffAssistance(
        **assistance_answer(connection, book, row, language).model_dump(),
        ticket=_ticket(connection, book, row.ticket_id) if row.ticket_id else None,
        name=mask_name(vault.open(row.name, NAME)) if row.name else None,
        phone=mask_phone(vault.open(row.phone, PHONE_HASH)) if row.phone else None,
        has_address=row.address is not None,
        text=remark_text(connection, vault, row.text) if row.text else None,
        asked_by=_name(connection, row.asked_by),
        aide_username=aide.username if aide else None,
        escalation=stored_escalation(connection, row.escalation_id).number if row.escalation_id else None,
        review=row.review_id,
        overdue=is_overdue(row, at),
        steps=[_step(connection, vault, step, language) for step in steps],
    )


def _ticket(connection: Connection, book: HallBook, ticket_id: str) -> HelpedTicket:
    ticket = ticket_row(connection, ticket_id)
    window = window_number(book, ticket.window_id)
    return HelpedTicket(id=ticket.id, number=ticket.number, state=ticket.state.value, window=window)


def _step(connection: Connection, vault: Vault, row: StepRow, language: Language) -> HelpStep:
    words = Deed(row.deed).words if row.deed else _REOPENED if row.step == REOPEN else Move(row.step).words
    return HelpStep(
        step=row.step,
        label=words.pick(language),
        deed=row.deed,
        by=_name(connection, row.by),
        aide=_name(connection, row.aide),
        at=row.at,
        text=remark_text(connection, vault, row.text) if row.text else None,
    )


_REOPENED = Text("办结撤销", "Finish taken back")


def _name(connection: Connection, user_id: str | None) -> str | None:
    person = person_of(connection, user_id) if user_id else None
    return person.name if person else None
