"""The agent's HTTP: on this machine alone, and for pages of its own server alone.

Everything printed is fetched from that server by a ticket's id, so that no page can have anything else printed.
"""

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from hall.paper.agent import Agent, Json, Refused, Wanted
from hall.paper.printer_state import PrinterTrouble
from hall.text import LANGUAGES, Text

LONGEST_BODY = 4096
WHAT = ("slip", "notice", "refusal")
_TICKET = re.compile(r"[A-Za-z0-9_-]{8,64}")
_KEY = re.compile(r"[\x21-\x7e]{8,128}")


def serve_agent(agent: Agent, port: int) -> ThreadingHTTPServer:
    """The agent, listening on this machine's own address. OSError when the port is taken."""
    server = ThreadingHTTPServer(("127.0.0.1", port), type("Door", (_Door,), {"agent": agent}))
    # What is being printed is finished before the process ends.
    server.daemon_threads = False
    return server


class _Door(BaseHTTPRequestHandler):
    agent: Agent
    timeout = 30

    def do_OPTIONS(self) -> None:
        """May a page of this origin ask? Browsers want to hear it before, also for addresses of this machine."""
        if not self._ours():
            return self._answer(403, _foreign())
        self.send_response(204)
        self._allow()
        self.send_header("Access-Control-Allow-Methods", "GET, POST")
        self.send_header("Access-Control-Allow-Headers", "Content-Type, Idempotency-Key")
        self.send_header("Access-Control-Allow-Private-Network", "true")
        self.send_header("Access-Control-Max-Age", "600")
        self.end_headers()
        return None

    def do_GET(self) -> None:
        # Whoever sits at this machine may look without a page.
        if not self._at_home() or (self.headers.get("Origin") is not None and not self._ours()):
            return self._answer(403, _foreign())
        if self.path != "/status":
            return self._answer(404, _refusal("not_found", Text("没有这个地址", "There is no such address")))
        return self._answer(200, self.agent.status())

    def do_POST(self) -> None:
        if not self._ours():
            return self._answer(403, _foreign())
        if self.path != "/print":
            return self._answer(404, _refusal("not_found", Text("没有这个地址", "There is no such address")))
        try:
            told = self.agent.print_once(self._wanted())
        except PrinterTrouble as trouble:
            return self._answer(503, _refusal(trouble.code, trouble.detail))
        except Refused as refusal:
            return self._answer(refusal.status, _refusal(refusal.code, refusal.detail))
        return self._answer(200, told)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (its name in the library)
        """Nothing: a line for each request would hold tickets' ids."""

    def _wanted(self) -> Wanted:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > LONGEST_BODY:
            raise _wrong()
        try:
            told = json.loads(self.rfile.read(int(length)))
            ticket, what, language = told["ticket"], told["what"], told.get("language")
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise _wrong() from problem
        key = self.headers.get("Idempotency-Key", "")
        right = isinstance(ticket, str) and _TICKET.fullmatch(ticket) and what in WHAT and _KEY.fullmatch(key)
        if not right or (language is not None and language not in LANGUAGES):
            raise _wrong()
        return Wanted(ticket, what, language, key)

    def _ours(self) -> bool:
        return self._at_home() and self.headers.get("Origin", "").lower() == self.agent.server.origin

    def _at_home(self) -> bool:
        """Whether this machine was asked by its own name: a foreign name that leads here is somebody's trick."""
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        return host in ("127.0.0.1", "localhost")

    def _allow(self) -> None:
        self.send_header("Access-Control-Allow-Origin", self.headers.get("Origin", ""))
        self.send_header("Vary", "Origin")

    def _answer(self, status: int, told: Json) -> None:
        content = json.dumps(told, ensure_ascii=False).encode()
        self.send_response(status)
        if self._ours():
            self._allow()
        self.send_header("Content-Type", "application/json")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def _refusal(code: str, detail: Text) -> Json:
    return {"code": code, "detail": detail.as_json()}


def _foreign() -> Json:
    return _refusal("foreign_page", Text("只接受本大厅页面的打印", "Only pages of this hall's server may print here"))


def _wrong() -> Refused:
    return Refused(
        422,
        "invalid",
        Text(
            "应给出 ticket、what（slip、notice 或 refusal）和请求头 Idempotency-Key",
            "Give ticket, what (slip, notice or refusal) and the header Idempotency-Key",
        ),
    )
