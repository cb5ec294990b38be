"""A thermal printer at the end of a cable: it takes bytes over TCP, answers questions, and can be made to fail."""

import re
import socket
import struct
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self

QUESTION = re.compile(rb"\x10\x04[\x01\x02\x04]")
ANSWERS = {1: 0x16, 2: 0x12, 4: 0x12}


class NetworkPrinter:
    """Listens on a port of its own. `jobs`: what each connection brought, without the questions.

    `paper`, `answers`: whether it has some, whether it knows the questions. `breaks_after`: bytes of a job after which
    it is gone.
    """

    def __init__(self) -> None:
        self.jobs: list[bytes] = []
        self.paper, self.answers = True, True
        self.breaks_after: int | None = None
        self.runs_out_after: int | None = None
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    @property
    def printed(self) -> list[bytes]:
        """What came out on paper; a mere question prints nothing."""
        return [job for job in self.jobs if job]

    def _serve(self) -> None:
        while True:
            try:
                connection, _address = self._socket.accept()
            except OSError:
                return
            with connection:
                self.jobs.append(b"")
                with suppress(OSError):
                    self._take(connection)

    def _take(self, connection: socket.socket) -> None:
        got = b""
        while more := connection.recv(4096):
            got += more
            while question := QUESTION.search(got):
                self._print(got[: question.start()])
                self._answer(connection, got[question.end() - 1])
                got = got[question.end() :]
            if self.breaks_after is not None and len(self.jobs[-1]) + len(got) > self.breaks_after:
                # Gone with what it had not read: the sender is reset.
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return
        self._print(got)

    def _print(self, data: bytes) -> None:
        self.jobs[-1] += data
        if self.runs_out_after is not None and len(self.jobs[-1]) > self.runs_out_after:
            self.paper = False

    def _answer(self, connection: socket.socket, question: int) -> None:
        if self.answers:
            connection.sendall(bytes([ANSWERS[question] | (0x60 if question == 4 and not self.paper else 0)]))
