"""What staff are told of tickets beside the tickets themselves: read once for all that are shown."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.staff.queries import person_names
from hall.ticketing.models import AGENT
from hall.ticketing.people import same_person_today
from hall.ticketing.queries import (
    ErrandRow,
    NoteRow,
    PrincipalRow,
    TicketRow,
    errands_of,
    everybody_on,
    notes_by_ticket,
    ticket_rows,
)
from hall.ticketing.visits import all_told_before


@dataclass(frozen=True)
class Background:
    """By ticket: errands and notes, of earlier visits too; principals and who comes for them; other tickets of the same
    person today.

    `earlier`: the tickets of earlier visits that something of it was told on. `names`: of staff, by id.
    """

    errands: Mapping[str, Sequence[ErrandRow]]
    people: Mapping[str, Sequence[PrincipalRow]]
    notes: Mapping[str, Sequence[NoteRow]]
    earlier: Mapping[str, Collection[TicketRow]]
    same_person: Mapping[str, Sequence[TicketRow]]
    names: Mapping[str, str]

    def name(self, user_id: str | None) -> str | None:
        return self.names.get(user_id) if user_id else None

    def principals(self, ticket_id: str) -> list[PrincipalRow]:
        return [one for one in self.people[ticket_id] if one.kind != AGENT]

    def agent(self, ticket_id: str) -> PrincipalRow | None:
        return next((one for one in self.people[ticket_id] if one.kind == AGENT), None)

    def service(self, ticket_id: str, position: int) -> str:
        """The service of the errand at this position of a ticket."""
        return next(errand.service for errand in self.errands[ticket_id] if errand.position == position)

    def told(self, ticket: TicketRow) -> list[tuple[TicketRow, NoteRow]]:
        """What was told on the ticket, after what was told on earlier visits, each with the ticket it stands on."""
        tickets = sorted({ticket, *self.earlier.get(ticket.id, ())}, key=lambda one: one.issue_order)
        return [(one, note) for one in tickets for note in self.notes[one.id]]


def read_background(connection: Connection, book: HallBook, tickets: Sequence[TicketRow]) -> Background:
    """Of these tickets of one hall; the number of statements does not hang on how many they are."""
    ids = [ticket.id for ticket in tickets]
    errands, everybody = errands_of(connection, ids), everybody_on(connection, ids)
    # Only somebody who gave a number can be found again.
    known = {each for each, people in everybody.items() if any(one.id_number for one in people)}
    earlier = _earlier(connection, book, tickets, errands, known)
    before = {one.id for found in earlier.values() for one in found} - set(ids)
    if before:
        errands |= errands_of(connection, before)
    notes = notes_by_ticket(connection, [*ids, *before])
    staff = {each for ticket in tickets for each in (ticket.first_contact, ticket.accompanied_by) if each}
    staff |= {note.by for told in notes.values() for note in told if note.by}
    return Background(
        errands=errands,
        people=everybody,
        notes=notes,
        earlier=earlier,
        same_person=same_person_today(connection, known) if known else {},
        names=person_names(connection, staff) if staff else {},
    )


def _earlier(
    connection: Connection,
    book: HallBook,
    tickets: Sequence[TicketRow],
    errands: Mapping[str, Sequence[ErrandRow]],
    known: Collection[str],
) -> dict[str, set[TicketRow]]:
    """The tickets of earlier visits: by the paper its holder came back with, or (`known`) by their number."""
    papers = {ticket.returns_from for ticket in tickets if ticket.returns_from is not None}
    rows = {row.id: row for row in ticket_rows(connection, papers)} if papers else {}
    found = {ticket.id: {rows[ticket.returns_from]} for ticket in tickets if ticket.returns_from in rows}
    asked = [ticket for ticket in tickets if ticket.id in known or ticket.returns_from is not None]
    if asked:
        every = [(ticket, errand) for ticket in asked for errand in errands[ticket.id]]
        for (ticket_id, _position), told in all_told_before(connection, book, every).items():
            found.setdefault(ticket_id, set()).update(one.ticket for one in told)
    return found
