"""Serving a house with gevent's own WSGI server, until it is told to stop; the same in one process and in each of many.

An end in good order: nobody new is let in, sockets are closed so that their clients come back to another process, what
is being answered is answered, and then whoever only keeps a connection open loses it.
"""

import gc
import logging
import signal
import socket
from collections.abc import Callable, Sequence
from typing import Any

import gevent
from gevent.event import Event
from gevent.pool import Pool
from gevent.pywsgi import WSGIHandler, WSGIServer

from hall.app import House
from hall.edge.peer import find_the_gone
from hall.errors import Unavailable, WrongSetting
from hall.text import Text

GONE_SECONDS = 60.0  # a kiosk without power keeps its connection no longer
# Python looks for circles of objects among all it has as soon as there are a quarter more: with thousands of sockets
# that takes half a second, again and again. Here young objects are looked through, and the old ones by a duty.
YOUNG, MIDDLE, NEVER = 5_000, 10, 1_000_000
FINISH_SECONDS = 8.0  # what is not answered by then is not answered
LOOK_EVERY_SECONDS = 0.2
AGAIN_AFTER_SECONDS = 1.0

log = logging.getLogger(__name__)


class Connection(WSGIHandler):
    """One connection; it ends with its websocket, instead of taking what the peer still says for another request."""

    server: "Server"
    _held: bytearray | None = None

    def log_request(self) -> None:
        """The app logs what it answers."""

    def _write_with_headers(self, data: bytes) -> None:
        """Send head and body, or the first piece of it, together: one call of the system less, and one packet."""
        self._held = bytearray()
        super()._write_with_headers(data)  # type: ignore[misc]  # the stubs leave out what begins with a _
        held, self._held = self._held, None
        self._sendall(held)

    def _sendall(self, data: bytes | bytearray) -> None:
        if self._held is None:
            super()._sendall(data)  # type: ignore[misc]
        else:
            self._held += data

    def run_application(self) -> None:
        self.server.answering += 1
        try:
            super().run_application()
        finally:
            self.server.answering -= 1
        gevent.sleep(0)  # whoever asks again at once stands behind those who wait: eight clients' p99 was 95 ms
        if self.status is None or self.server.finishing:  # the socket was used for something else, or it is time to go
            self.close_connection = True


class Server(WSGIServer):
    """Counts what it is `answering`, open sockets among it."""

    handler_class = Connection

    def __init__(self, listener: Any, house: House, **options: Any) -> None:
        super().__init__(listener, house.app, log=None, **options)
        self.answering, self.finishing = 0, False

    def start(self) -> None:
        super().start()
        # Accepted connections inherit it: without, head and body of an answer wait 40 ms for each other (Nagle's rule).
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        find_the_gone(self.socket, GONE_SECONDS)


def settle() -> None:
    """Let what a started server has for good be looked through no more, and whatever comes be looked through seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, NEVER)


def finish(house: House, servers: Sequence[Server]) -> None:
    """End in good order, within `FINISH_SECONDS` or little more."""
    for server in servers:
        server.close()
        server.finishing = True
    with gevent.Timeout(FINISH_SECONDS, False):  # type: ignore[arg-type]  # False: the block just ends
        house.end_sockets()
        while any(server.answering for server in servers):
            gevent.sleep(0.02)
    for server in servers:
        server.stop(timeout=0)


def serve(house: House, address: tuple[str, int], ready: Callable[[], None]) -> None:
    """Serve until SIGTERM or SIGINT; `ready` is called once requests are taken. WrongSetting for a port in use."""
    house.start()
    server = Server(address, house)
    try:
        server.start()
    except OSError as error:
        house.stop()
        host, port = address
        raise WrongSetting(
            Text(
                f"无法监听 {host}:{port}（{error.strerror}），请换一个端口（--port 或 HALL_BIND）",
                f"Cannot listen on {host}:{port} ({error.strerror}); choose another port (--port or HALL_BIND)",
            )
        ) from error
    told = Event()
    watching = {number: gevent.signal_handler(number, told.set) for number in (signal.SIGTERM, signal.SIGINT)}
    settle()
    ready()
    try:
        told.wait()
        finish(house, [server])
    finally:
        house.stop()
        for number, watcher in watching.items():  # told once more, on its way out, it goes on ending
            watcher.cancel()
            signal.signal(number, signal.SIG_IGN)
        gc.freeze()  # all of it is given back now: to look through it once more takes a second


def serve_among_many(
    house: House, listeners: Sequence[Any], connections: int, goes_on: Callable[[], bool], ready: Callable[[], None]
) -> None:
    """Serve on sockets that other processes accept from as well, while it `goes_on`, which is asked all the time."""
    if not _started(house, goes_on):
        return
    shared = {"wsgi.multiprocess": True}  # one connection at a time, so that the others get theirs
    servers = [Server(each, house, spawn=Pool(connections), environ=dict(shared)) for each in listeners]
    for server in servers:
        server.start()
    settle()
    ready()
    try:
        while goes_on():
            gevent.sleep(LOOK_EVERY_SECONDS)
        finish(house, servers)
    finally:
        house.stop()
        gc.freeze()


def _started(house: House, goes_on: Callable[[], bool]) -> bool:
    """Start the house once the database can be had: a worker is replaced while it is away, too."""
    said = False
    while goes_on():
        try:
            house.start()
        except Unavailable as error:
            if not said:
                log.warning("the database cannot be had, this worker waits for it: %s", error)
            said = True
            gevent.sleep(AGAIN_AFTER_SECONDS)
        else:
            return True
    return False
