"""People at a hall while its database fails: kiosks, desks, screens, and a record of everything that was answered.

Each does as the product's pages do: what got no answer, or a 503, is sent again with the same Idempotency-Key until it
is answered. Nobody is told of any fault.
"""

import json
import random
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import Any

import requests
import websocket

from deploy.ha.hall import HALL, DrilledHall, key

Json = dict[str, Any]
AGAIN_SECONDS = 0.5  # between two attempts
PATIENCE_SECONDS = 15.0  # for one answer


@dataclass(frozen=True)
class Answer:
    """One acknowledged deed: who did what, the answered ticket, and when its last attempt was sent and answered."""

    who: str
    deed: str
    status: int
    ticket: Json
    window: str | None
    sent_at: float
    answered_at: float
    first_sent_at: float


@dataclass
class Record:
    """What everybody was answered; `attempts` counts what was no answer, by status (0: no connection)."""

    answers: list[Answer] = field(default_factory=list)
    attempts: dict[int, int] = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, answer: Answer) -> None:
        with self._lock:
            self.answers.append(answer)

    def refused(self, status: int) -> None:
        with self._lock:
            self.attempts[status] = self.attempts.get(status, 0) + 1

    def wonder(self, what: str) -> None:
        """Note an answer that nobody should have got."""
        with self._lock:
            self.odd.append(what)

    def since(self, moment: float) -> list[Answer]:
        """What was sent and answered after a moment."""
        with self._lock:
            return [each for each in self.answers if each.sent_at > moment]


class Person:
    """Somebody with a kept-alive connection, in a thread of their own until told to leave."""

    def __init__(self, name: str, hall: DrilledHall, record: Record) -> None:
        self.name, self.hall, self.record = name, hall, record
        self.session = requests.Session()
        self._leave = threading.Event()
        self._thread = threading.Thread(target=self._live, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def leave(self) -> None:
        self._leave.set()

    def gone(self, within: float) -> bool:
        """Whether the last deed was answered within so long."""
        self._thread.join(within)
        return not self._thread.is_alive()

    def step(self) -> None:
        """One round of what they do."""
        raise NotImplementedError

    def rest(self, seconds: float) -> None:
        self._leave.wait(seconds)

    def send(self, deed: str, path: str, body: Json, window: str | None = None) -> Answer:
        """Do it until it is answered."""
        headers, first = {"Idempotency-Key": key()}, time.monotonic()
        while True:
            sent = time.monotonic()
            try:
                said = self.session.post(
                    f"{self.hall.base_url}/api/v1{path}", json=body, headers=headers, timeout=(2, PATIENCE_SECONDS)
                )
            except requests.RequestException:
                self.record.refused(0)
            else:
                if said.status_code < 500:
                    ticket = said.json() if said.content else {}
                    answer = Answer(self.name, deed, said.status_code, ticket, window, sent, time.monotonic(), first)
                    self.record.add(answer)
                    return answer
                self.record.refused(said.status_code)
                if said.status_code != 503:
                    self.record.wonder(f"{self.name} {deed}: {said.status_code} {said.text[:200]}")
            time.sleep(AGAIN_SECONDS)

    def _live(self) -> None:
        while not self._leave.is_set():
            self.step()


class Kiosk(Person):
    """Gives a ticket every so often."""

    def __init__(self, name: str, hall: DrilledHall, record: Record, services: list[str]) -> None:
        super().__init__(name, hall, record)
        self.session.headers["Authorization"] = f"Bearer {hall.kiosk_token}"
        self._services, self._chance = services, random.Random(name)

    def step(self) -> None:
        wish = {"services": [self._chance.choice(self._services)], "channel": "kiosk"}
        answer = self.send("issue", f"/halls/{HALL}/tickets", wish)
        if answer.status != 201:
            self.record.wonder(f"{self.name} issue: {answer.status} {answer.ticket}")
        self.rest(0.4)


class Desk(Person):
    """A clerk: calls, starts, finishes, and calls again."""

    def __init__(self, name: str, hall: DrilledHall, record: Record, window: str) -> None:
        super().__init__(name, hall, record)
        self.window = window
        password = next(user["password"] for user in hall.guide["users"] if user["username"] == name)
        signed = self.session.post(
            f"{hall.base_url}/api/v1/session", json={"username": name, "password": password}, timeout=PATIENCE_SECONDS
        )
        signed.raise_for_status()
        self.session.headers["X-CSRF-Token"] = signed.json()["csrf_token"]

    def step(self) -> None:
        called = self.send("call", f"/windows/{self.window}/call-next", {}, self.window)
        if called.status == 204:
            return self.rest(0.2)
        if called.status != 200:
            self.record.wonder(f"{self.name} call: {called.status} {called.ticket}")
            return self.rest(0.2)
        ticket = called.ticket
        self.rest(0.3)
        self.send("start", f"/tickets/{ticket['id']}/start", {}, self.window)
        errands = [{"service": each["service"], "outcome": "completed"} for each in ticket["errands"]]
        self.send("finish", f"/tickets/{ticket['id']}/finish", {"errands": errands}, self.window)
        return self.rest(0.5)


class Screen(Person):
    """A hall screen: keeps every fact in order, asks for what it missed, comes back by itself."""

    def __init__(self, name: str, hall: DrilledHall, record: Record) -> None:
        super().__init__(name, hall, record)
        self.began: int | None = None
        self.last = 0
        self.heard: list[tuple[int, str, float]] = []
        self.connections = 0

    def step(self) -> None:
        with suppress(OSError, websocket.WebSocketException):
            address = self.hall.base_url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
            with closing(websocket.create_connection(address, timeout=40)) as line:
                self.connections += 1
                self._listen(line)
        self.rest(0.5)

    def _listen(self, line: websocket.WebSocket) -> None:
        asked = {"hall": HALL} | ({} if self.began is None else {"after": self.last})
        line.send(f"40/display,{json.dumps(asked)}")
        while not self._leave.is_set():
            said = str(line.recv())
            if said == "":
                return
            if said == "2":
                line.send("3")
            elif said.startswith(("41/display,", "44/display,")):
                return  # let go of, or refused for now: while there is no database nobody can be told what they missed
            elif said.startswith("42/display,"):
                kind, message = json.loads(said.removeprefix("42/display,"))
                self._hear(kind, message, line.send)

    def _hear(self, kind: str, message: Json, send: Callable[[str], object]) -> None:
        if kind == "snapshot" and self.began is None:
            self.began = self.last = message["seq"]
        behind = kind == "head" and message["seq"] > self.last
        if "prev" in message and message["seq"] > self.last:
            if message["prev"] in (self.last, 0) or message["prev"] < self.last:
                self.last = message["seq"]
                self.heard.append((message["seq"], kind, time.monotonic()))
            else:
                behind = True
        if behind:
            send(f'42/display,["resume",{{"after":{self.last}}}]')


def crowd(hall: DrilledHall, record: Record, kiosks: int, desks: int, screens: int) -> list[Person]:
    """Everybody, signed in and not yet started: the desks with the most services, and kiosks that give those."""
    known = requests.get(f"{hall.base_url}/api/v1/halls/{HALL}", timeout=PATIENCE_SECONDS).json()
    offered = requests.get(f"{hall.base_url}/api/v1/halls/{HALL}/services", timeout=PATIENCE_SECONDS).json()["items"]
    clerks = {user["window"]: user["username"] for user in hall.guide["users"] if user["window"]}
    able = sorted((one for one in known["windows"] if one["number"] in clerks), key=lambda one: -len(one["services"]))
    working = able[:desks]
    common = set.intersection(*(set(one["services"]) for one in working))
    services = sorted(one["code"] for one in offered if one["available"] and one["code"] in common)
    people: list[Person] = [Kiosk(f"kiosk{number}", hall, record, services) for number in range(kiosks)]
    people += [Desk(clerks[one["number"]], hall, record, one["id"]) for one in working]
    people += [Screen(f"screen{number}", hall, record) for number in range(screens)]
    return people
