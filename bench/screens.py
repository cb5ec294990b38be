"""Screens without a browser: websockets on `/display`, many of them in one thread, so that they cost little."""

import base64
import json
import secrets
import socket
import time
from collections.abc import Callable
from selectors import EVENT_READ, BaseSelector

from bench.wire import PATIENCE_SECONDS

NAMESPACE = "/display"
TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA

Heard = Callable[[int, str, float], None]
"""Told of every message: the screen's index, the packet as text, and when it was read (`time.perf_counter`)."""


class Packets:
    """A websocket's packets, sent and read; pings are answered."""

    def __init__(self, connected: socket.socket) -> None:
        self.socket = connected
        self._received = b""

    def send(self, text: str, kind: int = TEXT) -> None:
        """One masked frame, as clients must send them."""
        body, mask = text.encode(), secrets.token_bytes(4)
        length = bytes([0x80 | len(body)]) if len(body) < 126 else b"\xfe" + len(body).to_bytes(2, "big")
        masked = bytes(byte ^ mask[at % 4] for at, byte in enumerate(body))
        self.socket.sendall(bytes([0x80 | kind]) + length + mask + masked)

    def read(self) -> list[str]:
        """Take what has arrived: the packets that are whole; pings are answered here."""
        piece = self.socket.recv(1 << 16)
        if not piece:
            raise ConnectionError("the server closed the socket")
        self._received += piece
        return self._packets()

    def close(self) -> None:
        self.socket.close()

    def _packets(self) -> list[str]:
        packets = []
        while (frame := self._frame()) is not None:
            kind, body = frame
            if kind == CLOSE:
                raise ConnectionError("the server ended the socket")
            if kind == PING:
                self.send(body.decode(), PONG)
            elif body == b"2":
                self.send("3")
            else:
                packets.append(body.decode())
        return packets

    def _frame(self) -> tuple[int, bytes] | None:
        buffer = self._received
        if len(buffer) < 2:
            return None
        length, at = buffer[1] & 0x7F, 2
        if length >= 126:
            at = 4 if length == 126 else 10
            length = int.from_bytes(buffer[2:at], "big")
        if len(buffer) < at + length:
            return None
        self._received = buffer[at + length :]
        return buffer[0] & 0x0F, buffer[at : at + length]


def connected(port: int) -> socket.socket:
    """A connection to a server of this machine; what is sent leaves at once."""
    made = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def knock() -> bytes:
    """The request for a websocket of Socket.IO."""
    key = base64.b64encode(secrets.token_bytes(16)).decode()
    lines = ["GET /socket.io/?EIO=4&transport=websocket HTTP/1.1", "Host: 127.0.0.1", "Upgrade: websocket"]
    lines += ["Connection: Upgrade", f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", "", ""]
    return "\r\n".join(lines).encode()


def answered(received: bytes) -> bytes:
    """What came after the server's answer, which must have opened the websocket."""
    head, _, rest = received.partition(b"\r\n\r\n")
    if b" 101 " not in head.split(b"\r\n")[0]:
        raise ConnectionError(head.decode("latin-1"))
    return rest


class ScreenSocket(Packets):
    """One connected screen of a hall."""

    def __init__(self, port: int, hall: str) -> None:
        super().__init__(connected(port))
        self._upgrade()
        self._await("0")
        self.send(f"40{NAMESPACE}," + json.dumps({"hall": hall}))
        self._await(f"40{NAMESPACE},")

    def _upgrade(self) -> None:
        self.socket.sendall(knock())
        while b"\r\n\r\n" not in self._received:
            self._received += self.socket.recv(1 << 16)
        self._received = answered(self._received)

    def _await(self, start: str) -> None:
        """Read until a packet begins with `start`; what came with it is not needed."""
        packets = self._packets()  # it may have come together with what was read before
        while not any(packet.startswith(start) for packet in packets):
            packets = self.read()


def watch(selector: BaseSelector, screens: list[ScreenSocket]) -> None:
    """Let a selector tell when a screen has something to read; its key's data is the screen's index."""
    for index, screen in enumerate(screens):
        selector.register(screen.socket, EVENT_READ, index)


def listen(selector: BaseSelector, screens: list[ScreenSocket], seconds: float, heard: Heard) -> None:
    """Read all screens for so long; pings are answered meanwhile."""
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        for key, _events in selector.select(left):
            for packet in screens[key.data].read():
                heard(key.data, packet, time.perf_counter())
