"""Looking at halls and raising alarms: soon after something happened, and every few seconds for what time brings.

However many look, the hall's order lets one after the other decide, each on what the one before has written.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from time import monotonic

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book, halls_today
from hall.clock import hall_day, now
from hall.db import ORDERS, SYSTEM, Database
from hall.journal.chain import Entry
from hall.journal.entries import entries_after
from hall.notify.queries import silent_carriers
from hall.ticketing.line import waiting_line
from hall.ticketing.queries import TicketRow, errands_of, live_tickets
from hall.ticketing.states import AT_WINDOW, TicketState
from hall.windows.actions.alarming import carry_out
from hall.windows.alarms import Decision, decide
from hall.windows.moment import Moment, Serving, Silent
from hall.windows.queries import duties_in
from hall.windows.standing import cleared_since, standing_alarms

LOOK_EVERY_SECONDS = 5.0
AGAIN_AFTER_SECONDS = 1.0
REST = 50  # times what a look took
BATCH = 200  # entries read at a time
OWN = "alarm_"
"""The kinds of entries that alarms make themselves: no reason to look, and nothing that a window did."""

_CLOSED_ON = sa.select(ORDERS.c.seq, ORDERS.c.closed_on).where(ORDERS.c.hall_id == sa.bindparam("hall_id"))


def next_look(took: float) -> float:
    """Seconds until a hall where something happened is looked at again: thousands who wait are not every second."""
    return min(LOOK_EVERY_SECONDS, max(AGAIN_AFTER_SECONDS, REST * took))


@dataclass
class Deeds:
    """What the journal tells of one hall's day up to `seq`: when each window last did something, and each ticket."""

    day: date
    seq: int = 0
    windows: dict[str, datetime] = field(default_factory=dict)
    tickets: dict[str, datetime] = field(default_factory=dict)

    def hear(self, entry: Entry) -> None:
        self.seq = entry.seq
        if entry.kind.startswith(OWN):
            return
        if entry.window is not None:
            self.windows[entry.window] = entry.at
        if entry.ticket is not None:
            self.tickets[entry.ticket] = entry.at


class AlarmWatch:
    """One look-out over all halls of a database; used by one thread at a time, `hear` by any."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._deeds: dict[int, Deeds] = {}
        self._changed: set[int] = set()
        self._looked_at: dict[int, float] = {}
        self._took: dict[int, float] = {}

    def hear(self, entries: list[Entry]) -> None:
        """Something was committed in a hall."""
        if not all(entry.kind.startswith(OWN) for entry in entries):
            self._changed.add(entries[0].hall_id)

    def look(self) -> None:
        """Look at the halls where something happened, and at all others every few seconds."""
        with self._database.reading() as connection:
            hall_ids = list(halls_today(connection, now()))
        for hall_id in hall_ids:
            wait = next_look(self._took.get(hall_id, 0.0)) if hall_id in self._changed else LOOK_EVERY_SECONDS
            if monotonic() >= self._looked_at.get(hall_id, 0.0) + wait:
                self._changed.discard(hall_id)
                self._looked_at[hall_id] = monotonic()
                self.look_at(hall_id)
                self._took[hall_id] = monotonic() - self._looked_at[hall_id]

    def look_at(self, hall_id: int) -> None:
        """Raise and clear what is due in one hall; where nothing is, it is only read."""
        with self._database.reading(gives_way=True) as connection:
            if not self._decision(connection, hall_id, now()):
                return
        with self._database.work(hall_id, SYSTEM) as work:
            carry_out(work, self._decision(work.connection, hall_id, work.now))

    def _decision(self, connection: Connection, hall_id: int, at: datetime) -> Decision:
        moment, staffed = self._moment(connection, hall_id, at)
        resting = cleared_since(connection, hall_id, at - moment.book.alarms.rest)
        return decide(moment, standing_alarms(connection, hall_id), resting, staffed)

    def _moment(self, connection: Connection, hall_id: int, at: datetime) -> tuple[Moment, set[str]]:
        """The hall now, and the ids of its windows with somebody on duty."""
        book, order = hall_book(connection, hall_id), connection.execute(_CLOSED_ON, {"hall_id": hall_id}).one()
        today = hall_day(book.zone, at)
        tickets, duties = live_tickets(connection, hall_id), duties_in(connection, hall_id)
        at_windows = {each.window_id: each for each in tickets if each.state in AT_WINDOW and each.window_id}
        deeds = self._deeds_of(connection, book, today, order.seq)
        free = {
            window_id: max(duty.started_at, deeds.windows.get(window_id, duty.started_at))
            for window_id, duty in duties.items()
            if window_id not in at_windows and window_id in book.windows and book.windows[window_id].open
        }
        moment = Moment(
            book=book,
            at=at,
            closed=order.closed_on == today,
            line=waiting_line(connection, hall_id, tickets),
            serving=_serving(connection, book, at_windows.values()),
            free=free,
            stirred=deeds.tickets,
            silent=_silent(connection, hall_id),
        )
        return moment, set(duties)

    def _deeds_of(self, connection: Connection, book: HallBook, today: date, upto: int) -> Deeds:
        deeds = self._deeds.get(book.hall_id)
        if deeds is None or deeds.day != today or deeds.seq > upto:  # a new day, or an older database was put back
            deeds = self._deeds[book.hall_id] = Deeds(today)
        since = datetime.combine(today, time(), book.zone)
        while deeds.seq < upto:
            entries = entries_after(connection, book.hall_id, deeds.seq, limit=BATCH, until=upto, since=since)
            for entry in entries:
                deeds.hear(entry)
            if len(entries) < BATCH:
                deeds.seq = upto
        return deeds


def _silent(connection: Connection, hall_id: int) -> list[Silent]:
    return [Silent(*found) for found in silent_carriers(connection, hall_id)]


def _serving(connection: Connection, book: HallBook, tickets: Iterable[TicketRow]) -> list[Serving]:
    """Tickets being served now, with the services of their errands that their windows can do."""
    serving = [ticket for ticket in tickets if ticket.state is TicketState.SERVING]
    errands = errands_of(connection, [ticket.id for ticket in serving])
    found = []
    for ticket in serving:
        page = book.windows.get(ticket.window_id or "")
        pending = tuple(errand.service for errand in errands[ticket.id] if errand.pending)
        if page is not None and ticket.started_at is not None and pending:
            mine = tuple(code for code in pending if code in page.services) or pending
            found.append(Serving(page, ticket.id, ticket.number, ticket.started_at, mine))
    return found
