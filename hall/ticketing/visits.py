"""The earlier visits of a matter: by the paper its holder came back with, or by the person's number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.ticketing.models import ERRANDS, PRINCIPALS, TICKETS
from hall.ticketing.outcomes import Outcome
from hall.ticketing.people import numbers_of
from hall.ticketing.queries import ErrandRow, NoteRow, TicketRow, errands_of, notes_by_ticket, ticket_rows
from hall.ticketing.returning import last_day

MOST_VISITS = 10  # of one matter that are looked through


@dataclass(frozen=True)
class ToldBefore:
    """What was told as missing on an earlier visit: the ticket it was, and the note."""

    ticket: TicketRow
    note: NoteRow


@dataclass(frozen=True)
class Matter:
    """An errand of a ticket; `number`: the keyed hash of its principal's, if they gave one."""

    ticket: TicketRow
    errand: ErrandRow
    number: str | None

    @property
    def key(self) -> "Key":
        return self.ticket.id, self.errand.position


Key = tuple[str, int]
"""Which errand: its ticket's id, and its position there."""


def told_before(connection: Connection, book: HallBook, ticket: TicketRow, errand: ErrandRow) -> list[ToldBefore]:
    """Every telling of missing materials for this errand's matter on earlier visits, the latest first."""
    return all_told_before(connection, book, [(ticket, errand)]).get((ticket.id, errand.position), [])


def all_told_before(
    connection: Connection, book: HallBook, errands: Sequence[tuple[TicketRow, ErrandRow]]
) -> dict[Key, list[ToldBefore]]:
    """The same for many errands of one hall, by errand, where there is any; no more statements than for one."""
    given = numbers_of(connection, {ticket.id for ticket, _errand in errands})
    matters = [Matter(ticket, errand, given.get((ticket.id, errand.principal))) for ticket, errand in errands]
    visits = _visits(connection, book, matters)
    ids = {before.id for found in visits.values() for before in found}
    if not ids:
        return {}
    past = _Past(errands_of(connection, ids), numbers_of(connection, ids), notes_by_ticket(connection, ids))
    return {
        matter.key: [told for before in visits[matter.key] for told in past.told(matter, before)]
        for matter in matters
        if matter.key in visits
    }


@dataclass(frozen=True)
class _Past:
    """What is to be known of earlier tickets, by ticket; numbers by position too."""

    errands: Mapping[str, list[ErrandRow]]
    numbers: Mapping[tuple[str, int], str]
    notes: Mapping[str, list[NoteRow]]

    def told(self, matter: Matter, before: TicketRow) -> list[ToldBefore]:
        """What was told as missing for the matter on that visit, the latest first."""
        positions = {
            one.position
            for one in self.errands[before.id]
            if (one.service, one.outcome) == (matter.errand.service, Outcome.INCOMPLETE)
            and not _anothers(matter.number, self.numbers.get((before.id, one.principal)))
        }
        notes = [note for note in self.notes[before.id] if note.kind == "missing" and note.position in positions]
        return [ToldBefore(before, note) for note in reversed(notes)]


def _visits(connection: Connection, book: HallBook, matters: Sequence[Matter]) -> dict[Key, list[TicketRow]]:
    """Back from visit to visit, all matters together: whoever shows no paper is known by their number, within the
    days of the notice.
    """
    found: dict[Key, list[TicketRow]] = {}
    behind = {matter.key: (matter, matter.ticket) for matter in matters}
    for _visit in range(MOST_VISITS):
        before = _by_paper(connection, behind) | _by_number(connection, book, behind)
        behind = {key: (behind[key][0], ticket) for key, ticket in before.items()}
        for key, ticket in before.items():
            found.setdefault(key, []).append(ticket)
    return found


Behind = Mapping[Key, tuple[Matter, TicketRow]]
"""How far each matter was followed back: to which ticket."""


def _by_paper(connection: Connection, behind: Behind) -> dict[Key, TicketRow]:
    """The tickets that were come back with, of those whose holders showed one."""
    papers = {key: ticket.returns_from for key, (_matter, ticket) in behind.items() if ticket.returns_from is not None}
    if not papers:
        return {}
    rows = {row.id: row for row in ticket_rows(connection, set(papers.values()))}
    return {key: rows[paper] for key, paper in papers.items() if paper in rows}


def _by_number(connection: Connection, book: HallBook, behind: Behind) -> dict[Key, TicketRow]:
    """The last visits of those who showed no paper and are known, if they left them with a notice and came in time."""
    asked = [
        (key, matter.number, matter.errand.service, ticket)
        for key, (matter, ticket) in behind.items()
        if ticket.returns_from is None and matter.number is not None
    ]
    if not asked:
        return {}
    hall_id = asked[0][3].hall_id
    told = [(at, number, service, ticket.issue_order) for at, (_key, number, service, ticket) in enumerate(asked)]
    found = connection.execute(_last_visits(told), {"hall_id": hall_id})
    last = {at: id_ for at, id_, outcome in found if outcome == Outcome.INCOMPLETE}
    rows = {row.id: row for row in ticket_rows(connection, set(last.values()))} if last else {}
    came = {asked[at][0]: (rows[id_], asked[at][3]) for at, id_ in last.items()}
    return {key: before for key, (before, ticket) in came.items() if ticket.day <= last_day(book, before)}


def _last_visits(asked: Sequence[tuple[int, str | None, str, int]]) -> sa.Select[int, str, str]:
    """For each (place in the list, number, service, issue order): the last ended errand of that before that."""
    names = ("at", sa.Integer), ("number", sa.String), ("service", sa.String), ("before", sa.BigInteger)
    wanted = sa.values(*(sa.column(name, type_) for name, type_ in names), name="asked").data(asked).cte()
    theirs = sa.and_(PRINCIPALS.c.ticket_id == ERRANDS.c.ticket_id, PRINCIPALS.c.position == ERRANDS.c.principal)
    ended = ERRANDS.join(PRINCIPALS, theirs).join(TICKETS, TICKETS.c.id == ERRANDS.c.ticket_id)
    its = (
        PRINCIPALS.c.id_hash == wanted.c.number,
        ERRANDS.c.hall_id == sa.bindparam("hall_id"),
        ERRANDS.c.service == wanted.c.service,
        ERRANDS.c.state == "ended",
    )
    latest = sa.select(sa.func.max(TICKETS.c.issue_order)).select_from(ended)
    latest = latest.where(*its, TICKETS.c.issue_order < wanted.c.before).correlate(wanted)
    return (
        sa.select(wanted.c.at, TICKETS.c.id, ERRANDS.c.outcome)
        .select_from(wanted.join(ended, sa.and_(*its)))
        .where(TICKETS.c.issue_order == latest.scalar_subquery())
    )


def _anothers(mine: str | None, theirs: str | None) -> bool:
    """Whether both gave numbers, and they are two people's."""
    return mine is not None and theirs is not None and mine != theirs
