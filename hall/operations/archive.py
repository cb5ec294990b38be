"""A backup's one file: a plain tar whose first member, `manifest.json`, says what the others are and their SHA-256.

Members: the database (`hall.db`, or `hall.dump` of pg_dump), `anchors.jsonl`, recorded voices under `voice/`, and under
`files/` what people sent in, encrypted. Keys are never among them: whoever finds a backup must not be able to read what
is encrypted in it.
"""

import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any

from hall.errors import BackupRefused
from hall.text import Text

FORMAT = 1
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 64 * 1024 * 1024
CHUNK = 1024 * 1024
SQLITE_MEMBER, POSTGRESQL_MEMBER = "hall.db", "hall.dump"


@dataclass(frozen=True)
class Member:
    """One file of a backup: its length in bytes and its SHA-256 in hex."""

    size: int
    sha256: str


@dataclass(frozen=True)
class HallHead:
    """How far one hall's journal goes in a backup; `head` is the last entry's hash in hex."""

    id: int
    code: str
    seq: int
    head: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. `database`: sqlite or postgresql; `revision`: of its tables; `data_keys`: their ids."""

    version: str
    made_at: str
    database: str
    revision: str
    halls: list[HallHead]
    data_keys: list[str]
    files: dict[str, Member]

    def as_json(self) -> bytes:
        return json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=1).encode()


def write_archive(path: Path, manifest: Callable[[dict[str, Member]], Manifest], sources: Mapping[str, Path]) -> None:
    """Write `sources` (by member name) to `path`, whole or not at all; readable by its owner alone."""
    part = path.with_name(path.name + ".part")
    try:
        members = {name: Member(source.stat().st_size, _digest(source)) for name, source in sources.items()}
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w") as tar:
                _add(tar, MANIFEST, manifest(members).as_json())
                for name, source in sources.items():
                    tar.add(source, name, recursive=False, filter=_plain)
            file.flush()
            os.fsync(file.fileno())
        os.link(part, path)  # unlike a renaming it never takes the place of another backup
    finally:
        part.unlink(missing_ok=True)


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, io.BytesIO(content))


def _digest(path: Path) -> str:
    made = sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            made.update(chunk)
    return made.hexdigest()


class Archive:
    """A backup opened for reading; `manifest` was read from it."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.manifest = _manifest(tar)

    def unpack(self, name: str, to: Path) -> None:
        """Write one member to a new file. BackupRefused when it is missing or is not what the manifest says."""
        told = self.manifest.files[name]
        try:
            member = self._tar.getmember(name)
        except KeyError:
            raise _damaged(name) from None
        source = self._tar.extractfile(member) if member.isreg() else None
        if source is None or member.size != told.size:
            raise _damaged(name)
        to.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            if _copied(source, file) != told.sha256:
                raise _damaged(name)
            file.flush()
            os.fsync(file.fileno())


def _copied(source: IO[bytes], to: IO[bytes]) -> str:
    made = sha256()
    while chunk := source.read(CHUNK):
        made.update(chunk)
        to.write(chunk)
    return made.hexdigest()


@contextmanager
def opened_archive(path: Path) -> Iterator[Archive]:
    """A backup for reading. BackupRefused for a file that cannot be read or is none, or is of a newer format."""
    try:
        with tarfile.open(path, "r:") as tar:
            yield Archive(tar)
    except (tarfile.TarError, EOFError) as error:
        raise _no_backup(path) from error
    except FileNotFoundError as error:
        if error.filename != str(path):
            raise
        raise _no_backup(path) from error


def _manifest(tar: tarfile.TarFile) -> Manifest:
    first = tar.next()
    source = tar.extractfile(first) if first is not None and first.name == MANIFEST and first.isreg() else None
    if source is None or first is None or first.size > LARGEST_MANIFEST:
        raise _no_backup(Path(str(tar.name)))
    try:
        told: dict[str, Any] = json.loads(source.read())
        if told.pop("format") != FORMAT:
            raise BackupRefused(
                Text("该备份由更新的版本制作，请升级程序", "A newer version made this backup; upgrade the program")
            )
        told["halls"] = [HallHead(**hall) for hall in told["halls"]]
        told["files"] = {_safe(name): Member(**member) for name, member in told["files"].items()}
        return Manifest(**told)
    except (ValueError, KeyError, TypeError) as error:
        raise _no_backup(Path(str(tar.name))) from error


def _safe(name: str) -> str:
    """A member's name, which must stay below the folder it is unpacked to."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise ValueError(name)
    return name


def _damaged(name: str) -> BackupRefused:
    return BackupRefused(
        Text(f"备份已损坏：{name} 缺失或与清单不符", f"The backup is damaged: {name} is missing or not as it was made")
    )


def _no_backup(path: Path) -> BackupRefused:
    return BackupRefused(Text(f"{path} 不是备份文件", f"{path} is not a backup"))
