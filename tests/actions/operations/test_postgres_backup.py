"""A hall in PostgreSQL is backed up by pg_dump and restored by pg_restore; without them it is said in a sentence."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from hall.db import Database
from hall.errors import BackupRefused
from hall.operations.archive import opened_archive
from hall.operations.backup import back_up
from hall.operations.restore import check_fits, lost_heads, restore
from hall.operations.verify import verify
from tests.databases import Server
from tests.halls import Built, County, build, opened
from tests.postgres import EmbeddedCluster, embedded

pytestmark = pytest.mark.postgresql("its own programs are run")


class Stand(NamedTuple):
    """A server of one's own and the county hall that was built in it."""

    cluster: EmbeddedCluster
    built: Built


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    with embedded() as cluster:
        yield Stand(cluster, build(tmp_path_factory.mktemp("dumped") / "county", Server(cluster)))


@pytest.fixture
def county(stand: Stand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[County]:
    monkeypatch.setenv("PATH", f"{stand.cluster.binaries}{os.pathsep}{os.environ['PATH']}")
    folder = tmp_path / "data"
    folder.mkdir()
    with opened(stand.built, folder) as county:
        yield county


def test_what_was_answered_before_a_backup_began_is_in_it(stand: Stand, county: County, tmp_path: Path) -> None:
    county.open(27)
    before = [county.issue("tax")["id"] for _ in range(5)]
    county.call(27)
    over = threading.Event()

    def keep_taking() -> None:
        while not over.is_set():
            county.issue("tax")

    worker = threading.Thread(target=keep_taking)
    worker.start()
    try:
        manifest = back_up(county.database, county.folder, tmp_path / "hall.tar")
    finally:
        over.set()
        worker.join()
    assert manifest.database == "postgresql"

    folder = tmp_path / "restored"
    folder.mkdir()
    database = Database(stand.cluster.create())
    with opened_archive(tmp_path / "hall.tar") as archive:
        check_fits(archive.manifest, county.vault, database.engine.dialect.name)
        restore(archive, folder, database)
    assert list(lost_heads(database, manifest)) == []
    assert verify(database).findings == []
    with database.reading() as connection:
        assert set(before) <= set(connection.exec_driver_sql("SELECT id FROM tickets").scalars())

    with opened_archive(tmp_path / "hall.tar") as archive, pytest.raises(BackupRefused, match="is not empty"):
        restore(archive, folder, database)
    assert verify(database).findings == [], "what was there is untouched"
    database.close()


def test_a_backup_of_one_kind_of_database_does_not_go_into_the_other(county: County, tmp_path: Path) -> None:
    manifest = back_up(county.database, county.folder, tmp_path / "hall.tar")
    with pytest.raises(BackupRefused, match="another kind of database"):
        check_fits(manifest, county.vault, "sqlite")


@pytest.mark.parametrize(
    ("says", "sentence"), [(None, "There is no pg_dump here"), ("pg_dump (PostgreSQL) 12.4", "older than the server")]
)
def test_a_program_that_lacks_or_is_old_is_named(
    county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str | None, sentence: str
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    if says is not None:
        (programs / "pg_dump").write_text(f"#!/bin/sh\necho '{says}'\n", encoding="ascii")
        (programs / "pg_dump").chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    with pytest.raises(BackupRefused, match=sentence):
        back_up(county.database, county.folder, tmp_path / "hall.tar")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "programs"], "nothing half-done is left"
