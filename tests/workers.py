"""Real worker processes behind one port: `hall serve --workers N` over a furnished PostgreSQL database and a Redis.

Which process serves a connection is known by the system's own tables: the worker that holds the other end of it.
"""

import os
import re
import signal
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import requests

from tests.ears import Ear
from tests.served import Served

EVERY_WORKER_WITHIN_SECONDS = 20.0


class Workers(Served):
    """`number` of them over `data`, a folder in which `hall demo` furnished the database; used like `Served`."""

    def __init__(self, data: Path, number: int, settings: Mapping[str, str]) -> None:
        super().__init__(data, settings)
        self.number = number
        self._settings |= {"HALL_BIND": f"127.0.0.1:{self.port}", "HALL_DATA_DIR": str(data)}

    def start(self) -> "Workers":
        super().start()
        self.wait_for(self.number)
        return self

    def _command(self) -> list[str]:
        return [*self._python(), "serve", "--workers", str(self.number)]

    def _is_ready(self, line: str) -> bool:
        return re.search(r"worker \d+ serves", line) is not None

    @property
    def pids(self) -> list[int]:
        """The worker processes, oldest first; the first process of all is `pid`."""
        path = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return [int(pid) for pid in path.read_text(encoding="ascii").split()]

    def wait_for(self, number: int) -> None:
        """Until so many workers serve."""
        self.await_(lambda: len(self.serving) == number, f"{number} workers")

    @property
    def serving(self) -> list[int]:
        """The workers that said that they serve, and live."""
        said = {int(pid) for pid in re.findall(r"worker (\d+) serves", self.log)}
        return [pid for pid in self.pids if pid in said]

    def await_(self, true: Callable[[], object], what: str, within: float = EVERY_WORKER_WITHIN_SECONDS) -> None:
        until = time.monotonic() + within
        while not true():
            assert time.monotonic() < until, f"no {what} within {within} s:\n{self.log}"
            time.sleep(0.02)  # the system tells nobody what a process has become

    def kill_worker(self, pid: int) -> None:
        assert pid in self.pids
        os.kill(pid, signal.SIGKILL)

    def worker_of(self, line: socket.socket) -> int:
        """Which worker holds the other end of this connection."""
        here, there = line.getsockname(), line.getpeername()
        inode = _inode(local=there[1], remote=here[1])
        found = [pid for pid in self.pids if inode in _sockets(pid)]
        assert len(found) == 1, f"connection {here} is held by {found}"
        return found[0]

    def worker_of_ear(self, ear: Ear) -> int:
        return self.worker_of(ear.client.eio.ws.sock)

    def worker_of_session(self, session: requests.Session) -> int:
        """Which worker a kept-alive session last spoke to."""
        pool = session.get_adapter(self.base_url).poolmanager.connection_from_url(self.base_url)
        connection = pool.pool.queue[-1]
        return self.worker_of(connection.sock)


def _inode(local: int, remote: int) -> str:
    """The kernel's number of the socket on this port whose other end is on that one."""
    for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]:
        fields = line.split()
        here, there = (int(fields[at].rpartition(":")[2], 16) for at in (1, 2))
        if (here, there) == (local, remote):
            return fields[9]
    raise AssertionError(f"nobody holds the connection to port {remote}")


def _sockets(pid: int) -> set[str]:
    """The kernel's numbers of the sockets that a process holds."""
    found = set()
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):
            found.add(str(descriptor.readlink()).removeprefix("socket:[").removesuffix("]"))
    return found
