"""Making forecasts: at most one a second a hall, when something changed there or time has passed; never for readers.

Of several processes one makes them, the holder of the lease; the others take what it lays on the shelf. The work
is done by a child process (`child.py`), which is started once somebody waits. While it cannot be asked, halls have no
forecast: nobody is told a wait that nobody knows.
"""

import logging
from collections.abc import Callable
from threading import Event, Thread
from time import monotonic

from hall.children import Child, ChildFailed
from hall.db import Database
from hall.events import Json
from hall.journal.chain import Entry
from hall.leases import Leases
from hall.ticketing.prediction.forecasts import keep_forecast
from hall.ticketing.prediction.picture import Picture, picture_of
from hall.ticketing.prediction.shelf import Shelf
from hall.ticketing.prediction.values import Band, Forecast, HallNow

CHILD = "hall.ticketing.prediction.child"
FORECASTS_LEASE = "forecasts"
EVERY_SECONDS = 1.0
ANYWAY_AFTER_SECONDS = 15.0  # while people wait, every minute is one less
QUIET_AFTER_SECONDS = 45.0  # where nobody does: before the last forecast is too old to be told
AGAIN_AFTER_SECONDS = 15.0  # a child that failed is not started anew every second
SECONDS_A_FORECAST = 5.0

log = logging.getLogger(__name__)


class Keeper:
    """The forecasts of one process, made here or taken from the shelf. `changed` is told the hall whose one is new."""

    def __init__(
        self,
        database: Database,
        changed: Callable[[int], None],
        problem: Callable[[str, Exception], None],
        leases: Leases,
        shelf: Shelf,
        child: Child | None = None,
    ) -> None:
        self._database, self._changed, self._problem = database, changed, problem
        self._leases, self._shelf = leases, shelf
        leases.ask_for(FORECASTS_LEASE)
        self._child = child or Child(CHILD, seconds=SECONDS_A_FORECAST)
        self._halls: set[int] = set()
        self._dirty: set[int] = set()
        self._anyway: dict[int, float] = {}
        self._made_at: dict[int, float] = {}
        self._failing = False
        self._rest_until = 0.0
        self._wake, self._stopped = Event(), Event()
        self._thread: Thread | None = None

    def start(self, halls: list[int]) -> None:
        """Begin with a forecast of each of these halls."""
        self._halls.update(halls)
        self._dirty.update(halls)
        self._thread = Thread(target=self._run, name="forecasts", daemon=True)
        self._thread.start()
        self._wake.set()

    def stop(self) -> None:
        self._stopped.set()
        self._wake.set()
        self._child.stop()
        if self._thread is not None:
            self._thread.join()

    def hear(self, entries: list[Entry]) -> None:
        """Something happened in a hall; the journal's tail calls this."""
        self._halls.add(entries[0].hall_id)
        self._dirty.add(entries[0].hall_id)
        self._wake.set()

    def step(self, hall_id: int) -> None:
        """Forecast a hall now."""
        self._made_at[hall_id] = monotonic()
        with self._database.reading(gives_way=True) as connection:
            picture = picture_of(connection, hall_id)
        self._anyway[hall_id] = ANYWAY_AFTER_SECONDS if picture.lively else QUIET_AFTER_SECONDS
        forecast = self._forecast(picture)
        self._keep(hall_id, forecast)
        self._shelf.put(hall_id, forecast)

    def take(self) -> None:
        """Keep what another process has made since."""
        for hall_id, forecast in self._shelf.news().items():
            self._keep(hall_id, forecast)

    def _keep(self, hall_id: int, forecast: Forecast | None) -> None:
        keep_forecast(self._database.engine, hall_id, forecast)
        self._changed(hall_id)

    def _forecast(self, picture: Picture) -> Forecast | None:
        if not picture.lively:
            return picture.forecast(nobody_there(picture.hall))
        if monotonic() < self._rest_until:
            return None
        try:
            told = self._child.ask(picture.hall.as_json()).told
        except ChildFailed as problem:
            self._rest_until = monotonic() + AGAIN_AFTER_SECONDS
            if not self._failing and not self._stopped.is_set():
                log.warning("waits are not known and not shown, tried again soon: %s", problem)
            self._failing = True
            return None
        if self._failing:
            log.warning("waits are known again")
        self._failing = False
        return picture.forecast(told)

    def _run(self) -> None:
        while not self._stopped.is_set():
            if not self._leases.holds(FORECASTS_LEASE):
                self._dirty.update(self._halls)  # should the lease come here
                self._guarded("forecasts could not be taken", self.take)
                self._stopped.wait(EVERY_SECONDS)
                continue
            self._wake.wait(self._nap())
            self._wake.clear()
            anyway = {hall for hall, every in self._anyway.items() if self._due_in(hall, every) <= 0}
            for hall_id in [hall for hall in self._dirty | anyway if self._due_in(hall, EVERY_SECONDS) <= 0]:
                self._dirty.discard(hall_id)
                self._guarded("a forecast could not be made", self.step, hall_id)

    def _guarded(self, trouble: str, work: Callable[..., None], *given: int) -> None:
        try:
            work(*given)
        except Exception as error:  # noqa: BLE001 (the database is away, or worse: the next change tries again)
            self._problem(trouble, error)

    def _nap(self) -> float:
        """Seconds until something may be due."""
        naps = [self._due_in(hall, EVERY_SECONDS) for hall in self._dirty]
        return min([*naps, *(self._due_in(hall, every) for hall, every in self._anyway.items())], default=60.0)

    def _due_in(self, hall_id: int, every: float) -> float:
        return max(0.0, self._made_at.get(hall_id, -every) + every - monotonic())


def nobody_there(hall: HallNow) -> Json:
    """The bands of a hall in which nobody waits and nobody is at a window, as the child would tell them."""
    found = []
    for services in hall.newcomers:
        opens = [each.opens_in for each in hall.windows if not services or each.services.intersection(services)]
        soonest = min(opens, default=None)
        found.append(Band(int(soonest), round(soonest), int(soonest) + 1) if soonest is not None else None)
    first = min((band for band in found[: len(hall.weights)] if band is not None), default=None)
    return {"line": [], "newcomers": [found] * len(hall.credits), "typical": first}
