"""A line between a page and the hall's server that can be cut and mended, as a pulled cable would."""

import contextlib
import socket
import threading
from typing import Self

from tests.browser.demo import Demo
from tests.ports import free_port

CHUNK = 65536


class Wire:
    """Passes bytes from a port of its own to the demo's; `url` is where a page finds the hall through it."""

    def __init__(self, demo: Demo) -> None:
        self._to = demo.port
        self._port = free_port()
        self._listening: socket.socket | None = None
        self._ends: set[socket.socket] = set()
        self.mend()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def mend(self) -> None:
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", self._port))
        listening.listen()
        self._listening = listening
        threading.Thread(target=self._accept, args=(listening,), daemon=True).start()

    def cut(self) -> None:
        """Nothing passes any more, and nobody is let in."""
        if self._listening is not None:
            _hang_up(self._listening)
            self._listening = None
        for end in list(self._ends):
            _hang_up(end)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.cut()

    def _accept(self, listening: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                page, _address = listening.accept()
                server = socket.create_connection(("127.0.0.1", self._to))
                self._ends |= {page, server}
                for source, sink in ((page, server), (server, page)):
                    threading.Thread(target=self._pass, args=(source, sink), daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while received := source.recv(CHUNK):
                sink.sendall(received)
        for end in (source, sink):
            _hang_up(end)
            self._ends.discard(end)


def _hang_up(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
