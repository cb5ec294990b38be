"""A line to PostgreSQL that can be cut in the middle of a commit."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum


class Cut(Enum):
    """When the line breaks: before the server hears of the commit, or after it has done it."""

    UNHEARD = "unheard"
    DONE = "done"


class Line:
    """Passes everything on between `port` and the server's; armed, it breaks at the next commit of a ticket."""

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.armed: Cut | None = None
        self.cuts = 0
        threading.Thread(target=self._take, daemon=True).start()

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _take(self) -> None:
        with suppress(OSError):
            while True:
                client, _address = self._listening.accept()
                server = socket.create_connection(("127.0.0.1", self._server_port))
                for run in (self._upwards, self._downwards):
                    threading.Thread(target=run, args=(client, server), daemon=True).start()

    def _upwards(self, client: socket.socket, server: socket.socket) -> None:
        issues = False
        with suppress(OSError):
            while data := client.recv(65536):
                issues = issues or b"INSERT INTO tickets" in data
                if self.armed and issues and b"COMMIT" in data:
                    self._cut(client, server, data)
                    return
                server.sendall(data)
        _end(client, server)

    def _cut(self, client: socket.socket, server: socket.socket, commit: bytes) -> None:
        cut, self.armed = self.armed, None
        self.cuts += 1
        client.shutdown(socket.SHUT_RDWR)
        if cut is Cut.DONE:
            server.sendall(commit)
            server.shutdown(socket.SHUT_WR)  # the server answers, and ends the session once it has
            with suppress(OSError):
                while server.recv(65536):
                    pass
        _end(client, server)

    def _downwards(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while data := server.recv(65536):
                client.sendall(data)
        if not self.cuts:
            _end(client, server)


def _end(*lines: socket.socket) -> None:
    for line in lines:
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
        line.close()


@contextmanager
def severable(server_port: int) -> Iterator[Line]:
    """Such a line for as long as the block lasts."""
    line = Line(server_port)
    try:
        yield line
    finally:
        line.close()
