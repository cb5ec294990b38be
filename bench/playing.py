"""A day played through the API of the real server, in this process, with the clock moved on from event to event.

What each ticket was told when it was issued is kept beside what then happened.
"""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from bench.day import BREAK_MINUTES, LUNCH, LUNCH_ENDS, OPENS, Day, Service, Visit, clock_minutes, day_of
from hall.catalogue.queries import hall_book
from tests.databases import Files
from tests.halls import COUNTY, County, Somebody, build, opened, told

Json = dict[str, Any]
MIDNIGHT = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)  # of a Monday, in the hall's own time
GIVE_UP_AT = 24 * 60.0 - 5


@dataclass
class Told:
    """What a ticket was told at issue, and when (minutes after midnight) it was called first.

    `free`: a window stood idle for it. `open`: windows that called anybody then.
    """

    services: tuple[str, ...]
    issued_at: float
    ahead: int
    open: int
    wait: Json | None
    free: bool
    called_at: float | None = None

    @property
    def waited(self) -> float:
        assert self.called_at is not None, "only asked of those who were called"
        return self.called_at - self.issued_at


@dataclass
class Desk:
    """A window and its clerk; `idle` while nobody waits for it."""

    number: int
    id: str
    clerk: Somebody
    services: frozenset[str]
    lunches: bool
    breaks: list[float] = field(default_factory=list)
    idle: bool = False
    open: bool = False


@dataclass(order=True)
class Event:
    at: float
    order: int
    do: Callable[[], None] = field(compare=False)


class Player:
    """One day in one hall; `play` plays it to its last visitor."""

    def __init__(self, county: County, day: Day, midnight: datetime) -> None:
        self._county, self._day, self._midnight = county, day, midnight
        self._events: list[Event] = []
        self._order = count()
        self._now = 0.0
        self._told: dict[str, Told] = {}
        self._visits: dict[str, Visit] = {}
        self._changed = True
        self._forecast_at = 0.0
        self.forecasts = 0
        self._desks = [desk for desk in _desks(county) if desk.number in day.breaks]
        for desk in self._desks:
            desk.breaks = list(day.breaks[desk.number])

    def play(self) -> list[Told]:
        """All tickets that were issued, in order."""
        for desk in self._desks:
            self._at(OPENS, partial(self._open, desk))
        for visit in self._day.visits:
            self._at(visit.at, partial(self._arrive, visit))
        while self._events:
            event = heapq.heappop(self._events)
            assert event.at < GIVE_UP_AT, "the day does not end"
            self._now = event.at
            self._county.clock.at = self._midnight + clock_minutes(event.at)
            event.do()
        return list(self._told.values())

    def _at(self, at: float, do: Callable[[], None]) -> None:
        heapq.heappush(self._events, Event(max(at, self._now), next(self._order), do))

    def _after(self, minutes: float, do: Callable[[], None]) -> None:
        self._at(self._now + minutes, do)

    # --- visitors

    def _arrive(self, visit: Visit) -> None:
        if self._changed or self._now - self._forecast_at > 0.25:
            self._county.house.display.keeper.step(self._county.hall_id)
            self._changed, self._forecast_at = False, self._now
            self.forecasts += 1
        wish: Json = {"services": list(visit.services), "needs_help": visit.needs_help, "channel": "kiosk"}
        by = self._county.kiosk
        if visit.green:  # confirmed by the greeter, who takes the ticket
            wish, by = wish | {"channel": "desk", "category": "senior"}, self._county.greeter
        ticket = told(by.post(f"/halls/{COUNTY}/tickets", wish), 201)
        able = [desk for desk in self._desks if desk.idle and (visit.needs_help or desk.services & set(visit.services))]
        working = sum(desk.open for desk in self._desks)
        self._told[ticket["id"]] = Told(visit.services, self._now, ticket["ahead"], working, ticket["wait"], bool(able))
        self._visits[ticket["id"]] = visit
        self._changed = True
        if able:
            desk = self._day.chance.choice(able)
            desk.idle = False
            self._after(self._day.call_on(), lambda: self._call(desk))

    def _return(self, ticket_id: str) -> None:
        response = self._county.greeter.post(f"/tickets/{ticket_id}/requeue")
        if response.status_code == 200:
            self._changed = True
            self._wake()

    # --- clerks

    def _open(self, desk: Desk) -> None:
        told(desk.clerk.at(desk.id, "sign-in"))
        desk.open = True
        self._changed = True
        self._after(self._day.call_on(), lambda: self._call(desk))

    def _call(self, desk: Desk) -> None:
        if self._rests(desk):
            return
        response = desk.clerk.at(desk.id, "call-next")
        if response.status_code == 204:
            desk.idle = True
            return
        ticket = told(response)
        self._changed = True
        mine, visit = self._told[ticket["id"]], self._visits[ticket["id"]]
        if mine.called_at is None:
            mine.called_at = self._now
            if visit.absent:
                self._after(self._day.in_vain(), lambda: self._pass_over(desk, ticket["id"]))
                return
        self._after(self._day.walk(), lambda: self._start(desk, ticket["id"]))

    def _pass_over(self, desk: Desk, ticket_id: str) -> None:
        told(desk.clerk.post(f"/tickets/{ticket_id}/no-show"))
        self._changed = True
        if self._visits[ticket_id].comes_back:
            self._after(self._day.chance.uniform(1, 6), lambda: self._return(ticket_id))
        self._after(self._day.call_on(), lambda: self._call(desk))

    def _start(self, desk: Desk, ticket_id: str) -> None:
        ticket = told(desk.clerk.post(f"/tickets/{ticket_id}/start"))
        self._changed = True
        visit = self._visits[ticket_id]
        pending = [each["service"] for each in ticket["errands"] if each["state"] == "pending"]
        here = [each for each in pending if visit.needs_help or each in desk.services]
        self._after(sum(visit.minutes[each] for each in here), lambda: self._finish(desk, ticket_id, here))

    def _finish(self, desk: Desk, ticket_id: str, services: list[str]) -> None:
        ended = [{"service": each, "outcome": "completed"} for each in services]
        left = told(desk.clerk.post(f"/tickets/{ticket_id}/finish", {"errands": ended}))
        self._changed = True
        if left["state"] == "waiting":
            self._wake()
        self._after(self._day.call_on(), lambda: self._call(desk))

    def _wake(self) -> None:
        """Somebody came back to the line: idle windows call again."""
        for desk in self._desks:
            if desk.idle:
                desk.idle = False
                self._after(self._day.call_on(), partial(self._call, desk))

    def _rests(self, desk: Desk) -> bool:
        """Whether the clerk takes a break now instead of calling, for which the window is paused until its end."""
        until = None
        if LUNCH <= self._now < LUNCH_ENDS - 1 and desk.lunches:
            until = LUNCH_ENDS
        elif desk.breaks and self._now >= desk.breaks[0]:
            desk.breaks.pop(0)
            until = self._now + BREAK_MINUTES
        if until is None:
            return False
        desk.open = False
        told(desk.clerk.at(desk.id, "pause", until=(self._midnight + clock_minutes(until)).isoformat()))
        self._changed = True
        self._at(until, lambda: self._back(desk))
        return True

    def _back(self, desk: Desk) -> None:
        told(desk.clerk.at(desk.id, "reopen"))
        desk.open = True
        self._changed = True
        self._call(desk)


def _desks(county: County) -> Iterator[Desk]:
    hall = told(county.visitor.get(f"/halls/{COUNTY}"))
    for page in hall["windows"]:
        number = page["number"]
        services, lunches = frozenset(page["services"]), "midday" not in page["sessions"]
        yield Desk(number, page["id"], county.clerk(number), services, lunches)


def play_day(place: Path, load: float, seed: int) -> list[Told]:
    """One day in a county hall of its own under `place`, all its windows open."""
    built = build(place / "start", Files())
    folder = place / "day"
    folder.mkdir()
    with opened(built, folder, MIDNIGHT + clock_minutes(OPENS - 60), sound=False) as county:
        return play(county, frozenset(county.windows), load, seed)


def play(county: County, numbers: frozenset[int], load: float, seed: int) -> list[Told]:
    """One day at these windows, for whoever wants what they do."""
    lunches = {desk.number: desk.lunches for desk in _desks(county) if desk.number in numbers}
    day = day_of(services_of(county, numbers), lunches, load, seed)
    tickets = Player(county, day, MIDNIGHT).play()
    county.house.display.keeper.stop()
    return tickets


def services_of(county: County, numbers: frozenset[int]) -> list[Service]:
    """What these windows do, each with those that do it, and the shares and spreads of the hall's definition."""
    with county.database.reading() as connection:
        book = hall_book(connection, county.hall_id)
    return [
        Service(page.code, page.median_minutes, page.spread, page.share, windows)
        for page in book.services.values()
        for windows in [numbers.intersection(book.window_numbers([page.code]))]
        if windows and page.share
    ]
