"""Slots: when a service can be booked in a mode, and how many places there are.

A window's time in a slot goes to the services it does in the proportion in which they come (`share` of the catalogue),
each taking its mean time; what a service gets of all planned windows, times the hall's bookable share, are its places,
at least one. Nobody's booking changes them: places that nobody books stay the walk-ins'.
"""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import exp, floor

from hall.booking.modes import Mode, Pool, offered_modes, planned_windows, pool_of
from hall.catalogue.book import HallBook, ServicePage, WindowPage
from hall.catalogue.hours import Sitting
from hall.clock import hall_day
from hall.events import instant_text

ID_BYTES = 16
A_LITTLE = 1e-9  # 0.5 x 6 is 3, whatever floating point makes of the way there


@dataclass(frozen=True)
class Slot:
    """One stretch in which a service can be had in a mode; `places` share one count within hall, pool and start.

    A visit's pool is the whole hall's: it is counted under no service (`counted_under` is empty).
    """

    id: str
    service: str
    mode: Mode
    pool: Pool
    day: date
    starts_at: datetime
    ends_at: datetime
    places: int

    @property
    def counted_under(self) -> str:
        return "" if self.pool is Pool.VISITS else self.service


def slot_id(hall: str, service: str, mode: Mode, starts_at: datetime) -> str:
    """The public id of a slot: the same for ever, and nothing to read from it."""
    text = f"{hall}\n{service}\n{mode.value}\n{starts_at.isoformat()}"
    return urlsafe_b64encode(hashlib.sha256(text.encode()).digest()[:ID_BYTES]).decode().rstrip("=")


def bookable_days(book: HallBook, now: datetime) -> list[date]:
    """Today and the days ahead that may be booked."""
    today = hall_day(book.zone, now)
    return [today + timedelta(days=ahead) for ahead in range(book.booking.days_ahead + 1)]


def slots_on(book: HallBook, service: str, mode: Mode, day: date) -> list[Slot]:
    """Every slot of a service in a mode on a local day, in order, past ones too; none where the mode is not offered."""
    if mode not in offered_modes(book, service):
        return []
    length = book.booking.home_visit_minutes if mode is Mode.HOME_VISIT else book.booking.slot_minutes
    pool = pool_of(book, service, mode)
    sittings = [one for one in book.opening.sittings_on(day) if one.session is mode.session]
    return [
        Slot(
            slot_id(book.code, service, mode, starts_at),
            service,
            mode,
            pool,
            day,
            starts_at,
            ends_at,
            places_in(book, service, mode, ends_at - starts_at),
        )
        for sitting in sittings
        for starts_at, ends_at in _stretches(sitting, timedelta(minutes=length))
    ]


def coming_slots(
    book: HallBook,
    service: str,
    modes: Iterable[Mode],
    now: datetime,
    first: date | None = None,
    last: date | None = None,
) -> Iterator[Slot]:
    """The slots that may be booked now, in order of time; of the days from `first` to `last`, where given."""
    modes = tuple(modes)
    for day in bookable_days(book, now):
        if (first is None or day >= first) and (last is None or day <= last):
            found = [slot for mode in modes for slot in slots_on(book, service, mode, day)]
            yield from sorted(
                (slot for slot in found if not is_closed(book, slot, now)), key=lambda slot: slot.starts_at
            )


def known_slot(book: HallBook, service: str, mode: Mode, wanted: str, now: datetime) -> Slot | None:
    """The slot of this id among today's and those ahead, also one that is closed by now."""
    days = bookable_days(book, now)
    return next((slot for day in days for slot in slots_on(book, service, mode, day) if slot.id == wanted), None)


def is_closed(book: HallBook, slot: Slot, now: datetime) -> bool:
    """Whether it is too late to book the slot."""
    return now > slot.starts_at - book.booking.closes_before


def places_in(book: HallBook, service: str, mode: Mode, length: timedelta) -> int:
    """How many places a stretch of that length has."""
    if mode is Mode.HOME_VISIT:
        return book.booking.home_visits
    asked = ("places", service, mode, length)
    known: int | None = book.worked_out.get(asked)
    if known is None:
        served = sum(expected(book, page, service, length) for page in planned_windows(book, service, mode))
        known = book.worked_out[asked] = max(1, floor(book.booking.share * served + A_LITTLE))
    return known


def expected(book: HallBook, window: WindowPage, service: str, length: timedelta) -> float:
    """How many people a window can be expected to serve for one of its services in that time, beside its others."""
    pages = [book.services[code] for code in window.services if code in book.services]
    weights = {page.code: page.share for page in pages}
    if not weights.get(service):
        # Whose part in a day nobody knows: one among equals, where all are unknown.
        weights = dict.fromkeys(weights, 1.0) if not any(weights.values()) else weights
    a_round = sum(weights[page.code] * mean_minutes(page) for page in pages)
    return length / timedelta(minutes=1) * weights.get(service, 0.0) / a_round if a_round else 0.0


def mean_minutes(service: ServicePage) -> float:
    """The mean of the lognormal that a service's median and spread describe."""
    return service.median_minutes * exp(service.spread**2 / 2)


def _stretches(sitting: Sitting, length: timedelta) -> Iterator[tuple[datetime, datetime]]:
    """The whole stretches of that length in a sitting; one that is shorter is one stretch."""
    starts_at = sitting.opens_at
    if starts_at + length > sitting.closes_at:
        yield starts_at, sitting.closes_at
    while starts_at + length <= sitting.closes_at:
        yield starts_at, starts_at + length
        starts_at += length


def slot_json(slot: Slot, free: int) -> dict[str, object]:
    """A slot as the API speaks of it."""
    return {
        "id": slot.id,
        "service": slot.service,
        "mode": slot.mode.value,
        "start": instant_text(slot.starts_at),
        "end": instant_text(slot.ends_at),
        "capacity": slot.places,
        "free": free,
    }
