"""Who walks with a visitor that asked for help (陪同)."""

from hall.db import Work
from hall.errors import AccompaniedAlready, TicketWrongState
from hall.events import TicketAccompanied
from hall.staff.queries import person_of
from hall.text import Text
from hall.ticketing.changes import note_seq
from hall.ticketing.queries import TicketRow, ticket_row
from hall.ticketing.states import LIVE


def accompany(work: Work, ticket_id: str) -> None:
    """Note that whoever asks walks with the ticket's holder; AccompaniedAlready names somebody else who does.

    Saying it twice changes nothing. Raises TicketWrongState for a ticket that is over.
    """
    ticket = ticket_row(work.connection, ticket_id)
    if ticket.state not in LIVE:
        raise TicketWrongState(
            Text(f"{ticket.number}{ticket.state.is_now.zh}，不需要陪同。", f"{ticket.number} {ticket.state.is_now.en}.")
        )
    if ticket.accompanied_by == work.by.id:
        return
    if ticket.accompanied_by is not None:
        person = person_of(work.connection, ticket.accompanied_by)
        name = person.name if person else ""
        raise AccompaniedAlready(
            Text(f"{ticket.number}已由{name}陪同。", f"{name} accompanies {ticket.number} already."), extra={"by": name}
        )
    _note(work, ticket, accompanied=True)


def leave(work: Work, ticket_id: str) -> None:
    """Note that nobody walks with the ticket's holder any more; a colleague may say so too."""
    ticket = ticket_row(work.connection, ticket_id)
    if ticket.accompanied_by is not None:
        _note(work, ticket, accompanied=False)


def _note(work: Work, ticket: TicketRow, *, accompanied: bool) -> None:
    seq = work.record(TicketAccompanied(ticket=ticket.id, number=ticket.number, accompanied=accompanied))
    who, since = (work.by.id, work.now) if accompanied else (None, None)
    note_seq(work, ticket, seq, accompanied_by=who, accompanied_at=since)
