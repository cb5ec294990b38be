"""Writing a ticket's next state: a conditional UPDATE whose rows are counted; a refusal says who was first."""

from typing import Any

import sqlalchemy as sa

from hall.db import Work
from hall.errors import TicketWrongState
from hall.journal.entries import entries_back
from hall.prepared import Prepared
from hall.staff.queries import person_of
from hall.text import Text
from hall.ticketing.models import TICKETS
from hall.ticketing.queries import TicketRow
from hall.ticketing.states import Move, TicketState, after


def next_state(work: Work, ticket: TicketRow, move: Move) -> TicketState:
    """The state `move` leads to; a refusal tells colleagues who changed the ticket last, and when."""
    try:
        return after(ticket.state, move, number=ticket.number)
    except TicketWrongState as error:
        who = last_hand(work, ticket)
        if who is not None:
            error.detail = Text(error.detail.zh + who.zh, error.detail.en + who.en)
        raise


def last_hand(work: Work, ticket: TicketRow) -> Text | None:
    """A sentence that names who did the last thing to a ticket; nothing when no member of staff did, or none asks."""
    if work.by.kind != "user":  # names of staff are for colleagues, not for visitors and what stands in the hall
        return None
    last = next(entries_back(work.connection, work.hall_id, ticket.seq, ticket=ticket.id), None)
    if last is None or last.user is None:
        return None
    person = person_of(work.connection, last.user)
    name = person.name if person else ""
    window = last.data.get("window_number")
    at = f"{(work.now - last.at).total_seconds():.0f}"
    place = Text(f"{window}号窗口 ", f" at window {window}") if window else Text("", "")
    return Text(f"（{place.zh}{name} {at}秒前操作）", f" ({name}{place.en} acted {at} s ago.)")


_KEEP = Prepared(
    sa.update(TICKETS).where(TICKETS.c.id == sa.bindparam("this"), TICKETS.c.state == sa.bindparam("before"))
)


def keep(work: Work, ticket: TicketRow, state: TicketState, seq: int, **values: Any) -> None:
    """Write a ticket's new state and columns, provided it still is as `ticket` was read."""
    known = {"this": ticket.id, "before": ticket.state}
    if _KEEP.write(work.connection, {"state": state, "seq": seq, **values, **known}) != 1:
        raise TicketWrongState


def note_seq(work: Work, ticket: TicketRow, seq: int, **values: Any) -> None:
    """Write columns of a ticket whose state stays."""
    keep(work, ticket, ticket.state, seq, **values)
