"""Bad surroundings: one clear line where a start cannot be, one clear answer where a hall goes on, and no damage."""

import os
import resource
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import requests

from tests.databases import Files, copy_data_folder
from tests.narrow import fill, narrow_disk
from tests.people import Kiosk
from tests.served import COUNTY, Served, command

pytestmark = pytest.mark.sqlite("PostgreSQL's troubles are tried in tests/edges/test_postgres_trouble.py")
COMMANDS = (("serve",), ("migrate",), ("verify",), ("backup", "never.tar"))


@pytest.fixture
def data(furnished: Path, tmp_path: Path) -> Path:
    return copy_data_folder(Files(), furnished, tmp_path / "data")


def one_line(data: Path, *arguments: str, **settings: str) -> str:
    """What a command that cannot says: one line and status 1."""
    refused = command(data, *arguments, **settings)
    assert refused.returncode == 1, refused.stdout + refused.stderr
    assert len(refused.stderr.splitlines()) == 1, refused.stderr
    return refused.stderr


@pytest.mark.parametrize("what", COMMANDS, ids=lambda what: what[0])
def test_a_database_that_is_not_there_is_named(data: Path, what: tuple[str, ...]) -> None:
    nowhere = "postgresql://hall:very-secret@127.0.0.1:1/hall"
    said = one_line(data, *what, HALL_DATABASE_URL=nowhere)
    assert "HALL_DATABASE_URL" in said
    assert "very-secret" not in said


@pytest.mark.parametrize("url", ["mysql://127.0.0.1/hall", "hall.db", "postgresql://127.0.0.1:port/hall"])
def test_an_address_that_is_none_is_named(data: Path, url: str) -> None:
    assert "HALL_DATABASE_URL" in one_line(data, "serve", HALL_DATABASE_URL=url)


@pytest.mark.parametrize("what", COMMANDS, ids=lambda what: what[0])
def test_a_database_of_a_newer_version_is_left_as_it_is(data: Path, what: tuple[str, ...]) -> None:
    with closing(sqlite3.connect(data / "hall.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    before = (data / "hall.db").read_bytes()
    assert "a newer version wrote this database" in one_line(data, *what)
    assert (data / "hall.db").read_bytes() == before


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = one_line(tmp_path / "file" / "data", "serve", HALL_SECRET_KEY="s" * 32, HALL_DATA_KEY="A" * 43 + "=")
    assert "HALL_DATA_DIR" in said


def test_a_data_folder_that_cannot_be_written_is_named(data: Path, tmp_path: Path) -> None:
    with narrow_disk(tmp_path / "narrow", 64) as narrow:
        shutil.copytree(data, narrow / "data")
        assert os.system(f"mount -o remount,ro {narrow}") == 0
        said = one_line(narrow / "data", "serve")
    assert "HALL_DATA_DIR" in said


Room = Callable[[], object]


@pytest.fixture(params=["a full disk", "a file that may not grow"])
def full(
    request: pytest.FixtureRequest, serve: Callable[..., Served], data: Path, tmp_path: Path
) -> Iterator[tuple[Served, str, Room]]:
    """A served hall whose database soon finds no room, the code of its refusals, and what gives it room again.

    At the end the hall must be sound.
    """
    if request.param == "a full disk":
        with narrow_disk(tmp_path / "narrow", 16) as narrow:
            shutil.move(data / "hall.db", narrow)
            elsewhere = {"HALL_DATABASE_URL": f"sqlite:///{narrow / 'hall.db'}"}
            served = serve(data, **elsewhere)
            filler = fill(narrow, leaving=200_000)
            yield served, "disk_full", filler.unlink
            assert served.stop() == 0, served.log
            assert command(data, "verify", **elsewhere).returncode == 0
        return
    served = serve(data)
    limits = resource.prlimit(served.pid, resource.RLIMIT_FSIZE)
    grown = max(path.stat().st_size for path in data.glob("hall.db*"))
    resource.prlimit(served.pid, resource.RLIMIT_FSIZE, (grown + 100_000, limits[1]))
    yield served, "unavailable", lambda: resource.prlimit(served.pid, resource.RLIMIT_FSIZE, limits)
    assert command(data, "verify").returncode == 0


def test_without_room_tickets_are_refused_in_a_sentence_and_with_it_given_again(
    full: tuple[Served, str, Room],
) -> None:
    served, code, make_room = full
    kiosk = Kiosk(served)
    body = {"services": ["general"], "channel": "kiosk"}
    given = []
    for n in range(2000):
        answered = kiosk.send("POST", f"/halls/{COUNTY}/tickets", body, key=f"taken-while-room-was-left-{n}")
        if answered.status_code != 201:
            break
        given.append(answered.json())
    assert (answered.status_code, answered.json()["code"]) == (503, code), answered.text
    assert answered.json()["detail"]
    assert given
    seen = requests.get(f"{served.base_url}/api/v1/tickets/{given[-1]['id']}", timeout=5)
    assert seen.json()["state"] == "waiting", "reading goes on"
    again = kiosk.send("POST", f"/halls/{COUNTY}/tickets", body, key=f"taken-while-room-was-left-{n}")
    assert again.status_code == 503

    make_room()
    last = kiosk.send("POST", f"/halls/{COUNTY}/tickets", body, key=f"taken-while-room-was-left-{n}")
    assert last.status_code == 201, last.text
    assert last.json()["number"] == f"A{len(given) + 1:03}", "nothing was half done"
