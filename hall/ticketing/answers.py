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
from hall.staff.queries import person_of
from hall.text import Language
from hall.ticketing.errand_answers import (
    ErrandAnswer,
    PrincipalAnswer,
    StaffErrand,
    errand_answer,
    principal_answer,
    staff_errands,
)
from hall.ticketing.prediction.forecasts import ahead_and_wait
from hall.ticketing.queries import (
    ErrandRow,
    NoteRow,
    TicketRow,
    errands_of,
    notes_of,
    principals_of,
    same_person_today,
    ticket_row,
    ticket_rows,
)
from hall.ticketing.reach import reach_of, window_number
from hall.ticketing.sealed import note_texts
from hall.ticketing.states import TicketState
from hall.ticketing.visits import told_before


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

    `bound`: the number of the only window that may call it.
    """

    in_order: bool
    bound: int | None
    last_called_at: Instant | None
    started_at: Instant | None

    errands: Sequence[StaffErrand]
    principals: list[PrincipalAnswer]
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
    errands = errands_of(connection, [ticket_id])[ticket_id]
    return TicketAnswer(**_public(connection, book, ticket, errands, language))


def staff_ticket(
    connection: Connection, book: HallBook, vault: Vault, ticket_id: str, language: Language
) -> StaffTicket:
    """The ticket with this id, as staff see it."""
    ticket = ticket_row(connection, ticket_id)
    errands = errands_of(connection, [ticket_id])[ticket_id]
    principals = principals_of(connection, ticket_id)
    first_contact = person_of(connection, ticket.first_contact) if ticket.first_contact else None
    companion = person_of(connection, ticket.accompanied_by) if ticket.accompanied_by else None
    # Only somebody who gave a number can be found again.
    known = any(principal.id_number for principal in principals)
    people = [principal_answer(vault, principal, errands) for principal in principals]
    return StaffTicket(
        **_public(connection, book, ticket, errands, language)
        | {"errands": staff_errands(book, errands, principals, people, language)},
        principals=people,
        materials=[
            MaterialsAnswer(
                service=errand.service,
                materials=[text.as_json() for text in book.services[errand.service].materials],
            )
            for errand in errands
        ],
        first_contact=first_contact.name if first_contact else None,
        accompanied_by=companion.name if companion else None,
        accompanied_at=ticket.accompanied_at,
        notes=_told(connection, book, vault, ticket, errands, known=known),
        earlier_today=[
            EarlierAnswer(number=other.number, state=other.state)
            for other in (same_person_today(connection, ticket) if known else [])
        ],
        returns_from=ticket.returns_from,
        in_order=ticket.in_order,
        bound=window_number(book, ticket.bound_window_id),
        last_called_at=ticket.last_called_at,
        started_at=ticket.started_at,
    )


def bare(ticket: StaffTicket) -> StaffTicket:
    """The ticket for a kiosk, which stands in the open: nothing of the people and notes on it."""
    nothing: dict[str, object] = {
        "principals": [],
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
    connection: Connection, book: HallBook, ticket: TicketRow, errands: list[ErrandRow], language: Language
) -> dict[str, Any]:
    reach = reach_of(book, ticket, errands)
    waiting = ticket.state is TicketState.WAITING
    window = book.window(ticket.window_id) if ticket.window_id and not waiting else None
    ahead, wait = ahead_and_wait(connection, ticket, errands, reach) if waiting else (0, None)
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


def _told(
    connection: Connection, book: HallBook, vault: Vault, ticket: TicketRow, errands: list[ErrandRow], *, known: bool
) -> list[NoteAnswer]:
    """What was told on this ticket, after what was told on earlier visits: by the paper its holder came back with,
    or (`known`) by their number.
    """
    tickets = {ticket.id: ticket}
    if ticket.returns_from is not None:
        tickets |= {one.id: one for one in ticket_rows(connection, [ticket.returns_from])}
    if known or ticket.returns_from is not None:
        before = (told_before(connection, book, ticket, errand) for errand in errands)
        tickets |= {one.ticket.id: one.ticket for found in before for one in found}
    services = {
        each: {one.position: one.service for one in its} for each, its in errands_of(connection, tickets).items()
    }
    return [
        _note(connection, vault, one, services[one.id][note.position], note)
        for one in sorted(tickets.values(), key=lambda one: one.issue_order)
        for note in notes_of(connection, one.id)
    ]


def _note(connection: Connection, vault: Vault, ticket: TicketRow, service: str, note: NoteRow) -> NoteAnswer:
    teller = person_of(connection, note.by) if note.by else None
    return NoteAnswer(
        kind=note.kind,
        service=service,
        text="；".join(note_texts(vault, note.texts)),
        by=teller.name if teller else None,
        at=note.at,
        number=ticket.number,
        day=ticket.day,
        untold=note.untold,
    )
