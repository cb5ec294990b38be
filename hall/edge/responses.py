"""What an action said, as the response that is sent: a model as JSON, nothing, or a file with the headers it needs."""

from typing import Any
from urllib.parse import quote

from flask import Response
from werkzeug.wsgi import FileWrapper

from hall.edge.endpoint import Cookie, Raw, Reply, Route
from hall.text import Language


def respond(route: Route, result: Any, language: Language, *, secure_cookies: bool) -> Response:
    """An action's result as a response: a model, a `Reply`, a `Raw` file, or `None` for 204."""
    if isinstance(result, Raw):
        return _file(result)
    reply = result if isinstance(result, Reply) else Reply(result, route.status if result is not None else 204)
    if reply.body is None:
        response = Response(status=204 if reply.status == 200 else reply.status)
    else:
        response = json_response(reply.status, reply.body.model_dump_json(), language)
    for cookie in reply.cookies:
        _set_cookie(response, cookie, secure=secure_cookies)
    return response


def json_response(status: int, text: str, language: Language, *, replayed: bool = False) -> Response:
    """JSON, a problem where the status says so; `replayed` for the answer that was given the first time."""
    mimetype = "application/problem+json" if status >= 400 else "application/json"
    response = Response(text if status != 204 else None, status, mimetype=mimetype)
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    if replayed:
        response.headers["Idempotent-Replayed"] = "true"
    return response


def _file(raw: Raw) -> Response:
    content = raw.content if isinstance(raw.content, bytes) else FileWrapper(raw.content)
    response = Response(content, mimetype=raw.mimetype)
    kept = f"public, max-age={raw.cache_seconds}, immutable" if raw.cache_seconds else "no-store"
    response.headers["Cache-Control"] = kept
    if raw.mimetype == "image/svg+xml":  # opened by itself it is a document: it may load and run nothing
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if raw.filename:
        manner = "attachment" if raw.attached or raw.foreign else "inline"
        plain = raw.filename if raw.filename.isascii() else "file"
        named = "" if raw.filename.isascii() else f"; filename*=UTF-8''{quote(raw.filename, safe='')}"
        response.headers["Content-Disposition"] = f'{manner}; filename="{plain}"{named}'
    if raw.foreign:
        response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _set_cookie(response: Response, cookie: Cookie, *, secure: bool) -> None:
    response.set_cookie(
        cookie.name,
        cookie.value,
        max_age=cookie.max_age_seconds,
        path=cookie.path,
        httponly=True,
        samesite="Lax",
        secure=secure,
    )
