"""Taking back a mistaken call, start, finish or no-show: within a minute, by whoever did it."""

import sqlalchemy as sa

from hall.catalogue.book import HallBook
from hall.db import Work
from hall.events import TicketUndone
from hall.journal.chain import Entry
from hall.journal.entries import called_since, entries_of_tickets
from hall.ticketing.changes import keep, next_state
from hall.ticketing.line import leave_line, stand_in_line
from hall.ticketing.models import ERRANDS, NOTES
from hall.ticketing.queries import TicketRow, ticket_row
from hall.ticketing.states import Move, TicketState
from hall.ticketing.timing import LastAct, check_undo
from hall.windows.actions.calling import place_of
from hall.windows.actions.moving import unbind_where_away
from hall.windows.actions.retelling import take_back
from hall.windows.queries import check_on_duty
from hall.windows.taking_back import last_step


def undo(work: Work, book: HallBook, ticket_id: str) -> None:
    """Take back the last step of a ticket. Raises NothingToUndo, UndoTooLate, NotOnDuty for who has left the window.

    An undone call is retracted on the screens; an undone finish gives its errands back, and what was told with it is
    withdrawn.
    """
    ticket = ticket_row(work.connection, ticket_id)
    last = last_step(work.connection, ticket)
    window_id = (last.window if last else None) or ticket.window_id
    move = check_undo(
        book.rules,
        LastAct(last.kind, last.at, last.user) if last else None,
        by=work.by.id,
        now=work.now,
        window_called_again=last is not None and called_since(work.connection, work.hall_id, last.window, last.seq),
    )
    assert last is not None, "check_undo refuses a ticket without a step"
    state = next_state(work, ticket, move)
    page = book.window(window_id or "")
    assert page is not None, "a window that called a ticket is never deleted"
    if state is not TicketState.WAITING:
        check_on_duty(work, page.id)
    calls = 0 if move is Move.UNDO_CALL else ticket.calls
    bound = last.data["bound"] if move in (Move.UNDO_FINISH, Move.UNDO_NO_SHOW) else ticket.bound_window_id
    seq = work.record(
        TicketUndone(**place_of(ticket, page), undone=last.kind, undone_seq=last.seq, state=state, calls=calls)
    )
    if move is Move.UNDO_FINISH:
        _give_errands_back(work, ticket, last)
        leave_line(work, [ticket.id])
    if state is TicketState.WAITING:
        keep(work, ticket, state, seq, window_id=None, called_at=None, calls=0)
        stand_in_line(work, ticket, ticket.key, bound_to=ticket.bound_window_id)
        unbind_where_away(work, book, page)
    else:
        first = _first_contact(work, ticket, last) if move is Move.UNDO_START else ticket.first_contact
        again = {"window_id": page.id, "bound_window_id": bound, "first_contact": first}
        keep(work, ticket, state, seq, finished_at=None, **again)


def _first_contact(work: Work, ticket: TicketRow, undone: Entry) -> str | None:
    """Who started the ticket first, apart from the start that is taken back and those that were before."""
    told = entries_of_tickets(work.connection, work.hall_id, [ticket.id])
    gone = {undone.seq} | {entry.data["undone_seq"] for entry in told if entry.kind == "ticket_undone"}
    return next((entry.user for entry in told if entry.kind == "ticket_started" and entry.seq not in gone), None)


def _give_errands_back(work: Work, ticket: TicketRow, finished: Entry) -> None:
    positions = [outcome["position"] for outcome in finished.data["outcomes"]]
    mine = sa.and_(ERRANDS.c.ticket_id == ticket.id, ERRANDS.c.position.in_(positions))
    work.connection.execute(
        sa.update(ERRANDS)
        .where(mine)
        .values(state="pending", outcome=None, ended_at=None, ended_by=None, window_id=None)
    )
    told = sa.and_(NOTES.c.ticket_id == ticket.id, NOTES.c.position.in_(positions), NOTES.c.at == finished.at)
    withdrawn = work.connection.execute(sa.update(NOTES).where(told).values(withdrawn=True).returning(NOTES.c.id))
    take_back(work, withdrawn.scalars().all())
