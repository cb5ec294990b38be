"""A backup taken while the hall works is a whole hall: restored elsewhere it verifies, and nobody's ticket is lost."""

import json
import os
import shutil
import tarfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from tests.databases import Files, copy_data_folder
from tests.people import Cast, Json, Kiosk
from tests.served import Served, command, opened

pytestmark = pytest.mark.sqlite("PostgreSQL's own programs are tried in tests/actions/operations")


@pytest.fixture(scope="module")
def kept(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A furnished folder that nobody serves, with a recorded voice, and its backup."""
    folder = copy_data_folder(Files(), furnished, tmp_path_factory.mktemp("kept") / "data")
    voice = folder / "voice" / "recorded-0a1b2c3d"
    voice.mkdir(parents=True)
    (voice / "please.wav").write_bytes(b"a recorded voice")
    (folder / "anchors.jsonl").touch()
    backup = folder.parent / "hall.tar"
    made = command(folder, "backup", str(backup))
    assert made.returncode == 0, made.stderr
    assert "HALL_DATA_KEY" in made.stdout
    return folder, backup


@pytest.fixture
def empty(kept: tuple[Path, Path], tmp_path: Path) -> Path:
    """A folder that holds the same keys and nothing else."""
    folder = tmp_path / "restored"
    folder.mkdir()
    shutil.copy(kept[0] / "keys.toml", folder)
    return folder


def refusal(folder: Path, backup: Path) -> str:
    """The one sentence with which a backup is refused; the folder holds what it held."""
    before = sorted(path.name for path in folder.iterdir())
    refused = command(folder, "restore", str(backup))
    assert refused.returncode == 1
    assert len(refused.stderr.splitlines()) == 1, refused.stderr
    assert sorted(path.name for path in folder.iterdir() if path.name != "server.lock") == before
    return refused.stderr


def test_what_belongs_to_a_hall_is_in_it_and_its_keys_are_not(kept: tuple[Path, Path], empty: Path) -> None:
    folder, backup = kept
    assert backup.stat().st_mode & 0o777 == 0o600
    with tarfile.open(backup) as tar:
        names = tar.getnames()
        content = [tar.extractfile(name).read() for name in names]  # type: ignore[union-attr]
        manifest = json.loads(content[0])
    assert names == ["manifest.json", *manifest["files"]]
    assert set(names) == {"manifest.json", "anchors.jsonl", "hall.db", "voice/recorded-0a1b2c3d/please.wav"}
    assert [hall["code"] for hall in manifest["halls"]] == ["zhouzhi", "louguan", "yabai", "houzhenzi"]
    keys = [line.split('"')[1].encode() for line in (folder / "keys.toml").read_text().splitlines()]
    assert not any(key in part for key in keys for part in content)

    restored = command(empty, "restore", str(backup))
    assert restored.returncode == 0, restored.stderr + restored.stdout
    assert "Sound: 4 halls" in restored.stdout
    assert (empty / "voice/recorded-0a1b2c3d/please.wav").read_bytes() == b"a recorded voice"
    assert command(empty, "verify").returncode == 0


def test_every_ticket_acknowledged_before_it_began_is_in_it(
    serve: Callable[..., Served], own: Served, own_cast: Cast, tmp_path: Path
) -> None:
    """Four clients issue and call for as long as the backup takes."""
    answered: list[Json] = []
    enough, over = threading.Event(), threading.Event()

    def keep_taking() -> None:
        kiosk = Kiosk(own)
        while not over.is_set():
            answered.append(kiosk.take("general"))
            if len(answered) >= 60:
                enough.set()

    def keep_calling(window: int) -> None:
        clerk = own_cast.clerk(window)
        while not over.is_set():
            clerk.serve(clerk.called())

    assert own_cast.kiosk.take("general")
    workers = [threading.Thread(target=keep_taking) for _ in range(2)]
    for worker in workers:
        worker.start()
    assert enough.wait(60)
    workers += [threading.Thread(target=keep_calling, args=(window,)) for window in (3, 4)]
    for worker in workers[2:]:
        worker.start()
    try:
        before = list(answered)
        made = command(own.data, "backup", str(tmp_path / "hall.tar"))
        during = len(answered) - len(before)
    finally:
        over.set()
        for worker in workers:
            worker.join()
    assert made.returncode == 0, made.stderr
    assert during > 0, "nobody stood still for the backup"

    folder = tmp_path / "restored"
    folder.mkdir()
    shutil.copy(own.data / "keys.toml", folder)
    restored = command(folder, "restore", str(tmp_path / "hall.tar"))
    assert restored.returncode == 0, restored.stderr + restored.stdout
    database = opened(folder)
    with database.reading() as connection:
        ids = set(connection.exec_driver_sql("SELECT id FROM tickets").scalars())
    database.close()
    assert {ticket["id"] for ticket in before} <= ids

    shutil.copy(own.data / "demo.json", folder)
    again = serve(folder)
    seen = requests.get(f"{again.base_url}/api/v1/tickets/{before[0]['id']}", timeout=5)
    assert seen.json()["number"] == before[0]["number"]


def test_a_backup_goes_into_no_folder_that_holds_anything(kept: tuple[Path, Path], empty: Path) -> None:
    (empty / "hall.db").touch()
    assert "is not empty (hall.db)" in refusal(empty, kept[1])


def test_the_wrong_key_is_said_before_anything_is_written(kept: tuple[Path, Path], empty: Path) -> None:
    keys = (empty / "keys.toml").read_text()
    (empty / "keys.toml").write_text(
        keys.replace("data_key", "data_key", 1).split("data_key")[0] + f'data_key = "{"A" * 43}="\n'
    )
    said = refusal(empty, kept[1])
    assert "HALL_DATA_KEY" in said
    assert "is missing" in said


def test_without_a_key_it_is_asked_for(kept: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert "HALL_DATA_KEY is missing" in refusal(tmp_path / "data", kept[1])


@pytest.mark.parametrize("what", ["a byte of the database", "cut off", "no tar", "a member outside"])
def test_what_is_not_whole_is_refused_and_leaves_nothing(
    kept: tuple[Path, Path], empty: Path, tmp_path: Path, what: str
) -> None:
    damaged, content = tmp_path / "damaged.tar", bytearray(kept[1].read_bytes())
    if what == "a byte of the database":
        content[content.index(b"SQLite format 3") + 5000] ^= 1
    elif what == "cut off":
        del content[len(content) // 2 :]
    elif what == "no tar":
        content = bytearray(b"hello\n" * 5000)
    else:
        content = content.replace(b'"anchors.jsonl"', b'"../chors.jsonl"'[:15])
    damaged.write_bytes(content)
    said = refusal(empty, damaged)
    assert "damaged" in said or "is not a backup" in said


def test_no_backup_takes_the_place_of_another(kept: tuple[Path, Path]) -> None:
    before = kept[1].read_bytes()
    again = command(kept[0], "backup", str(kept[1]))
    assert (again.returncode, "is there already" in again.stderr) == (1, True)
    assert kept[1].read_bytes() == before


def test_a_folder_is_given_a_file_of_its_own_name(kept: tuple[Path, Path], tmp_path: Path) -> None:
    assert command(kept[0], "backup", str(tmp_path)).returncode == 0
    (made,) = tmp_path.iterdir()
    assert made.name.startswith("hall-2")


@pytest.fixture
def narrow(tmp_path: Path) -> Iterator[Path]:
    """A folder on a file system of one megabyte; only root can have one."""
    if os.geteuid() != 0:
        pytest.skip("only root can make a file system")
    folder = tmp_path / "narrow"
    folder.mkdir()
    assert os.system(f"mount -t tmpfs -o size=1m tmpfs {folder}") == 0
    yield folder
    os.system(f"umount {folder}")


def test_where_there_is_no_room_it_says_so_and_leaves_nothing(kept: tuple[Path, Path], narrow: Path) -> None:
    full = command(kept[0], "backup", str(narrow / "hall.tar"))
    assert full.returncode == 1
    assert "cannot be written" in full.stderr
    assert len(full.stderr.splitlines()) == 1
    assert list(narrow.iterdir()) == []
