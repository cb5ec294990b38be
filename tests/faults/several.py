"""The form for many: PostgreSQL, Redis and three worker processes, each of which may be killed.

PostgreSQL writes its log when it commits, as everybody runs it, but does not wait for the disk: a kill takes no power.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import Any, Self

from hall.db import Database
from tests import postgres, redis
from tests.beside import Program
from tests.faults.installation import LOOK_EVERY_SECONDS, START_SECONDS, Victim, definition, listens
from tests.ports import free_port
from tests.receiver import SECRET, Receiver
from tests.served import ROOT, Served, command, environment

WORKERS = 3
SETTINGS = ("fsync=off",)
_GUNICORN = "from gunicorn.app.wsgiapp import run\nrun()"


def children(pid: int) -> list[int]:
    """The processes that this one has started."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text(encoding="ascii").split()] if path.exists() else []


def send(pids: Sequence[int], how: signal.Signals) -> None:
    for pid in pids:
        if Path(f"/proc/{pid}").exists():
            os.kill(pid, how)


def wait_until(true: Callable[[], object], what: str, within: float = START_SECONDS) -> None:
    until = time.monotonic() + within
    while not true():
        assert time.monotonic() < until, f"no {what} within {within:.0f} s"
        time.sleep(LOOK_EVERY_SECONDS)  # the system tells nobody what a process has become


class Servers:
    """All server processes at once: gunicorn's first process and its workers."""

    name = "servers"

    def __init__(self, settings: dict[str, str], port: int, log: Path, prelude: str) -> None:
        self._settings, self._port, self._log, self._prelude = settings, port, log, prelude
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def workers(self) -> list[int]:
        return children(self._process.pid) if self._process is not None else []

    def start(self) -> None:
        # What `python -m gunicorn` does, once the code is loaded: workers are forked with it, and with the prelude.
        program = f"import hall.patching\n{self._prelude}\nimport hall.workers.wsgi\n{_GUNICORN}"
        gunicorn = ["-c", program, "--config", "python:hall.workers.gunicorn", "--workers", str(WORKERS)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, *gunicorn],
                cwd=ROOT,
                env=environment(self._settings),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        process = self._process
        wait_until(lambda: process.poll() is not None or (listens(self._port) and self.workers), "server")
        assert process.poll() in (None, -signal.SIGKILL), self._log.read_text(encoding="utf-8")[-4000:]

    def kill(self) -> None:
        if self._process is None:
            return
        everybody = [self._process.pid, *self.workers]
        send(everybody, signal.SIGKILL)
        self._process.wait()
        wait_until(lambda: not any(_runs(pid) for pid in everybody), "end of the workers", 10)

    def hold(self) -> None:
        send(self._everybody, signal.SIGSTOP)

    def let_go(self) -> None:
        send(self._everybody, signal.SIGCONT)

    @property
    def _everybody(self) -> list[int]:
        running = self._process is not None and self._process.poll() is None
        return [self._process.pid, *self.workers] if running and self._process is not None else []


class OneWorker:
    """Any one of the workers; the first process puts another in its place."""

    name = "worker"

    def __init__(self, servers: Servers, draw: Random) -> None:
        self._servers, self._draw = servers, draw
        self._held: list[int] = []

    def start(self) -> None:
        if self._servers.workers:
            wait_until(lambda: len(self._servers.workers) == WORKERS, f"{WORKERS} workers")

    def kill(self) -> None:
        if workers := self._servers.workers:
            send([self._draw.choice(workers)], signal.SIGKILL)

    def hold(self) -> None:
        workers = self._servers.workers
        self._held = [self._draw.choice(workers)] if workers else []
        send(self._held, signal.SIGSTOP)

    def let_go(self) -> None:
        send(self._held, signal.SIGCONT)


class Beside:
    """The database server or Redis, with the processes it has started."""

    def __init__(self, name: str, program: Program) -> None:
        self.name, self._program = name, program
        self._killed = False

    def start(self) -> None:
        """Start it and wait until it answers; an AssertionError if it ends otherwise than by being killed."""
        self._killed = False
        try:
            self._program.start()
        except AssertionError:
            if not self._killed:
                raise

    def kill(self) -> None:
        self._killed = True
        mine = self._mine
        send(mine, signal.SIGKILL)
        self._program.end(signal.SIGKILL)
        wait_until(lambda: not any(_runs(pid) for pid in mine), f"end of {self.name}", 10)

    def hold(self) -> None:
        send(self._mine, signal.SIGSTOP)

    def let_go(self) -> None:
        send(self._mine, signal.SIGCONT)

    @property
    def _mine(self) -> list[int]:
        return [self._program.pid, *children(self._program.pid)] if self._program.running else []


class OnPostgres:
    """Three workers over PostgreSQL and Redis. `prelude` is run in each worker before anything of the hall."""

    name = "postgresql"

    def __init__(self, folder: Path, prelude: str = "") -> None:
        self.folder, self.data = folder, folder / "data"
        folder.mkdir(parents=True, exist_ok=True)
        self._open = ExitStack()
        cluster = self._open.enter_context(postgres.embedded(settings=SETTINGS))
        broker = self._open.enter_context(redis.embedded())
        self._url = cluster.create()
        port = free_port()
        self.base_url = f"http://127.0.0.1:{port}"
        self.receiver = Receiver()
        self._open.callback(self.receiver.close)
        self._settings = {
            "HALL_WEBHOOK_URL": self.receiver.url,
            "HALL_WEBHOOK_SECRET": SECRET,
            "HALL_DATABASE_URL": self._url,
            "HALL_REDIS_URL": broker.url,
            "HALL_VOICE": "off",
            "HALL_DATA_DIR": str(self.data),
            "HALL_BIND": f"127.0.0.1:{port}",
        }
        self.log = folder / "server.log"
        self._servers = Servers(self._settings, port, self.log, prelude)
        worker = OneWorker(self._servers, Random(port))
        self.victims: Sequence[Victim] = [
            *(worker, worker, worker, self._servers),
            *(Beside("database", cluster.program), Beside("redis", broker.program)),
        ]

    @classmethod
    def furnished(cls, folder: Path, prelude: str = "") -> Self:
        """A new one with the demo's hall in it, under rules that let clerks be hasty."""
        house = cls(folder, prelude)
        try:
            Served(house.data, {"HALL_DATABASE_URL": house._url, "HALL_VOICE": "off"}).start().kill()
            imported = house.command("import", str(definition(folder)))
            assert imported.returncode == 0, imported.stderr
        except BaseException:
            house.end()
            raise
        return house

    @property
    def guide(self) -> dict[str, Any]:
        return Served(self.data).guide

    def start(self) -> None:
        self._servers.start()

    def end(self) -> None:
        self._servers.kill()
        self._open.close()
        shutil.rmtree(self.data, ignore_errors=True)

    def database(self) -> Database:
        return Database(self._url)

    def command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return command(self.data, *arguments, **self._settings)


def _runs(pid: int) -> bool:
    """Whether a process is there and has not ended (one that nobody has waited for yet has)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
