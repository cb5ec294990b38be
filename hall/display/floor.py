"""The hall's floor at one moment: windows with people and tickets, queues, who waits – read once, shown everywhere."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.answers import WaitAnswer
from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book
from hall.clock import hall_day, now
from hall.db import ORDERS
from hall.events import Json, instant_text
from hall.text import Text
from hall.ticketing.line import waiting_line
from hall.ticketing.prediction.forecasts import forecast_of, wait_answer, waits_of_line
from hall.ticketing.prediction.values import Forecast
from hall.ticketing.queries import TicketRow, live_tickets
from hall.ticketing.states import AT_WINDOW, TicketState
from hall.ticketing.waiting import Queue, Waiter, ahead_of_newcomers, places, queues
from hall.windows.queries import OnDuty, duties_in


@dataclass(frozen=True)
class Floor:
    """One hall at journal number `seq`. `busy`: tickets at windows, `held`: on hold, by window id.

    `closed`: a manager closed it for today. `forecast`: the last one there is.
    """

    book: HallBook
    seq: int
    at: datetime
    closed: bool
    line: list[Waiter]
    duties: dict[str, OnDuty]
    busy: dict[str, TicketRow]
    held: dict[str, list[TicketRow]]
    forecast: Forecast | None

    @cached_property
    def queues(self) -> list[Queue]:
        """The queues of every service that this hall does, in the catalogue's order."""
        offered = [code for code in self.book.services if self.book.offers(code)]
        return queues(self.line, self.book.windows.values(), offered)

    @cached_property
    def places(self) -> dict[str, int]:
        """How many are ahead of each waiting ticket, by id."""
        return places(self.line, self.book.windows.values())

    @cached_property
    def waits(self) -> dict[str, WaitAnswer | None]:
        """How long each waiting ticket may wait, by id."""
        return waits_of_line(self.forecast, self.line, self.book.windows.values())

    @cached_property
    def names(self) -> dict[str, Text]:
        return {code: page.name for code, page in self.book.services.items()}


_ORDER = sa.select(ORDERS.c.seq, ORDERS.c.closed_on).where(ORDERS.c.hall_id == sa.bindparam("hall_id"))


def read_floor(connection: Connection, hall_id: int) -> Floor:
    """The floor as it stands in this transaction: one query a table."""
    book = hall_book(connection, hall_id)
    tickets = live_tickets(connection, hall_id)
    busy = {ticket.window_id: ticket for ticket in tickets if ticket.state in AT_WINDOW and ticket.window_id}
    held: dict[str, list[TicketRow]] = {}
    for ticket in tickets:
        if ticket.state is TicketState.HELD and ticket.window_id:
            held.setdefault(ticket.window_id, []).append(ticket)
    order, at = connection.execute(_ORDER, {"hall_id": hall_id}).one(), now()
    return Floor(
        book=book,
        seq=order.seq,
        at=at,
        closed=order.closed_on == hall_day(book.zone, at),
        line=waiting_line(connection, hall_id, tickets),
        duties=duties_in(connection, hall_id),
        busy=busy,
        held=held,
        forecast=forecast_of(connection, hall_id),
    )


def day_start(book: HallBook, at: datetime) -> datetime:
    """The hall's last midnight."""
    return at.astimezone(book.zone).replace(hour=0, minute=0, second=0, microsecond=0)


def waiting_view(floor: Floor) -> Json:
    """Who waits, by service, for screens and kiosks: services with somebody waiting or a window open.

    `ahead` and `wait` are of somebody who would come now.
    """
    waits = floor.forecast.services if floor.forecast is not None else {}
    told = [queue for queue in floor.queues if queue.waiting or queue.open_windows]
    ahead = ahead_of_newcomers(floor.line, floor.book.windows.values(), [queue.service for queue in told])
    groups = [
        {
            "service": queue.service,
            "name": floor.names[queue.service].as_json(),
            "waiting": queue.waiting,
            "ahead": ahead[queue.service],
            "open_windows": len(queue.open_windows),
            "windows": list(queue.open_windows),
            "wait": _wait_json(wait_answer(waits.get(queue.service))),
        }
        for queue in told
    ]
    return {"total": len(floor.line), "groups": groups}


def _wait_json(wait: WaitAnswer | None) -> Json | None:
    return wait.model_dump() if wait is not None else None


def screen_windows(floor: Floor) -> list[Json]:
    """Every window as a screen shows it, with the number and state of its ticket."""
    shown = []
    for page in floor.book.windows.values():
        ticket = floor.busy.get(page.id)
        shown.append(page.as_json() | {"ticket": {"number": ticket.number, "state": ticket.state} if ticket else None})
    return shown


def shown_calls(floor: Floor) -> list[Json]:
    """Calls still shown, the newest first; announcements are added by whoever knows the voice."""
    latest = sorted(floor.busy.values(), key=lambda ticket: ticket.last_called_at or floor.at, reverse=True)
    calls = []
    for ticket in latest:
        page = floor.book.windows.get(ticket.window_id or "")
        if page is not None:
            calls.append(
                {
                    "number": ticket.number,
                    "window": page.number,
                    "zone": page.zone,
                    "state": ticket.state.value,
                    "called_at": instant_text(ticket.last_called_at or floor.at),
                    "calls": ticket.calls,
                    "seq": ticket.seq,
                }
            )
    return calls
