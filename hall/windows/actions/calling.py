"""Asking a ticket to a window: the next one, one out of order, again, and giving up on it."""

from typing import TypedDict

from hall.catalogue.book import HallBook, WindowPage
from hall.db import Work
from hall.errors import ForeignTicket, NoShowTooSoon, WindowBusy, WindowCannotServe, WindowNotOpen
from hall.events import Json, TicketAbandoned, TicketCalled, TicketPassed, TicketRecalled
from hall.text import Text
from hall.ticketing.actions.end import end_past_day
from hall.ticketing.changes import keep, next_state, note_seq
from hall.ticketing.line import leave_line, next_in_line
from hall.ticketing.queries import TicketRow, errands_of, ticket_at_window, ticket_row
from hall.ticketing.reach import could_call, window_number
from hall.ticketing.states import Move
from hall.ticketing.timing import check_no_show, check_recall, no_show_move
from hall.windows.queries import check_on_duty, duty_at


def call_next(work: Work, book: HallBook, window_id: str) -> str | None:
    """Call the ticket with the smallest key that this window may serve; its id, or `None` when nobody waits for it.

    1. The window is open, its caller on duty, and nobody is at it (WindowBusy names the ticket that is).
    2. The first in the line that the window may serve.
    3. The ticket is called, out of the line, in the journal.
    """
    end_past_day(work, book)
    page = _ready(work, book, window_id)
    ticket_id = next_in_line(work.connection, work.hall_id, page)
    if ticket_id is None:
        return None
    _call(work, page, ticket_row(work.connection, ticket_id))
    return ticket_id


def call_out_of_order(work: Work, book: HallBook, window_id: str, ticket_id: str, reason: Json | None) -> None:
    """Call one ticket before its turn; logged and shown as such. `reason` is a remark."""
    end_past_day(work, book)
    page = _ready(work, book, window_id)
    ticket = ticket_row(work.connection, ticket_id)
    if ticket.hall_id != work.hall_id:
        raise ForeignTicket(Text("该号票属于其他大厅", "The ticket belongs to another hall"))
    errands = errands_of(work.connection, [ticket_id])[ticket_id]
    next_state(work, ticket, Move.CALL)
    if not could_call(page, ticket, errands):
        raise WindowCannotServe(_not_here(book, page, ticket))
    in_turn = next_in_line(work.connection, work.hall_id, page) == ticket_id
    _call(work, page, ticket, out_of_order=not in_turn, remark=reason)


def _not_here(book: HallBook, page: WindowPage, ticket: TicketRow) -> Text:
    """Why this window may not call the ticket, and who may."""
    bound = window_number(book, ticket.bound_window_id)
    if bound is not None:
        return Text(
            f"{ticket.number}已转到{bound}号窗口，只能由该窗口呼叫",
            f"{ticket.number} went to window {bound}; only that window may call it",
        )
    return Text(
        f"{page.number}号窗口不办理{ticket.number}的事项，请先改办事项或转到能办的窗口",
        f"Window {page.number} does not handle what {ticket.number} is for; transfer it to one that does",
    )


def recall(work: Work, book: HallBook, ticket_id: str) -> None:
    """Call a called ticket again. Raises TicketNotCalled, RecallTooSoon, RecallLimitReached, ForeignTicket."""
    ticket, page = _mine(work, book, ticket_id, Move.RECALL)
    assert ticket.last_called_at is not None, "a called ticket was called at some time"
    check_recall(book.rules, calls=ticket.calls, last_called_at=ticket.last_called_at, now=work.now)
    seq = work.record(TicketRecalled(**place_of(ticket, page), calls=ticket.calls + 1))
    note_seq(work, ticket, seq, calls=ticket.calls + 1, last_called_at=work.now)


def mark_no_show(work: Work, book: HallBook, ticket_id: str, reason: Json | None) -> None:
    """The called visitor did not come: passed over, or at an end after too many times or by the hall's policy.

    Raises TicketNotCalled, NoShowTooSoon, ForeignTicket.
    """
    ticket, page = _mine(work, book, ticket_id, Move.NO_SHOW)
    if ticket.called_at is None:
        raise NoShowTooSoon
    check_no_show(book.rules, category=ticket.category, first_called_at=ticket.called_at, now=work.now)
    move = no_show_move(book.rules, requeues=ticket.requeues)
    state, bound = next_state(work, ticket, move), ticket.bound_window_id
    if move is Move.VOID:
        seq = work.record(TicketAbandoned(**place_of(ticket, page), cause="no_show", bound=bound, remark=reason))
    else:
        seq = work.record(
            TicketPassed(**place_of(ticket, page), policy=book.rules.no_show_policy, bound=bound, remark=reason)
        )
    keep(work, ticket, state, seq, bound_window_id=None)


class Place(TypedDict):
    """The fields that every event of a ticket at a window shares."""

    ticket: str
    window: str
    number: str
    window_number: int
    zone: str


def place_of(ticket: TicketRow, page: WindowPage) -> Place:
    """A ticket at a window, as its events say it."""
    return {
        "ticket": ticket.id,
        "window": page.id,
        "number": ticket.number,
        "window_number": page.number,
        "zone": page.zone,
    }


def own_ticket(work: Work, book: HallBook, ticket: TicketRow) -> WindowPage:
    """The window a ticket is at, refused to anybody but the person on duty there (ForeignTicket)."""
    page = book.windows.get(ticket.window_id or "")
    duty = duty_at(work.connection, page.id) if page else None
    if page is None or duty is None or duty.user_id != work.by.id:
        where = Text(f"{page.number}号窗口", f"window {page.number}") if page else Text("其他窗口", "another window")
        raise ForeignTicket(Text(f"{ticket.number}在{where.zh}", f"{ticket.number} is at {where.en}"))
    return page


def _mine(work: Work, book: HallBook, ticket_id: str, move: Move) -> tuple[TicketRow, WindowPage]:
    ticket = ticket_row(work.connection, ticket_id)
    next_state(work, ticket, move)
    return ticket, own_ticket(work, book, ticket)


def _ready(work: Work, book: HallBook, window_id: str) -> WindowPage:
    page = book.windows[window_id]
    if not page.open:
        raise WindowNotOpen(
            Text(f"{page.number}号窗口未开放，请先上岗或恢复服务", f"Window {page.number} is not open; open it first")
        )
    check_on_duty(work, window_id)
    busy = ticket_at_window(work.connection, window_id)
    if busy is not None:
        raise busy_window(page, busy)
    return page


def busy_window(page: WindowPage, busy: TicketRow) -> WindowBusy:
    """The refusal that names the ticket at the window; the doors put the whole ticket in the place of its id."""
    words = Text(
        f"{page.number}号窗口还有{busy.number}（{busy.state.words.zh}），请先办结、挂起或过号",
        f"Window {page.number} still has {busy.number} ({busy.state.words.en.lower()}); finish it first",
    )
    return WindowBusy(words, extra={"ticket": busy.id})


def _call(
    work: Work, page: WindowPage, ticket: TicketRow, *, out_of_order: bool = False, remark: Json | None = None
) -> None:
    state = next_state(work, ticket, Move.CALL)
    seq = work.record(TicketCalled(**place_of(ticket, page), calls=1, out_of_order=out_of_order, remark=remark))
    keep(
        work,
        ticket,
        state,
        seq,
        window_id=page.id,
        calls=1,
        called_at=work.now,
        last_called_at=work.now,
    )
    leave_line(work, [ticket.id])
