"""Eight kiosks issue at once: numbers are unique and without a gap, in the order of the journal."""

import os
import threading
import time
from statistics import quantiles

from hall.catalogue.queries import hall_id_of
from hall.journal.entries import entries_after
from hall.operations.verify import verify
from tests.people import Json, Kiosk
from tests.served import COUNTY, Served, opened

EACH = int(os.environ.get("RACE_KIOSK_TICKETS", "60"))
KIOSKS = 8
SERVICES = {"general": "A", "pension": "D", "unemployment": "D", "tax": "H"}


def test_numbers_are_unique_and_without_a_gap(own: Served) -> None:
    taken: list[Json] = []
    seconds: list[float] = []

    def take(first: int) -> None:
        kiosk = Kiosk(own)
        for turn in range(EACH):
            service = list(SERVICES)[(first + turn) % len(SERVICES)]
            pressed = time.monotonic()
            ticket = kiosk.take(service)
            seconds.append(time.monotonic() - pressed)
            assert ticket["number"].startswith(SERVICES[service])
            taken.append(ticket)

    kiosks = [threading.Thread(target=take, args=(first,)) for first in range(KIOSKS)]
    began = time.monotonic()
    for kiosk in kiosks:
        kiosk.start()
    for kiosk in kiosks:
        kiosk.join()
    took = time.monotonic() - began
    percentiles = quantiles(seconds, n=100)
    print(
        f"{len(taken)} tickets by {KIOSKS} kiosks in {took:.1f} s: {len(taken) / took:.0f}/s; "
        f"p50 {percentiles[49] * 1000:.0f} ms, p99 {percentiles[98] * 1000:.0f} ms"
    )
    assert len(taken) == KIOSKS * EACH
    for prefix in set(SERVICES.values()):
        numbers = sorted(ticket["number"] for ticket in taken if ticket["number"].startswith(prefix))
        assert numbers == [f"{prefix}{count:03}" for count in range(1, len(numbers) + 1)]

    database = opened(own.data)
    with database.reading() as connection:
        entries = entries_after(connection, hall_id_of(connection, COUNTY), 0, limit=100_000)
    issued = [entry for entry in entries if entry.kind == "ticket_issued"]
    assert {entry.ticket for entry in issued} == {ticket["id"] for ticket in taken}
    assert [entry.data["issue_order"] for entry in issued] == list(range(1, len(issued) + 1))
    assert verify(database).findings == []
    database.close()
