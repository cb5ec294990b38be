"""Serving a yardstick as the product is served: gevent's server, no log, answers sent at once."""

import socket
from collections.abc import Callable
from typing import Any

from gevent.pywsgi import WSGIServer


def serve(port: int, app: Callable[..., Any]) -> None:
    """Serve until terminated; says `ready` when it does."""
    server = WSGIServer(("127.0.0.1", port), app, log=None)
    server.start()
    server.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    print("ready", flush=True)
    server.serve_forever()
