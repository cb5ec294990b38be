"""Ways to a printer: over the network, by USB, by its device file, or into a folder to look at.

A way is opened for one job. Every wait has an end: a printer without paper takes no more bytes, and would for ever.
"""

import os
import re
import select
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Protocol

from hall.errors import WrongSetting
from hall.paper.printer_state import ASK, PrinterState, cut_off, dead, is_status, state_of
from hall.paper.usb_line import open_usb
from hall.text import Text

CONNECT_SECONDS, SEND_SECONDS = 3.0, 20.0
ANSWER_SECONDS, DONE_SECONDS = 0.7, 10.0
NETWORK_PORT = 9100


class Line(Protocol):
    """An open way to a printer. `answers`: whether anything can come back on it."""

    answers: bool

    def send(self, data: bytes) -> None:
        """All of it. OSError when the printer is gone or takes no more."""

    def receive(self, seconds: float) -> bytes:
        """What the printer says within this time; empty when nothing came. OSError when it is gone."""

    def finish(self) -> None:
        """The last byte was sent. OSError when the printer did not take it."""


Open = Callable[[], AbstractContextManager[Line]]


def print_job(open_line: Open, job: bytes) -> None:
    """Print all of a job. PrinterTrouble when the printer is not there, has no paper, or breaks off."""
    with _opened(open_line) as line:
        before = ask_state(line, ANSWER_SECONDS)
        if before.trouble is not None:
            raise before.trouble
        try:
            line.send(job)
            # Only the answer to a question behind the last byte says that the printer came so far.
            after = ask_state(line, DONE_SECONDS) if before.answers else None
            line.finish()
        except OSError as problem:
            raise cut_off() from problem
        if after is not None and not after.answers:
            raise cut_off()
        if after is not None and after.trouble is not None:
            raise after.trouble


def printer_state(open_line: Open) -> PrinterState:
    """How the printer is now; PrinterTrouble when it is not there."""
    with _opened(open_line) as line:
        return ask_state(line, ANSWER_SECONDS)


@contextmanager
def _opened(open_line: Open) -> Iterator[Line]:
    try:
        way = open_line()
        line = way.__enter__()
    except OSError as problem:
        raise dead(str(problem.strerror or problem)) from problem
    try:
        yield line
    finally:
        with suppress(OSError):
            way.__exit__(None, None, None)


def ask_state(line: Line, seconds: float) -> PrinterState:
    """Ask for the state; the first question unanswered means that the printer does not know them, or is gone."""
    told: dict[int, int] = {}
    for question, command in ASK.items() if line.answers else ():
        try:
            line.send(command)
            answer = [byte for byte in line.receive(seconds) if is_status(byte)]
        except OSError:
            break
        if not answer:
            break
        told[question] = answer[-1]
    return state_of(told)


class SocketLine:
    answers = True

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def send(self, data: bytes) -> None:
        self._connection.settimeout(SEND_SECONDS)
        self._connection.sendall(data)

    def receive(self, seconds: float) -> bytes:
        self._connection.settimeout(seconds)
        try:
            return self._connection.recv(64)
        except TimeoutError:
            return b""

    def finish(self) -> None:
        """Say that nothing follows, and hear whether the printer hung up on what it had not read (a reset)."""
        with suppress(TimeoutError):
            self._connection.shutdown(socket.SHUT_WR)
            self._connection.settimeout(ANSWER_SECONDS)
            while self._connection.recv(64):
                pass


class FileLine:
    """A device file such as /dev/usb/lp0, or any other that takes bytes."""

    def __init__(self, descriptor: int, *, answers: bool) -> None:
        self._descriptor, self.answers = descriptor, answers

    def send(self, data: bytes) -> None:
        left, until = memoryview(data), time.monotonic() + SEND_SECONDS
        while left:
            _none, ready, _errors = select.select([], [self._descriptor], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise TimeoutError("it takes no more bytes")
            left = left[os.write(self._descriptor, left[:4096]) :]

    def receive(self, seconds: float) -> bytes:
        ready = select.select([self._descriptor], [], [], seconds)[0]
        return os.read(self._descriptor, 64) if ready else b""

    def finish(self) -> None:
        pass


@contextmanager
def _network(host: str, port: int) -> Iterator[Line]:
    with socket.create_connection((host, port), CONNECT_SECONDS) as connection:
        yield SocketLine(connection)


@contextmanager
def _device(path: Path) -> Iterator[Line]:
    character = path.is_char_device()
    flags = os.O_RDWR if character else os.O_WRONLY | os.O_APPEND
    descriptor = os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY)
    try:
        yield FileLine(descriptor, answers=character)
    finally:
        os.close(descriptor)


class FolderLine:
    """A folder in which each job is a file."""

    answers = False

    def __init__(self, folder: Path) -> None:
        self._folder, self._job = folder, b""
        folder.mkdir(parents=True, exist_ok=True)

    def send(self, data: bytes) -> None:
        self._job += data

    def receive(self, seconds: float) -> bytes:
        del seconds
        return b""

    def finish(self) -> None:
        number = len(list(self._folder.glob("*.bin"))) + 1
        (self._folder / f"{number:04}.bin").write_bytes(self._job)


@contextmanager
def _into(folder: Path) -> Iterator[Line]:
    yield FolderLine(folder)


def way_to(printer: str) -> Open:
    """The way that `network:HOST[:PORT]`, `usb:VID:PID`, `file:PATH` or `dummy:FOLDER` names; else WrongSetting."""
    kind, _colon, where = printer.partition(":")
    if kind == "network" and (found := re.fullmatch(r"(\[[0-9a-fA-F:]+\]|[^:\s]+)(?::(\d{1,5}))?", where)):
        host, port = found[1].strip("[]"), int(found[2] or NETWORK_PORT)
        return lambda: _network(host, port)
    if kind == "usb" and (found := re.fullmatch(r"([0-9a-fA-F]{4}):([0-9a-fA-F]{4})", where)):
        vendor, product = int(found[1], 16), int(found[2], 16)
        return lambda: open_usb(vendor, product)
    if kind == "file" and where:
        return lambda: _device(Path(where))
    if kind == "dummy" and where:
        return lambda: _into(Path(where))
    raise WrongSetting(
        Text(
            f"--printer 应形如 network:192.168.1.50、usb:04b8:0e15、file:/dev/usb/lp0 或 dummy:文件夹，现为“{printer}”",
            f"--printer must be like network:192.168.1.50, usb:04b8:0e15, file:/dev/usb/lp0 or dummy:FOLDER; "
            f"it is {printer!r}",
        )
    )
