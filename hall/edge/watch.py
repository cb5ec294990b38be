"""What surrounds every request: an id for the logs, headers for browsers, and problems instead of error pages."""

import logging
import secrets
import time

from flask import Flask, Request, Response, g, request
from flask.sessions import SecureCookieSession, SessionInterface, SessionMixin
from werkzeug.exceptions import HTTPException

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


class NoSession(SessionInterface):
    """Flask's own sessions are not used: its cookie is neither read nor signed."""

    def open_session(self, app: Flask, request: Request) -> SessionMixin:
        return SecureCookieSession()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Nothing is kept."""


def watch(app: Flask) -> None:
    """Give the app request ids, security headers, a log line a request, and problems for everything that fails."""
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.url_map.merge_slashes = False  # an address with // is none of ours, not another way to write one
    app.session_interface = NoSession()
    app.before_request(_begin)
    app.after_request(_end)
    app.register_error_handler(HTTPException, http_problem)
    app.register_error_handler(Exception, _broken)


def _begin() -> None:
    g.request_id, g.began = secrets.token_hex(8), time.perf_counter()


def _end(response: Response) -> Response:
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers["X-Request-Id"] = g.get("request_id", "")
    milliseconds = (time.perf_counter() - g.get("began", time.perf_counter())) * 1000
    log.info("%s %s %s %.1f ms %s", request.method, request.path, response.status_code, milliseconds, g.request_id)
    return response


def http_problem(error: HTTPException) -> Response:
    """What a program is told where there is no door, or none of that kind."""
    problem = KNOWN.get(error.code or 500)
    if problem is None:
        return Response(status=error.code or 500)
    return problem_response(problem(), wanted_language(request.accept_languages))


def _broken(error: Exception) -> Response:
    """An error nobody foresaw: a sentence for the reader, the trace for the log alone."""
    log.error("request %s failed", g.get("request_id"), exc_info=error)
    return problem_response(Broken(), wanted_language(request.accept_languages))
