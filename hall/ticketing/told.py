"""What a ticket's holder is told beside the ticket: what was missing or not accepted, and how to come back."""

from datetime import date

from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.clock import hall_day, now
from hall.edge.endpoint import Answer
from hall.edge.fields import Instant
from hall.personal.vault import Vault
from hall.text import Language
from hall.ticketing.answers import TicketAnswer, ticket_answer
from hall.ticketing.outcomes import Outcome
from hall.ticketing.queries import errands_of, notes_of, ticket_row
from hall.ticketing.returning import last_day, returnable
from hall.ticketing.sealed import note_texts
from hall.ticketing.states import TicketState

# What staff wrote for their own use stays with staff; these two the visitor has on paper.
_TOLD = {Outcome.INCOMPLETE: "missing", Outcome.REFUSED: "ground"}


class ToldAnswer(Answer):
    """What was told about one errand: every `missing` material, or the `ground` of a refusal."""

    service: str
    kind: str
    texts: list[str]
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
            ToldAnswer(service=errand.service, kind=note.kind, texts=note_texts(vault, note.texts), at=note.at)
            for errand, note in notes
        ],
        requeues_left=book.rules.requeues - ticket.requeues if ticket.state is TicketState.PASSED else None,
        returning=(
            ReturningAnswer(until=last_day(book, ticket), working_days=book.rules.return_days) if may_return else None
        ),
    )
