"""The folder that files lie in: encrypted, under names that say nothing, outside of everything that is served."""

import errno
import os
import re
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from hall.errors import DataDamaged, DataKeyMissing, DiskFull, FileUnreadable
from hall.folders import FolderLock
from hall.personal.vault import Vault
from hall.text import Text

FOLDER = "files"
PURPOSE = "file"
LEFT_FREE = 256 * 1024 * 1024  # bytes: files stop before the database does
LOCK = "files.lock"
_ID = re.compile(r"[A-Za-z0-9_-]{22}")
_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class FileStore:
    """Files by their id, below `data_dir`."""

    def __init__(self, data_dir: Path, vault: Vault) -> None:
        self.folder, self._vault = data_dir / FOLDER, vault
        self.removing = FolderLock(data_dir / LOCK)

    def put(self, file_id: str, content: bytes) -> None:
        """Keep a new file, whole or not at all. Raises DiskFull, FileUnreadable."""
        path = self._path(file_id)
        part = path.with_name(path.name + ".part")
        try:
            for folder in (self.folder, path.parent):
                folder.mkdir(mode=0o700, exist_ok=True)
            if shutil.disk_usage(path.parent).free < LEFT_FREE + len(content):
                raise DiskFull(_FULL)
            _write(part, self._vault.seal_bytes(content, PURPOSE, file_id))
            part.rename(path)
            _sync(path.parent)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise DiskFull(_FULL) if error.errno in _NO_SPACE else FileUnreadable(_AWAY) from error

    def get(self, file_id: str) -> bytes:
        """What `put` was given. FileUnreadable when it is gone, was changed, or its key is gone."""
        try:
            return self._vault.open_bytes(self._path(file_id).read_bytes(), PURPOSE, file_id)
        except (OSError, DataDamaged, DataKeyMissing) as error:
            raise FileUnreadable(_AWAY) from error

    def remove(self, file_id: str) -> None:
        """Take it away; nothing happens where there is none."""
        self._path(file_id).unlink(missing_ok=True)

    def left_over(self, before: datetime) -> Iterator[tuple[str, Path]]:
        """Everything in the folder that is older than `before`: (the id that it would be under, its path)."""
        for path in self.folder.glob("*/*"):
            if datetime.fromtimestamp(path.stat().st_mtime, before.tzinfo) < before:
                yield path.name.removesuffix(".part"), path

    def _path(self, file_id: str) -> Path:
        return path_in(self.folder, file_id)


def path_in(folder: Path, file_id: str) -> Path:
    """Where a file lies; ValueError for what is no id, whoever asks."""
    if _ID.fullmatch(file_id) is None:
        raise ValueError(file_id)
    return folder / file_id[:2] / file_id


YOUNGEST_LEFT_OVER = timedelta(hours=1)
"""What is younger may belong to a transaction that goes on."""

_FULL = Text(
    "服务器存储空间不足，文件未保存。请稍后再试，或到窗口提交材料",
    "The server has no room for files: nothing was saved. Try later, or bring it to the window",
)
_AWAY = Text("文件暂时无法读取或保存，请稍后再试", "The file cannot be read or saved at the moment: try again later")


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make the new name in `folder` last."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
