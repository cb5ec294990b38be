"""Tickets as the API speaks of them: to their holder, and to staff."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.engine import Connection

from hall.catalogue.answers import WaitAnswer
from hall.catalogue.book import HallBook
from hall.edge.endpoint import Answer
from hall.edge.fields import Instant, Words
from hall.personal.vault import Vault
from hall.text import Language
from hall.ticketing.background import Background, read_background
from hall.ticketing.errand_answers import (
    AgentAnswer,
    ErrandAnswer,
    PrincipalAnswer,
    StaffErrand,
    agent_answer,
    errand_answer,
    principal_answer,
    staff_errands,
)
from hall.ticketing.policy import CreditReason, category_confirmed
from hall.ticketing.prediction.forecasts import NOT_WAITING, Ahead, aheads_and_waits
from hall.ticketing.queries import ErrandRow, NoteRow, TicketRow, errands_of, ticket_row
from hall.ticketing.reach import reach_of, window_number
from hall.ticketing.sealed import note_texts
from hall.ticketing.states import TicketState
from hall.ticketing.wish import Channel


class BundleAnswer(Answer):
    """The bundle (一件事) a ticket was taken for."""

    code: str
    name: Words
    label: str


class TicketAnswer(Answer):
    """A ticket as its holder sees it. `windows`: numbers of those that could call it; `seq`: its last change.

    `entered_at`: when a number given on paper at `issued_at` was entered.
    """

    id: str
    hall: str
    day: date
    number: str
    state: str
    channel: str
    category: str | None
    needs_help: bool
    bundle: BundleAnswer | None
    errands: Sequence[ErrandAnswer]
    issued_at: Instant
    entered_at: Instant | None
    effective_since: Instant
    credit_minutes: float
    credit_reason: str | None
    overtaken: int
    ahead: int
    wait: WaitAnswer | None
    windows: list[int]
    window: int | None
    zone: str | None
    called_at: Instant | None
    calls: int
    seq: int


class MaterialsAnswer(Answer):
    service: str
    materials: list[Words]


class NoteAnswer(Answer):
    """What was told about an errand, on the ticket `number` of `day`: `kind` is missing, ground or note.

    `untold`: of materials that were missing on an earlier visit too, how many nobody had told of before.
    """

    kind: str
    service: str
    text: str
    by: str | None
    at: Instant
    number: str
    day: date
    untold: int | None


class EarlierAnswer(Answer):
    number: str
    state: str


class StaffTicket(TicketAnswer):
    """A ticket as staff see it: what it may be called for next, who it is for (masked) and what was told before.

    `bound`: the number of the only window that may call it. `category_confirmed`: somebody vouched for the category,
    false where its holder alone said so; null without one, and where nothing tells.
    """

    category_confirmed: bool | None
    in_order: bool
    bound: int | None
    last_called_at: Instant | None
    started_at: Instant | None

    errands: Sequence[StaffErrand]
    principals: list[PrincipalAnswer]
    agent: AgentAnswer | None
    materials: list[MaterialsAnswer]
    first_contact: str | None
    accompanied_by: str | None
    accompanied_at: Instant | None
    notes: list[NoteAnswer]
    earlier_today: list[EarlierAnswer]
    returns_from: str | None


def ticket_answer(connection: Connection, book: HallBook, ticket_id: str, language: Language) -> TicketAnswer:
    """The ticket with this id, as its holder sees it."""
    ticket = ticket_row(connection, ticket_id)
    errands = errands_of(connection, [ticket_id])
    ahead = aheads_and_waits(connection, book, [ticket], errands)
    return TicketAnswer(**_public(book, ticket, errands[ticket_id], ahead.get(ticket_id, NOT_WAITING), language))


def staff_ticket(
    connection: Connection, book: HallBook, vault: Vault, ticket_id: str, language: Language
) -> StaffTicket:
    """The ticket with this id, as staff see it."""
    return staff_tickets(connection, book, vault, [ticket_row(connection, ticket_id)], language)[0]


def staff_tickets(
    connection: Connection, book: HallBook, vault: Vault, tickets: Sequence[TicketRow], language: Language
) -> list[StaffTicket]:
    """These tickets of one hall as staff see them, in their order; no more statements for many than for one."""
    if not tickets:
        return []
    known = read_background(connection, book, tickets)
    ahead = aheads_and_waits(connection, book, tickets, known.errands)
    return [_staff_ticket(book, vault, one, known, ahead.get(one.id, NOT_WAITING), language) for one in tickets]


def _staff_ticket(
    book: HallBook, vault: Vault, ticket: TicketRow, known: Background, ahead: Ahead, language: Language
) -> StaffTicket:
    errands, principals, agent = known.errands[ticket.id], known.principals(ticket.id), known.agent(ticket.id)
    people = [principal_answer(vault, principal, errands) for principal in principals]
    return StaffTicket(
        **_public(book, ticket, errands, ahead, language)
        | {"errands": staff_errands(book, errands, principals, people, language)},
        principals=people,
        agent=agent_answer(vault, agent) if agent is not None else None,
        materials=[
            MaterialsAnswer(
                service=errand.service,
                materials=[text.as_json() for text in book.services[errand.service].materials],
            )
            for errand in errands
        ],
        first_contact=known.name(ticket.first_contact),
        accompanied_by=known.name(ticket.accompanied_by),
        accompanied_at=ticket.accompanied_at,
        notes=[_note(vault, known, one, note) for one, note in known.told(ticket)],
        earlier_today=[
            EarlierAnswer(number=other.number, state=other.state) for other in known.same_person.get(ticket.id, [])
        ],
        returns_from=ticket.returns_from,
        category_confirmed=_confirmed(book, ticket),
        in_order=ticket.in_order,
        bound=window_number(book, ticket.bound_window_id),
        last_called_at=ticket.last_called_at,
        started_at=ticket.started_at,
    )


def _confirmed(book: HallBook, ticket: TicketRow) -> bool | None:
    if ticket.category is None:
        return None
    reason = CreditReason(ticket.credit_reason) if ticket.credit_reason else None
    return category_confirmed(book.rules, reason, by_visitor=Channel(ticket.channel).by_visitor)


def bare(ticket: StaffTicket) -> StaffTicket:
    """The ticket for a kiosk, which stands in the open: nothing of the people and notes on it."""
    nothing: dict[str, object] = {
        "principals": [],
        "agent": None,
        "notes": [],
        "earlier_today": [],
        "first_contact": None,
        "accompanied_by": None,
        "accompanied_at": None,
        "returns_from": None,
        "errands": [errand.model_copy(update={"principal": None, "person": None}) for errand in ticket.errands],
    }
    return ticket.model_copy(update=nothing)


def _public(
    book: HallBook, ticket: TicketRow, errands: Sequence[ErrandRow], told: Ahead, language: Language
) -> dict[str, Any]:
    reach = reach_of(book, ticket, errands)
    waiting = ticket.state is TicketState.WAITING
    window = book.window(ticket.window_id) if ticket.window_id and not waiting else None
    ahead, wait = told
    return {
        "id": ticket.id,
        "hall": book.code,
        "day": ticket.day,
        "number": ticket.number,
        "state": ticket.state.value,
        "channel": ticket.channel,
        "category": ticket.category,
        "needs_help": ticket.needs_help,
        "bundle": _bundle(book, ticket, language),
        "errands": [errand_answer(book, errand, language) for errand in errands],
        "issued_at": ticket.issued_at,
        "entered_at": ticket.entered_at,
        "effective_since": ticket.effective_since,
        "credit_minutes": round(ticket.credit_seconds / 60, 2),
        "credit_reason": ticket.credit_reason,
        "overtaken": ticket.overtaken,
        "ahead": ahead,
        "wait": wait,
        "windows": list(reach.numbers) if waiting else ([window.number] if window else []),
        "window": window.number if window else None,
        "zone": window.zone if window else None,
        "called_at": ticket.called_at,
        "calls": ticket.calls,
        "seq": ticket.seq,
    }


def _bundle(book: HallBook, ticket: TicketRow, language: Language) -> BundleAnswer | None:
    page = book.bundles.get(ticket.bundle) if ticket.bundle else None
    if page is None:
        return None
    return BundleAnswer(code=page.code, name=page.name.as_json(), label=page.name.pick(language))


def _note(vault: Vault, known: Background, ticket: TicketRow, note: NoteRow) -> NoteAnswer:
    return NoteAnswer(
        kind=note.kind,
        service=known.service(ticket.id, note.position),
        text="；".join(note_texts(vault, note.texts)),
        by=known.name(note.by),
        at=note.at,
        number=ticket.number,
        day=ticket.day,
        untold=note.untold,
    )
