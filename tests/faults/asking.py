"""Asking until one is answered: the same request under the same key, however often the line breaks."""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from random import Random
from typing import Any

import requests

from tests.faults.record import Json, Record

# Nothing was decided: the server is not there, is not ready, or cannot reach what it needs.
UNANSWERED = (502, 503, 504)


@dataclass(frozen=True)
class Request:
    """One wish with its key; every try of it says the same."""

    key: str
    deed: str
    method: str
    path: str
    body: Json


@dataclass(frozen=True)
class Reply:
    """How a request was answered in the end."""

    status: int
    text: str
    json: Any


class Line:
    """Somebody's connection. `asked` keeps every answered request, to be asked again some time later."""

    def __init__(self, base_url: str, who: str, record: Record, draw: Random, over: threading.Event) -> None:
        self.base, self.who, self.record, self.draw, self.over = f"{base_url}/api/v1", who, record, draw, over
        self.session = requests.Session()
        self.asked: list[Request] = []

    def do(self, deed: str, path: str, body: Json | None = None, *, method: str = "POST") -> Reply | None:
        """Ask until answered; `None` if the run was given up before that."""
        request = Request(secrets.token_urlsafe(16), deed, method, path, body or {})
        reply = self.ask(request)
        if reply is not None:
            self.asked.append(request)
            if self.draw.random() < 0.05:  # a second press on the same button
                self.ask(request)
        return reply

    def ask(self, request: Request) -> Reply | None:
        """Try until answered, as long as the run is not given up."""
        while (reply := self._try(request)) is None:
            if self.over.wait(0.1 + 0.3 * self.draw.random()):
                return None
        return reply

    def look(self, path: str) -> Any:
        """What a page says now; `None` while nobody answers."""
        try:
            response = self.session.get(self.base + path, timeout=5)
        except requests.RequestException:
            return None
        return response.json() if response.ok else None

    def _try(self, request: Request) -> Reply | None:
        told = {"who": self.who} | asdict(request)
        sent = time.monotonic()
        try:
            response = self.session.request(
                request.method,
                self.base + request.path,
                json=request.body,
                headers={"Idempotency-Key": request.key},
                timeout=(2, 1 + 4 * self.draw.random()),
            )
            text = response.text
        except requests.RequestException as error:
            self.record.note_try(sent=sent, status=None, error=type(error).__name__, **told)
            return None
        again = "Idempotent-Replayed" in response.headers
        self.record.note_try(sent=sent, status=response.status_code, text=text, again=again, **told)
        if response.status_code in UNANSWERED:
            return None
        return Reply(response.status_code, text, response.json() if text else None)


class Persistent:
    """A thread that does one thing after another until the run is over."""

    def __init__(self, name: str, deed: Callable[[], None], over: threading.Event, pace: Callable[[], float]) -> None:
        self._deed, self._over, self._pace = deed, over, pace
        self.failed: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def join(self, within: float) -> bool:
        """Whether it has come to its end."""
        self._thread.join(within)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            while not self._over.wait(self._pace()):
                self._deed()
        except BaseException as error:  # noqa: BLE001 (told by whoever waits for the thread)
            self.failed = error
