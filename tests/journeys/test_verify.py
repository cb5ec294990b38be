"""`hall verify` names the place of whatever was changed behind the hall's back."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.people import Cast, Json
from tests.served import Served, command, copied


@pytest.fixture(scope="module")
def day(serve: Callable[..., Served]) -> tuple[Path, Json]:
    """The folder of a hall after a few visits, its server stopped; and a ticket that was served."""
    served = serve()
    cast = Cast(served)
    tickets = [cast.kiosk.take("general", name="张三") for _ in range(5)]
    for _ in range(3):
        cast.clerk(3).serve(cast.clerk(3).called())
    assert served.stop() == 0
    return served.data, tickets[0]


@pytest.fixture
def folder(day: tuple[Path, Json], tmp_path: Path) -> Path:
    return copied(day[0], tmp_path / "data")


def change(folder: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(folder / "hall.db")) as database:
        changed = database.execute(statement, values)
        assert changed.rowcount == 1, statement
        database.commit()


def seq_of(folder: Path, ticket: Json, kind: str) -> int:
    with closing(sqlite3.connect(folder / "hall.db")) as database:
        wanted = "SELECT seq FROM journal_entries WHERE ticket = ? AND kind = ?"
        return int(database.execute(wanted, (ticket["id"], kind)).fetchone()[0])


def findings(folder: Path) -> list[str]:
    verified = command(folder, "verify")
    assert verified.returncode == 1, verified.stdout + verified.stderr
    assert "Traceback" not in verified.stderr
    assert "finding(s)" in verified.stderr
    return verified.stdout.splitlines()


def test_an_untouched_day_is_sound(folder: Path) -> None:
    verified = command(folder, "verify")
    assert verified.returncode == 0, verified.stdout
    assert verified.stdout.startswith("Sound: 4 halls, ")


def test_a_changed_byte_of_an_entrys_data(folder: Path, day: tuple[Path, Json]) -> None:
    seq = seq_of(folder, day[1], "ticket_called")
    doubled = """data = replace(data, '"calls":1', '"calls":2')"""
    change(folder, f"UPDATE journal_entries SET {doubled} WHERE seq = ? AND ticket IS NOT NULL", seq)
    assert findings(folder) == [f"zhouzhi {seq}: entry {seq} (ticket_called) does not match its hash"]


def test_a_changed_byte_of_an_entrys_hash(folder: Path, day: tuple[Path, Json]) -> None:
    seq = seq_of(folder, day[1], "ticket_started")
    with closing(sqlite3.connect(folder / "hall.db")) as database:
        (known,) = database.execute(
            "SELECT hash FROM journal_entries WHERE seq = ? AND ticket IS NOT NULL", (seq,)
        ).fetchone()
    flipped = bytes([known[0] ^ 1]) + known[1:]
    change(folder, "UPDATE journal_entries SET hash = ? WHERE seq = ? AND ticket IS NOT NULL", flipped, seq)
    places = [finding.partition(":")[0] for finding in findings(folder)]
    assert places == [f"zhouzhi {seq}", f"zhouzhi {seq + 1}"], "it matches neither what it says nor what follows"


@pytest.mark.parametrize(
    ("column", "value"), [("at", 1), ("kind", "ticket_passed"), ("window", "elsewhere"), ("user", None)]
)
def test_any_other_changed_column(folder: Path, day: tuple[Path, Json], column: str, value: object) -> None:
    seq = seq_of(folder, day[1], "ticket_finished")
    change(folder, f'UPDATE journal_entries SET "{column}" = ? WHERE seq = ? AND ticket IS NOT NULL', value, seq)
    assert [finding.partition(":")[0] for finding in findings(folder)] == [f"zhouzhi {seq}"]


def test_an_entry_that_was_taken_out(folder: Path, day: tuple[Path, Json]) -> None:
    seq = seq_of(folder, day[1], "ticket_started")
    change(folder, "DELETE FROM journal_entries WHERE seq = ? AND ticket IS NOT NULL", seq)
    assert findings(folder)[0] == f"zhouzhi {seq}: entry {seq} is missing, {seq + 1} follows"


def test_an_end_that_was_cut_off(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "hall.db")) as database:
        (last,) = database.execute("SELECT max(seq) FROM journal_entries WHERE ticket IS NOT NULL").fetchone()
    change(folder, "DELETE FROM journal_entries WHERE seq = ? AND ticket IS NOT NULL", last)
    assert any(f"ends at {last - 1}" in finding for finding in findings(folder))


@pytest.mark.parametrize(
    ("column", "value"),
    [("state", "waiting"), ("number", "A009"), ("overtaken", 3), ("effective_since", 1), ("place", 99)],
)
def test_a_ticket_that_is_not_what_the_journal_tells(
    folder: Path, day: tuple[Path, Json], column: str, value: object
) -> None:
    waiting = "SELECT id, number FROM tickets WHERE state = 'waiting' ORDER BY number LIMIT 1"
    with closing(sqlite3.connect(folder / "hall.db")) as database:
        waiting_id, number = database.execute(waiting).fetchone()
    ticket_id = day[1]["id"] if column == "state" else waiting_id
    number = {"state": day[1]["number"], "number": "A009"}.get(column, number)
    change(folder, f"UPDATE tickets SET {column} = ? WHERE id = ?", value, ticket_id)
    found = findings(folder)
    assert any(number in finding.partition(":")[0] and column in finding for finding in found), found


def test_a_ticket_that_was_slipped_in(folder: Path, day: tuple[Path, Json]) -> None:
    change(folder, "DELETE FROM errands WHERE ticket_id = ?", day[1]["id"])
    with closing(sqlite3.connect(folder / "hall.db")) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute("DELETE FROM tickets WHERE id = ?", (day[1]["id"],))
        database.commit()
    assert any("in the journal, not in the table" in finding for finding in findings(folder))
