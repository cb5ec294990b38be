"""A bare push to many: as many messages to as many sockets as Hall sends, nothing behind it. `… bare_crowd PORT`."""

# ruff: noqa: E402 (patched before anything else is imported, as the product does it)
from gevent import monkey

monkey.patch_all()

import sys
from itertools import count
from typing import Any

from flask import Flask, jsonify, request
from flask.typing import ResponseReturnValue
from flask_socketio import SocketIO, join_room

from bench.bare_push import MESSAGE, SOCKETS
from bench.serving import serve

PLACE = {"kind": "place", "data": {"ahead": 17, "wait": None}}


def main(port: int) -> None:
    """Every POST tells all screens of a call, all phones of their place, and is answered with the number called."""
    app = Flask("bare", static_folder=None)
    socketio = SocketIO(app, **SOCKETS)
    numbers = count(1)

    @socketio.on("connect", namespace="/display")
    def screen(_auth: object = None) -> None:
        join_room("screens")

    @socketio.on("connect", namespace="/visitor")
    def phone(_auth: object = None) -> None:
        join_room("phones")

    @app.post("/push")
    def push() -> ResponseReturnValue:
        request.get_data()
        number = next(numbers)
        message: dict[str, Any] = {**MESSAGE, "seq": number, "prev": number - 1}
        message["data"] = {**message["data"], "ticket": str(number)}
        socketio.emit("ticket_called", message, namespace="/display", to="screens")
        socketio.emit("place", PLACE, namespace="/visitor", to="phones")
        return jsonify({"number": str(number)})

    serve(port, app)


if __name__ == "__main__":
    main(int(sys.argv[1]))
