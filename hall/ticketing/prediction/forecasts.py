"""The last forecast of each hall of a process, for whoever tells people how long: made elsewhere, only taken here."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from weakref import WeakKeyDictionary

from sqlalchemy.engine import Connection, Engine

from hall.catalogue.answers import WaitAnswer
from hall.catalogue.book import HallBook, WindowPage
from hall.clock import now
from hall.ticketing.line import waiting_ahead, waiting_line
from hall.ticketing.prediction.values import ANY_WINDOW, Band, Forecast
from hall.ticketing.queries import ErrandRow, TicketRow, live_tickets
from hall.ticketing.reach import Reach, reach_of
from hall.ticketing.states import TicketState
from hall.ticketing.waiting import Waiter, places

# By database, as the catalogue's books are: each process, and each test, has its own.
_kept: WeakKeyDictionary[Engine, dict[int, Forecast]] = WeakKeyDictionary()


Ahead = tuple[int, WaitAnswer | None]
"""How many are ahead of a ticket, and how long it may wait."""
NOT_WAITING: Ahead = (0, None)


def keep_forecast(engine: Engine, hall_id: int, forecast: Forecast | None) -> None:
    """From now on this is the hall's forecast; None: nobody knows."""
    halls = _kept.setdefault(engine, {})
    if forecast is None:
        halls.pop(hall_id, None)
    else:
        halls[hall_id] = forecast


def forecast_of(connection: Connection, hall_id: int) -> Forecast | None:
    """The hall's forecast, unless there is none or it is old."""
    found = _kept.get(connection.engine, {}).get(hall_id)
    return found if found is not None and found.fresh(now()) else None


def oldest_forecast(engine: Engine, at: datetime) -> float | None:
    """Seconds since the oldest of the forecasts that are kept was made; None where none is."""
    return max(((at - found.at).total_seconds() for found in _kept.get(engine, {}).values()), default=None)


def ahead_and_wait(connection: Connection, ticket: TicketRow, errands: Sequence[ErrandRow], reach: Reach) -> Ahead:
    """How many are ahead of a waiting ticket, and how long it may wait; `reach`: the windows that could call it."""
    forecast = forecast_of(connection, ticket.hall_id)
    ahead = waiting_ahead(
        connection,
        ticket.hall_id,
        ticket.key,
        reach.services,
        reach.windows,
        all_=ticket.needs_help,
        after=forecast.places if forecast is not None else -1,
    )
    return ahead.people, _wait_of_ticket(forecast, ticket, errands, ahead.since) if forecast is not None else None


def aheads_and_waits(
    connection: Connection,
    book: HallBook,
    tickets: Sequence[TicketRow],
    errands: Mapping[str, Sequence[ErrandRow]],
) -> dict[str, Ahead]:
    """The same for all of these tickets of one hall that wait, by ticket: of several from one look at the line."""
    waiting = [ticket for ticket in tickets if ticket.state is TicketState.WAITING]
    if len(waiting) < 2:
        return {
            ticket.id: ahead_and_wait(
                connection, ticket, errands[ticket.id], reach_of(book, ticket, errands[ticket.id])
            )
            for ticket in waiting
        }
    line = waiting_line(connection, book.hall_id, live_tickets(connection, book.hall_id))
    pages = book.windows.values()
    ahead, waits = places(line, pages), waits_of_line(forecast_of(connection, book.hall_id), line, pages)
    return {ticket.id: (ahead[ticket.id], waits[ticket.id]) for ticket in waiting}


def _wait_of_ticket(
    forecast: Forecast, ticket: TicketRow, errands: Sequence[ErrandRow], came: int
) -> WaitAnswer | None:
    """`came`: how many were issued since the forecast and are ahead."""
    pending = [errand.service for errand in errands if errand.pending]
    waiter = Waiter(
        id=ticket.id,
        number=ticket.number,
        key=ticket.key,
        services=tuple(pending[:1] if ticket.in_order else pending),
        any_window=ticket.needs_help,
        bound=ticket.bound_window_id,
        issued_at=ticket.issued_at,
    )
    return _wait_of(forecast, waiter, came)


def waits_of_line(
    forecast: Forecast | None, line: Sequence[Waiter], windows: Iterable[WindowPage]
) -> dict[str, WaitAnswer | None]:
    """How long everybody in the line may wait, by ticket."""
    if forecast is None:
        return {waiter.id: None for waiter in line}
    came = places([waiter for waiter in line if waiter.key.place > forecast.places], windows)
    return {waiter.id: _wait_of(forecast, waiter, came.get(waiter.id, 0)) for waiter in line}


def _wait_of(forecast: Forecast, waiter: Waiter, came: int) -> WaitAnswer | None:
    """`came`: how many were issued since the forecast and are ahead."""
    if waiter.bound is not None and waiter.id not in forecast.tickets:
        return None
    wanted = [ANY_WINDOW] if waiter.any_window else waiter.services
    credit = (waiter.issued_at - waiter.key.effective_since).total_seconds() / 60
    return wait_answer(forecast.of_ticket(waiter.id, wanted, waiter.issued_at, credit, came))


def wait_answer(band: Band | None) -> WaitAnswer | None:
    return WaitAnswer(p10_minutes=band.p10, p50_minutes=band.p50, p90_minutes=band.p90) if band is not None else None


class ForecastWaits:
    """What the catalogue's doors are told of waits, by the rooms above them: of somebody who would come now."""

    def in_hall(self, connection: Connection, hall_id: int) -> WaitAnswer | None:
        """For whatever most come for."""
        forecast = forecast_of(connection, hall_id)
        return wait_answer(forecast.typical) if forecast is not None else None

    def for_services(self, connection: Connection, hall_id: int) -> Mapping[str, WaitAnswer | None]:
        """By service; one that is missing has no window that calls."""
        forecast = forecast_of(connection, hall_id)
        return {code: wait_answer(band) for code, band in forecast.services.items()} if forecast is not None else {}

    def for_bundles(self, connection: Connection, hall_id: int) -> Mapping[str, WaitAnswer | None]:
        """By bundle, until its first service."""
        forecast = forecast_of(connection, hall_id)
        return {code: wait_answer(band) for code, band in forecast.bundles.items()} if forecast is not None else {}
