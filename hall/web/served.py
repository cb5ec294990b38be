"""What pages load besides themselves: built files, the manifest of a phone's program, what keeps it without network."""

from dataclasses import dataclass

from flask import Blueprint, Response, jsonify, redirect, request, send_from_directory
from werkzeug.wrappers import Response as AnyResponse

from hall.edge.language import wanted_tag
from hall.languages.phrases import known_languages, phrases, tag_of
from hall.web.assets import FOREVER_SECONDS, Assets
from hall.web.manifest import Installable

MANIFEST = "app.webmanifest"
# What a phone may keep among its programs: the first part of its address, what follows, and its script.
_PROGRAMS = (("t", "ticket", "visitor"), ("a", "appointment", "appointment"), ("book", "hall", "booking"))


def serve_files(blueprint: Blueprint, assets: Assets) -> None:
    """Give a blueprint the files of these assets."""
    files = _Files(assets)
    for kind, which, script in _PROGRAMS:
        place = f"/{kind}/<{which}>/{MANIFEST}"
        blueprint.add_url_rule(place, f"{script}_manifest", files.manifest, defaults={"kind": kind, "script": script})
    blueprint.add_url_rule("/t/worker.js", "ticket_worker", files.phone_worker)
    blueprint.add_url_rule("/a/worker.js", "appointment_worker", files.phone_worker)
    blueprint.add_url_rule("/static/<path:name>", "asset", files.asset)
    blueprint.add_url_rule("/favicon.ico", "favicon", files.favicon)


def page_language(own: str | None = None) -> str:
    """What `?lang=` asks for, else the page's `own`, else what the browser asks for."""
    asked, known = request.args.get("lang"), [each.tag for each in known_languages()]
    if asked not in known and own in known:
        return str(own)
    return wanted_tag(request.accept_languages, asked, known)


def direction(language: str) -> str:
    return next(each.direction for each in known_languages() if each.tag == language)


@dataclass(frozen=True)
class _Files:
    assets: Assets

    def manifest(self, kind: str, script: str, **named: str) -> Response:
        """How a phone keeps such a page among its programs."""
        language = page_language()
        name = phrases("home", language).say(f"titles.{script}")
        (which,) = named.values()
        icon = self.assets.url("icon.svg")
        program = Installable(f"/{kind}/{which}", name, tag_of(language), direction(language), icon)
        response = jsonify(program.as_json())
        response.mimetype = "application/manifest+json"
        response.headers["Cache-Control"] = "no-cache"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    def phone_worker(self) -> Response:
        """What keeps a ticket's or an appointment's page for a phone without network.

        From `/t/` it serves `/t/` and nothing else, and so from `/a/`. Asked after each time, so that a new version
        is never kept waiting by an old one.
        """
        response = send_from_directory(self.assets.folder, "phone-worker.js", mimetype="text/javascript", max_age=0)
        response.headers["Cache-Control"] = "no-cache"
        response.headers["Content-Security-Policy"] = "default-src 'none'; connect-src 'self'"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    def asset(self, name: str) -> Response:
        """A built file; kept for ever under its versioned address, otherwise asked after by its ETag each time."""
        version = self.assets.version(name)
        current = version is not None and request.args.get("v") == version
        return send_from_directory(self.assets.folder, name, max_age=FOREVER_SECONDS if current else None)

    def favicon(self) -> AnyResponse:
        return redirect(self.assets.url("icon.svg"))
