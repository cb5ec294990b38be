"""Whoever listens to a served hall: a socket client that notes every message with the moment it came."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import socketio
from socketio.exceptions import ConnectionError as NotConnected

from tests.tls import trusting

Json = dict[str, Any]
Where = Callable[[Json], bool]
PATIENCE_SECONDS = 10.0


@dataclass(frozen=True)
class Heard:
    """One message: its name, what it said, and when it came (`time.monotonic`)."""

    kind: str
    data: Any
    at: float


class Refused(Exception):
    """The server did not let the client in; `data` is the problem it told."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.data = data


class Ear:
    """One client in one namespace; it does not come back by itself."""

    def __init__(self, base_url: str, namespace: str, *, cookie: str | None = None, **auth: Any) -> None:
        self.heard: list[Heard] = []
        self._base_url, self._namespace, self._cookie, self._auth = base_url, namespace, cookie, auth
        self._news = threading.Condition()
        self._refusal: Any = None
        options = {"sslopt": {"context": trusting()}} if base_url.startswith("https:") else {}
        self.client = socketio.Client(reconnection=False, websocket_extra_options=options)
        hear_in_order(self.client)
        self.client.on("*", self._hear, namespace=namespace)
        self.client.on("connect_error", self._refuse, namespace=namespace)
        self.client.on("disconnect", lambda *_: self._hear("gone", None), namespace=namespace)

    def connect(self) -> "Ear":
        """Raises Refused."""
        try:
            self.client.connect(
                self._base_url,
                headers={"Cookie": self._cookie} if self._cookie else {},
                auth=self._auth,
                transports=["websocket"],
                namespaces=[self._namespace],
                wait_timeout=10,
            )
        except NotConnected as error:
            self.leave()
            raise Refused(self._refusal) from error
        return self

    def leave(self) -> None:
        self.client.disconnect()

    def break_off(self) -> None:
        """The line goes, without a word."""
        self.client.eio.ws.sock.shutdown(socket.SHUT_RDWR)

    def say(self, kind: str, data: Any = None) -> None:
        self.client.emit(kind, data, namespace=self._namespace)

    # --- what was heard

    @property
    def snapshot(self) -> Json:
        return dict(self.wait("snapshot").data)

    @property
    def facts(self) -> list[Json]:
        """Every fact so far, in the order of their coming."""
        return [each.data for each in self.all() if _is_fact(each)]

    @property
    def fresh_facts(self) -> list[Json]:
        """The facts as a client shows them: those that are not newer than the last shown are dropped."""
        last = self._began_at()
        shown = []
        for fact in self.facts:
            if fact["seq"] > last:
                shown.append(fact)
                last = fact["seq"]
        return shown

    def all(self, *kinds: str) -> list[Heard]:
        with self._news:
            return [each for each in self.heard if not kinds or each.kind in kinds]

    @property
    def mark(self) -> int:
        """A place in what was heard, to wait for something after it."""
        with self._news:
            return len(self.heard)

    def wait(
        self, kind: str, where: Where = lambda _: True, *, since: int = 0, within: float = PATIENCE_SECONDS
    ) -> Heard:
        """The first such message after the mark `since`, waited for if need be."""
        found = self._wait(lambda: self._first(kind, where, since), within)
        assert found is not None, f"no such {kind} within {within} s; heard {self._summary(since)}"
        return found

    def wait_for_seq(self, seq: int, within: float = PATIENCE_SECONDS) -> None:
        """Until the room is known to have told everything up to `seq`."""
        reached = self._wait(lambda: any(_reaches(each, seq) for each in self.heard), within)
        assert reached, f"{seq} was not reached within {within} s; heard {self._summary(0)}"

    def _wait(self, ask: Callable[[], Any], within: float) -> Any:
        until = time.monotonic() + within
        with self._news:
            while not (found := ask()) and (left := until - time.monotonic()) > 0:
                self._news.wait(left)
            return found

    def check_order(self) -> None:
        """Facts in order, none twice, each naming the one before it in this room."""
        last = self._began_at()
        for fact in self.fresh_facts:
            # 0: nothing before it this day.
            assert fact["prev"] in (last, 0), f"{fact['seq']} follows {fact['prev']}, {last} was heard"
            last = fact["seq"]

    def _first(self, kind: str, where: Where, since: int) -> Heard | None:
        return next((each for each in self.heard[since:] if each.kind == kind and where(each.data)), None)

    def _began_at(self) -> int:
        snapshot = self._first("snapshot", lambda _: True, 0)
        return int(snapshot.data["seq"] if snapshot else self._auth.get("after") or 0)

    def _summary(self, since: int) -> str:
        return ", ".join(f"{each.kind} {str(each.data)[:160]}" for each in self.heard[since:][-12:])

    def _hear(self, kind: str, data: Any = None) -> None:
        with self._news:
            self.heard.append(Heard(kind, data, time.monotonic()))
            self._news.notify_all()

    def _refuse(self, data: Any = None) -> None:
        self._refusal = data


def _is_fact(heard: Heard) -> bool:
    return isinstance(heard.data, dict) and "prev" in heard.data


def _reaches(heard: Heard, seq: int) -> bool:
    told = heard.kind == "head" or _is_fact(heard)
    return told and heard.data["seq"] >= seq


def settle(*ears: Ear) -> None:
    """Until every one of them has had its next head: whatever was to be told by now has come."""
    marks = [(ear, ear.mark) for ear in ears]
    for ear, mark in marks:
        ear.wait("head", since=mark)


class Ears:
    """The listeners of one test; all of them leave with it."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self._ears: list[Ear] = []

    def screen(self, hall: str = "zhouzhi", **auth: Any) -> Ear:
        return self._listen("/display", None, hall=hall, **auth)

    def desk(self, cookie: str | None, hall: str = "zhouzhi", **auth: Any) -> Ear:
        return self._listen("/desk", cookie, hall=hall, **auth)

    def phone(self, ticket: str, **auth: Any) -> Ear:
        return self._listen("/visitor", None, ticket=ticket, **auth)

    def _listen(self, namespace: str, cookie: str | None, **auth: Any) -> Ear:
        ear = Ear(self.base_url, namespace, cookie=cookie, **auth)
        self._ears.append(ear)
        return ear.connect()

    @property
    def everyone(self) -> list[Ear]:
        return list(self._ears)

    def leave(self) -> None:
        for ear in self._ears:
            ear.leave()


@contextmanager
def listening(base_url: str) -> Iterator[Ears]:
    ears = Ears(base_url)
    try:
        yield ears
    finally:
        ears.leave()


def hear_in_order(client: socketio.Client) -> None:
    """Have messages handled as they come: the library starts a thread for each, and a busy machine mixes those up."""
    handle, turn = client.eio.start_background_task, ThreadPoolExecutor(1, "ears")

    def one_after_the_other(target: Callable[..., Any], *given: Any, **more: Any) -> Any:
        if target == client.eio.handlers.get("message"):
            return turn.submit(target, *given, **more)
        return handle(target, *given, **more)

    client.eio.start_background_task = one_after_the_other
