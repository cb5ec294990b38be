"""What can be killed: an installation of Hall, its programs, and how to get at its database and command line."""

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from hall.db import Database
from tests.faults.nursery import Nursery, end, lives, send
from tests.ports import free_port
from tests.receiver import SECRET, Receiver
from tests.served import COUNTY, ROOT, Served, command, opened

EXAMPLE = ROOT / "hall" / "catalogue" / "data" / "examples" / f"{COUNTY}.toml"
HOURS = '[halls.hours]\nweekday = ["09:00-12:00", "13:00-17:00"]'
# Nobody waits a minute for a step that a clerk may take: a run is short, and every kind of step is to be in it.
HASTY_RULES = """
[halls.rules]
recall_interval_seconds = 0
no_show_seconds = 0
slow_no_show_seconds = 0
recalls = 20
requeues = 5
"""
START_SECONDS = 60.0
LOOK_EVERY_SECONDS = 0.02


class Victim(Protocol):
    """A program that may be ended, held still and started again at any moment."""

    @property
    def name(self) -> str: ...

    def kill(self) -> None:
        """End it in the middle of anything (SIGKILL)."""

    def hold(self) -> None:
        """Let it stand still (SIGSTOP)."""

    def let_go(self) -> None:
        """Let it go on (SIGCONT)."""

    def start(self) -> None:
        """Start it once more; returns when it answers."""


class Installation(Protocol):
    """One hall with everything it runs on."""

    name: str
    base_url: str
    log: Path
    """What its server processes said."""
    victims: Sequence[Victim]
    receiver: Receiver
    """Another platform that is told the journal."""

    @property
    def guide(self) -> dict[str, Any]:
        """`demo.json`: people and devices."""

    def start(self) -> None: ...

    def end(self) -> None:
        """Leave nothing running."""

    def database(self) -> Database:
        """The database, for looking into it when all is over."""

    def command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """The command line in another process."""


class Server:
    """One server process of a nursery; `answers` tells that it takes requests."""

    def __init__(self, name: str, nursery: Nursery, answers: Callable[[], bool]) -> None:
        self.name, self._nursery, self._answers = name, nursery, answers
        self._pid: int | None = None
        self._killed = False

    def start(self) -> None:
        """Start it and wait until it answers; an AssertionError if it ends by itself or never does."""
        self._killed = False
        pid = self._pid = self._nursery.bear()
        until = time.monotonic() + START_SECONDS
        while lives(pid) and not self._answers() and time.monotonic() < until:
            time.sleep(LOOK_EVERY_SECONDS)  # a server tells nobody that it has begun to listen
        if not lives(pid) and not self._killed:
            raise AssertionError(
                f"{self.name} ended by itself:\n{self._nursery.log.read_text(encoding='utf-8')[-4000:]}"
            )

    def kill(self) -> None:
        self._killed = True
        if self._pid is not None:
            end(self._pid)

    def hold(self) -> None:
        self._send(signal.SIGSTOP)

    def let_go(self) -> None:
        self._send(signal.SIGCONT)

    def _send(self, how: signal.Signals) -> None:
        if self._pid is not None:
            send(self._pid, how)


class OnSqlite:
    """The embedded form: one server process over a folder. `prelude` is run in it before anything of the hall."""

    name = "sqlite"

    def __init__(self, furnished: Path, folder: Path, prelude: str = "") -> None:
        self.folder, self.data = folder, folder / "data"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(furnished, self.data)
        self._port = free_port()
        bind = f"127.0.0.1:{self._port}"
        self.base_url = f"http://{bind}"
        self.receiver = Receiver()
        settings = {
            "HALL_DATA_DIR": str(self.data),
            "HALL_BIND": bind,
            "HALL_VOICE": "off",
            "HALL_WEBHOOK_URL": self.receiver.url,
            "HALL_WEBHOOK_SECRET": SECRET,
        }
        self.log = folder / "server.log"
        self._nursery = Nursery(["serve"], settings, self.log, prelude)
        self._server = Server("server", self._nursery, self._up)
        self.victims: Sequence[Victim] = [self._server]

    @property
    def guide(self) -> dict[str, Any]:
        return Served(self.data).guide

    def start(self) -> None:
        self._server.start()

    def end(self) -> None:
        self._server.kill()
        self._nursery.close()
        self.receiver.close()

    def database(self) -> Database:
        return opened(self.data)

    def command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return command(self.data, *arguments)

    def _up(self) -> bool:
        return listens(self._port)


def listens(port: int) -> bool:
    """Whether a server takes connections there; whether it answers is seen by those who ask."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2):
        return True
    return False


def furnished(folder: Path) -> Path:
    """The folder of a demo hall that was started once, stopped, and given rules under which steps may be hasty."""
    served = Served(folder / "data", {"HALL_VOICE": "off"}).start()
    assert served.stop() == 0, served.log
    return hastened(served.data)


def hastened(data: Path) -> Path:
    """The same folder, its hall with hasty rules and open at every hour."""
    imported = command(data, "import", str(definition(data.parent)))
    assert imported.returncode == 0, imported.stderr
    return data


def definition(folder: Path, *changes: tuple[str, str]) -> Path:
    """The example as a file, hasty and always open, with these changes."""
    text = EXAMPLE.read_text(encoding="utf-8")
    for before, after in ((HOURS, HOURS.replace("]\n", "]\nalways = true\n", 1)), *changes):
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    at = text.index("[halls.booking]")
    path = folder / "definition.toml"
    path.write_text(text[:at] + HASTY_RULES.lstrip() + "\n" + text[at:], encoding="utf-8")
    return path
