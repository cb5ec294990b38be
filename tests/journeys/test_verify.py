"""`hall verify` names the place of whatever was changed behind the hall's back."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from hall.journal.anchors import ANCHORS_FILE
from hall.operations.verify import verify
from tests.databases import Databases, copy_data_folder
from tests.people import Cast, Json
from tests.served import Served, command, opened

OURS = "seq = ? AND ticket IS NOT NULL"  # only the county's journal tells of tickets

pytestmark = pytest.mark.sqlite("bytes of its file are changed; tests/actions/operations has both")


@pytest.fixture(scope="module")
def day(serve: Callable[..., Served]) -> tuple[Path, Json]:
    """The folder of a hall after a few visits, its server stopped; and a ticket that was served."""
    served = serve()
    cast = Cast(served)
    tickets = [cast.kiosk.take("general", name="张三") for _ in range(5)]
    for _ in range(3):
        cast.clerk(3).serve(cast.clerk(3).called())
    assert served.stop() == 0
    # Dropped whenever its time came, perhaps at an entry that a test changes; they have tests of their own.
    (served.data / ANCHORS_FILE).unlink(missing_ok=True)
    return served.data, tickets[0]


@pytest.fixture
def folder(databases: Databases, day: tuple[Path, Json], tmp_path: Path) -> Path:
    return copy_data_folder(databases, day[0], tmp_path / "data")


def read(folder: Path, statement: str, *values: object) -> tuple[object, ...]:
    with closing(sqlite3.connect(folder / "hall.db")) as database:
        return tuple(database.execute(statement, values).fetchone())


def change(folder: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(folder / "hall.db")) as database:
        changed = database.execute(statement, values)
        assert changed.rowcount == 1, statement
        database.commit()


def flip(folder: Path, known: bytes, at: int) -> None:
    """Change one byte of the file, inside the one place where it holds `known`."""
    path = folder / "hall.db"
    content = bytearray(path.read_bytes())
    assert content.count(known) == 1
    content[content.index(known) + at] ^= 1
    path.write_bytes(content)


def seq_of(folder: Path, ticket: Json, kind: str) -> int:
    (seq,) = read(folder, "SELECT seq FROM journal_entries WHERE ticket = ? AND kind = ?", ticket["id"], kind)
    assert isinstance(seq, int)
    return seq


def findings(folder: Path) -> list[str]:
    database = opened(folder)
    try:
        return [f"{finding.place}: {finding.what}" for finding in verify(database).findings]
    finally:
        database.close()


def said(folder: Path) -> list[str]:
    """What the command prints of a hall that is not sound."""
    verified = command(folder, "verify")
    assert verified.returncode == 1, verified.stdout + verified.stderr
    assert "Traceback" not in verified.stderr
    assert "finding(s)" in verified.stderr
    return verified.stdout.splitlines()


def test_an_untouched_day_is_sound(folder: Path) -> None:
    verified = command(folder, "verify")
    assert verified.returncode == 0, verified.stdout
    assert verified.stdout.startswith("Sound: 4 halls, ")


def test_one_flipped_byte_of_an_entrys_data(folder: Path, day: tuple[Path, Json]) -> None:
    seq = seq_of(folder, day[1], "ticket_called")
    (text,) = read(folder, f"SELECT data FROM journal_entries WHERE {OURS}", seq)
    known = str(text).encode()
    flip(folder, known, known.index(b'"calls":1') + 8)
    assert said(folder) == [f"zhouzhi {seq}: entry {seq} (ticket_called) does not match its hash"]


def test_one_flipped_byte_of_an_entrys_hash(folder: Path, day: tuple[Path, Json]) -> None:
    seq = seq_of(folder, day[1], "ticket_started")
    (known,) = read(folder, f"SELECT hash FROM journal_entries WHERE {OURS}", seq)
    assert isinstance(known, bytes)
    flip(folder, known, 0)
    places = [finding.partition(":")[0] for finding in said(folder)]
    assert places == [f"zhouzhi {seq}", f"zhouzhi {seq + 1}"], "it matches neither what it says nor what follows"


def test_one_changed_ticket(folder: Path, day: tuple[Path, Json]) -> None:
    change(folder, "UPDATE tickets SET state = 'waiting' WHERE id = ?", day[1]["id"])
    place = f"zhouzhi {day[1]['day']} {day[1]['number']}: "
    assert f"{place}state is waiting in the table, done by the journal" in said(folder)


@pytest.mark.parametrize(
    ("column", "value"), [("at", 1), ("kind", "ticket_passed"), ("window", "elsewhere"), ("user", None)]
)
def test_any_other_changed_column(folder: Path, day: tuple[Path, Json], column: str, value: object) -> None:
    seq = seq_of(folder, day[1], "ticket_finished")
    change(folder, f'UPDATE journal_entries SET "{column}" = ? WHERE {OURS}', value, seq)
    assert [finding.partition(":")[0] for finding in findings(folder)] == [f"zhouzhi {seq}"]


def test_an_entry_that_was_taken_out(folder: Path, day: tuple[Path, Json]) -> None:
    seq = seq_of(folder, day[1], "ticket_started")
    change(folder, f"DELETE FROM journal_entries WHERE {OURS}", seq)
    assert findings(folder)[0] == f"zhouzhi {seq}: entry {seq} is missing, {seq + 1} follows"


def test_an_end_that_was_cut_off(folder: Path) -> None:
    (last,) = read(folder, "SELECT max(seq) FROM journal_entries WHERE ticket IS NOT NULL")
    assert isinstance(last, int)
    change(folder, f"DELETE FROM journal_entries WHERE {OURS}", last)
    assert any(f"ends at {last - 1}" in finding for finding in findings(folder))


@pytest.mark.parametrize(
    ("column", "value"), [("number", "A009"), ("overtaken", 3), ("effective_since", 1), ("place", 99)]
)
def test_a_waiting_ticket_that_is_not_what_the_journal_tells(folder: Path, column: str, value: object) -> None:
    waiting, number = read(folder, "SELECT id, number FROM tickets WHERE state = 'waiting' ORDER BY number LIMIT 1")
    change(folder, f"UPDATE tickets SET {column} = ? WHERE id = ?", value, waiting)
    number = value if column == "number" else number
    found = findings(folder)
    assert any(str(number) in finding.partition(":")[0] and column in finding for finding in found), found


def test_a_ticket_that_was_taken_out(folder: Path, day: tuple[Path, Json]) -> None:
    change(folder, "DELETE FROM errands WHERE ticket_id = ?", day[1]["id"])
    change(folder, "DELETE FROM principals WHERE ticket_id = ?", day[1]["id"])
    change(folder, "DELETE FROM tickets WHERE id = ?", day[1]["id"])
    assert f"zhouzhi {day[1]['number']}: is in the journal, not in the table" in findings(folder)
