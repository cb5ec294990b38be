"""Windows and kiosks of several processes at one PostgreSQL: one order, whoever asks."""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles
from typing import Any

import pytest

from hall.catalogue.queries import hall_book, hall_id_of
from hall.db import Database
from hall.journal.chain import Entry
from hall.journal.entries import entries_after
from hall.operations.verify import verify
from hall.personal.vault import Vault
from hall.settings import Settings
from hall.ticketing.story.replay import replay
from tests.databases import Databases, copy_data_folder
from tests.races.lines import EACH, WAITING, WINDOWS, stand_in_line
from tests.served import COUNTY, ROOT, environment, opened

pytestmark = pytest.mark.postgresql("one server process alone works on SQLite")
PROCESSES, KIOSKS = 3, 8


@pytest.fixture
def data(databases: Databases, furnished: Path, tmp_path: Path) -> Path:
    """A hall with a clerk at every window, and no server."""
    return copy_data_folder(databases, furnished, tmp_path / "data")


@pytest.fixture
def database(data: Path) -> Iterator[Database]:
    database = opened(data)
    yield database
    database.close()


def run(data: Path, deed: str, numbers: list[int]) -> tuple[list[str], str]:
    """What all were answered, dealt out to three processes that begin at once; and how fast."""
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.races.worker", str(data), deed, json.dumps(numbers[first::PROCESSES])],
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for first in range(PROCESSES)
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
    began = time.monotonic()
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    told: list[dict[str, Any]] = [json.loads(worker.communicate(timeout=300)[0]) for worker in workers]
    took = time.monotonic() - began
    assert [worker.returncode for worker in workers] == [0] * PROCESSES
    assert all(each["answers"] for each in told), "every process had its part"
    percentiles = quantiles([second for each in told for second in each["seconds"]], n=100)
    speed = f"in {took:.1f} s; p50 {percentiles[49] * 1000:.0f} ms, p99 {percentiles[98] * 1000:.0f} ms"
    return [answer for each in told for answer in each["answers"]], speed


def journal(database: Database) -> list[Entry]:
    with database.reading() as connection:
        return entries_after(connection, hall_id_of(connection, COUNTY), 0, limit=10 * WAITING + 1000)


def test_nobody_is_called_twice_or_out_of_order_by_three_processes(data: Path, database: Database) -> None:
    stand_in_line(database, Vault.of_setting(Settings.load({"HALL_DATA_DIR": str(data)}).data_key))
    called, speed = run(data, "call", list(WINDOWS))
    print(f"{WAITING} visits at {len(WINDOWS)} windows of {PROCESSES} processes {speed}")
    answered = Counter(called)
    assert len(answered) == WAITING
    assert set(answered.values()) == {1}
    entries = journal(database)
    assert Counter(entry.ticket for entry in entries if entry.kind == "ticket_called") == answered
    with database.reading() as connection:
        rules = hall_book(connection, hall_id_of(connection, COUNTY)).rules
    assert replay(entries, rules=rules).violations == []
    assert verify(database).findings == []


def test_numbers_given_by_three_processes_are_unique_and_without_a_gap(data: Path, database: Database) -> None:
    numbers, speed = run(data, "issue", list(range(KIOSKS)))
    print(f"{len(numbers)} tickets by {KIOSKS} kiosks of {PROCESSES} processes {speed}")
    assert len(numbers) == KIOSKS * EACH
    for prefix in {number[0] for number in numbers}:
        given = sorted(number for number in numbers if number[0] == prefix)
        assert given == [f"{prefix}{count:03}" for count in range(1, len(given) + 1)]
    issued = [entry for entry in journal(database) if entry.kind == "ticket_issued"]
    assert [entry.data["issue_order"] for entry in issued] == list(range(1, len(issued) + 1))
    assert verify(database).findings == []
