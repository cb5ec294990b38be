"""Below Socket.IO: websockets alone, nothing compressed, whole messages, and no patience without end."""

import json
import socket
import time
from collections.abc import Callable

import pytest
import requests
import websocket

from tests.ears import Ears
from tests.people import Cast
from tests.served import Served

SOCKETS = "/socket.io/?EIO=4&transport="
# A server that asks for a sign of life every second, and waits one second for it.
QUICK = "import hall.app; hall.app.SOCKETS.update(ping_interval=1, ping_timeout=1)"
# Connections that take 32 KB at once, as over a thin line; what is accepted inherits it.
THIN = """
import socket
import hall.serving
class Thin(hall.serving.Server):
    def init_socket(self):
        super().init_socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16384)
hall.serving.Server = Thin
"""


def line_to(served: Served, *, receive_buffer: int | None = None, cookie: str | None = None) -> websocket.WebSocket:
    """A websocket that asks for what browsers ask for, compression included."""
    options = [] if receive_buffer is None else [(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)]
    return websocket.create_connection(
        served.base_url.replace("http", "ws") + SOCKETS + "websocket",
        timeout=20,
        sockopt=options,
        header={"Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits"},
        cookie=cookie,
    )


def close(line: websocket.WebSocket) -> None:
    line.shutdown()


def ends(line: websocket.WebSocket) -> float:
    """How long until the server ends this connection; what still comes is read and passed over."""
    began = time.monotonic()
    line.sock.settimeout(20)
    try:
        while line.sock.recv(65536):
            pass
    except ConnectionError:
        pass
    finally:
        close(line)
    return time.monotonic() - began


def test_polling_is_refused(served: Served) -> None:
    for path in (SOCKETS + "polling", SOCKETS + "websocket", "/socket.io/?EIO=3&transport=polling"):
        refused = requests.get(served.base_url + path, timeout=5)
        assert refused.status_code == 400, path
        assert "sid" not in refused.text


def test_compression_is_not_agreed_to(served: Served) -> None:
    line = line_to(served)
    headers = line.handshake_response.headers
    assert "sec-websocket-extensions" not in {name.lower() for name in headers}
    close(line)


def test_a_connection_ends_with_its_websocket(served: Served) -> None:
    for goodbye in (lambda line: line.send_close(), lambda line: line.send("1")):
        line = line_to(served)
        goodbye(line)
        assert ends(line) < 2.0


def test_an_upgrade_that_is_none_is_refused(served: Served) -> None:
    odd = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    assert requests.get(served.base_url + SOCKETS + "websocket", headers=odd, timeout=5).status_code == 400


def test_messages_of_any_size_are_not_read_whole(served: Served) -> None:
    line = line_to(served)
    line.send("4" + "x" * 200_000)
    assert ends(line) < 2.0


@pytest.fixture(scope="module")
def quick(serve: Callable[..., Served]) -> Served:
    return serve(prelude=QUICK)


@pytest.fixture(scope="module")
def thin(serve: Callable[..., Served]) -> Served:
    return serve(prelude=THIN)


def test_a_peer_that_says_nothing_is_let_go(quick: Served) -> None:
    line = line_to(quick)
    line.send('40/display,{"hall":"zhouzhi"}')
    assert 1.0 < ends(line) < 5.0


def test_a_slow_reader_gets_every_message_whole(thin: Served) -> None:
    """More than the network takes at once waits its turn; it is not cut."""
    cast = Cast(thin)
    seq = _some_journal(cast)
    line = line_to(thin, receive_buffer=4096, cookie=cast.manager.cookie)
    line.send('40/desk,{"hall":"zhouzhi","after":0}')
    line.send('42/desk,["resume",{"after":0}]')
    cast.manager.ask("/session")
    told: list[int] = []
    while told.count(seq) < 2:
        said = str(line.recv())
        if said == "2":
            line.send("3")
        if '"prev"' in said:
            told.append(json.loads(said.removeprefix("42/desk,"))[1]["seq"])
    assert told[: told.index(seq) + 1] == list(range(1, seq + 1))
    close(line)


def test_a_peer_that_reads_nothing_is_let_go_and_holds_nobody_up(quick: Served) -> None:
    cast, answer = Cast(quick), "3"
    _some_journal(cast)
    stalled = line_to(quick, receive_buffer=4096, cookie=cast.manager.cookie)
    stalled.send('40/desk,{"hall":"zhouzhi"}')
    began, slowest, gone = time.monotonic(), 0.0, False
    with_ears = Ears(quick.base_url)
    screen = with_ears.screen()
    while not gone and time.monotonic() - began < 15:
        try:
            # It goes on talking, so that only its not reading tells.
            stalled.send(answer)
            stalled.send('42/desk,["resume",{"after":0}]')
        except OSError:
            gone = True
        cast.kiosk.take("cross-region")
        mark, pressed = screen.mark, time.monotonic()
        ticket = cast.clerk(30).called()
        heard = screen.wait("ticket_called", since=mark)
        slowest = max(slowest, heard.at - pressed)
        cast.clerk(30).serve(ticket)
    print(f"a stalled peer was let go after {time.monotonic() - began:.1f} s; the slowest call {slowest * 1000:.0f} ms")
    close(stalled)
    with_ears.leave()
    assert gone
    assert slowest < 1.0


def _some_journal(cast: Cast) -> int:
    """A journal whose telling is longer than what a connection takes at once; its last number."""
    for _ in range(100):
        ticket = cast.kiosk.take("collect")
        cast.stranger.act(f"/tickets/{ticket['id']}", method="DELETE")
    return int(cast.manager.board()["seq"])
