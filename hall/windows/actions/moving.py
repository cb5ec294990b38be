"""Passing a ticket on: to another window or another service; and letting go of tickets bound to a window that stops."""

from collections.abc import Sequence

import sqlalchemy as sa

from hall.catalogue.book import HallBook, WindowPage
from hall.catalogue.terms import WindowKind
from hall.db import Work
from hall.errors import FieldProblem, Invalid, UnknownService, WindowCannotServe, WindowNotFound, WindowNotOpen
from hall.events import Json, TicketTransferred, TicketUnbound
from hall.text import Text
from hall.ticketing.actions.end import end_if_past
from hall.ticketing.changes import keep, next_state, note_seq
from hall.ticketing.line import leave_line, stand_in_line
from hall.ticketing.models import ERRANDS
from hall.ticketing.queries import ErrandRow, TicketRow, errands_of, ticket_row
from hall.ticketing.reach import could_call
from hall.ticketing.states import AT_WINDOW, Move, TicketState
from hall.windows.actions.calling import own_ticket
from hall.windows.queries import bound_to, running_breaks


def transfer(
    work: Work, book: HallBook, ticket_id: str, *, window_id: str | None, service: str | None, reason: Json | None
) -> None:
    """Move a ticket to a window, to another service, or both; number, data and key stay.

    A window makes the ticket its own: nobody else calls it. A service takes the place of the first pending errand.
    Raises TicketWrongState, ForeignTicket, UnknownService, WindowNotOpen, WindowCannotServe, Invalid without either.
    """
    if window_id is None and service is None:
        words = Text("请选择要转到的窗口或事项", "Choose a window or a service to transfer to")
        raise Invalid(words, fields=[FieldProblem("window", words)])
    ticket = ticket_row(work.connection, ticket_id)
    state = next_state(work, ticket, Move.TRANSFER)
    page = own_ticket(work, book, ticket) if ticket.state in AT_WINDOW else None
    before = errands_of(work.connection, [ticket_id])[ticket_id]
    if service is not None:
        _change_service(work, book, ticket, before, service)
    errands = errands_of(work.connection, [ticket_id])[ticket_id]
    target = _target(book, ticket, errands, window_id)
    seq = work.record(
        TicketTransferred(
            ticket=ticket.id,
            window=page.id if page else None,
            number=ticket.number,
            window_number=page.number if page else None,
            zone=page.zone if page else None,
            to_window=target.id if target else None,
            to_window_number=target.number if target else None,
            services=[{"position": each.position, "service": each.service} for each in errands if each.pending],
            state=state,
            remark=reason,
        )
    )
    bound = target.id if target else None
    keep(work, ticket, state, seq, window_id=None, bound_window_id=bound, called_at=None, calls=0)
    leave_line(work, [ticket.id])
    stand_in_line(work, ticket, ticket.key, bound_to=bound)
    end_if_past(work, book, ticket_id)


def _change_service(work: Work, book: HallBook, ticket: TicketRow, errands: Sequence[ErrandRow], service: str) -> None:
    if service not in book.services or not book.offers(service):
        words = Text(f"本大厅没有窗口办理“{service}”", f"No window of this hall handles {service!r}")
        raise UnknownService(words, fields=[FieldProblem("service", words)])
    first, *others = (errand for errand in errands if errand.pending)
    if any((other.service, other.principal) == (service, first.principal) for other in others):
        name = book.services[service].name
        words = Text(f"号票上已有“{name.zh}”", f"The ticket has {name.en} on it already")
        raise Invalid(words, fields=[FieldProblem("service", words)])
    mine = sa.and_(ERRANDS.c.ticket_id == ticket.id, ERRANDS.c.position == first.position)
    work.connection.execute(sa.update(ERRANDS).where(mine).values(service=service))


def _target(
    book: HallBook, ticket: TicketRow, errands: Sequence[ErrandRow], window_id: str | None
) -> WindowPage | None:
    if window_id is None:
        return None
    page = book.windows.get(window_id)
    if page is None:
        raise WindowNotFound
    if not page.open:
        raise WindowNotOpen(
            Text(f"{page.number}号窗口未开放，请选择其他窗口", f"Window {page.number} is not open; choose another")
        )
    if not could_call(page, unbound(ticket), errands):
        raise WindowCannotServe(
            Text(
                f"{page.number}号窗口不办理此事项，请选择其他窗口",
                f"Window {page.number} does not handle this; choose another",
            )
        )
    return page


def unbound(ticket: TicketRow) -> TicketRow:
    """The ticket as if it belonged to no window."""
    return ticket._replace(bound_window_id=None)


def unbind_tickets(work: Work, book: HallBook, window_id: str) -> int:
    """Let every ticket bound to a window go elsewhere, with a notice to its neighbours; how many.

    Papers may still lie at the window, so the entry names the neighbours: windows of the zone that could serve it.
    """
    page = book.windows[window_id]
    freed = [ticket_row(work.connection, ticket_id) for ticket_id in bound_to(work.connection, window_id)]
    freed = [ticket for ticket in freed if ticket.state in (TicketState.WAITING, TicketState.HELD)]
    for ticket in freed:
        errands = errands_of(work.connection, [ticket.id])[ticket.id]
        seq = work.record(
            TicketUnbound(
                ticket=ticket.id,
                window=page.id,
                number=ticket.number,
                window_number=page.number,
                zone=page.zone,
                state=ticket.state,
                neighbours=_neighbours(book, page, ticket, errands),
            )
        )
        note_seq(work, ticket, seq, bound_window_id=None)
        if ticket.state is TicketState.WAITING:
            stand_in_line(work, ticket, ticket.key, bound_to=None)
    return len(freed)


def unbind_where_away(work: Work, book: HallBook, page: WindowPage) -> None:
    """A window that let its tickets go, on a long pause, keeps none that comes to it during the pause."""
    if any(rest.window_id == page.id and rest.unbound for rest in running_breaks(work.connection, work.hall_id)):
        unbind_tickets(work, book, page.id)


def _neighbours(book: HallBook, page: WindowPage, ticket: TicketRow, errands: Sequence[ErrandRow]) -> list[int]:
    free = unbound(ticket)
    able = (other for other in book.windows.values() if other.id != page.id and could_call(other, free, errands))
    near = [other for other in able if other.open and other.zone == page.zone and other.kind is not WindowKind.ASSISTED]
    return [other.number for other in sorted(near, key=lambda other: abs(other.number - page.number))[:4]]
