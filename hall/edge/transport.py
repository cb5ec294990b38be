"""What sockets need below Socket.IO: whole messages, no compression, and an end for peers that are dead or stalled.

engine.io on gevent leaves four things open, each seen here: a message larger than what the network takes at once was
cut off in the middle, which garbles all that follows; a peer that reads nothing, or whose power is gone, kept its
socket and a growing queue for as long as TCP lived; a connection whose websocket had ended was kept by the WSGI server,
which waited for another request; and a message of any size was first read whole, then refused.
"""

import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from threading import Lock
from time import time
from typing import Any

import gevent
from engineio.async_drivers.gevent import WebSocketWSGI
from engineio.packet import PING
from engineio.packet import Packet as Question
from engineio.socket import Socket as Client
from flask_socketio import SocketIO
from simple_websocket import ConnectionClosed, Server
from socketio.packet import ACK, CONNECT, DISCONNECT, EVENT, Packet
from werkzeug.middleware.proxy_fix import ProxyFix
from wsproto.utilities import ProtocolError

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WsgiApp = Callable[[Environ, StartResponse], Iterable[bytes]]

CLOSE, PONG, MESSAGE = "1", "3", "4"  # what engine.io's clients may send here
# Seconds, beside engine.io's own pings: they find a host that is gone even while nothing is to be sent.
KEEP_ALIVE = {"TCP_KEEPIDLE": 30, "TCP_KEEPINTVL": 10, "TCP_KEEPCNT": 3}


class NoCompression:
    """Takes the offer of permessage-deflate away: accepted, it costs 90 KB of memory a socket."""

    def __init__(self, app: WsgiApp) -> None:
        self._app = app

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return self._app(environ, start_response)


def behind_proxies(app: WsgiApp, proxies: int) -> WsgiApp:
    """The app as seen through so many proxies of one's own: they name the visitor's address, host and scheme."""
    return ProxyFix(app, x_for=proxies, x_proto=proxies, x_host=proxies) if proxies else app


def send_whole_messages(socketio: SocketIO) -> None:
    """Let every websocket of this server go through `Websocket`."""
    engine = socketio.server.eio  # type: ignore[attr-defined]  # the stubs lack `server`
    engine._async = {**engine._async, "websocket": Websocket}
    engine.start_background_task = _pings_wait_outside(engine.start_background_task, engine.ping_interval)


def _pings_wait_outside(start: Callable[..., Any], interval: float) -> Callable[..., Any]:
    """engine.io's way to start a task, except that the next ping of a client is a timer and not a stack that sleeps."""

    def started(task: Callable[..., Any], *given: Any, **more: Any) -> Any:
        client = getattr(task, "__self__", None)
        if isinstance(client, Client) and task == client._send_ping:
            client.last_ping = None
            return gevent.spawn_later(interval, _ping, client)
        return start(task, *given, **more)

    return started


def _ping(client: Any) -> None:
    """Ask whether it is there; its answer, or none in time, is engine.io's to judge."""
    if not client.closing and not client.closed:
        client.last_ping = time()
        client.send(Question(PING))


def find_the_gone(sock: Any, silent: float) -> None:
    """Let the system end a connection whose other end is gone for `silent` seconds; a listening one passes it on."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in KEEP_ALIVE.items() | {("TCP_USER_TIMEOUT", int(silent * 1000))}:
        if hasattr(socket, option):  # Linux; elsewhere a websocket's own pings must do
            sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)


class Peer:
    """A websocket's connection. Takes each message whole; is let go when it takes none for `stalled` seconds."""

    def __init__(self, sock: Any, *, stalled: float, silent: float) -> None:
        self._sock, self._stalled = sock, stalled
        self._turn = Lock()
        self._gone = False
        sock.settimeout(silent)
        find_the_gone(sock, silent)

    def send(self, data: bytes) -> int:
        """All of it. Raises BrokenPipeError once the peer is let go."""
        with self._turn:  # the pieces of two messages must not be mixed
            if self._gone:
                raise BrokenPipeError
            try:
                with gevent.Timeout(self._stalled, TimeoutError):
                    self._sock.sendall(data)
            except OSError as error:
                self.let_go()
                raise BrokenPipeError from error
        return len(data)

    def recv(self, size: int) -> bytes:
        """Up to `size` bytes. Raises TimeoutError after `silent` seconds without any."""
        return bytes(self._sock.recv(size))

    def let_go(self) -> None:
        """End the connection itself, whoever else holds it; wakes who reads from it."""
        self._gone = True
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.let_go()
        self._sock.close()


class _NoReader:
    """Stands where simple-websocket starts a thread that reads for those who wait."""

    name = "no reader"

    def __init__(self, target: Callable[[], None]) -> None:
        """`target` would read."""

    def start(self) -> None:
        """Nothing: see `_Server.receive`."""


class _Server(Server):  # type: ignore[misc]  # simple-websocket has no types
    """The websocket protocol, over a `Peer`. Whoever waits for a message reads it: a reader beside it costs memory."""

    connected: bool

    def __init__(self, environ: Environ, *, stalled: float, silent: float, **options: Any) -> None:
        self._patience = {"stalled": stalled, "silent": silent}
        super().__init__(environ, **options)

    def handshake(self) -> None:
        self.sock: Any = Peer(self.sock, **self._patience)
        super().handshake()

    def receive(self, timeout: float | None = None) -> str | bytes:
        """The next message. Raises ConnectionClosed once there will be none; `timeout` is the peer's own."""
        while self.connected and not self.input_buffer:
            try:
                if said := self.sock.recv(self.receive_bytes):
                    self.ws.receive_data(said)
                self.connected = bool(said) and self._handle_events()
            except (OSError, ProtocolError):
                self.connected = False
        if not self.input_buffer:
            raise ConnectionClosed(self.close_reason, self.close_message)
        message: str | bytes = self.input_buffer.pop(0)
        return message


def understood(said: str) -> bool:
    """Whether this is a packet that a client may send; any other would end as an error in the libraries' own code."""
    if said[:1] != MESSAGE:
        return said in (CLOSE, PONG)
    try:
        packet = Packet(encoded_packet=said[1:])
    except (ValueError, TypeError, IndexError, RecursionError):
        return False
    if packet.packet_type == EVENT:
        return isinstance(packet.data, list) and bool(packet.data)
    return packet.packet_type in (CONNECT, DISCONNECT, ACK)


class Websocket(WebSocketWSGI):  # type: ignore[misc]  # engine.io has no types
    """What engine.io speaks through; one for each client."""

    def __init__(self, handler: Callable[["Websocket"], Iterable[bytes]], engine: Any) -> None:
        super().__init__(handler, engine)
        self.server_args |= {
            "thread_class": _NoReader,
            "max_message_size": engine.max_http_buffer_size,
            "stalled": engine.ping_timeout,
            "silent": engine.ping_interval + engine.ping_timeout,
        }

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            self.ws = _Server(environ, **self.server_args)
        except (ProtocolError, OSError):
            start_response("400 Bad Request", [("Content-Length", "0")])
            return []
        ended: Iterable[bytes] = self.app(self)
        self.ws.sock.close()
        if self.ws.mode == "gunicorn":
            raise StopIteration  # how its worker is told that the socket is used up
        return ended

    def wait(self) -> str | None:
        """The next message; `None` when the peer is gone, or is not understood."""
        said: str | bytes | None = super().wait()
        return said if isinstance(said, str) and understood(said) else None

    def close(self) -> None:
        with suppress(OSError, ProtocolError, ConnectionClosed):
            super().close()
        self.ws.sock.let_go()  # wakes `wait`, whether the peer answers the closing or not


def end_sockets(socketio: SocketIO) -> None:
    """End every websocket of this process so that its client comes back by itself, to wherever it then gets."""
    # Not by a goodbye of Socket.IO's own: a client takes that as told to stay away.
    for client in list(socketio.server.eio.sockets.values()):  # type: ignore[attr-defined]  # the stubs lack `server`
        client.close(wait=False)
