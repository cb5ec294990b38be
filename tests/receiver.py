"""Other ends of what is told outside: real servers that keep what they were posted, and fail when they are told to."""

import hashlib
import hmac
import json
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SECRET = "known to both"


class Receiver:
    """Another platform's end of the webhook.

    `items`: everything that was taken, in order, repetitions too; `status`: what the next posts are answered. While it
    `hangs` nobody is answered at all: what comes is taken, and `held` counts who waits.
    """

    def __init__(self) -> None:
        self.items: list[dict[str, Any]] = []
        self.status = 204
        self.hangs, self.held = False, 0
        self.refused = 0
        self.came = threading.Condition()
        receiver = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                receiver.hear(self)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (its name in the library)
                """Nothing: tests look at what came."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/journal"

    def hear(self, door: BaseHTTPRequestHandler) -> None:
        body = door.rfile.read(int(door.headers["Content-Length"]))
        signed = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        self.answer(door, json.loads(body)["items"], self.status if door.headers["Hall-Signature"] == signed else 401)

    def answer(self, door: BaseHTTPRequestHandler, items: list[dict[str, Any]], status: int) -> None:
        with self.came:
            if status < 300:
                self.items += items
            else:
                self.refused += 1
            self.held += self.hangs
            self.came.notify_all()
            self.came.wait_for(lambda: not self.hangs)
        with suppress(BrokenPipeError, ConnectionResetError):  # who asked is gone, or waits no longer
            self._reply(door, status)

    def _reply(self, door: BaseHTTPRequestHandler, status: int) -> None:
        door.send_response(status)
        if status in (301, 302):
            door.send_header("Location", self.url)
        door.send_header("Content-Length", "0")
        door.end_headers()

    def heard(self, hall: str, seq: int, within: float) -> bool:
        """Whether this entry came; waits for it."""
        with self.came:
            return self.came.wait_for(lambda: seq in self.seqs(hall), within)

    def seqs(self, hall: str) -> list[int]:
        """The journal numbers of a hall that came, as they came."""
        return [item["seq"] for item in self.items if item["hall"] == hall]

    def answers_again(self) -> None:
        with self.came:
            self.hangs = False
            self.came.notify_all()

    def sees(self, what: Callable[[], bool], within: float) -> bool:
        """Whether this comes to be; looked at with every post."""
        with self.came:
            return self.came.wait_for(what, within)

    def close(self) -> None:
        self.answers_again()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Gateway(Receiver):
    """An SMS gateway as Apprise posts to it: each message with the `to` of its address."""

    @property
    def address(self) -> str:
        return f"json://127.0.0.1:{self._server.server_port}/sms?:to={{phone}}"

    @property
    def staff_address(self) -> str:
        return f"json://127.0.0.1:{self._server.server_port}/group"

    def hear(self, door: BaseHTTPRequestHandler) -> None:
        body = json.loads(door.rfile.read(int(door.headers["Content-Length"])))
        self.answer(door, [body | {"path": door.path}], self.status)
