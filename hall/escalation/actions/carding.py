"""Yellow and red cards and joint meetings: raised by time alone, each once."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book
from hall.catalogue.terms import AlarmKind
from hall.db import Work
from hall.escalation.actions.telling import tell_of_card
from hall.escalation.clocks import Colour, Running, times
from hall.escalation.models import CARDS, ESCALATIONS
from hall.escalation.queries import EscalationRow, raised_colours, running_of
from hall.events import EscalationCardRaised
from hall.windows.actions.alarming import clear_alarm, raise_alarm
from hall.windows.alarms import Ground
from hall.windows.standing import standing_alarms


def cards_due(connection: Connection, hall_id: int, at: datetime) -> list[EscalationRow]:
    """The records of a hall with a card to be raised."""
    wanted = sa.select(ESCALATIONS).where(ESCALATIONS.c.hall_id == hall_id, ESCALATIONS.c.next_card_at <= at)
    return list(connection.execute(wanted.order_by(ESCALATIONS.c.next_card_at, ESCALATIONS.c.seq)))


def raise_cards(work: Work) -> int:
    """Raise every card of the hall whose time has come; how many."""
    book, count = hall_book(work.connection, work.hall_id), 0
    for row in cards_due(work.connection, work.hall_id, work.now):
        running = running_of(row)
        if running is not None:
            count += _raise(work, book, row, running)
    return count


def _raise(work: Work, book: HallBook, row: EscalationRow, running: Running) -> int:
    """The cards of one record; the table refuses one that this run of the clock has raised."""
    due = times(running, book.opening, book.escalations)
    raised = raised_colours(work.connection, row, running.clock, row.reopened)
    now_due = due.due_cards(raised, work.now)
    for colour in now_due:
        _raise_one(work, book, row, running, colour)
    later = due.next_card_at(raised | set(now_due))
    work.connection.execute(sa.update(ESCALATIONS).where(ESCALATIONS.c.id == row.id).values(next_card_at=later))
    return len(now_due)


def end_alarm(work: Work, row: EscalationRow) -> None:
    """The clock that ran so far has ended: managers are warned of its red card no longer."""
    if row.clock is None:
        return
    subject = _subject(row, row.clock)
    for alarm in standing_alarms(work.connection, work.hall_id):
        if alarm.key == (AlarmKind.RED_CARD, subject):
            clear_alarm(work, alarm, "over")


def _subject(row: EscalationRow, clock: str) -> str:
    """What tells the red card of this run of a clock from all others; it is shown to nobody as it is."""
    return f"{row.number}:{clock}:{row.reopened}"


def number_of(subject: str) -> str:
    """The record's number in what tells its red card from others."""
    return subject.split(":", maxsplit=1)[0]


def _raise_one(work: Work, book: HallBook, row: EscalationRow, running: Running, colour: Colour) -> None:
    seq = work.record(
        EscalationCardRaised(
            escalation=row.number,
            clock=running.clock.value,
            colour=colour.value,
            round=row.reopened,
            level=row.level,
            owner=row.owner,
        )
    )
    this = {"escalation_id": row.id, "round": row.reopened, "clock": running.clock.value, "colour": colour.value}
    work.connection.execute(sa.insert(CARDS).values(**this, at=work.now, seq=seq))
    tell_of_card(work, book, row, colour, seq)
    if colour is Colour.RED:
        raise_alarm(work, Ground(AlarmKind.RED_CARD, _subject(row, running.clock.value), True))
