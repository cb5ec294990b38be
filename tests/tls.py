"""TLS for a client that reads in one thread and writes in another.

OpenSSL keeps one state for both directions of a connection, and Python lets two threads into it at once: a message
written while the other thread reads is lost, or ends the connection, once in some thousand.
"""

import os
import select
import ssl
import threading
from typing import Any, Self


def trusting() -> ssl.SSLContext:
    """What trusts whom this process's clients of websockets trust."""
    context = ssl.create_default_context(cafile=os.environ.get("WEBSOCKET_CLIENT_CA_BUNDLE"))
    context.sslsocket_class = _OneAtATime
    return context


class _OneAtATime(ssl.SSLSocket):
    """Lets one thread at a time into OpenSSL, and none wait in there: whoever must wait does so outside."""

    _turn: threading.Lock
    _patience: float | None

    def __new__(cls, *given: Any, **named: Any) -> Self:
        one = super().__new__(cls, *given, **named)
        one._turn, one._patience = threading.Lock(), None
        return one

    def do_handshake(self, block: bool = False) -> None:
        super().do_handshake(block)
        super().settimeout(0)

    def settimeout(self, value: float | None) -> None:
        self._patience = value
        if self._sslobj is None:  # type: ignore[attr-defined]  # not in the stubs
            super().settimeout(value)

    def gettimeout(self) -> float | None:
        return self._patience

    def recv(self, buflen: int = 1024, flags: int = 0) -> bytes:
        while True:
            with self._turn:
                try:
                    return super().recv(buflen, flags)
                except (ssl.SSLWantReadError, BlockingIOError):
                    pass
            self._await(to_write=False)

    def send(self, data: Any, flags: int = 0) -> int:
        while True:
            with self._turn:
                try:
                    return super().send(data, flags)
                except (ssl.SSLWantWriteError, BlockingIOError):
                    pass
            self._await(to_write=True)

    def _await(self, *, to_write: bool) -> None:
        ready = select.select([] if to_write else [self], [self] if to_write else [], [], self._patience)
        if not any(ready):
            raise TimeoutError("timed out")
