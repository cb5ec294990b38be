"""What the person at a window could take back now: the last step there, and until when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.journal.chain import Entry
from hall.journal.entries import entries_back, head
from hall.ticketing.queries import TicketRow, ticket_row
from hall.ticketing.states import Move
from hall.ticketing.timing import UNDOES

NO_STEPS = ("ticket_recalled", "ticket_reprinted", "ticket_accompanied", "ticket_told_again")
NAMES = {Move.UNDO_CALL: "call", Move.UNDO_START: "start", Move.UNDO_FINISH: "finish", Move.UNDO_NO_SHOW: "no_show"}


@dataclass(frozen=True)
class Undoable:
    """A step that may be taken back until `until`; `what` is call, start, finish or no_show."""

    ticket: str
    number: str
    what: str
    until: datetime


def last_step(connection: Connection, ticket: TicketRow) -> Entry | None:
    """The last thing done to a ticket that changed where it stands."""
    back = entries_back(connection, ticket.hall_id, ticket.seq, ticket=ticket.id)
    return next((entry for entry in back if entry.kind not in NO_STEPS), None)


def undoable(
    connection: Connection, book: HallBook, window_id: str, user: str | None, now: datetime
) -> Undoable | None:
    """What this person did last at this window, if it can be taken back; read from the last minute of the journal."""
    last = _last_there(connection, book, window_id, now - book.rules.undo_within)
    move = UNDOES.get(last.kind) if last is not None else None
    if last is None or move is None or last.user != user or last.ticket is None:
        return None
    ticket = ticket_row(connection, last.ticket)
    now_last = last_step(connection, ticket)
    if now_last is None or now_last.seq != last.seq:
        return None
    return Undoable(ticket.id, ticket.number, NAMES[move], last.at + book.rules.undo_within)


def _last_there(connection: Connection, book: HallBook, window_id: str, since: datetime) -> Entry | None:
    for entry in entries_back(connection, book.hall_id, head(connection, book.hall_id)):
        if entry.at < since:
            return None
        if entry.window == window_id and entry.ticket is not None and entry.kind not in NO_STEPS:
            return entry
    return None
