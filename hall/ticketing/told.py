"""What a ticket's holder is told beside the ticket: what was missing or not accepted, and how to come back."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.clock import hall_day, now
from hall.edge.endpoint import Answer
from hall.edge.fields import Instant
from hall.personal.vault import Vault
from hall.staff.queries import name_of
from hall.text import Language
from hall.ticketing.answers import TicketAnswer, ticket_answer
from hall.ticketing.outcomes import Outcome
from hall.ticketing.queries import ErrandRow, NoteRow, TicketRow, errands_of, notes_of, ticket_row, ticket_rows
from hall.ticketing.returning import last_day, returnable
from hall.ticketing.sealed import note_texts
from hall.ticketing.states import TicketState
from hall.ticketing.untold import untold
from hall.ticketing.visits import told_before

# What staff wrote for their own use stays with staff; these two the visitor has on paper.
_TOLD = {Outcome.INCOMPLETE: "missing", Outcome.REFUSED: "ground"}


class ToldAnswer(Answer):
    """What was told about one errand and by whom: every `missing` material, or the `ground` of a refusal.

    `untold`: which of the materials had not been told on an earlier visit, if there was one.
    """

    service: str
    kind: str
    texts: list[str]
    by: str | None
    at: Instant
    untold: list[str]


class ToldBeforeAnswer(Answer):
    """What was told as missing on the visit that this ticket's holder came back from."""

    number: str
    day: date
    service: str
    texts: list[str]
    by: str | None
    at: Instant


class ReturningAnswer(Answer):
    """Coming back with the ticket gives a head start, up to and with a day: so many working days after its own."""

    until: date
    working_days: int


class HolderTicket(TicketAnswer):
    """A ticket with what its holder may read on paper too.

    `requeues_left`: how often a passed ticket may still rejoin the queue. `returning` is null where there is no right
    to come back, or it was used.
    """

    told: list[ToldAnswer]
    told_before: list[ToldBeforeAnswer]
    requeues_left: int | None
    returning: ReturningAnswer | None


def holder_ticket(
    connection: Connection, book: HallBook, vault: Vault, ticket_id: str, language: Language
) -> HolderTicket:
    """The ticket with this id, for whoever holds the id."""
    ticket = ticket_row(connection, ticket_id)
    errands = {errand.position: errand for errand in errands_of(connection, [ticket_id])[ticket_id]}
    notes = [
        (errands[note.position], note)
        for note in notes_of(connection, ticket_id)
        if note.kind == _TOLD.get(Outcome(errands[note.position].outcome or Outcome.LEFT))
    ]
    may_return = returnable(connection, book, ticket, hall_day(book.zone, now()))
    return HolderTicket(
        **ticket_answer(connection, book, ticket_id, language).model_dump(),
        told=[
            ToldAnswer(
                service=errand.service,
                kind=note.kind,
                texts=note_texts(vault, note.texts),
                by=name_of(connection, note.by),
                at=note.at,
                untold=untold_texts(connection, book, vault, ticket, errand, note),
            )
            for errand, note in notes
        ],
        told_before=_before(connection, vault, ticket, errands.values()),
        requeues_left=book.rules.requeues - ticket.requeues if ticket.state is TicketState.PASSED else None,
        returning=(
            ReturningAnswer(until=last_day(book, ticket), working_days=book.rules.return_days) if may_return else None
        ),
    )


def untold_texts(
    connection: Connection, book: HallBook, vault: Vault, ticket: TicketRow, errand: ErrandRow, note: NoteRow
) -> list[str]:
    """The materials of a note that had not been told on an earlier visit, if there was one."""
    if not note.untold:
        return []
    earlier = told_before(connection, book, ticket, errand)
    known = [text for one in earlier for text in note_texts(vault, one.note.texts)]
    return list(untold(known, note_texts(vault, note.texts), book.services[errand.service].materials))


def _before(
    connection: Connection, vault: Vault, ticket: TicketRow, errands: Iterable[ErrandRow]
) -> list[ToldBeforeAnswer]:
    """By the paper alone: whoever merely types somebody's number learns nothing of their earlier visits."""
    earlier = ticket_rows(connection, [ticket.returns_from]) if ticket.returns_from else []
    services = {errand.service for errand in errands}
    return [
        ToldBeforeAnswer(
            number=before.number,
            day=before.day,
            service=errand.service,
            texts=note_texts(vault, note.texts),
            by=name_of(connection, note.by),
            at=note.at,
        )
        for before in earlier
        for errand in errands_of(connection, [before.id])[before.id]
        if errand.service in services and errand.outcome == Outcome.INCOMPLETE
        for note in notes_of(connection, before.id)
        if note.position == errand.position and note.kind == "missing"
    ]
