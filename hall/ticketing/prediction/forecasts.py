"""The last forecast of each hall of a process, for whoever tells people how long: made elsewhere, only taken here."""

from collections.abc import Mapping, Sequence
from weakref import WeakKeyDictionary

from sqlalchemy.engine import Connection, Engine

from hall.catalogue.answers import WaitAnswer
from hall.clock import now
from hall.ticketing.prediction.values import ANY_WINDOW, Band, Forecast
from hall.ticketing.queries import ErrandRow, TicketRow
from hall.ticketing.waiting import Waiter

# By database, as the catalogue's books are: each process, and each test, has its own.
_kept: WeakKeyDictionary[Engine, dict[int, Forecast]] = WeakKeyDictionary()


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


def wait_of_ticket(connection: Connection, ticket: TicketRow, errands: Sequence[ErrandRow]) -> WaitAnswer | None:
    """How long a waiting ticket may wait until its next call."""
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
    return wait_of_waiter(forecast_of(connection, ticket.hall_id), waiter)


def wait_of_waiter(forecast: Forecast | None, waiter: Waiter) -> WaitAnswer | None:
    """How long somebody in the line may wait."""
    if forecast is None or (waiter.bound is not None and waiter.id not in forecast.tickets):
        return None
    wanted = [ANY_WINDOW] if waiter.any_window else waiter.services
    credit = (waiter.issued_at - waiter.key.effective_since).total_seconds() / 60
    return wait_answer(forecast.of_ticket(waiter.id, wanted, waiter.issued_at, credit))


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
