"""A file system that is soon full, for tests of what happens then; only root can have one."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def narrow_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """`folder` as a file system of its own, of this size, for as long as the block lasts; skips who may not have it."""
    if os.geteuid() != 0:
        pytest.skip("only root can make a file system")
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip(f"no file system can be made here: {made.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path, leaving: int) -> Path:
    """Take all the room there but so many bytes; the file that takes it."""
    there = os.statvfs(folder)
    filler = folder / "filler"
    filler.write_bytes(bytes(max(0, there.f_bavail * there.f_frsize - leaving)))
    return filler
