"""`hall restore`: a backup into an empty data folder and an empty database; whole, or not at all."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa

from hall.db import ORDERS, Database
from hall.errors import BackupRefused, WrongSetting
from hall.migration import known_revisions
from hall.operations.archive import POSTGRESQL_MEMBER, SQLITE_MEMBER, Archive, Manifest
from hall.operations.dumping import load
from hall.personal.vault import SETTING, Vault
from hall.settings import KEYS_FILE
from hall.text import Text

MAY_BE_THERE = {KEYS_FILE, "server.lock", "duties.lock", "files.lock"}
UNPACKED = ".restoring"


def check_fits(manifest: Manifest, vault: Vault, kind: str) -> None:
    """Refuse a backup of a newer version, of another kind of database, or with a key that is not given here."""
    if manifest.revision not in known_revisions():
        raise BackupRefused(
            Text(
                f"该备份由更新的版本（{manifest.version}）制作，请升级程序",
                f"A newer version ({manifest.version}) made this backup; upgrade the program",
            )
        )
    if manifest.database != kind:
        raise BackupRefused(
            Text(
                f"该备份的数据库是 {manifest.database}，HALL_DATABASE_URL 指向另一种",
                f"This backup is of {manifest.database}, and HALL_DATABASE_URL names another kind of database",
            )
        )
    missing = ", ".join(sorted(set(manifest.data_keys) - vault.key_ids))
    if missing:
        raise WrongSetting(
            Text(
                f"{SETTING} 不是该备份的密钥：缺少编号为 {missing} 的密钥。备份中不含密钥，请另行取回",
                f"{SETTING} is not this backup's key: the key {missing} is missing. "
                "Keys are not in a backup; bring them from where they are kept",
            )
        )


def check_empty(data_dir: Path) -> None:
    """Refuse a folder that holds anything but keys."""
    there = sorted(path.name for path in data_dir.iterdir() if path.name not in MAY_BE_THERE)
    if there:
        named = ", ".join(there[:3])
        raise BackupRefused(
            Text(
                f"{data_dir} 不是空文件夹（有 {named}），只能恢复到空文件夹",
                f"{data_dir} is not empty ({named}); restore into an empty folder",
            )
        )


def restore(archive: Archive, data_dir: Path, database: Database) -> None:
    """Lay the backup's files where they belong, the database last. Afterwards nothing is left of a failure."""
    unpacked = data_dir / UNPACKED
    with _undone_on_failure(data_dir):
        for name in archive.manifest.files:
            archive.unpack(name, unpacked / name)
        if archive.manifest.database == "sqlite":
            whole = Path(database.engine.url.database or "")
            if whole.exists():
                raise _not_empty(str(whole))
            _lay(unpacked, data_dir, SQLITE_MEMBER)
            shutil.move(unpacked / SQLITE_MEMBER, whole)
        else:
            _lay(unpacked, data_dir, POSTGRESQL_MEMBER)
            _load(database, unpacked / POSTGRESQL_MEMBER)
        shutil.rmtree(unpacked)


def _lay(unpacked: Path, data_dir: Path, database: str) -> None:
    """Move everything but the database to its place."""
    for path in unpacked.iterdir():
        if path.name != database:
            path.rename(data_dir / path.name)


def _load(database: Database, dumped: Path) -> None:
    with database.engine.connect() as connection:
        if sa.inspect(connection).get_table_names():
            raise _not_empty(str(connection.engine.url.database))
        load(connection, dumped)


@contextmanager
def _undone_on_failure(data_dir: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        _clear(data_dir)
        said = error.strerror
        raise BackupRefused(Text(f"无法写入 {data_dir}（{said}）", f"{data_dir} cannot be written ({said})")) from error
    except BaseException:
        _clear(data_dir)
        raise


def _clear(data_dir: Path) -> None:
    for path in data_dir.iterdir():
        if path.name not in MAY_BE_THERE:
            with suppress(OSError):
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def _not_empty(name: str) -> BackupRefused:
    return BackupRefused(
        Text(
            f"数据库 {name} 不是空的，只能恢复到空数据库",
            f"The database {name} is not empty; restore into an empty one",
        )
    )


def lost_heads(database: Database, manifest: Manifest) -> Iterator[str]:
    """A sentence for every hall whose journal does not end as the backup's manifest says."""
    with database.reading() as connection:
        found = {row.hall_id: (row.seq, bytes(row.head).hex()) for row in connection.execute(sa.select(ORDERS))}
    for hall in manifest.halls:
        if found.get(hall.id) != (hall.seq, hall.head):
            yield f"{hall.code} {hall.seq}: the journal does not end as the backup's manifest says"
