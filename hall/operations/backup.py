"""`hall backup`: one moment of an installation in one file, taken while the hall serves.

SQLite is copied by its own online backup, page by page inside one read transaction: writers wait for nothing, and no
write makes the copying begin anew. PostgreSQL is dumped from an exported snapshot. The anchors are taken first, so that
none names an entry that the database in the backup does not have yet. Files that people sent in are taken last, so that
none is missing that the database names; while that goes on, none is taken away.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from importlib.metadata import version
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.models import HALLS
from hall.clock import now
from hall.db import ORDERS, Database
from hall.display.pack import BUILT_IN
from hall.errors import BackupRefused
from hall.events import instant_text
from hall.files.queries import kept_ids
from hall.files.store import FOLDER, LOCK, path_in
from hall.folders import one_at_a_time
from hall.journal.anchors import ANCHORS_FILE
from hall.migration import revision
from hall.operations.archive import POSTGRESQL_MEMBER, SQLITE_MEMBER, HallHead, Manifest, Member, write_archive
from hall.operations.dumping import dump
from hall.personal.keys import used_key_ids
from hall.text import Text

PAGES_AT_ONCE = 512

Seen = Callable[[int, int], None]
"""Is told how many pages are done, of how many."""


def back_up(database: Database, data_dir: Path, to: Path, seen: Seen = lambda _done, _all: None) -> Manifest:
    """Write a backup to the new file `to`, or as a file of its own name into the folder `to`; what it holds."""
    if to.is_dir():
        to = to / f"hall-{now():%Y%m%dT%H%M%SZ}.tar"
    if to.exists():
        raise BackupRefused(Text(f"{to} 已存在，请换一个文件名", f"{to} is there already; name another file"))
    try:
        return _back_up(database, data_dir, to, seen)
    except (OSError, sqlite3.Error) as error:
        said = getattr(error, "strerror", None) or error
        raise BackupRefused(Text(f"无法写入 {to}（{said}）", f"{to} cannot be written ({said})")) from error


def _back_up(database: Database, data_dir: Path, to: Path, seen: Seen) -> Manifest:
    with (
        one_at_a_time(data_dir / LOCK) if data_dir.is_dir() else nullcontext(),
        tempfile.TemporaryDirectory(prefix=".backup-", dir=to.parent) as made,
    ):
        folder = Path(made)
        sources = _beside(data_dir, folder)
        with database.reading() as connection:
            told = _told(connection)
            sqlite = connection.dialect.name == "sqlite"
            copy = folder / (SQLITE_MEMBER if sqlite else POSTGRESQL_MEMBER)
            if sqlite:
                _copy(connection, copy, seen)
            else:
                dump(connection, copy)
            sent_in = kept_ids(connection)
        sources[copy.name] = copy
        sources |= _sent_in(data_dir, sent_in)
        done: list[Manifest] = []

        def manifest(members: dict[str, Member]) -> Manifest:
            done.append(told(members))
            return done[0]

        write_archive(to, manifest, sources)
        return done[0]


def _beside(data_dir: Path, folder: Path) -> dict[str, Path]:
    """What belongs to an installation beside its database, by member name: anchors and recorded voices."""
    found: dict[str, Path] = {}
    if (data_dir / ANCHORS_FILE).is_file():
        # Copied, since it grows while this goes on.
        found[ANCHORS_FILE] = Path(shutil.copyfile(data_dir / ANCHORS_FILE, folder / ANCHORS_FILE))
    for path in sorted((data_dir / "voice").glob("*/**/*")):
        pack = path.relative_to(data_dir / "voice").parts[0]
        if path.is_file() and not pack.startswith((f"{BUILT_IN}-", "render-", ".")):
            found[path.relative_to(data_dir).as_posix()] = path
    return found


def _sent_in(data_dir: Path, ids: list[str]) -> dict[str, Path]:
    """The files with these ids, encrypted as they lie. One that is lost is left out: `hall verify` speaks of it."""
    paths = sorted(path_in(data_dir / FOLDER, file_id) for file_id in ids)
    return {path.relative_to(data_dir).as_posix(): path for path in paths if path.is_file()}


def _told(connection: Connection) -> Callable[[dict[str, Member]], Manifest]:
    """The manifest of this moment, once its files are known."""
    wanted = sa.select(HALLS.c.id, HALLS.c.code, ORDERS.c.seq, ORDERS.c.head)
    rows = connection.execute(wanted.join(ORDERS, ORDERS.c.hall_id == HALLS.c.id).order_by(HALLS.c.id))
    halls = [HallHead(row.id, row.code, row.seq, bytes(row.head).hex()) for row in rows]
    tables, keys, at = revision(connection) or "", sorted(used_key_ids(connection)), instant_text(now())
    name = connection.dialect.name
    return lambda members: Manifest(version("hall"), at, name, tables, halls, keys, members)


def _copy(connection: Connection, to: Path, seen: Seen) -> None:
    """Copy SQLite's pages as this connection's read transaction sees them, some at a time."""
    source = connection.connection.dbapi_connection
    if not isinstance(source, sqlite3.Connection):
        raise TypeError(source)
    target = sqlite3.connect(to)
    try:
        source.backup(target, pages=PAGES_AT_ONCE, progress=lambda _, left, whole: seen(whole - left, whole))
        target.execute("PRAGMA journal_mode=DELETE")  # one file: nothing beside it belongs to it
    finally:
        target.close()
