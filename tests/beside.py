"""Programs that tests start beside themselves: each in a folder of its own, ended by its recorded process id.

A pytest that was killed leaves its programs running. Whoever starts one next finds their folders, whose names hold the
id of the process that is gone, ends what still runs there and takes the folders away.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

PID_FILE = "program.pid"
LOG_FILE = "program.log"
ORDINARY = "nobody"  # whom a program is started as that refuses to be root


def own_folder(name: str) -> Path:
    """A new folder for one program of this process, under the system's temporary folder."""
    _reap(name)
    folder = Path(tempfile.mkdtemp(prefix=f"hall-{name}-{os.getpid()}-"))
    folder.chmod(0o755)
    return folder


def _reap(name: str) -> None:
    """End what processes that are gone have left behind."""
    for folder in Path(tempfile.gettempdir()).glob(f"hall-{name}-*-*"):
        owner = folder.name.removeprefix(f"hall-{name}-").split("-")[0]
        if not owner.isdigit() or Path(f"/proc/{owner}").exists() or folder.owner() != _me():
            continue
        recorded = folder / PID_FILE
        if recorded.is_file():
            pid = recorded.read_text(encoding="ascii").strip()
            if pid.isdigit() and _runs_in(int(pid), folder):
                os.kill(int(pid), signal.SIGQUIT)
                _await(lambda pid=pid: not Path(f"/proc/{pid}").exists())  # type: ignore[misc]
        shutil.rmtree(folder, ignore_errors=True)


def _me() -> str:
    return pwd.getpwuid(os.getuid()).pw_name


def _runs_in(pid: int, folder: Path) -> bool:
    """Whether that process works in this folder: ids are given again to others."""
    try:
        return Path(f"/proc/{pid}/cwd").readlink().is_relative_to(folder)
    except OSError:
        return False


def _await(true: Callable[[], bool], within: float = 10.0) -> bool:
    until = time.monotonic() + within
    while not true():
        if time.monotonic() > until:
            return False
        time.sleep(0.01)  # nobody tells a stranger that a process has ended
    return True


class Program:
    """A program that works in `folder`; `answers` tells whether it is ready."""

    def __init__(
        self, folder: Path, command: Sequence[str], answers: Callable[[], bool], user: str | None = None
    ) -> None:
        self.folder, self._command, self._answers, self._user = folder, list(command), answers, user
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it (again) and return once it answers."""
        with (self.folder / LOG_FILE).open("ab") as log:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, user=self._user, cwd=self.folder
            )
        (self.folder / PID_FILE).write_text(str(self._process.pid), encoding="ascii")
        if not _await(lambda: self._process is None or self._process.poll() is not None or self._answers(), within=30):
            self.end(signal.SIGKILL)
        assert self.running, self.log

    def end(self, how: signal.Signals) -> None:
        """Send it this signal and wait until it has ended."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(how)
        if self._process is not None:
            self._process.wait(30)

    def send(self, how: signal.Signals) -> None:
        """Send it this signal, for instance to hold it still (SIGSTOP) and let it go on (SIGCONT)."""
        os.kill(self.pid, how)

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def log(self) -> str:
        return (self.folder / LOG_FILE).read_text(encoding="utf-8", errors="replace")

    @contextmanager
    def running_for_a_while(self, ended_by: signal.Signals) -> Iterator[None]:
        """Start it, and end it when the block is left, even if it was held still."""
        self.start()
        try:
            yield
        finally:
            if self.running:
                self.send(ended_by)
                self.send(signal.SIGCONT)
            self.end(ended_by)


def ordinary_user() -> str | None:
    """Whom to start a program as that will not be root; nobody else where we are not."""
    return ORDINARY if sys.platform != "win32" and os.geteuid() == 0 else None
