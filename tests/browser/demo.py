"""A served demo hall in a process of its own, and the people and devices in it, for tests that look from outside."""

import json
import os
import secrets
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import requests

from tests.ports import free_port

COUNTY = "zhouzhi"
START_SECONDS = 40
CHINA = timezone(timedelta(hours=8))

# The server's only reader of the clock reads this many seconds later, as a file says; asked again for every instant.
CLOCK_FILE = "seconds-later"
MOVABLE_CLOCK = """
import sys
import hall.patching
import hall.clock
from datetime import datetime, timedelta
from pathlib import Path
from hall.cli import main

later = Path(sys.argv.pop(1))

class Later(datetime):
    @classmethod
    def now(cls, zone=None):
        return datetime.now(zone) + timedelta(seconds=float(later.read_text() if later.exists() else 0))

hall.clock.datetime = Later
main()
"""


@dataclass
class Demo:
    """`hall demo` on a free port with a folder of its own; stopped and started again it keeps both.

    `movable`: its clock can be moved on by `later`, and it has no voice, which would take longer than the story told.
    """

    folder: Path
    movable: bool = False
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def guide(self) -> dict[str, Any]:
        guide: dict[str, Any] = json.loads((self.folder / "demo.json").read_text(encoding="utf-8"))
        return guide

    def start(self) -> None:
        """Start serving; returns when the first page is answered."""
        program = ["-c", MOVABLE_CLOCK, str(self._clock)] if self.movable else ["-m", "hall.cli"]
        command = [sys.executable, *program, "demo", "--port", str(self.port), "--data", str(self.folder)]
        environment = {**os.environ, "HALL_RATE_LIMITS": "off", "PYTHONWARNINGS": "default"}
        if self.movable:
            environment["HALL_VOICE"] = "off"
        log = (self.folder / "server.log").open("ab")
        with log:
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError((self.folder / "server.log").read_text(encoding="utf-8"))
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop serving, as Ctrl-C would."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=20)
            self.process = None

    def kill(self) -> None:
        """End it in the middle of anything, as a cut of the power would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(timeout=20)
            self.process = None

    def later(self, **by: float) -> None:
        """Move the clock of a movable hall on, by `seconds`, `minutes`, `hours` or `days`."""
        assert self.movable
        moved = float(self._clock.read_text()) if self._clock.exists() else 0.0
        fresh = self._clock.with_suffix(".new")
        fresh.write_text(str(moved + timedelta(**by).total_seconds()))
        fresh.replace(self._clock)

    @property
    def now(self) -> datetime:
        """What the hall takes the time to be, in its own zone."""
        moved = float(self._clock.read_text()) if self._clock.exists() else 0.0
        return datetime.now(CHINA) + timedelta(seconds=moved)

    def closing_at(self, at: datetime) -> None:
        """The hall, which is open at every hour otherwise, closes at a time of its day."""
        hours = {
            **{session: [] for session in ("midday", "early_late", "saturday")},
            "weekday": [f"00:00-{at:%H:%M}"],
            "workdays": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
            "always": False,
        }
        with closing(sqlite3.connect(self.folder / "hall.db", timeout=10)) as database, database:
            wanted = "UPDATE halls SET hours = json_patch(hours, ?), version = ? WHERE code = ?"
            database.execute(wanted, (json.dumps(hours), secrets.token_hex(4), COUNTY))

    def impatient(self) -> None:
        """The hall passes over whom it called at once, so that no test has to wait a minute."""
        with closing(sqlite3.connect(self.folder / "hall.db", timeout=10)) as database, database:
            wanted = "UPDATE halls SET rules = json_set(rules, '$.no_show_seconds', 0), version = ?"
            database.execute(wanted, (secrets.token_hex(4),))

    @property
    def _clock(self) -> Path:
        return self.folder / CLOCK_FILE

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.base_url}/", timeout=1).ok and (self.folder / "demo.json").is_file()
        except (requests.ConnectionError, requests.Timeout):  # not yet, or on a machine with much to do
            return False

    def kiosk_token(self, hall: str = COUNTY) -> str:
        return next(str(each["token"]) for each in self.guide["devices"] if each["hall"] == hall)

    def tablet_url(self, base_url: str | None = None) -> str:
        """The tablet's page at the one window that has one; `base_url`: where it finds the hall."""
        device = next(each for each in self.guide["devices"] if each["kind"] == "review")
        return f"{base_url or self.base_url}/review/{device['hall']}/{device['window']}#token={device['token']}"

    def kiosk_url(self, hall: str = COUNTY, language: str = "zh") -> str:
        return f"{self.base_url}/kiosk/{hall}?lang={language}#token={self.kiosk_token(hall)}"

    def take(self, *services: str, hall: str = COUNTY, **more: object) -> dict[str, Any]:
        """A ticket as a kiosk takes it."""
        wish = {"services": list(services)} if services else {}  # or a bundle, or principals with theirs
        body = {**wish, "channel": "kiosk", **more}
        answer = requests.post(
            f"{self.base_url}/api/v1/halls/{hall}/tickets",
            json=body,
            headers={"Authorization": f"Bearer {self.kiosk_token(hall)}", "Idempotency-Key": secrets.token_hex(16)},
            timeout=10,
        )
        assert answer.ok, answer.text
        ticket: dict[str, Any] = answer.json()
        return ticket

    def clerk(self, window: int) -> "Staff":
        return Staff(self, next(user for user in self.guide["users"] if user["window"] == window))

    def staff(self, role: str) -> "Staff":
        return Staff(self, next(user for user in self.guide["users"] if user["role"] == role))


class Staff:
    """Somebody signed in over HTTP; `window` is the one they are on duty at."""

    def __init__(self, demo: Demo, user: dict[str, Any]) -> None:
        self.user, self._base = user, f"{demo.base_url}/api/v1"
        self._session = requests.Session()
        names = {"username": user["username"], "password": user["password"]}
        signed_in = self._session.post(f"{self._base}/session", json=names, timeout=10)
        assert signed_in.ok, signed_in.text
        self._csrf = signed_in.json()["csrf_token"]
        duty = self.get("/session").get("window")
        self.window: str | None = duty["id"] if duty else None

    def get(self, path: str) -> Any:
        answer = self._session.get(self._base + path, timeout=10)
        assert answer.ok, answer.text
        return answer.json()

    def act(self, path: str, **body: object) -> Any:
        """A change; its JSON, or `None` for 204."""
        headers = {"X-CSRF-Token": self._csrf, "Idempotency-Key": secrets.token_hex(16)}
        answer = self._session.post(self._base + path, json=body, headers=headers, timeout=10)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def call_next(self) -> Any:
        return self.act(f"/windows/{self.window}/call-next")

    def close(self) -> None:
        self._session.close()
