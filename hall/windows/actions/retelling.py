"""What was not told the first time (一次性告知不到位): on record, and the manager's to know."""

from collections.abc import Collection

from hall.catalogue.book import WindowPage
from hall.catalogue.terms import AlarmKind
from hall.db import Work
from hall.events import TicketToldAgain
from hall.ticketing.notes import ToldAgain
from hall.ticketing.queries import TicketRow
from hall.windows.actions.alarming import clear_alarm, raise_alarm
from hall.windows.alarms import Ground
from hall.windows.standing import standing_alarms


def tell_again(work: Work, page: WindowPage, ticket: TicketRow, service: str, again: ToldAgain) -> None:
    """Materials were missing on a later visit too; a manager is warned of those that nobody had told before."""
    work.record(
        TicketToldAgain(
            ticket=ticket.id,
            window=page.id,
            number=ticket.number,
            window_number=page.number,
            zone=page.zone,
            service=service,
            first=again.first.ticket.id,
            first_by=again.first.note.by,
            untold=again.untold,
        )
    )
    if again.untold:
        figures = {"number": ticket.number, "untold": again.untold, "first": again.first.ticket.number}
        raise_alarm(work, Ground(AlarmKind.TOLD_AGAIN, again.note, True, service, page, figures))


def take_back(work: Work, notes: Collection[str]) -> None:
    """These notes were withdrawn: nobody is warned of them any more."""
    for alarm in standing_alarms(work.connection, work.hall_id):
        if alarm.kind is AlarmKind.TOLD_AGAIN and alarm.subject in notes:
            clear_alarm(work, alarm, "over")
