"""Endings away from a window: a visitor cancels, the hall closes, the day is over, the hall is no more."""

from datetime import date

from hall.catalogue.book import HallBook
from hall.clock import hall_day
from hall.db import Work
from hall.events import DayEnded, HallClosedForDay, HallReopened, TicketAbandoned, TicketCancelled, TicketUnserved
from hall.ticketing.actions.one_phone import forget_phones
from hall.ticketing.changes import keep, next_state
from hall.ticketing.line import leave_line
from hall.ticketing.queries import TicketRow, live_tickets, ticket_row
from hall.ticketing.states import Move, TicketState


def cancel_ticket(work: Work, book: HallBook, ticket_id: str) -> None:
    """The visitor gives the place up; TicketWrongState once it is being served or over."""
    ticket = ticket_row(work.connection, ticket_id)
    state = next_state(work, ticket, Move.CANCEL)
    page = book.windows.get(ticket.window_id or "")
    seq = work.record(
        TicketCancelled(
            ticket=ticket.id,
            window=page.id if page else None,
            number=ticket.number,
            window_number=page.number if page else None,
            zone=page.zone if page else None,
        )
    )
    keep(work, ticket, state, seq)
    leave_line(work, [ticket.id])


def close_hall(work: Work, book: HallBook, cause: str) -> int:
    """Stop for the day: nobody new, and whoever still waits becomes `unserved`; how many. Who was called is served.

    `cause`: manager, last_window or cut_off. Closing an already closed hall changes nothing.
    """
    today = hall_day(book.zone, work.now)
    if work.order.closed_on == today:
        return 0
    work.order.closed_on = today
    work.record(HallClosedForDay(cause=cause, day=today))
    live = live_tickets(work.connection, work.hall_id)
    waiting = [ticket for ticket in live if ticket.state is TicketState.WAITING]
    for ticket in waiting:
        _leave_unserved(work, book, ticket, cause)
    return len(waiting)


def reopen_hall(work: Work, book: HallBook) -> None:
    """Take a closing back: tickets are given again. Who became `unserved` keeps the right to a return credit."""
    if work.order.closed_on is not None:
        work.order.closed_on = None
        work.record(HallReopened(day=hall_day(book.zone, work.now)))


def end_past_day(work: Work, book: HallBook) -> None:
    """If the hall's midnight has passed since its last ticket, end that day.

    Waiting, called and held become `unserved`, passed becomes `abandoned`; what is being served may finish.
    """
    today = hall_day(book.zone, work.now)
    before = work.order.day
    if before == today or (before is not None and before > today):
        return
    work.order.day = today
    if before is not None:
        _end_day(work, book, before)


def end_last_day(work: Work, book: HallBook) -> None:
    """A retired hall's day ends at once, whatever its hour: nobody can be called there any more.

    It ends once. Should the hall come back, its next ticket begins a day.
    """
    last = work.order.day
    work.order.day = None
    if last is not None:
        _end_day(work, book, last)


_UNSERVED = frozenset({TicketState.WAITING, TicketState.CALLED, TicketState.HELD})


def _end_day(work: Work, book: HallBook, day: date) -> None:
    for ticket in live_tickets(work.connection, work.hall_id):
        if ticket.state in _UNSERVED:
            _leave_unserved(work, book, ticket, "day_end")
        elif ticket.state is TicketState.PASSED:
            seq = work.record(TicketAbandoned(ticket=ticket.id, number=ticket.number, cause="day_end"))
            keep(work, ticket, next_state(work, ticket, Move.ABANDON), seq)
    forget_phones(work, day)
    work.record(DayEnded(day=day))


def end_if_past(work: Work, book: HallBook, ticket_id: str) -> None:
    """A ticket that was being served over midnight and has errands left does not wait on into another day."""
    ticket = ticket_row(work.connection, ticket_id)
    if ticket.state is TicketState.WAITING and ticket.day < hall_day(book.zone, work.now):
        _leave_unserved(work, book, ticket, "day_end")


def _leave_unserved(work: Work, book: HallBook, ticket: TicketRow, cause: str) -> None:
    page = book.windows.get(ticket.window_id or "") if ticket.state is not TicketState.WAITING else None
    seq = work.record(
        TicketUnserved(
            ticket=ticket.id,
            window=page.id if page else None,
            number=ticket.number,
            window_number=page.number if page else None,
            zone=page.zone if page else None,
            cause=cause,
        )
    )
    keep(work, ticket, next_state(work, ticket, Move.CLOSE), seq, bound_window_id=None)
    leave_line(work, [ticket.id])
