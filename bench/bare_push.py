"""A bare websocket push: Flask-SocketIO served as Hall is, nothing behind it. `python -m bench.bare_push PORT`."""

# ruff: noqa: E402 (patched before anything else is imported, as the product does it)
from gevent import monkey

monkey.patch_all()

import sys
from typing import Any

from flask import Flask, Response, request
from flask_socketio import SocketIO, join_room

from bench.serving import serve

SOCKETS: dict[str, Any] = {"async_mode": "gevent", "transports": ["websocket"]}
# As long as a call's fact is.
MESSAGE = {"kind": "ticket_called", "data": {"announcement": "x" * 600}}


def main(port: int) -> None:
    """Every POST tells all screens and is answered with an empty object."""
    app = Flask("bare", static_folder=None)
    socketio = SocketIO(app, **SOCKETS)

    @socketio.on("connect", namespace="/display")
    def come(_auth: object = None) -> None:
        join_room("screens")

    @app.post("/push")
    def push() -> Response:
        request.get_data()
        socketio.emit("ticket_called", MESSAGE, namespace="/display", to="screens")
        return Response("{}", mimetype="application/json")

    serve(port, app)


if __name__ == "__main__":
    main(int(sys.argv[1]))
