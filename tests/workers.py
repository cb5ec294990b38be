"""Real worker processes behind one port: `hall serve --workers N` over a furnished PostgreSQL database and a Redis.

Which process serves a connection is known by the system's own tables: the worker that holds the other end of it.
"""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from copy import copy
from pathlib import Path
from typing import Any, TypeVar

import requests

from hall.app import open_database
from hall.db import Database
from hall.settings import Settings
from tests.ears import Ear
from tests.people import Caller
from tests.served import Served, command

Talker = TypeVar("Talker", bound=Caller)
MOST_TRIES = 80
EVERY_WORKER_WITHIN_SECONDS = 60.0


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

    def end_worker(self, pid: int, how: signal.Signals = signal.SIGKILL) -> None:
        """End one of them in the middle of anything, or as `how` says; returns once it is gone."""
        assert pid in self.pids
        os.kill(pid, how)
        self.await_(lambda: pid not in self.pids, f"end of worker {pid}")

    def worker_of(self, line: socket.socket) -> int:
        """Which worker holds the other end of this connection."""
        here, there = line.getsockname(), line.getpeername()
        inode = _inode(local=there[1], remote=here[1])
        found = [pid for pid in self.pids if inode in _sockets(pid)]
        assert len(found) == 1, f"connection {here} is held by {found}"
        return found[0]

    def each(self, listen: Callable[[], Ear]) -> dict[int, Ear]:
        """A listener at every worker, by its process: the system gives a connection to whichever is free."""
        found: dict[int, Ear] = {}
        for _ in range(MOST_TRIES):
            ear = listen()
            found.setdefault(self.worker_of_ear(ear), ear)
            if len(found) == len(self.serving):
                return found
        raise AssertionError(f"{MOST_TRIES} connections came to {list(found)} of {self.serving} alone")

    def at(self, pid: int, caller: Talker) -> Talker:
        """The same person over a kept connection to that worker."""
        for _ in range(MOST_TRIES):
            there = copy(caller)
            there.session = requests.Session()
            there.session.headers.update(caller.session.headers)
            there.session.cookies.update(caller.session.cookies)
            there.ask("/halls")
            if self._worker_of_session(there.session) == pid:
                return there
            there.session.close()
        raise AssertionError(f"{MOST_TRIES} connections did not come to {pid}")

    def database(self) -> Database:
        """Their database, beside them."""
        return open_database(Settings.load(self._settings))

    def command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """The command line in another process, over the same database."""
        return command(self.data, *arguments, **self._settings)

    def worker_of_ear(self, ear: Ear) -> int:
        return self.worker_of(ear.client.eio.ws.sock)

    def _worker_of_session(self, session: requests.Session) -> int:
        adapter: Any = session.get_adapter(self.base_url)
        pools = adapter.poolmanager.pools
        (pool,) = (pools[key] for key in pools.keys())  # noqa: SIM118 (it is no mapping)
        return self.worker_of(pool.pool.queue[-1].sock)


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
