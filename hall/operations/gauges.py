"""What `/metrics` looks at when somebody asks: how far behind, how full, how old. Five small queries at most."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

import sqlalchemy as sa
from flask_socketio import SocketIO
from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.engine import Connection
from sqlalchemy.pool import QueuePool

from hall.catalogue.models import WINDOWS
from hall.clock import now
from hall.db import Database
from hall.display.models import MARKS
from hall.edge.watch import note_written
from hall.errors import HallError
from hall.journal.entries import heads
from hall.journal.models import ENTRIES
from hall.notify.models import CARRIERS, OUTBOX, WAITING
from hall.operations.metrics import Metrics
from hall.ticketing.models import AT_WINDOW_SQL, TICKETS
from hall.ticketing.prediction.forecasts import oldest_forecast

LOOKED_UP_AT_ONCE = 500
HALLS_BEHIND = 50

_OWN_MARK = sa.and_(MARKS.c.hall_id == TICKETS.c.hall_id, MARKS.c.zone.in_([WINDOWS.c.zone, ""]))
_SPOKEN = sa.select(sa.func.max(MARKS.c.seq)).where(_OWN_MARK).correlate(TICKETS, WINDOWS).scalar_subquery()
# A zone that no screen ever spoke for has no mark, and no backlog either.
_UNSAID = (
    sa.select(sa.func.count())
    .select_from(TICKETS.join(WINDOWS, WINDOWS.c.id == TICKETS.c.window_id))
    .where(sa.text("tickets." + AT_WINDOW_SQL), TICKETS.c.state == "called", TICKETS.c.seq > _SPOKEN)
)
_MESSAGES = sa.select(sa.func.count()).select_from(OUTBOX).where(WAITING)
_FAILING = sa.select(sa.func.count()).select_from(CARRIERS).where(CARRIERS.c.failing_since.is_not(None))


@dataclass(frozen=True)
class Looked:
    """What is looked at: `cursors` are the journal numbers told so far by hall, `sockets` those open by namespace.

    `broker` is whether hints pass between processes; None where there is nobody to pass them to.
    """

    database: Database
    cursors: Callable[[], Mapping[int, int]]
    sockets: Callable[[], Mapping[str, int]]
    broker: Callable[[], bool | None]


def measure(
    metrics: Metrics,
    database: Database,
    socketio: SocketIO,
    cursors: Callable[[], Mapping[int, int]],
    broker: Callable[[], bool | None],
) -> None:
    """Let the metrics hear of everything that is counted, and see what is looked at."""

    def sockets() -> dict[str, int]:
        manager: Any = socketio.server.manager  # type: ignore[attr-defined]  # the stubs lack `server`
        return {name: sum(1 for _ in manager.get_participants(name, None)) for name in manager.get_namespaces()}

    database.committed += [metrics.committed, note_written]
    database.timed.append(metrics.timed)
    metrics.registry.register(Gauges(Looked(database, cursors, sockets, broker), metrics))


class Gauges(Collector):
    """The present state of one process, in the order of `docs/monitoring.md`."""

    def __init__(self, looked: Looked, metrics: Metrics) -> None:
        self._looked, self._metrics = looked, metrics

    def describe(self) -> Iterable[Metric]:
        """Nothing is asked of the database when this is registered."""
        return []

    def collect(self) -> Iterator[Metric]:
        yield _by("hall_sockets", "Open sockets.", "namespace", self._looked.sockets())
        yield _by("hall_database_connections", "Connections of the pool.", "state", self._pool())
        broker = self._looked.broker()
        if broker is not None:
            yield GaugeMetricFamily("hall_broker_up", "Whether hints pass between processes.", value=broker)
        forecast = oldest_forecast(self._looked.database.engine, now())
        if forecast is not None:
            yield GaugeMetricFamily("hall_forecast_age_seconds", "Of the oldest hall's forecast.", value=forecast)
        try:
            with self._looked.database.reading() as connection:
                asked = list(self._asked(connection))
        except HallError:
            asked = [GaugeMetricFamily("hall_database_up", "Whether the database answered.", value=0)]
        yield from asked

    def _asked(self, connection: Connection) -> Iterator[Metric]:
        entries, seconds = _behind(connection, self._looked.cursors(), now())
        yield GaugeMetricFamily("hall_journal_lag_entries", "Committed and not yet told here.", value=entries)
        yield GaugeMetricFamily("hall_journal_lag_seconds", "Age of the oldest of them.", value=seconds)
        unsaid = connection.execute(_UNSAID).scalar_one()
        yield GaugeMetricFamily("hall_voice_backlog_calls", "Calls that no voice has said yet.", value=unsaid)
        waiting = connection.execute(_MESSAGES).scalar_one()
        yield GaugeMetricFamily("hall_messages_waiting", "Messages that no carrier has taken yet.", value=waiting)
        failing = connection.execute(_FAILING).scalar_one()
        yield GaugeMetricFamily("hall_carriers_failing", "Carriers that did not take the last message.", value=failing)
        self._note_waits(connection)
        yield from self._metrics.waits.collect()
        yield GaugeMetricFamily("hall_database_up", "Whether the database answered.", value=1)

    def _note_waits(self, connection: Connection) -> None:
        """Look up how long those who were called for the first time had waited."""
        calls = self._metrics.new_calls
        batch = [calls.popleft() for _ in range(min(len(calls), LOOKED_UP_AT_ONCE))]
        if not batch:
            return
        called = sa.select(TICKETS.c.id, TICKETS.c.issued_at, sa.func.min(ENTRIES.c.at).label("first"))
        called = called.join(ENTRIES, sa.and_(ENTRIES.c.ticket == TICKETS.c.id, ENTRIES.c.kind == "ticket_called"))
        called = called.where(TICKETS.c.id.in_({ticket for ticket, _at in batch}))
        firsts = {row.id: row for row in connection.execute(called.group_by(TICKETS.c.id, TICKETS.c.issued_at))}
        for ticket, at in batch:
            if ticket in firsts and firsts[ticket].first == at:
                self._metrics.waits.observe(max(0.0, (at - firsts[ticket].issued_at).total_seconds()))

    def _pool(self) -> dict[str, int]:
        pool = self._looked.database.engine.pool
        if not isinstance(pool, QueuePool):
            return {}
        return {"in_use": pool.checkedout(), "idle": pool.checkedin()}


def _behind(connection: Connection, told: Mapping[int, int], at: datetime) -> tuple[int, float]:
    """Entries that are committed and not told, and the seconds since the oldest of them."""
    behind = {hall: (told.get(hall, 0), seq) for hall, seq in heads(connection).items() if seq > told.get(hall, 0)}
    if not behind:
        return 0, 0.0
    firsts = [
        sa.and_(ENTRIES.c.hall_id == hall, ENTRIES.c.seq == cursor + 1)
        for hall, (cursor, _head) in islice(behind.items(), HALLS_BEHIND)
    ]
    oldest = connection.execute(sa.select(sa.func.min(ENTRIES.c.at)).where(sa.or_(*firsts))).scalar()
    age = max(0.0, (at - oldest).total_seconds()) if oldest is not None else 0.0
    return sum(head - cursor for cursor, head in behind.values()), age


def _by(name: str, what: str, label: str, values: Mapping[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, what, labels=[label])
    for value, count in sorted(values.items()):
        family.add_metric([value], count)
    return family
