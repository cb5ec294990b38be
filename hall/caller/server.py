"""The server as the caller speaks to it: one session, and every change with a key against doing it twice."""

import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, build_opener

from hall.text import Language

ONE_TRY_SECONDS = 8.0
PATIENCE_SECONDS = 12.0
PAUSES_SECONDS = (0.4, 0.8, 1.6, 3.0)
COOKIE = "hall_session"
NO_ANSWER = frozenset({502, 503, 504})


class Unreachable(Exception):
    """No answer came, as often as it was asked: of a change it is unknown whether it was made."""


class Refused(Exception):
    """The server understood and said no; `detail` is its sentence."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        self.status, self.problem = status, problem
        self.code = str(problem.get("code", "no_answer"))
        self.detail = str(problem.get("detail") or problem.get("title") or status)
        super().__init__(self.detail)


@dataclass
class Server:
    """One person's session at one server. `again` is the change whose answer never came: (path, body, key)."""

    base: str
    language: Language
    cookie: str = ""
    csrf: str = ""
    again: tuple[str, str, str] | None = None
    sleep: Callable[[float], None] = time.sleep

    def read(self, path: str, *, unattended: bool = False) -> Any:
        """The JSON of a GET, asked once. Raises Refused, Unreachable."""
        return self._send("GET", path, None, {"X-Unattended": "1"} if unattended else {})

    def act(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Change something: the answer's JSON, `None` for 204.

        A lost answer is asked for again with the same key, now and when the same change is wanted the next time, so
        that it happens at most once. Raises Refused, Unreachable.
        """
        text = json.dumps(body or {}, ensure_ascii=False)
        known = self.again is not None and self.again[:2] == (path, text)
        key = self.again[2] if self.again is not None and known else secrets.token_urlsafe(16)
        self.again = (path, text, key)
        until = time.monotonic() + PATIENCE_SECONDS
        for tries in range(100):
            pause = PAUSES_SECONDS[min(tries, len(PAUSES_SECONDS) - 1)]
            try:
                answer = self._send("POST", path, text, {"Idempotency-Key": key})
                self.again = None
                return answer
            except Refused as refused:
                if refused.status not in NO_ANSWER:
                    self.again = None
                    raise
            except Unreachable:
                if time.monotonic() + pause >= until:
                    raise
            if time.monotonic() + pause >= until:
                break
            self.sleep(pause)
        raise Unreachable

    def sign_in(self, username: str, password: str, otp: str | None = None) -> Any:
        """Begin a session. Raises Refused, Unreachable."""
        self.cookie = self.csrf = ""
        names = {"username": username, "password": password, **({"otp": otp} if otp else {})}
        return self.know(self._send("POST", "/session", json.dumps(names), {}))

    def know(self, session: Any) -> Any:
        """Keep what a session's answer tells for the calls to come."""
        self.csrf = str(session["csrf_token"])
        return session

    def _send(self, method: str, path: str, text: str | None, more: Mapping[str, str]) -> Any:
        headers = {"Accept": "application/json", "Accept-Language": self.language, **more}
        if self.cookie:
            headers["Cookie"] = f"{COOKIE}={self.cookie}"
        if method != "GET":
            headers |= {"Content-Type": "application/json", **({"X-CSRF-Token": self.csrf} if self.csrf else {})}
        request = Request(
            f"{self.base}/api/v1{path}", text.encode() if text is not None else None, headers, method=method
        )
        try:
            with build_opener().open(request, timeout=ONE_TRY_SECONDS) as answer:
                self._keep_cookie(answer.headers.get_all("Set-Cookie") or [])
                raw = answer.read()
                return json.loads(raw) if raw else None
        except HTTPError as refusal:
            raise Refused(refusal.code, _problem(refusal)) from None
        except (OSError, HTTPException, ValueError) as lost:
            raise Unreachable from lost

    def _keep_cookie(self, cookies: list[str]) -> None:
        for cookie in cookies:
            name, _equals, value = cookie.partition("=")
            if name == COOKIE:
                self.cookie = value.partition(";")[0]


def _problem(refusal: HTTPError) -> Mapping[str, Any]:
    try:
        problem = json.loads(refusal.read())
    except (OSError, ValueError):
        return {}
    return problem if isinstance(problem, dict) else {}
