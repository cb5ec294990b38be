"""What sockets need below Socket.IO: whole messages, no compression, and an end for peers that are dead or stalled.

engine.io on gevent leaves four things open, each seen here: a message larger than what the network takes at once was
cut off in the middle, which garbles all that follows; a peer that reads nothing, or whose power is gone, kept its
socket and a growing queue for as long as TCP lived; a connection whose websocket had ended was kept by the WSGI server,
which waited for another request; and a message of any size was first read whole, then refused.

It also has a queue and a greenlet that empties it for each client, and makes a frame for each. Here a message becomes
one frame, whoever is to have it, and goes out where it is said (`_Wire`): a third of the time for a full hall.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
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
from wsproto.frame_protocol import FrameProtocol
from wsproto.utilities import ProtocolError

from hall.edge.peer import Peer

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WsgiApp = Callable[[Environ, StartResponse], Iterable[bytes]]

CLOSE, PONG, MESSAGE = "1", "3", "4"  # what engine.io's clients may send here


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
    ws: Any

    def __init__(self, environ: Environ, *, stalled: float, silent: float, **options: Any) -> None:
        self._patience = {"stalled": stalled, "silent": silent}
        super().__init__(environ, **options)

    def handshake(self) -> None:
        self.sock: Any = Peer(self.sock, **self._patience)
        super().handshake()
        if self.ws.connection is not None:
            self.ws = self.ws.connection  # what read the request is not needed again

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


class _Wire:
    """Stands where engine.io keeps what waits to be sent to a client: what is put here goes out at once."""

    def __init__(self, ws: "Websocket") -> None:
        self._ws, self._peer = ws, ws.ws.sock

    def put(self, said: Any) -> None:
        """Send a packet; `None` ends the connection. Whoever is gone is noticed by who reads from it."""
        if said is None:
            self._ws.close()
            return
        with suppress(BrokenPipeError):
            self._peer.send(_frame(said))

    def join(self) -> None:
        """Nothing waits."""


FRAMES = FrameProtocol(client=False, extensions=[])


def _frame(packet: Any) -> bytes:
    """The packet as a websocket's frame, made once for all who are sent it."""
    if not hasattr(packet, "frame"):
        packet.frame = bytes(FRAMES.send_data(packet.encode(), fin=True))
    frame: bytes = packet.frame
    return frame


class Websocket(WebSocketWSGI):  # type: ignore[misc]  # engine.io has no types
    """What engine.io speaks through; one for each client."""

    def __init__(self, handler: Callable[["Websocket"], Iterable[bytes]], engine: Any) -> None:
        super().__init__(handler, engine)
        self._client: Any = handler.__self__  # type: ignore[attr-defined]  # engine.io's own method
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
        self._converse()
        self.ws.sock.close()
        if self.ws.mode == "gunicorn":
            raise StopIteration  # how its worker is told that the socket is used up
        return []

    def _converse(self) -> None:
        """What engine.io does with a websocket, without a greenlet that writes; returns when the peer is gone."""
        client, waiting = self._client, self._client.queue
        client.connected = client.upgraded = True
        client.queue = _Wire(self)
        while not waiting.empty():
            client.queue.put(waiting.get())
        while not client.closed and (said := self.wait()) is not None:
            client.receive(Question(encoded_packet=said))
        client.close(wait=False, abort=True, reason=client.server.reason.TRANSPORT_CLOSE)

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
