"""The hall that is drilled: the example, furnished once, then served by processes of its own on the cluster."""

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

HALL = "zhouzhi"
START_SECONDS = 90.0
STOP_SECONDS = 20.0

Json = dict[str, Any]


class DrilledHall:
    """`hall serve` over a data folder, with its log; ended by its own process id."""

    def __init__(self, folder: Path, port: int, settings: Mapping[str, str]) -> None:
        self.folder, self.port = folder, port
        self.log = folder / "hall.log"
        folder.mkdir(parents=True, exist_ok=True)
        own = {name: value for name, value in os.environ.items() if not name.startswith("HALL_")}
        self._environment = own | {
            "HALL_DATA_DIR": str(folder),
            "HALL_BIND": f"127.0.0.1:{port}",
            "HALL_RATE_LIMITS": "off",
            "HALL_VOICE": "off",
            "PYTHONUNBUFFERED": "1",
            **settings,
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @cached_property
    def guide(self) -> Json:
        """`demo.json`: people, devices."""
        known: Json = json.loads((self.folder / "demo.json").read_text(encoding="utf-8"))
        return known

    @property
    def kiosk_token(self) -> str:
        return next(str(each["token"]) for each in self.guide["devices"] if each["hall"] == HALL)

    def furnish(self) -> None:
        """Let `hall demo` import the example, open its windows and sign its clerks in; then end it."""
        self._start("demo", "--port", str(self.port), "--data", str(self.folder))
        self.stop()

    def serve(self, workers: int) -> None:
        """Serve by so many processes; 0 for one server as `hall serve` alone is."""
        self._start("serve", *(["--workers", str(workers)] if workers else []))

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Another command of Hall, over the same data."""
        return subprocess.run(
            [sys.executable, "-m", "hall.cli", *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def _start(self, *arguments: str) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "hall.cli", *arguments],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + START_SECONDS
        while not self._ready():
            if self._process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise SystemExit(f"ha: hall {arguments[0]} does not serve; see {self.log}")
            time.sleep(0.2)  # readiness is asked for; nobody tells it

    def _ready(self) -> bool:
        try:
            with urlopen(f"{self.base_url}/readyz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False


def key() -> str:
    """A new Idempotency-Key."""
    return secrets.token_urlsafe(16)
