"""A hall to measure: furnished once, copied for every round, so that each begins from the same rows."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from bench.child import children_of, cpu_seconds, free_port, served
from bench.wire import Wire, request

HALL = "zhouzhi"
API = "/api/v1"
RUN_HALL = ["-c", "from hall.cli import main; main()"]
DATABASE = "hall.db"


@dataclass(frozen=True)
class Server:
    """A hall being served, by its first process alone or by that one's children, the workers."""

    pid: int
    port: int
    workers: bool = False

    def cpu_seconds(self) -> float:
        """The processor time used by whoever serves."""
        serving = children_of(self.pid) if self.workers else [self.pid]
        return sum(map(cpu_seconds, serving))


@dataclass(frozen=True)
class Installation:
    """One data folder of the product."""

    folder: Path

    @classmethod
    def furnished(cls, folder: Path) -> "Installation":
        """The demo hall as `hall demo` leaves it: windows open, a clerk at each."""
        installation = cls(folder)
        with installation.demo(voice="off"):
            pass
        return installation

    @contextmanager
    def demo(self, *, voice: str = "espeak") -> Iterator[Server]:
        """`hall demo` on this folder, furnishing it if it is new."""
        port = free_port()
        command = [*RUN_HALL, "demo", "--port", str(port), "--data", str(self.folder)]
        with served(command, self._log, ready="Serving on", environment=_settings(voice)) as process:
            yield Server(process.pid, port)

    @contextmanager
    def serve(self, *, voice: str = "off") -> Iterator[Server]:
        """`hall serve` on this folder, as an installation runs: request log and all."""
        port = free_port()
        environment = self.environment(port, voice)
        with served([*RUN_HALL, "serve"], self._log, ready="Serving on", environment=environment) as process:
            yield Server(process.pid, port)

    def environment(self, port: int, voice: str = "off") -> dict[str, str]:
        """The settings that `hall serve` is given."""
        return _settings(voice) | {"HALL_DATA_DIR": str(self.folder), "HALL_BIND": f"127.0.0.1:{port}"}

    def copied(self, folder: Path) -> "Installation":
        """The same rows in another folder (a former copy there is dropped)."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in ("keys.toml", "demo.json"):
            shutil.copy(self.folder / name, folder / name)
        with closing(sqlite3.connect(self.database)) as source, closing(sqlite3.connect(folder / DATABASE)) as target:
            source.backup(target)
        return Installation(folder)

    def rows(self, query: str) -> list[Any]:
        """What the database answers."""
        with closing(sqlite3.connect(self.database)) as database:
            return database.execute(query).fetchall()

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    @property
    def _log(self) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / "server.log"

    @cached_property
    def guide(self) -> dict[str, Any]:
        """What `hall demo` wrote down: users, passwords, device tokens."""
        guide: dict[str, Any] = json.loads((self.folder / "demo.json").read_text(encoding="utf-8"))
        return guide

    @property
    def kiosk(self) -> dict[str, str]:
        """The headers of the hall's kiosk."""
        token = next(device["token"] for device in self.guide["devices"] if device["hall"] == HALL)
        return {"Authorization": f"Bearer {token}"}

    def signed_in(self, server: Server, username: str) -> dict[str, str]:
        """The headers of somebody who signs in now; they hold in copies as well."""
        user = next(user for user in self.guide["users"] if user["username"] == username)
        wire = Wire(server.port)
        body = {"username": username, "password": user["password"]}
        answer = wire.ask(request("POST", f"{API}/session", body=body))
        wire.close()
        if answer.status not in (200, 201):
            raise RuntimeError(f"{username} cannot sign in: {answer.body.decode()}")
        cookie = answer.headers["set-cookie"].partition(";")[0]
        return {"Cookie": cookie, "X-CSRF-Token": answer.json["csrf_token"]}


def _settings(voice: str) -> dict[str, str]:
    return {"HALL_RATE_LIMITS": "off", "HALL_VOICE": voice}
