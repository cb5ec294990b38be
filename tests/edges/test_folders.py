"""Locks on files: one at a time, ended with their process however it ends."""

import subprocess
import sys
import threading
from pathlib import Path

from hall.folders import FolderLock, one_at_a_time

HOLDER = """
import sys
from pathlib import Path
from hall.folders import FolderLock
lock = FolderLock(Path(sys.argv[1]))
print(lock.take(), flush=True)
sys.stdin.read()
"""


def test_a_lock_is_kept_until_it_is_let_go(tmp_path: Path) -> None:
    first, second = (FolderLock(tmp_path / "work.lock") for _ in range(2))
    assert first.take()
    assert first.take()
    assert not second.take()
    first.release()
    assert second.take()
    second.release()


def test_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    path = tmp_path / "work.lock"
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        lock = FolderLock(path)
        assert not lock.take()
        holder.kill()
        holder.wait()
    assert lock.take()
    lock.release()


def test_who_waits_gets_it_next_or_gives_up(tmp_path: Path) -> None:
    path, given_up = tmp_path / "work.lock", threading.Event()
    told: list[bool] = []

    def wait() -> None:
        with one_at_a_time(path, given_up.is_set) as mine:
            told.append(mine)

    for ends in ("let go", "given up"):
        with one_at_a_time(path) as mine:
            assert mine
            waiting = threading.Thread(target=wait)
            waiting.start()
            if ends == "given up":
                given_up.set()
                waiting.join()
        waiting.join()
    assert told == [True, False]
