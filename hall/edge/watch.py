"""What surrounds every request: an id for the logs, headers for browsers, and problems instead of error pages."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from flask import Flask, Request, Response, g, has_request_context, request
from flask.sessions import SecureCookieSession, SessionInterface, SessionMixin
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from hall.db import Work
from hall.edge.language import wanted_language
from hall.edge.problems import problem_response
from hall.errors import HallError, NotFound
from hall.text import Text

log = logging.getLogger("hall.requests")


class NoSuchDoor(NotFound):
    code, title = "no_such_door", Text("没有这个地址", "There is no such address")


class WrongMethod(HallError):
    code, status, title = "wrong_method", 405, Text("此地址不支持该方法", "This address does not take that method")


class TooLarge(HallError):
    code, status, title = "too_large", 413, Text("内容过大", "The body is too large")


class Broken(HallError):
    code, status, title = "internal_error", 500, Text("系统出错，请稍后再试", "Something went wrong, please try again")


LARGEST_BODY = 1024 * 1024
KNOWN = {404: NoSuchDoor, 405: WrongMethod, 413: TooLarge}
SANE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}", re.ASCII)
# Asked all day by whoever watches, or files: a line for each would hide the others.
QUIET = ("/healthz", "/readyz", "/metrics", "/static/", "/favicon.ico", "/audio/")


@dataclass(frozen=True)
class Answered:
    """One request as it was answered: its door as declared (`-` where there is none), and how long it took."""

    door: str
    method: str
    status: int
    seconds: float
    replayed: bool


class NoSession(SessionInterface):
    """Flask's own sessions are not used: its cookie is neither read nor signed."""

    def open_session(self, app: Flask, request: Request) -> SessionMixin:
        return SecureCookieSession()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Nothing is kept."""


def watch(app: Flask, answered: Callable[[Answered], None] = lambda _: None) -> None:
    """Give the app request ids, security headers, a log line a request, and problems for everything that fails.

    `answered` is told of every request.
    """

    def end(response: Response) -> Response:
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers["X-Request-Id"] = g.get("request_id", "")
        one = _answered(response)
        answered(one)
        if not request.path.startswith(QUIET):
            _say(one)
        return response

    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.url_map.merge_slashes = False  # an address with // is none of ours, not another way to write one
    app.session_interface = NoSession()
    app.ensure_sync = lambda func: func  # type: ignore[method-assign]  # none is a coroutine: asked thrice a request
    app.before_request(_begin)
    app.after_request(end)
    app.register_error_handler(HTTPException, http_problem)
    app.register_error_handler(Exception, _broken)


def note_written(work: Work) -> None:
    """Keep the journal numbers that a request wrote for its line in the log."""
    if has_request_context():
        first = work.order.seq - len(work.recorded) + 1
        g.setdefault("wrote", []).append({"hall": work.hall_id, "from": first, "to": work.order.seq})


def _begin() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if SANE_ID.fullmatch(given) else secrets.token_hex(8)
    g.began = time.perf_counter()


@cache
def _declared(rule: str) -> str:
    """A door's path as the documents write it."""
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule)


def _answered(response: Response) -> Answered:
    door = _declared(request.url_rule.rule) if request.url_rule is not None else "-"
    seconds = time.perf_counter() - g.get("began", time.perf_counter())
    replayed = response.headers.get("Idempotent-Replayed") == "true"
    # A method is whatever a client makes up; one that no door takes is counted as one.
    method = request.method if request.url_rule is not None else "-"
    return Answered(door, method, response.status_code, seconds, replayed)


def _say(one: Answered) -> None:
    """A line without the address: what stands in it may be a right, or typed by anybody."""
    facts = {"door": one.door, "method": one.method, "status": one.status, "ms": round(one.seconds * 1000, 1)}
    if one.replayed:
        facts["replayed"] = True
    if "wrote" in g:
        facts["wrote"] = g.wrote
    log.info("%s %s %s", one.method, one.door, one.status, extra={"facts": facts})


def http_problem(error: HTTPException) -> Response:
    """What a program is told where there is no door, or none of that kind; then, too, which methods there are."""
    problem = KNOWN.get(error.code or 500)
    if problem is None:
        return Response(status=error.code or 500)
    response = problem_response(problem(), wanted_language(request.accept_languages))
    if isinstance(error, MethodNotAllowed):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return response


def _broken(error: Exception) -> Response:
    """An error nobody foresaw: a sentence for the reader, the trace for the log alone."""
    log.error("a request failed", exc_info=error)
    return problem_response(Broken(), wanted_language(request.accept_languages))
