"""Databases for tests, new ones and copies: SQLite's files or PostgreSQL's, by the option `--database`."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

from hall.demo import make_keys
from hall.settings import DATABASE_FILE, KEYS_FILE
from tests.postgres import Cluster
from tests.restoring import Copy

SQLITE, POSTGRESQL = "sqlite", "postgresql"


class Databases(Protocol):
    """Where tests get their databases; each is named by the URL that HALL_DATABASE_URL takes."""

    kind: str

    def new(self, folder: Path) -> str:
        """An empty database, in `folder` if it is a file."""

    def copy(self, url: str, folder: Path) -> str:
        """A database like that one, which nobody may be using and which stays as it is."""

    def drop(self, url: str) -> None:
        """Away with it; what lies in a test's own folder goes with that."""


class Files:
    """SQLite's: a file in each folder, named as a hall's data folder names it."""

    kind = SQLITE

    def new(self, folder: Path) -> str:
        return f"sqlite:///{folder / DATABASE_FILE}"

    def copy(self, url: str, folder: Path) -> str:
        source = Path(sa.make_url(url).database or "")
        assert not source.with_name(f"{source.name}-wal").exists(), "somebody still uses it"
        if source.parent != folder:
            shutil.copy(source, folder / DATABASE_FILE)
        return self.new(folder)

    def drop(self, url: str) -> None:
        """Nothing to do."""


class Server:
    """PostgreSQL's: all in one cluster, whatever the folder. A copy that was dropped is lent again, made like new."""

    kind = POSTGRESQL

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._lent: dict[str, tuple[str, Copy]] = {}
        self._back: dict[str, list[Copy]] = {}

    def new(self, folder: Path) -> str:
        return self._cluster.create()

    def copy(self, url: str, folder: Path) -> str:
        copy = self._like_new(url) or Copy.taken(made := self._cluster.copy(url))
        if copy is None:
            return made
        self._lent[copy.url] = url, copy
        return copy.url

    def drop(self, url: str) -> None:
        if url not in self._lent:
            self._cluster.drop(url)
            return
        source, copy = self._lent.pop(url)
        self._back.setdefault(source, []).append(copy)

    def _like_new(self, source: str) -> Copy | None:
        """A copy of that one which somebody is done with, if one can be brought back."""
        while copies := self._back.get(source):
            copy = copies.pop()
            if copy.restore():
                return copy
            self._cluster.drop(copy.url)
        return None


@contextmanager
def copied(databases: Databases, url: str, folder: Path) -> Iterator[str]:
    """A copy for as long as the block lasts."""
    copy = databases.copy(url, folder)
    try:
        yield copy
    finally:
        databases.drop(copy)


def new_data_folder(databases: Databases, folder: Path) -> Path:
    """A hall's data folder with keys, whose database is a new one."""
    make_keys(folder)
    _name_database(databases, folder, databases.new(folder))
    return folder


def copy_data_folder(databases: Databases, data: Path, to: Path) -> Path:
    """A folder like `data`, whose server is not running, with a copy of its database."""
    shutil.copytree(data, to)
    named = database_of(data)
    if named is not None:
        _name_database(databases, to, databases.copy(named, to))
    return to


def database_of(data: Path) -> str | None:
    """The database that a data folder's keys name; nothing for the one that lies in it."""
    lines = (data / KEYS_FILE).read_text(encoding="utf-8").splitlines()
    return next((line.split('"')[1] for line in lines if line.startswith("database_url")), None)


def _name_database(databases: Databases, folder: Path, url: str) -> None:
    """Beside the keys every command finds it by the folder alone."""
    if databases.kind == SQLITE:
        return
    path = folder / KEYS_FILE
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("database_url")]
    path.write_text("\n".join([*lines, f'database_url = "{url}"', ""]), encoding="utf-8")
