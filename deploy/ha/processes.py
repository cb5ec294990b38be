"""Programs that are started, found again by a later command, and ended: each by its own process id, never by name."""

import os
import pwd
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

USER = "postgres"  # PostgreSQL refuses to run as root; Debian's package makes this user
POLL_SECONDS = 0.05
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"}


def user() -> str | None:
    """As whom programs run: the postgres user for root, anybody else as themselves (`None`)."""
    return USER if os.geteuid() == 0 else None


def owned(folder: Path) -> Path:
    """A folder that exists and belongs to whom the programs run as."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if name := user():
        entry = pwd.getpwnam(name)
        os.chown(folder, entry.pw_uid, entry.pw_gid)
    return folder


@dataclass(frozen=True)
class Process:
    """A process and the moment it began (clock ticks since the machine started): a pid alone may be given anew."""

    pid: int
    began: int

    @classmethod
    def of(cls, pid: int) -> "Process | None":
        """The process with this pid, if it runs."""
        try:
            said = Path(f"/proc/{pid}/stat").read_text(encoding="latin-1")
        except OSError:
            return None
        state, *rest = said.rpartition(")")[2].split()
        return None if state in "ZX" else cls(pid, int(rest[18]))

    @property
    def running(self) -> bool:
        return Process.of(self.pid) == self

    def send(self, how: signal.Signals) -> None:
        """Send a signal, if this very process still runs."""
        if self.running:
            os.kill(self.pid, how)

    def wait(self, seconds: float) -> bool:
        """Whether it ended within so long."""
        until = time.monotonic() + seconds
        while self.running and time.monotonic() < until:
            time.sleep(POLL_SECONDS)  # not a child of ours: nobody tells us of its end
        return not self.running

    def descendants(self) -> Iterator["Process"]:
        """What it started, and what that started."""
        for pid in _children(self.pid):
            child = Process.of(pid)
            if child is not None:
                yield child
                yield from child.descendants()


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(each) for each in path.read_text().split()]
        except OSError:
            continue  # the thread ended meanwhile
    return found


class Programs:
    """The programs of one folder: a pid and a log file each."""

    def __init__(self, folder: Path) -> None:
        self._pids, self._logs = folder / "pids", folder / "logs"

    def start(self, name: str, command: Sequence[str]) -> Process:
        """Start it unless it runs already."""
        if running := self.running(name):
            return running
        owned(self._pids), owned(self._logs)
        with (self._logs / f"{name}.log").open("ab") as log:
            started = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self._pids.parent,
                env=ENVIRONMENT,
                start_new_session=True,
                user=user(),
                group=user(),
                extra_groups=[] if user() else None,
            )
        process = Process.of(started.pid)
        if process is None:
            raise SystemExit(f"ha: {name} ended at once; see {self._logs / name}.log")
        (self._pids / name).write_text(f"{process.pid} {process.began}\n", encoding="ascii")
        return process

    def recorded(self) -> list[str]:
        """The names of all that were started, the last first."""
        if not self._pids.is_dir():
            return []
        return [path.name for path in sorted(self._pids.iterdir(), key=lambda path: -path.stat().st_mtime_ns)]

    def running(self, name: str) -> Process | None:
        """The process of a program, if it runs."""
        path = self._pids / name
        if not path.is_file():
            return None
        pid, began = path.read_text(encoding="ascii").split()
        process = Process(int(pid), int(began))
        return process if process.running else None

    def end(self, name: str, seconds: float = 15.0) -> None:
        """End it as an operator does; what does not end in time is killed."""
        process = self.running(name)
        if process is not None:
            process.send(signal.SIGCONT)
            process.send(signal.SIGTERM)
            if not process.wait(seconds):
                for each in [process, *process.descendants()]:
                    each.send(signal.SIGKILL)
                process.wait(seconds)
        (self._pids / name).unlink(missing_ok=True)
