"""A websocket's connection: takes messages whole and at once, and ends when its other end is gone or stalled."""

import socket
from contextlib import suppress
from typing import Any

import gevent

# Seconds, beside engine.io's own pings: they find a host that is gone even while nothing is to be sent.
KEEP_ALIVE = {"TCP_KEEPIDLE": 30, "TCP_KEEPINTVL": 10, "TCP_KEEPCNT": 3}
# More than a hall's whole day of facts, for those who come back to it over a slow line.
MOST_UNREAD = 32 * 1024 * 1024
AT_ONCE = 64 * 1024


def find_the_gone(sock: Any, silent: float) -> None:
    """Let the system end a connection whose other end is gone for `silent` seconds; a listening one passes it on."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in KEEP_ALIVE.items() | {("TCP_USER_TIMEOUT", int(silent * 1000))}:
        if hasattr(socket, option):  # Linux; elsewhere a websocket's own pings must do
            sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)


class Peer:
    """One connection (gevent's socket). It is let go when it takes nothing of what waits for `stalled` seconds."""

    def __init__(self, sock: Any, *, stalled: float, silent: float) -> None:
        self._sock, self._stalled = sock, stalled
        self._rest = bytearray()
        self._gone = False
        sock.settimeout(silent)
        find_the_gone(sock, silent)

    def send(self, data: bytes) -> int:
        """All of it, without waiting: what the network does not take now follows by itself, before anything later.

        Raises BrokenPipeError once the peer is let go.
        """
        if self._gone:
            raise BrokenPipeError
        sent = 0 if self._rest else self._taken(data)
        if sent < len(data):
            self._keep(data[sent:])
        return len(data)

    def recv(self, size: int) -> bytes:
        """Up to `size` bytes. Raises TimeoutError after `silent` seconds without any."""
        return bytes(self._sock.recv(size))

    def let_go(self) -> None:
        """End the connection itself, whoever else holds it; wakes who reads from it."""
        self._gone = True
        self._rest.clear()
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.let_go()
        self._sock.close()

    def _taken(self, data: bytes) -> int:
        """How much of it the network takes now."""
        try:
            return int(self._sock.send(data, timeout=0.0))
        except BlockingIOError:
            return 0
        except OSError as error:
            self.let_go()
            raise BrokenPipeError from error

    def _keep(self, data: bytes) -> None:
        """What has to wait; a greenlet of its own passes it on, as long as there is any."""
        waited = bool(self._rest)
        self._rest += data
        if len(self._rest) > MOST_UNREAD:
            self.let_go()
            raise BrokenPipeError
        if not waited:
            gevent.spawn(self._pass_on)

    def _pass_on(self) -> None:
        try:
            while self._rest:
                with gevent.Timeout(self._stalled, TimeoutError):
                    sent = self._sock.send(bytes(self._rest[:AT_ONCE]))
                del self._rest[:sent]
        except OSError:
            self.let_go()
