"""Serving a house with gevent's own WSGI server, until it is told to stop."""

import signal
import socket
from collections.abc import Callable

import gevent
from gevent.pywsgi import WSGIHandler, WSGIServer

from hall.app import House
from hall.edge.transport import find_the_gone
from hall.errors import WrongSetting
from hall.text import Text

GONE_SECONDS = 60.0  # a kiosk without power keeps its connection no longer


class Connection(WSGIHandler):
    """One connection; it ends with its websocket, instead of taking what the peer still says for another request."""

    def run_application(self) -> None:
        super().run_application()
        gevent.sleep(0)  # whoever asks again at once stands behind those who wait: eight clients' p99 was 95 ms
        if self.status is None:  # nothing was answered: the socket was used for something else
            self.close_connection = True


def serve(house: House, address: tuple[str, int], ready: Callable[[], None]) -> None:
    """Serve until SIGTERM or SIGINT; `ready` is called once requests are taken. WrongSetting for a port in use."""
    house.start()
    server = WSGIServer(address, house.app, log=None, handler_class=Connection)
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
    # Accepted connections inherit it: without, head and body of an answer wait 40 ms for each other (Nagle's rule).
    server.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    find_the_gone(server.socket, GONE_SECONDS)
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, server.stop)
    ready()
    try:
        server.serve_forever()
    finally:
        house.stop()
