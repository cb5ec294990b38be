"""The journal for another platform: every entry posted to an address of its own, signed, at least once and in order."""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping, Sequence
from http.client import HTTPMessage
from typing import IO, Any
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from hall.errors import WrongSetting
from hall.events import Json, instant_text
from hall.journal.chain import Entry
from hall.text import Text

ANSWER_SECONDS = 10.0
SIGNATURE = "Hall-Signature"


class _NoRedirect(HTTPRedirectHandler):
    """A post that is led elsewhere would arrive there as a mere question: it counts as not taken."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


class Webhook:
    """Posts `{"items": [{id, hall, seq, at, kind, ticket, window, user, data}]}`; taken when answered with 2xx.

    `id` is `hall:seq`, by which what comes twice is known. The body is signed with HMAC-SHA256 in hex, in the header
    Hall-Signature. `codes` gives the code of each hall by its id.
    """

    name = "webhook"

    def __init__(self, url: str, secret: str, codes: Callable[[], Mapping[int, str]]) -> None:
        self._url, self._secret, self._codes = checked(url), secret.encode(), codes
        self._opener = build_opener(_NoRedirect)

    def take(self, entries: Sequence[Entry]) -> None:
        code = self._codes()[entries[0].hall_id]
        body = json.dumps({"items": [_item(code, entry) for entry in entries]}, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json"}
        if self._secret:
            headers[SIGNATURE] = hmac.new(self._secret, body, hashlib.sha256).hexdigest()
        with self._opener.open(Request(self._url, body, headers, method="POST"), timeout=ANSWER_SECONDS):
            pass  # what it says does not matter; an answer that is not 2xx was raised


def checked(url: str) -> str:
    """The address, if something can be posted there. Raises WrongSetting."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise WrongSetting(
            Text(
                f"HALL_WEBHOOK_URL 应以 http:// 或 https:// 开头，现为“{url}”",
                f"HALL_WEBHOOK_URL must begin with http:// or https://; it is {url!r}",
            )
        )
    return url


def _item(code: str, entry: Entry) -> Json:
    item: dict[str, Any] = {"id": f"{code}:{entry.seq}", "hall": code, "seq": entry.seq, "at": instant_text(entry.at)}
    return item | {
        "kind": entry.kind,
        "ticket": entry.ticket,
        "window": entry.window,
        "user": entry.user,
        "data": entry.data,
    }
