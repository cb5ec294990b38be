"""HTTP/1.1 as plain as it gets, so that the client costs little of what is measured."""

import json
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PATIENCE_SECONDS = 30.0


@dataclass(frozen=True)
class Answer:
    """A response; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def request(method: str, path: str, headers: Mapping[str, str] | None = None, body: object = None) -> bytes:
    """A request as it is sent; `body` becomes JSON."""
    content = b"" if body is None else json.dumps(body).encode()
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        *(f"{name}: {text}" for name, text in (headers or {}).items()),
    ]
    if method != "GET":
        lines += ["Content-Type: application/json", f"Content-Length: {len(content)}"]
    return "\r\n".join([*lines, "", ""]).encode() + content


class Wire:
    """One kept-alive connection with one request under way at a time."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = b""

    def send(self, spoken: bytes) -> None:
        self.socket.sendall(spoken)

    def read(self) -> Answer | None:
        """Take what has arrived; the answer once it is whole."""
        piece = self.socket.recv(1 << 16)
        if not piece:
            raise ConnectionError("the server closed the connection")
        self._received += piece
        return self._whole()

    def ask(self, spoken: bytes) -> Answer:
        """Send and wait for the answer."""
        self.send(spoken)
        while (answer := self.read()) is None:
            pass
        return answer

    def close(self) -> None:
        self.socket.close()

    def _whole(self) -> Answer | None:
        head, found, rest = self._received.partition(b"\r\n\r\n")
        if not found:
            return None
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): text.strip() for name, _colon, text in (line.partition(":") for line in lines)}
        status = int(first.split(" ", 2)[1])
        length = 0 if status in (204, 304) else int(headers["content-length"])
        if len(rest) < length:
            return None
        self._received = rest[length:]
        return Answer(status, headers, rest[:length])
