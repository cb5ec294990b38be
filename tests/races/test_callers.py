"""Eight windows call at once from a long line: nobody is called twice, nobody before an earlier one, nobody is left."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from statistics import quantiles

import pytest

from hall.catalogue.queries import hall_book, hall_id_of
from hall.db import Database
from hall.journal.entries import entries_after
from hall.operations.verify import verify
from hall.personal.vault import Vault
from hall.settings import Settings
from hall.ticketing.story.replay import replay
from tests.ears import Ears
from tests.people import Cast, Json, Staff
from tests.races.lines import WAITING, WINDOWS, stand_in_line
from tests.served import COUNTY, Served, opened


@pytest.fixture
def line(own: Served) -> Iterator[Database]:
    """The hall's database; `WAITING` tickets wait, every ninth with credit."""
    database, vault = opened(own.data), Vault.of_setting(Settings.load({"HALL_DATA_DIR": str(own.data)}).data_key)
    stand_in_line(database, vault)
    yield database
    database.close()


def call_all(clerk: Staff, called: list[Json], seconds: list[float]) -> None:
    """Call, serve and finish until nobody waits for this window."""
    while True:
        pressed = time.monotonic()
        ticket = clerk.call_next()
        seconds.append(time.monotonic() - pressed)
        if ticket is None:
            return
        called.append(ticket)
        clerk.serve(ticket)


def test_nobody_is_called_twice_or_out_of_order_and_nobody_is_left(
    own: Served, line: Database, own_cast: Cast, own_ears: Ears
) -> None:
    screen = own_ears.screen()
    clerks = [own_cast.clerk(window) for window in WINDOWS]
    windows = [clerk.window for clerk in clerks]
    called: list[list[Json]] = [[] for _ in windows]
    seconds: list[float] = []
    callers = [
        threading.Thread(target=call_all, args=(clerk, mine, seconds))
        for clerk, mine in zip(clerks, called, strict=True)
    ]
    began = time.monotonic()
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    took = time.monotonic() - began
    percentiles = quantiles(seconds, n=100)
    print(f"{WAITING} visits at {len(WINDOWS)} windows in {took:.1f} s: {3 * WAITING / took:.0f} actions/s")
    print(f"call-next p50 {percentiles[49] * 1000:.0f} ms, p99 {percentiles[98] * 1000:.0f} ms")

    answered = Counter(ticket["id"] for mine in called for ticket in mine)
    assert len(answered) == WAITING
    assert set(answered.values()) == {1}
    assert all(called), "every window had its part"

    with line.reading() as connection:
        entries = entries_after(connection, hall_id_of(connection, COUNTY), 0, limit=10 * WAITING + 1000)
        rules = hall_book(connection, hall_id_of(connection, COUNTY)).rules
    told = Counter(entry.ticket for entry in entries if entry.kind == "ticket_called")
    assert told == answered, "what was answered is what the journal tells"
    assert replay(entries, rules=rules).violations == []
    assert verify(line).findings == []

    screen.wait_for_seq(entries[-1].seq, within=30)
    screen.check_order()
    shown = Counter(fact["data"]["ticket"] for fact in screen.fresh_facts if fact["kind"] == "ticket_called")
    assert len(shown) == WAITING
    assert set(shown.values()) == {1}, "a screen that listened saw every call once"
