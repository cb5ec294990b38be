"""Screens, desks and phones of a run: each shows what it hears, and comes back with `after` whenever it is cut off."""

import threading
import time
from collections.abc import Callable
from random import Random

import socketio
from socketio.exceptions import SocketIOError

from tests.ears import hear_in_order
from tests.faults.record import Json, Record
from tests.faults.showing import HEADS_BEHIND, Showing

ASK_AGAIN_SECONDS = 1.0
SILENT_SECONDS = 6.0


class Listener:
    """One client in one room. `auth` as the server takes it; a `voice` says its zone's calls."""

    def __init__(
        self, name: str, base_url: str, namespace: str, auth: Json, record: Record, cookie: str | None = None
    ) -> None:
        self.name, self.namespace, self.auth, self.cookie = name, namespace, auth, cookie
        self.showing = Showing()
        self._base_url, self._record = base_url, record
        self._guard = threading.RLock()
        self._client: socketio.Client | None = None
        self._asked_at = self._heard_at = 0.0
        self._granted, self._said = False, 0
        record.note("listens", ear=name, namespace=namespace, auth=auth)

    # --- coming and going

    def follow(self, over: threading.Event, draw: Random) -> None:
        """Stay connected until `over`: come back when cut off or when nothing is heard any more."""
        while not over.is_set():
            client = self._knock()
            while client.connected and not over.wait(0.1):
                if time.monotonic() - self._heard_at > SILENT_SECONDS:
                    break
            self._let_go(client)
            over.wait(0.1 + 0.4 * draw.random())

    def last(self) -> int:
        with self._guard:
            return self.showing.last if self.showing.last is not None else -1

    def has_the_word(self) -> bool:
        """Whether a voice was told to speak; anybody else has nothing to wait for."""
        with self._guard:
            return self._granted or not self.auth.get("speak", False)

    def _knock(self) -> socketio.Client:
        client = socketio.Client(reconnection=False)
        hear_in_order(client)
        client.on("*", lambda kind, data=None: self._hear(client, kind, data), namespace=self.namespace)
        with self._guard:
            after = self.showing.last
            self._client, self._granted = client, False
        self._record.note("knocked", ear=self.name, after=after)
        self._heard_at = time.monotonic()
        try:
            client.connect(
                self._base_url,
                headers={"Cookie": self.cookie} if self.cookie else {},
                auth=self.auth if after is None else self.auth | {"after": after},
                transports=["websocket"],
                namespaces=[self.namespace],
                wait_timeout=5,
            )
        except (SocketIOError, OSError) as error:
            self._record.note("refused", ear=self.name, why=str(error)[:200])
        return client

    def _let_go(self, client: socketio.Client) -> None:
        with self._guard:
            self._client = None
        client.disconnect()
        line = client.eio.ws
        if line is not None:  # a line that broke is not closed by the library
            line.shutdown()
        self._record.note("left", ear=self.name)

    # --- hearing

    def _hear(self, client: socketio.Client, kind: str, data: Json | None) -> None:
        with self._guard:
            if client is not self._client or not isinstance(data, dict):
                return
            self._heard_at = time.monotonic()
            if "as_of_seq" in data:
                self._hear_view(kind, data)
            elif kind == "head":
                self._hear_head(data["seq"])
            elif kind == "snapshot":
                self._record.note("snapshot", ear=self.name, seq=data["seq"])
                self.showing.begin(data["seq"])
            else:
                self._record.note("fact", ear=self.name, fact=data)
                self.showing.take(data)
            if self.showing.has_hole:
                self._ask()
            self._speak()

    def _hear_head(self, seq: int) -> None:
        self._record.note("head", ear=self.name, seq=seq)
        self.showing.hear_head(seq)
        if self.showing.last is not None and seq > self.showing.last:
            self._ask()
        if self.showing.heads_behind == HEADS_BEHIND:
            self._record.note("behind", ear=self.name, seq=seq, last=self.showing.last)

    def _hear_view(self, kind: str, view: Json) -> None:
        if kind == "speaker":
            self._granted = view["data"]["granted"]
            self._record.note("granted", ear=self.name, granted=self._granted)

    def _ask(self) -> None:
        """Ask for what is missing, not more often than once in a while."""
        if self.showing.last is not None and time.monotonic() - self._asked_at > ASK_AGAIN_SECONDS:
            self._asked_at = time.monotonic()
            self._tell("resume", {"after": self.showing.last})

    def _speak(self) -> None:
        """Say the calls shown since the last one said, where this is the voice of its zone."""
        if not self._granted:
            return
        for fact in self.showing.shown:
            if fact["seq"] > self._said and fact["kind"] in ("ticket_called", "ticket_recalled"):
                self._said = fact["seq"]
                self._tell("announced", {"seq": self._said})

    def _tell(self, kind: str, data: Json) -> None:
        client = self._client
        if client is not None and client.connected:
            try:
                client.emit(kind, data, namespace=self.namespace)
            except SocketIOError:
                return  # cut off at this moment: it is asked again after coming back


class Follower:
    """A visitor's phone: follows a ticket until it has ended, then another one."""

    def __init__(self, name: str, base_url: str, record: Record, unfollowed: Callable[[], str | None]) -> None:
        self.name, self._base_url, self._record, self._unfollowed = name, base_url, record, unfollowed
        self.followed: list[tuple[Listener, threading.Event]] = []

    def follow(self, over: threading.Event, draw: Random) -> None:
        while not over.wait(0.2):
            ticket = self._unfollowed()
            if ticket is None:
                continue
            name = f"{self.name}-{len(self.followed)}"
            listener = Listener(name, self._base_url, "/visitor", {"ticket": ticket}, self._record)
            enough = threading.Event()
            self.followed.append((listener, enough))
            thread = threading.Thread(target=listener.follow, args=(enough, draw), daemon=True)
            thread.start()
            until = time.monotonic() + 3 + 9 * draw.random()
            while time.monotonic() < until and not over.wait(0.1):
                pass
            if not over.is_set():
                self._record.note("gave_up", ear=name)
                enough.set()
                thread.join()
