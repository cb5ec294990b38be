"""Refusals as `application/problem+json` (RFC 9457), in the reader's language."""

import json
from collections.abc import Callable
from functools import wraps
from itertools import islice
from typing import Any, ParamSpec

from flask import Response, request
from pydantic import ValidationError

from hall.edge.language import wanted_language
from hall.edge.wrong_values import told
from hall.errors import MOST_TOLD, FieldProblem, HallError, Invalid, TooFast
from hall.text import Language, Text


def problem_document(error: HallError, language: Language) -> dict[str, Any]:
    """The members of a problem: type, title, status, detail, code, `errors` for fields, and the error's own extras."""
    document: dict[str, Any] = {
        "type": "/problems/" + error.code.replace("_", "-"),
        "title": error.title.pick(language),
        "status": error.status,
        "detail": error.detail.pick(language),
        "code": error.code,
    }
    if error.fields:
        document["errors"] = [{"field": at.field, "message": at.message.pick(language)} for at in error.fields]
    return document | error.extra


def problem_response(error: HallError, language: Language) -> Response:
    """The HTTP answer to a refusal; what lasts for a while says in its head too when to try again."""
    text = json.dumps(problem_document(error, language), ensure_ascii=False)
    response = Response(text, error.status, mimetype="application/problem+json")
    response.headers["Content-Language"] = language
    if isinstance(error, TooFast):
        response.headers["Retry-After"] = str(max(1, round(error.retry_after)))
    elif "retry_after_seconds" in error.extra:
        response.headers["Retry-After"] = str(max(1, error.extra["retry_after_seconds"]))
    if error.status == 503:
        response.headers["Retry-After"] = "2"
    return response


P = ParamSpec("P")


def refusals_answered(view: Callable[P, Response]) -> Callable[P, Response]:
    """A plain Flask view whose refusals are answered as problems too."""

    @wraps(view)
    def answered(*args: P.args, **kwargs: P.kwargs) -> Response:
        try:
            return view(*args, **kwargs)
        except HallError as error:
            return problem_response(error, wanted_language(request.accept_languages, request.args.get("lang")))

    return answered


def invalid_values(error: ValidationError) -> Invalid:
    """What pydantic found wrong, field by field, the first hundred: a small body can be wrong in a hundred thousand."""
    fields = []
    for found in islice(error.errors(include_url=False, include_input=False), MOST_TOLD):
        place = ".".join(str(part) for part in found["loc"]) or "body"
        fields.append(FieldProblem(place, told(found["type"], found.get("ctx", {}))))
    names = "、".join(at.field for at in fields)
    detail = Text(f"请检查：{names}", "Please check: " + ", ".join(at.field for at in fields))
    return Invalid(detail, fields=fields)


def sound_part(given: Any, error: ValidationError) -> Any:
    """What was given less the values that pydantic found wrong; of a list, an empty object stands in their place."""
    places = [found["loc"] for found in error.errors(include_url=False, include_input=False)]
    sound = _copied(given, max(len(place) for place in places))
    for place in places:
        _leave_out(sound, place)
    return sound


def _copied(given: Any, levels: int) -> Any:
    """A copy as deep as something is to be left out. What lies below may be nested deeper than Python can follow."""
    if levels and isinstance(given, dict):
        return {name: _copied(value, levels - 1) for name, value in given.items()}
    return [_copied(value, levels - 1) for value in given] if levels and isinstance(given, list) else given


def _leave_out(whole: Any, place: tuple[int | str, ...]) -> None:
    for at, step in enumerate(place):
        if isinstance(whole, dict) and step in whole:
            if at == len(place) - 1:
                del whole[step]
                return
        elif isinstance(whole, list) and isinstance(step, int) and step < len(whole):
            if at == len(place) - 1:
                whole[step] = {}
        else:
            return
        whole = whole[step]
