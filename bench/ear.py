"""One of many listeners: opens its socket without anybody waiting for it, then counts what it is told."""

import json
import time
from collections.abc import Mapping
from typing import Any

from bench.screens import Packets, answered, connected, knock

CALL = "ticket_called"
FACTS = frozenset({CALL, "ticket_recalled", "call_retracted", "ticket_left", "window_changed", "notice_changed"})
FACTS |= {"ticket_changed"}


class Counts:
    """What all listeners of a process heard together. `calls`: when each was heard, by the number called."""

    def __init__(self) -> None:
        self.messages = self.bytes = self.facts = self.gaps = 0
        self.calls: dict[str, list[float]] = {}

    def as_json(self) -> dict[str, Any]:
        return vars(self)


class Ear(Packets):
    """`inside` once the namespace let it in; `seconds` is how long that took from its connection."""

    def __init__(self, port: int, namespace: str, auth: Mapping[str, Any], counts: Counts) -> None:
        super().__init__(connected(port))
        self._started = time.perf_counter()
        self._namespace, self._auth, self._counts = namespace, auth, counts
        self._upgraded, self.inside, self.seconds = False, False, 0.0
        self._last: int | None = None
        self.socket.sendall(knock())

    def hear(self) -> None:
        """Take what has arrived."""
        for packet in self._arrived():
            if packet.startswith("42"):
                self._told(packet)
            elif packet.startswith("0"):
                self.send(f"40{self._namespace}," + json.dumps(self._auth))
            elif packet.startswith("40"):
                self.inside, self.seconds = True, time.perf_counter() - self._started
            elif packet.startswith("44"):
                raise ConnectionError(packet)

    def _arrived(self) -> list[str]:
        if self._upgraded:
            return self.read()
        piece = self.socket.recv(1 << 16)
        if not piece:
            raise ConnectionError("the server closed the socket")
        self._received += piece
        if b"\r\n\r\n" not in self._received:
            return []
        self._received, self._upgraded = answered(self._received), True
        return self._packets()

    def _told(self, packet: str) -> None:
        heard_at = time.perf_counter()
        event, *more = json.loads(packet.partition(",")[2])
        self._counts.messages += 1
        self._counts.bytes += len(packet)
        message = more[0] if more else {}
        if event == "snapshot":
            self._last = message["seq"]
        elif event == "head" and self._last is not None:
            self._counts.gaps += message["seq"] > self._last
        elif event in FACTS:
            self._counts.facts += 1
            if event == CALL:
                self._counts.calls.setdefault(message["data"]["ticket"], []).append(heard_at)
            last, self._last = self._last, max(self._last or 0, message["seq"])
            self._counts.gaps += last is not None and message["seq"] > last and message["prev"] != last
