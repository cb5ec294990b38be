"""The real server as tests meet it: `hall demo` in a process of its own, on a free port, over a folder of its own.

It is known to be ready by the line it prints and the answer it gives; it is ended by its own process id.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import requests

from hall.app import open_database
from hall.db import Database
from hall.settings import Settings
from tests.ports import free_port

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60.0
STOP_SECONDS = 10.0
COUNTY = "zhouzhi"


def environment(given: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment without its own hall's settings, and without limits on how often one may ask."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("HALL_")}
    return own | {"HALL_RATE_LIMITS": "off", "LC_ALL": "C.UTF-8", "PYTHONUNBUFFERED": "1"} | dict(given or {})


class Served:
    """A hall server over `data`; `start` returns once it answers. Started again, it keeps its port."""

    def __init__(self, data: Path, settings: Mapping[str, str] | None = None, prelude: str = "") -> None:
        self.data, self._settings, self._prelude = data, dict(settings or {}), prelude
        self.port = free_port()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[str] | None = None
        self._lines: list[str] = []
        self._ready = threading.Event()
        self._reader: threading.Thread | None = None

    def start(self) -> "Served":
        self._ready.clear()
        self._process = subprocess.Popen(
            self._command(),
            cwd=ROOT,
            env=environment(self._settings),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self._reader = threading.Thread(target=self._read, args=(self._process,), daemon=True)
        self._reader.start()
        try:
            self._ready.wait(START_SECONDS)
            assert requests.get(f"{self.base_url}/api/v1/halls", timeout=5).ok
        except BaseException:
            self.kill()
            print(self.log)
            raise
        return self

    def stop(self) -> int:
        """End it as an operator does (SIGTERM); its exit code."""
        return self.end_by(signal.SIGTERM)

    def kill(self) -> None:
        """End it in the middle of anything."""
        self.end_by(signal.SIGKILL)

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def log(self) -> str:
        """Everything it printed, to both its outputs."""
        return "".join(self._lines)

    @property
    def trouble(self) -> str:
        """The tracebacks in it, each with the lines around it: short enough to be read where the log is not."""
        return "\n".join(tracebacks(self.log))

    @cached_property
    def guide(self) -> dict[str, Any]:
        """`demo.json`: addresses, people, devices."""
        known: dict[str, Any] = json.loads((self.data / "demo.json").read_text(encoding="utf-8"))
        return known

    def _command(self) -> list[str]:
        return [*self._python(), "demo", "--port", str(self.port), "--data", str(self.data)]

    def _is_ready(self, line: str) -> bool:
        return self.base_url in line  # addresses are printed once requests are taken

    def _python(self) -> list[str]:
        if not self._prelude:
            return [sys.executable, "-m", "hall.cli"]
        program = f"import hall.patching\n{self._prelude}\nfrom hall.cli import main\nmain()"
        return [sys.executable, "-c", program]

    def _read(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self._lines.append(line)
            if self._is_ready(line):
                self._ready.set()
        self._ready.set()

    def end_by(self, how: signal.Signals, within: float = STOP_SECONDS) -> int:
        """Send this signal and wait; the exit code."""
        assert self._process is not None
        if self._process.poll() is None:
            self._process.send_signal(how)
        try:
            code = self._process.wait(within)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise AssertionError(f"the server did not end within {within} s of {how.name}:\n{self.log}") from None
        if self._reader is not None:
            self._reader.join()
        assert self._process.stdout is not None
        self._process.stdout.close()
        return code


def tracebacks(log: str) -> list[str]:
    """The lines with a traceback, and those around them."""
    lines = log.splitlines()
    near = [at for at, line in enumerate(lines) if "Traceback" in line]
    shown = sorted({at for first in near for at in range(max(first - 3, 0), min(first + 40, len(lines)))})
    return [lines[at] for at in shown]


def command(data: Path, *arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    """The command line in another process, over the same folder."""
    return subprocess.run(
        [sys.executable, "-m", "hall.cli", *arguments],
        cwd=ROOT,
        env=environment({"HALL_DATA_DIR": str(data), **settings}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def opened(data: Path) -> Database:
    """The database of a folder, for reading beside the server."""
    return open_database(Settings.load({"HALL_DATA_DIR": str(data)}))


def copied(data: Path, to: Path) -> Path:
    """A folder like `data`, whose server is not running and whose database lies in it."""
    shutil.copytree(data, to)
    return to
