"""The OpenAPI 3.1 document, made from the declared doors, and a page to read it."""

import re
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

from flask import Blueprint, Response, jsonify, render_template_string
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from hall.edge.doors import PREFIX
from hall.edge.endpoint import JSON, Endpoints, NoBody, Route
from hall.edge.uploads import MULTIPART

Json = dict[str, Any]
REF = "#/components/schemas/{model}"
PROBLEM: Json = {
    "type": "object",
    "description": "RFC 9457",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}
REFUSALS = {
    400: "The request cannot be read",
    401: "Nobody is signed in",
    403: "No right to do this",
    404: "Not found",
    409: "Not in the present state; nothing was changed",
    413: "The file is larger than it may be",
    422: "A value or field is wrong",
    429: "Too many requests; see Retry-After",
    503: "Temporarily unavailable; nothing was changed",
}


def openapi_document(packages: Sequence[Endpoints]) -> Json:
    """The whole API as an OpenAPI 3.1 document."""
    routes = [route for endpoints in packages for route in endpoints.routes]
    schemas, names = _schemas(routes)
    paths: dict[str, Json] = {}
    for route in routes:
        address = PREFIX + re.sub(r"<(\w+)>", r"{\1}", route.path)
        paths.setdefault(address, {})[route.method.lower()] = _operation(route, names)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Hall", "version": version("hall")},
        "paths": paths,
        "components": {
            "schemas": schemas | {"Problem": PROBLEM},
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "hall_session"},
                "token": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def _schemas(routes: Sequence[Route]) -> tuple[Json, Mapping[Any, str]]:
    wanted: dict[tuple[type[BaseModel], Any], None] = {}
    for route in routes:
        if route.body is not NoBody:
            wanted[route.body, "validation"] = None
        if route.answer is not None:
            wanted[route.answer, "serialization"] = None
    refs, document = models_json_schema(list(wanted), ref_template=REF)
    names = {key: reference["$ref"] for key, reference in refs.items()}
    return dict(document.get("$defs", {})), names


def _operation(route: Route, names: Mapping[Any, str]) -> Json:
    operation: Json = {
        "operationId": route.name,
        "tags": [route.tag],
        "summary": route.summary,
        "parameters": _parameters(route),
        "responses": _responses(route, names),
    }
    if route.method != "GET" and route.body is not NoBody:
        schema = {"$ref": names[route.body, "validation"]}
        operation["requestBody"] = {"content": {JSON: {"schema": schema}}}
    if route.upload:
        operation["requestBody"] = {"content": {MULTIPART: {"schema": _form(route)}}, "required": True}
    if not route.access.public:
        operation["security"] = [{"session": []}, {"token": []}]
        operation["x-permissions"] = sorted(route.access.permissions)
    return operation


def _form(route: Route) -> Json:
    """The form's fields: the body's own, and the file."""
    schema = route.body.model_json_schema()
    fields = {name: _inlined(wanted, schema.get("$defs", {})) for name, wanted in schema.get("properties", {}).items()}
    file = {"type": "string", "contentMediaType": "application/octet-stream"}
    return {
        "type": "object",
        "properties": {**fields, "file": file},
        "required": [*schema.get("required", []), "file"],
        "additionalProperties": False,
    }


def _parameters(route: Route) -> list[Json]:
    found: list[Json] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"<(\w+)>", route.path)
    ]
    if route.method == "GET" and route.body is not NoBody:
        schema = route.body.model_json_schema()
        for name, wanted in schema.get("properties", {}).items():
            required = name in schema.get("required", [])
            inlined = _inlined(wanted, schema.get("$defs", {}))
            found.append({"name": name, "in": "query", "required": required, "schema": inlined})
    if route.method != "GET" and route.idempotent:
        found.append({"name": "Idempotency-Key", "in": "header", "required": False, "schema": {"type": "string"}})
    if route.method != "GET" and not route.access.public:
        found.append({"name": "X-CSRF-Token", "in": "header", "required": False, "schema": {"type": "string"}})
    return found


def _inlined(schema: Any, definitions: Mapping[str, Any]) -> Any:
    if isinstance(schema, dict):
        if "$ref" in schema:
            return _inlined(definitions[schema["$ref"].rpartition("/")[2]], definitions)
        return {key: _inlined(value, definitions) for key, value in schema.items()}
    return [_inlined(each, definitions) for each in schema] if isinstance(schema, list) else schema


def _responses(route: Route, names: Mapping[Any, str]) -> Json:
    responses: Json = {}
    for status in route.statuses:
        good: Json = {"description": "No content" if status == 204 else "Good"}
        if status != 204 and route.answer is not None:
            schema = {"$ref": names[route.answer, "serialization"]}
            good["content"] = {route.mimetype: {"schema": schema}}
        elif status != 204:
            good["content"] = {route.mimetype: {"schema": {"type": "string", "format": "binary"}}}
        responses[str(status)] = good
    problem = {"application/problem+json": {"schema": {"$ref": REF.format(model="Problem")}}}
    for status, description in REFUSALS.items():
        # Reading is never refused for the present state, unless there is no file to give yet.
        never = status == 409 and route.method == "GET" and route.answer is not None
        if not never and (status != 413 or route.upload):
            responses[str(status)] = {"description": description, "content": problem}
    return responses


PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Hall API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/static/hall.css"></head>
<body class="reading"><main>
<h1>Hall API</h1><p>Generated from the code: <a href="{{ document }}">OpenAPI 3.1</a>.</p>
{% for path, operations in paths.items() %}<section><h2><code>{{ path }}</code></h2>
{% for method, operation in operations.items() %}
<h3><code>{{ method | upper }}</code> {{ operation.summary }}</h3>
{% if operation['x-permissions'] %}<p>Needs: {{ operation['x-permissions'] | join(' / ') }}</p>{% endif %}
{% for kind, body in (operation.requestBody.content if operation.requestBody else {}).items() %}<p>Body: <code>{{
  body.schema['$ref'].rpartition('/')[2] if '$ref' in body.schema else kind }}</code></p>{% endfor %}
<p>{% for status in operation.responses %}<code>{{ status }}</code> {% endfor %}</p>
{% endfor %}</section>{% endfor %}
<h2>Payloads</h2>
{% for name, schema in schemas.items() %}<section id="{{ name }}"><h3><code>{{ name }}</code></h3>
<p>{{ schema.description or '' }}</p>
<ul>{% for field, wanted in (schema.properties or {}).items() %}<li><code>{{ field }}</code>
{% if field in (schema.required or []) %}required{% endif %} {{ wanted.type or '' }}</li>{% endfor %}</ul>
</section>{% endfor %}
</main></body></html>"""


def openapi_pages(packages: Sequence[Endpoints]) -> Blueprint:
    """`/api/v1/openapi.json` and `/api/docs`."""
    blueprint = Blueprint("openapi", __name__)

    @blueprint.get(f"{PREFIX}/openapi.json")
    def document() -> Response:
        return jsonify(openapi_document(packages))

    @blueprint.get("/api/docs")
    def page() -> str:
        found = openapi_document(packages)
        told = {"paths": found["paths"], "schemas": found["components"]["schemas"]}
        return render_template_string(PAGE, document=f"{PREFIX}/openapi.json", **told)

    return blueprint
