"""Days with bookings at a small hall in memory: slots by the rule of booking, calls by the policy of the queue.

People come as they do: walk-ins at random with a rush in the morning, those who booked some minutes early, a few of
them late or not at all. The same people with the same service times are then served first come, first served.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from heapq import heapify, heappop, heappush
from random import Random
from statistics import mean
from zoneinfo import ZoneInfo

from hall.booking.modes import Mode
from hall.booking.slots import slots_on
from hall.catalogue.book import HallBook
from hall.catalogue.rules import QueueRules
from tests.rules.memory import MemoryHall
from tests.rules.memory_parts import DAY, MemoryTicket, MemoryWindow, Policy
from tests.rules.properties import PROPERTIES

ZONE = ZoneInfo("Asia/Shanghai")
LOOK_EVERY = 50  # events
NOT_COMING, LATE_BY = 0.08, 20.0


@dataclass(frozen=True)
class Person:
    """Somebody of one day: when they come, how long it takes at the window, the beginning of their slot if booked."""

    comes_at: datetime
    service: str
    minutes: float
    slot_start: datetime | None = None


@dataclass(frozen=True)
class Outcome:
    """What came of a day, in minutes."""

    walk_in_waits: list[float]
    booked_waits: list[float]
    credits: list[float]
    most_overtaken: int
    limit: int


def people_of_a_day(book: HallBook, random: Random, load: float) -> list[Person]:
    """Every place of every slot is booked; walk-ins bring the hall to that load."""
    found: list[Person] = []
    for service in book.services:
        for slot in slots_on(book, service, Mode.STANDARD, DAY):
            for _ in range(slot.places):
                if random.random() >= NOT_COMING:
                    early = random.gauss(8, 8)
                    comes = slot.starts_at - timedelta(minutes=early)
                    found.append(Person(comes, service, _takes(book, service, random), slot.starts_at))
    opens, closes = _at("09:00"), _at("17:00")
    work = len(book.windows) * 7 * 60.0 * load - sum(person.minutes for person in found)
    weights = {page.code: page.share for page in book.services.values()}
    while work > 0:
        service = random.choices(list(weights), list(weights.values()))[0]
        # Half of them in the first third of the day.
        where = random.uniform(0, 0.33) if random.random() < 0.5 else random.random()
        person = Person(opens + where * (closes - opens), service, _takes(book, service, random))
        found.append(person)
        work -= person.minutes
    return sorted(found, key=lambda person: person.comes_at)


def serve(book: HallBook, rules: QueueRules, people: list[Person], policy: Policy | None = None) -> Outcome:
    """A day by the policy with these rules; by ours, every property of the queue is looked at as it goes."""
    hall = MemoryHall(rules=rules, policy=policy or Policy(), now=_at("08:00"), last_issued_at=_at("08:00"))
    for page in book.windows.values():
        hall.open_window(page.number, page.services)
    person_of: dict[str, Person] = {}
    happenings: list[tuple[datetime, int, Person | MemoryWindow]] = [
        (person.comes_at, order, person) for order, person in enumerate(people)
    ]
    heapify(happenings)
    order = len(people)
    while happenings:
        at, _, what = heappop(happenings)
        hall.now = max(hall.now, at)
        if isinstance(what, Person):
            ticket = hall.issue(what.service, slot_start=what.slot_start)
            person_of[ticket.id] = what
        else:
            hall.finish(what)
        for window in hall.windows.values():
            called = hall.call_next(window)
            if called is not None:
                hall.start(window)
                order += 1
                heappush(happenings, (hall.now + timedelta(minutes=person_of[called.id].minutes), order, window))
        if policy is None and order % LOOK_EVERY == 0:
            _look(hall)
    if policy is None:
        _look(hall)
        PROPERTIES["determinism"](hall)
    return _outcome(hall, person_of)


def _look(hall: MemoryHall) -> None:
    for name, check in PROPERTIES.items():
        if name != "determinism":  # told once, at the end: it goes through the whole journal
            check(hall)
    hall.asked.clear()


def _outcome(hall: MemoryHall, person_of: dict[str, Person]) -> Outcome:

    def waits(*, booked: bool) -> list[float]:
        mine = [ticket for ticket in hall.tickets.values() if (person_of[ticket.id].slot_start is not None) is booked]
        return [_minutes(ticket) for ticket in mine]

    return Outcome(
        waits(booked=False),
        waits(booked=True),
        [ticket.credit.amount / timedelta(minutes=1) for ticket in hall.tickets.values() if ticket.credit.amount],
        max(ticket.overtaken for ticket in hall.tickets.values()),
        hall.limit,
    )


def _minutes(ticket: MemoryTicket) -> float:
    assert ticket.stand.called_at is not None, "everybody was called"
    return (ticket.stand.called_at - ticket.issued_at) / timedelta(minutes=1)


def _takes(book: HallBook, service: str, random: Random) -> float:
    page = book.services[service]
    return max(1.0, page.median_minutes * random.lognormvariate(0, page.spread))


def _at(clock: str, day: date = DAY) -> datetime:
    return datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=ZONE).astimezone(UTC)


def average(days: list[list[float]]) -> float:
    return mean(each for day in days for each in day)
