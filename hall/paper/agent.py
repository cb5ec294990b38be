"""The agent beside a printer: it fetches a document from its server by the ticket's id, and prints it once."""

import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from hall.paper.printer_state import PrinterTrouble
from hall.paper.printers import Open, print_job, printer_state
from hall.text import Language, Text

FETCH_SECONDS = 15.0
# As many as a busy week's slips: a page asks again within minutes.
KEYS_KEPT = 2000

Json = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """What a page asks for."""

    ticket: str
    what: str
    language: str | None
    key: str


class Refused(Exception):
    """A request that is not followed: the status to answer with, a code and a sentence."""

    def __init__(self, status: int, code: str, detail: Text) -> None:
        super().__init__(detail.en)
        self.status, self.code, self.detail = status, code, detail


class Server:
    """The hall's server as the agent sees it."""

    def __init__(self, url: str, token: str | None = None, mode: str | None = None) -> None:
        parts = urlsplit(url)
        self.url, self.origin = url.rstrip("/"), f"{parts.scheme}://{parts.netloc}".lower()
        self._token, self._mode = token, mode

    def document(self, wanted: Wanted) -> bytes:
        """The bytes for the printer. Refused with the server's own sentence, or when the server is away."""
        query = {name: value for name, value in (("lang", wanted.language), ("mode", self._mode)) if value}
        path = f"/api/v1/tickets/{wanted.ticket}/{wanted.what}.escpos?{urlencode(query)}"
        try:
            return self._get(path)
        except HTTPError as refusal:
            code, zh = _problem(refusal)
            return self._refused(path, refusal.code, code, zh)
        except OSError as problem:
            raise Refused(
                503,
                "server_unreachable",
                Text(
                    "打印服务连不上大厅服务器，请稍后再试",
                    "The hall's server cannot be reached; try again soon",
                ),
            ) from problem

    def _refused(self, path: str, status: int, code: str, zh: str) -> bytes:
        """The refusal in both languages: it is asked for again in English."""
        english = zh
        try:
            return self._get(path, "en")
        except HTTPError as refusal:
            english = _problem(refusal)[1]
        except OSError:
            pass  # gone just now: the Chinese sentence says it
        raise Refused(status if status in (404, 409, 429) else 503, code, Text(zh, english))

    def _get(self, path: str, language: Language = "zh") -> bytes:
        headers: dict[str, str] = {"Accept-Language": language}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        with urlopen(Request(self.url + path, headers=headers), timeout=FETCH_SECONDS) as answer:
            document: bytes = answer.read()
        return document


def _problem(refusal: HTTPError) -> tuple[str, str]:
    try:
        told = json.loads(refusal.read())
        return str(told["code"]), str(told["detail"])
    except (ValueError, KeyError, TypeError, OSError):
        return "server_error", f"HTTP {refusal.code}"


class Agent:
    """Prints one document after the other, and each key once."""

    def __init__(self, server: Server, open_line: Open, say: Callable[[str], None]) -> None:
        self.server, self._open, self._say = server, open_line, say
        self._one_at_a_time = threading.Lock()
        self._done: OrderedDict[tuple[str, str, str], None] = OrderedDict()
        self._printed = 0

    def print_once(self, wanted: Wanted) -> Json:
        """Print it, unless this key was printed before. Refused or PrinterTrouble when it could not be."""
        with self._one_at_a_time:
            key = wanted.key, wanted.ticket, wanted.what
            if key not in self._done:
                print_job(self._open, self.server.document(wanted))
                self._done[key] = None
                self._printed += 1
                while len(self._done) > KEYS_KEPT:
                    self._done.popitem(last=False)
                self._say(f"printed: {wanted.what}")
        return {"printed": True}

    def status(self) -> Json:
        """The printer as it is now: `ready`, or the code of its trouble; `unknown` when it answers no questions."""
        with self._one_at_a_time:
            try:
                state = printer_state(self._open)
            except PrinterTrouble as trouble:
                return self._told(trouble, paper_low=False)
        if state.trouble is not None:
            return self._told(state.trouble, paper_low=state.paper_low)
        return {
            "printer": "ready" if state.answers else "unknown",
            "detail": None,
            "paper_low": state.paper_low,
            "printed": self._printed,
        }

    def _told(self, trouble: PrinterTrouble, *, paper_low: bool) -> Json:
        detail = trouble.detail.as_json()
        return {"printer": trouble.code, "detail": detail, "paper_low": paper_low, "printed": self._printed}
