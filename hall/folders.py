"""Locks on files of the data folder: what several processes of one machine do there one at a time.

The system lets go of a lock when its process ends, however it ends. Waiting for one is done by asking again: the call
that would wait stands still with all greenlets of a process.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import IO

ASK_EVERY_SECONDS = 0.05


class FolderLock:
    """The lock on one file, which is made if it is not there; its folder must be."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[bytes] | None = None

    def take(self) -> bool:
        """Whether this process has it now; what it has it keeps until `release` or its end."""
        if self._file is not None:
            return True
        file = self._path.open("ab")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        return True

    def release(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            file.close()


@contextmanager
def one_at_a_time(path: Path, given_up: Callable[[], bool] = lambda: False) -> Iterator[bool]:
    """Wait for the lock on `path` and hold it for the block; False when waiting was `given_up` first."""
    lock = FolderLock(path)
    taken = lock.take()
    while not taken and not given_up():
        sleep(ASK_EVERY_SECONDS)
        taken = lock.take()
    try:
        yield taken
    finally:
        lock.release()
