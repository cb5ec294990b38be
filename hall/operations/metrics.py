"""What a process counts while it works, for `/metrics`: requests, tickets, calls, waits, transactions, duties.

Only what this process did itself is counted, so that the sums over all workers are the installation's. No label names
a hall, a person or a ticket: how one hall fares is told by its board and its statistics.
"""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from importlib.metadata import version
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, ProcessCollector

from hall.clock import now
from hall.db import Work
from hall.edge.watch import Answered
from hall.events.tickets import TicketCalled, TicketIssued, TicketRecalled
from hall.notify.sending import Outcome

REQUEST_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
LOCK_BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
MESSAGE_BUCKETS = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0)
WAIT_BUCKETS = tuple(60.0 * minutes for minutes in (1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180))
KEPT_CALLS = 10_000
"""Calls whose waits are not looked up yet: a scrape takes them; without one the oldest are forgotten."""


class Metrics:
    """The counts of one process; `registry` holds them, and whatever is looked at only when somebody asks."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.new_calls: deque[tuple[str, datetime]] = deque(maxlen=KEPT_CALLS)
        """Public ids of tickets that were called, and when."""
        self._requests = self._counter("hall_http_requests", "Requests answered.", "door", "method", "status")
        self._seconds = self._histogram(
            "hall_http_request_seconds", "Time to answer.", REQUEST_BUCKETS, "door", "method"
        )
        # Found once each: there are as many as doors, methods and codes.
        self._of_door = cache(
            lambda door, method, status: (
                self._requests.labels(door, method, str(status)),
                self._seconds.labels(door, method),
            )
        )
        self._replays = self._counter("hall_idempotent_replays", "Requests given their first answer again.")
        self._issued = self._counter("hall_tickets_issued", "Tickets issued or entered.", "channel")
        self._calls = self._counter("hall_calls", "Calls to a window.", "kind")
        # Filled when somebody asks, and so shown by who fills it.
        self.waits = Histogram(
            "hall_ticket_wait_seconds", "From issue to first call.", buckets=WAIT_BUCKETS, registry=None
        )
        self._order = self._histogram("hall_order_wait_seconds", "Until a hall's order was taken.", LOCK_BUCKETS)
        self._held = self._histogram("hall_transaction_seconds", "From the order to the commit.", LOCK_BUCKETS)
        self._messages = self._counter("hall_messages", "Messages tried or given up.", "outcome")
        self._message_seconds = self._histogram("hall_message_seconds", "Until a carrier took it.", MESSAGE_BUCKETS)
        self._last_run = Gauge(
            "hall_duty_last_run_timestamp_seconds", "When a duty was last done.", ["duty"], registry=self.registry
        )
        self._duty_seconds = Gauge("hall_duty_seconds", "How long it took then.", ["duty"], registry=self.registry)
        self._failures = self._counter("hall_duty_failures", "Duties that failed.", "duty")
        Info("hall_build", "Which version runs.", registry=self.registry).info({"version": version("hall")})
        ProcessCollector(registry=self.registry)

    def answered(self, one: Answered) -> None:
        count, seconds = self._of_door(one.door, one.method, one.status)
        count.inc()
        seconds.observe(one.seconds)
        if one.replayed:
            self._replays.inc()

    def timed(self, waited: float, held: float) -> None:
        """A transaction is over: seconds until it had its order, and from then to its end."""
        self._order.observe(waited)
        self._held.observe(held)

    def committed(self, work: Work) -> None:
        """Count what happened in a hall."""
        for _seq, event in work.recorded:
            if isinstance(event, TicketIssued):
                self._issued.labels(event.channel).inc()
            elif isinstance(event, TicketCalled):
                self._calls.labels("out_of_order" if event.out_of_order else "next").inc()
                self.new_calls.append((str(event.ticket), work.now))
            elif isinstance(event, TicketRecalled):
                self._calls.labels("recall").inc()

    def message(self, outcome: Outcome, after: timedelta) -> None:
        """A message was tried, or given up, so long after it was put into the outbox."""
        self._messages.labels(outcome.value).inc()
        if outcome is Outcome.TAKEN:
            self._message_seconds.observe(max(0.0, after.total_seconds()))

    def duty(self, name: str, work: Callable[[], object]) -> Callable[[], object]:
        """The work of a duty, measured."""

        def measured() -> object:
            began = perf_counter()
            try:
                done = work()
            except Exception:
                self._failures.labels(name).inc()
                raise
            self._last_run.labels(name).set(now().timestamp())
            self._duty_seconds.labels(name).set(perf_counter() - began)
            return done

        return measured

    def _counter(self, name: str, what: str, *labels: str) -> Counter:
        return Counter(name, what, labels, registry=self.registry)

    def _histogram(self, name: str, what: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        return Histogram(name, what, labels, buckets=buckets, registry=self.registry)
