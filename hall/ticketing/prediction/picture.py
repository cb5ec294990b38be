"""Reading a hall as a forecast sees it, and reading a forecast's answer back into tickets and services."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zlib import crc32

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook, WindowPage
from hall.catalogue.queries import hall_book
from hall.catalogue.terms import WindowKind, WindowState
from hall.clock import hall_day, now
from hall.db import ORDERS
from hall.events import Json
from hall.ticketing.line import waiting_line
from hall.ticketing.models import ERRANDS, TICKETS
from hall.ticketing.prediction.burst import steps
from hall.ticketing.prediction.values import (
    ANY_WINDOW,
    Arrivals,
    AtWindow,
    Band,
    Forecast,
    HallNow,
    Waiting,
    WindowNow,
)
from hall.ticketing.queries import ErrandRow, TicketRow, errands_of, live_tickets
from hall.ticketing.states import AT_WINDOW
from hall.ticketing.waiting import Waiter

Taken = Sequence[sa.Row[*tuple[Any, ...]]]
"""Tickets with a credit: `id`, `issued_at`, `effective_since`, and one `service` a row."""

Wish = tuple[str | None, bool, tuple[str, ...]]
"""By what a window may call somebody: `bound`, `any_window`, `services`."""

MINUTE = timedelta(minutes=1)
LOOKED_BACK = timedelta(minutes=60)  # for how many come with a credit
LAST_TICKETS = 600  # of these; more in an hour than any hall gives
SHORTEST_LOOK = 15.0  # minutes: the first credited ticket of a morning says little about the hour

_RECENT = (
    sa.select(TICKETS.c.id, TICKETS.c.issued_at, TICKETS.c.effective_since, ERRANDS.c.service)
    .join(ERRANDS, ERRANDS.c.ticket_id == TICKETS.c.id)
    .where(
        TICKETS.c.hall_id == sa.bindparam("hall_id"),
        TICKETS.c.issue_order > sa.bindparam("after"),
        TICKETS.c.issued_at > sa.bindparam("since"),
        TICKETS.c.effective_since < TICKETS.c.issued_at,
    )
    .order_by(TICKETS.c.issue_order, ERRANDS.c.position)
)
_PLACES = sa.select(ORDERS.c.places).where(ORDERS.c.hall_id == sa.bindparam("hall_id"))
_LAST_ACTS = (
    sa.select(TICKETS.c.window_id, sa.func.max(TICKETS.c.finished_at), sa.func.max(TICKETS.c.last_called_at))
    .where(TICKETS.c.window_id.in_(sa.bindparam("windows", expanding=True)), TICKETS.c.day == sa.bindparam("day"))
    .group_by(TICKETS.c.window_id)
)


@dataclass(frozen=True)
class Picture:
    """A hall as read at `at`, with the names that its forecast knows as positions."""

    hall: HallNow
    at: datetime
    tickets: tuple[str, ...]
    services: tuple[str, ...]
    bundles: tuple[str, ...]
    places: int

    @property
    def lively(self) -> bool:
        """Whether anybody waits or is at a window: only then does the time that passes change anything."""
        return bool(self.hall.line) or any(window.busy is not None for window in self.hall.windows)

    def forecast(self, told: Json) -> Forecast:
        """What the child's answer says of these tickets and services."""
        names = (*self.services, *(("bundle", code) for code in self.bundles), ANY_WINDOW)
        bands = [_named(names, row) for row in told["newcomers"]]
        plain = bands[0] if bands else {}
        each_more = zip(names, steps(self.hall), strict=True)
        return Forecast(
            at=self.at,
            tickets={ticket: Band(*band) for ticket, band in zip(self.tickets, told["line"], strict=True) if band},
            newcomers={
                credit: {name: band for name, band in row.items() if isinstance(name, str)}
                for credit, row in zip(self.hall.credits, bands, strict=True)
            },
            bundles={code: plain["bundle", code] for code in self.bundles if ("bundle", code) in plain},
            typical=Band(*told["typical"]) if told["typical"] else None,
            steps={name: step for name, step in each_more if isinstance(name, str) and step is not None},
            places=self.places,
        )


def _named(names: Iterable[object], bands: Iterable[Sequence[int] | None]) -> dict[object, Band]:
    return {name: Band(*band) for name, band in zip(names, bands, strict=True) if band is not None}


def picture_of(connection: Connection, hall_id: int) -> Picture:
    """The hall as it stands in this transaction."""
    book, at = hall_book(connection, hall_id), now()
    places = connection.execute(_PLACES, {"hall_id": hall_id}).scalar_one()
    live = live_tickets(connection, hall_id)
    line = waiting_line(connection, hall_id, live)
    pages = [page for page in book.windows.values() if _calls(page, at)]
    view = _View(book, at, pages)
    busy = [ticket for ticket in live if ticket.state in AT_WINDOW]
    chains = {ticket.id for ticket in live if ticket.in_order}
    errands = errands_of(connection, [*(ticket.id for ticket in busy), *chains.intersection(w.id for w in line)])
    served = {ticket.window_id: view.at_window(ticket, errands[ticket.id]) for ticket in busy}
    idle = _idle(connection, view, line, [page for page in pages if page.id not in served])
    bundles = [page for page in book.bundles.values() if view.services.keys() >= set(page.services)]
    hall = HallNow(
        services=tuple((page.median_minutes, page.spread) for page in map(book.services.get, view.services) if page),
        windows=tuple(view.window(page, served.get(page.id), idle.get(page.id, 0.0)) for page in pages),
        line=tuple(view.waiting(waiter, errands.get(waiter.id) if waiter.id in chains else None) for waiter in line),
        arrivals=view.arrivals(_recent(connection, hall_id, places, at)),
        newcomers=(
            *((at,) for at in range(len(view.services))),
            *(view.positions(page.services[:1] if page.in_order else page.services) for page in bundles),
            (),
        ),
        credits=tuple(
            float(each) for each in sorted({0, book.rules.booking_credit_minutes, book.rules.green_credit_minutes})
        ),
        weights=tuple(page.share for page in map(book.services.get, view.services) if page),
        no_show_minutes=book.rules.no_show_seconds / 60,
    )
    names = tuple(view.services), tuple(page.code for page in bundles)
    return Picture(hall, at, tuple(waiter.id for waiter in line), *names, places)


def _calls(page: WindowPage, at: datetime) -> bool:
    """Whether a window calls, or is known to call again."""
    back = page.state is WindowState.PAUSED and page.paused_until is not None and page.paused_until > at
    return page.open or back


def _recent(connection: Connection, hall_id: int, places: int, at: datetime) -> Taken:
    """Who took a ticket with a credit within the last hour, a row for each service."""
    bounds = {"hall_id": hall_id, "after": places - LAST_TICKETS, "since": at - LOOKED_BACK}
    return connection.execute(_RECENT, bounds).all()


def _idle(
    connection: Connection, view: "_View", line: Sequence[Waiter], free: Sequence[WindowPage]
) -> dict[str, float]:
    """For how many minutes windows have called nobody though somebody waits for them; of those that called today."""
    waiting: dict[str, datetime] = {}
    first: dict[Wish, datetime] = {}
    for waiter in line:
        wish = waiter.bound, waiter.any_window, waiter.services
        first[wish] = min(first.get(wish, waiter.issued_at), waiter.issued_at)
    for page in free:
        since = [issued_at for wish, issued_at in first.items() if _could_call(page, wish)]
        if page.open and since:
            waiting[page.id] = min(since)
    if not waiting:
        return {}
    day = hall_day(view.book.zone, view.at)
    acts = connection.execute(_LAST_ACTS, {"windows": list(waiting), "day": day})
    last = {window: max(each for each in when if each is not None) for window, *when in acts if any(when)}
    return {window: view.ago(max(at, waiting[window])) for window, at in last.items()}


def _could_call(page: WindowPage, wish: Wish) -> bool:
    bound, any_window, services = wish
    if bound is not None:
        return bound == page.id
    return any_window or any(service in page.services for service in services)


class _View:
    """A hall's names as positions, and its instants as minutes from now."""

    def __init__(self, book: HallBook, at: datetime, pages: Sequence[WindowPage]) -> None:
        self.book, self.at = book, at
        self.services = {code: place for place, code in enumerate(book.services)}
        self._windows = {page.id: place for place, page in enumerate(pages)}
        self._away: dict[frozenset[str], tuple[float, float] | None] = {}

    def ago(self, then: datetime) -> float:
        return max(0.0, (self.at - then) / MINUTE)

    def positions(self, services: Iterable[str]) -> tuple[int, ...]:
        return tuple(self.services[service] for service in services)

    def at_window(self, ticket: TicketRow, errands: Sequence[ErrandRow]) -> AtWindow:
        return AtWindow(
            services=self.positions(errand.service for errand in errands if errand.pending),
            called=self.ago(ticket.called_at or self.at),
            started=self.ago(ticket.started_at) if ticket.state == "serving" and ticket.started_at else None,
            age=self.ago(ticket.effective_since),
            in_order=ticket.in_order,
            any_window=ticket.needs_help,
        )

    def window(self, page: WindowPage, busy: AtWindow | None, idle: float) -> WindowNow:
        opens = page.paused_until if page.state is WindowState.PAUSED else None
        return WindowNow(
            services=frozenset(self.positions(page.services)),
            assisted=page.kind is WindowKind.ASSISTED,
            opens_in=max(0.0, (opens - self.at) / MINUTE) if opens else 0.0,
            idle=idle,
            busy=busy if busy is not None and busy.services else None,
            away=self._away_of(page.sessions),
        )

    def waiting(self, waiter: Waiter, chain: Sequence[ErrandRow] | None) -> Waiting:
        services = [errand.service for errand in chain if errand.pending] if chain is not None else waiter.services
        return Waiting(
            draw=crc32(waiter.id.encode()),
            age=(self.at - waiter.key.effective_since) / MINUTE,
            services=self.positions(services),
            in_order=chain is not None,
            any_window=waiter.any_window,
            bound=self._windows.get(waiter.bound, -1) if waiter.bound is not None else None,
        )

    def arrivals(self, recent: Taken) -> tuple[Arrivals, ...]:
        """How many come a minute with a credit, by what for: as many as in the hour behind."""
        services: dict[str, list[str]] = {}
        ahead: dict[str, int] = {}
        for row in recent:
            services.setdefault(row.id, []).append(row.service)
            ahead[row.id] = round((row.issued_at - row.effective_since) / MINUTE)
        kinds = Counter((tuple(wanted), ahead[ticket]) for ticket, wanted in services.items() if ahead[ticket] > 0)
        today = self.book.opening.issuing_on(hall_day(self.book.zone, self.at))
        begun = max(today[0], self.at - LOOKED_BACK) if today else self.at - LOOKED_BACK
        minutes = max(SHORTEST_LOOK, self.ago(begun))
        return tuple(
            Arrivals(self.positions(wanted), float(credit), count / minutes)
            for (wanted, credit), count in kinds.items()
        )

    def _away_of(self, sessions: frozenset[str]) -> tuple[float, float] | None:
        """The next break of windows with these sessions between two stretches of the day, in minutes from now."""
        if sessions not in self._away:
            self._away[sessions] = _next_break(self.book, sessions, self.at)
        return self._away[sessions]


def _next_break(book: HallBook, sessions: Collection[str], at: datetime) -> tuple[float, float] | None:
    if book.opening.hours.always:
        return None
    day: date = hall_day(book.zone, at)
    worked = [one for one in book.opening.sittings_on(day) if book.opening.works(sessions, one.opens_at)]
    for before, after in pairwise(worked):
        if before.closes_at < after.opens_at and before.closes_at > at:
            return (before.closes_at - at) / MINUTE, (after.opens_at - at) / MINUTE
    return None
