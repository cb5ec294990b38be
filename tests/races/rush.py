"""Many at once: windows that call until nobody waits, kiosks that issue, and what must be true afterwards."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from statistics import quantiles

from hall.catalogue.queries import hall_book, hall_id_of
from hall.db import Database
from hall.journal.chain import Entry
from hall.journal.entries import entries_after
from hall.operations.verify import verify
from hall.ticketing.story.replay import replay
from tests.people import Json, Kiosk, Staff
from tests.races.lines import EACH, WAITING
from tests.served import COUNTY

PREFIXES = {"general": "A", "pension": "D", "unemployment": "D", "tax": "H"}


def all_at_once(deeds: Iterable[Callable[[], object]]) -> float:
    """Each in a thread of its own; the seconds until the last was done."""
    threads = [threading.Thread(target=deed) for deed in deeds]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.monotonic() - began


def call_everybody(clerks: Sequence[Staff]) -> list[Json]:
    """Each calls, serves and finishes until nobody waits for their window; what they were answered."""
    called: list[list[Json]] = [[] for _ in clerks]
    seconds: list[float] = []

    def call(clerk: Staff, mine: list[Json]) -> None:
        while True:
            pressed = time.monotonic()
            ticket = clerk.call_next()
            seconds.append(time.monotonic() - pressed)
            if ticket is None:
                return
            mine.append(ticket)
            clerk.serve(ticket)

    pairs = zip(clerks, called, strict=True)
    took = all_at_once(lambda clerk=clerk, mine=mine: call(clerk, mine) for clerk, mine in pairs)  # type: ignore[misc]
    everybody = [ticket for mine in called for ticket in mine]
    rate = 3 * len(everybody) / took
    print(f"{len(everybody)} visits at {len(clerks)} windows: {rate:.0f} actions/s; {_spread(seconds)}")
    assert all(called), "every window had its part"
    return everybody


def take_numbers(kiosks: Sequence[Kiosk], each: int = EACH) -> list[Json]:
    """Each takes so many tickets, a few services in turn."""
    taken: list[Json] = []
    seconds: list[float] = []

    def take(first: int, kiosk: Kiosk) -> None:
        for turn in range(each):
            service = list(PREFIXES)[(first + turn) % len(PREFIXES)]
            pressed = time.monotonic()
            ticket = kiosk.take(service)
            seconds.append(time.monotonic() - pressed)
            assert ticket["number"].startswith(PREFIXES[service])
            taken.append(ticket)

    took = all_at_once(lambda first=first, kiosk=kiosk: take(first, kiosk) for first, kiosk in enumerate(kiosks))  # type: ignore[misc]
    print(f"{len(taken)} tickets by {len(kiosks)} kiosks: {len(taken) / took:.0f}/s; {_spread(seconds)}")
    return taken


def called_once_and_in_order(database: Database, answered: Sequence[Json]) -> int:
    """Nobody twice, nobody before an earlier one, nobody left; the journal's last number."""
    called = Counter(ticket["id"] for ticket in answered)
    assert len(called) == WAITING
    assert set(called.values()) == {1}
    entries = _told(database)
    told = Counter(entry.ticket for entry in entries if entry.kind == "ticket_called")
    assert told == called, "what was answered is what the journal tells"
    with database.reading() as connection:
        rules = hall_book(connection, hall_id_of(connection, COUNTY)).rules
    assert replay(entries, rules=rules).violations == []
    assert verify(database).findings == []
    return entries[-1].seq


def numbers_whole(database: Database, taken: Sequence[Json]) -> None:
    """1, 2, 3 … for each prefix, and what was answered is what the journal tells, in its order."""
    for prefix in set(PREFIXES.values()):
        numbers = sorted(ticket["number"] for ticket in taken if ticket["number"].startswith(prefix))
        assert numbers == [f"{prefix}{count:03}" for count in range(1, len(numbers) + 1)]
    issued = [entry for entry in _told(database) if entry.kind == "ticket_issued"]
    assert {entry.ticket for entry in issued} == {ticket["id"] for ticket in taken}
    assert [entry.data["issue_order"] for entry in issued] == list(range(1, len(issued) + 1))
    assert verify(database).findings == []


def _told(database: Database) -> list[Entry]:
    with database.reading() as connection:
        return entries_after(connection, hall_id_of(connection, COUNTY), 0, limit=100_000)


def _spread(seconds: Sequence[float]) -> str:
    percentiles = quantiles(seconds, n=100)
    return f"p50 {percentiles[49] * 1000:.0f} ms, p99 {percentiles[98] * 1000:.0f} ms"
