"""What a ticket says of an errand that could not get done, so that nobody has to tell it twice."""

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.queries import hall_book
from hall.db import Work
from hall.errors import ForeignTicket
from hall.escalation.actions.registering import Report, Reporter
from hall.personal.vault import Vault
from hall.text import Text
from hall.ticketing.models import ERRANDS
from hall.ticketing.outcomes import Outcome
from hall.ticketing.queries import ErrandRow, errands_of, notes_of, principals_of, ticket_row
from hall.ticketing.sealed import ID_HASH, NAME, PHONE_HASH, note_texts

FAILED = (Outcome.ESCALATED, Outcome.REFUSED, Outcome.INCOMPLETE)


def report_of_ticket(work: Work, vault: Vault, report: Report, ticket_id: str, *, people: bool) -> Report:
    """`report` with what the ticket knows; with `people`, the principal comes along, for a report by staff.

    Raises TicketNotFound, ForeignTicket: what did not get done in one hall is no other's to put right.
    """
    connection, ticket = work.connection, ticket_row(work.connection, ticket_id)
    if ticket.hall_id != work.hall_id:
        name = hall_book(connection, ticket.hall_id).name
        raise ForeignTicket(
            Text(
                f"{ticket.number}是{name.zh}的号票，请向该大厅反映",
                f"{ticket.number} is a ticket of {name.en}: report it to that hall",
            )
        )
    errands = errands_of(connection, [ticket_id])[ticket_id]
    errand = _failed(errands, report.service)
    told = [text for note in notes_of(connection, ticket_id) if note.position == errand.position
            for text in note_texts(vault, note.texts)]  # fmt: skip
    outcome = Outcome(errand.outcome).words.zh if errand.outcome else "未办成"
    return replace(
        report,
        ticket_id=ticket_id,
        service=report.service or errand.service,
        window_id=report.window_id or ticket.window_id,
        description=report.description or "；".join([outcome, *told]),
        reporter=_principal(connection, vault, ticket_id, errand.principal) if people else report.reporter,
        earlier_visits=report.earlier_visits or int(ticket.returns_from is not None),
    )


def who_served(connection: Connection, ticket_id: str) -> str | None:
    """Whoever ended the ticket's last errand."""
    ended = sa.select(ERRANDS.c.ended_by).where(ERRANDS.c.ticket_id == ticket_id, ERRANDS.c.ended_by.is_not(None))
    return connection.execute(ended.order_by(ERRANDS.c.ended_at.desc()).limit(1)).scalar()


def _failed(errands: list[ErrandRow], service: str | None) -> ErrandRow:
    """The errand meant: of the service, else the first that failed, else the first."""
    of_service = [errand for errand in errands if errand.service == service]
    failed = [errand for outcome in FAILED for errand in errands if errand.outcome == outcome]
    return (of_service or failed or errands)[0]


def _principal(connection: Connection, vault: Vault, ticket_id: str, position: int) -> Reporter:
    for person in principals_of(connection, ticket_id):
        if person.position == position:
            return Reporter(
                name=vault.open(person.name, NAME) if person.name else None,
                phone=vault.open(person.phone, PHONE_HASH) if person.phone else None,
                document=vault.open(person.id_number, ID_HASH) if person.id_number else None,
                kind=person.kind,
            )
    return Reporter()
