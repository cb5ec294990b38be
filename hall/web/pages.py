"""Every page as a Flask blueprint: what it is called, what it is told, and what it may load.

A page is a root element, a JSON block with its configuration and one script; nothing on it is inline but that block,
so a strict content security policy holds.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request
from werkzeug.exceptions import NotFound

from hall.edge.device_cookies import DEVICE_COOKIE, KEPT_SECONDS, DeviceCookies
from hall.edge.watch import http_problem
from hall.languages.phrases import known_languages, phrases, server_language, tag_of
from hall.text import Text
from hall.web.assets import Assets
from hall.web.served import MANIFEST, direction, page_language, serve_files


@dataclass(frozen=True)
class HallCard:
    """What the pages need to know of a hall: code, name, zones as (code, name), and the tag its screens speak first.

    `takes`: phones on their way may take a ticket.
    """

    code: str
    name: Text
    zones: tuple[tuple[str, Text], ...] = ()
    language: str = "zh"
    takes: bool = False


# What bars above windows are like: so many signs of 16 by 16 dots wide, so many high. The first is the usual one.
_BARS = {"chars": (8, 12), "rows": (1, 2)}

# Where each view is found, by its name; and the pages that need to be told nothing, by their script.
_VIEWS = {
    "/": "home",
    "/kiosk/<hall>": "kiosk",
    "/screen/<hall>": "screen",
    "/led/<hall>/<window>": "led",
    "/review/<hall>/<window>": "tablet",
    "/door/<hall>": "door",
    "/t/<ticket>": "ticket",
    "/a/<appointment>": "appointment",
    "/e/<escalation>": "case",
    "/book/<hall>": "booking",
    "/take/<hall>": "take",
    "/report/<hall>": "report",
    "/help/<hall>": "help",
    "/h/<assistance>": "helped",
    "/near": "near",
    "/escalations": "escalations",
}
_PLAIN = {
    "/sign-in": "sign-in",
    "/desk": "desk",
    "/greeter": "greeter",
    "/prereview": "prereview",
    "/appointments": "appointments",
    "/manage": "manage",
    "/manage/reviews": "reviews",
    "/manage/help": "help-notices",
    "/manage/carriers": "carriers",
    "/manage/floor": "floor",
}

# The pages of staff by their scripts as the home page lists them: windows and front desk, managers, administrators.
_DESKS = ("desk", "greeter", "appointments", "prereview", "escalations")
_OF_STAFF = (*_DESKS, "manage", "reviews", "help-notices", "carriers", "floor")

Halls = Callable[[], Sequence[HallCard]]


@dataclass(frozen=True)
class _Page:
    """One page drawn by the browser: `script` names its bundle, its place in the stylesheet and its template data.

    `language`: what a page speaks that belongs to a hall and not to the browser's owner.
    `installable`: a phone may keep it among its programs.
    """

    script: str
    theme: str = "light"
    config: Mapping[str, Any] = field(default_factory=dict)
    language: str | None = None
    installable: bool = False


def pages(
    halls: Halls,
    cookies: DeviceCookies,
    *,
    public_url: str | None = None,
    assets: Assets | None = None,
    files: Mapping[str, Any] | None = None,
) -> Blueprint:
    """The blueprint of all pages. `public_url`: where phones find this server, if not where the kiosk does; `files`:
    which files a record takes, as its pages say it.
    """
    room = _Pages(halls, cookies, public_url, assets or Assets(), files or {})
    blueprint = Blueprint("pages", __name__, template_folder="templates")
    for address, view in _VIEWS.items():
        blueprint.add_url_rule(address, view, getattr(room, view))
    for address, script in _PLAIN.items():
        blueprint.add_url_rule(address, script.replace("-", "_"), room.plain, defaults={"script": script})
    serve_files(blueprint, room.assets)
    blueprint.app_errorhandler(404)(room.lost)
    return blueprint


@dataclass(frozen=True)
class _Pages:
    """The views; each answers one page in the language asked for."""

    halls: Halls
    cookies: DeviceCookies
    public_url: str | None
    assets: Assets
    files: Mapping[str, Any]

    def home(self) -> Response:
        return self._answer("home.html", "home", halls=self.halls(), staff_pages=_staff_pages())

    def kiosk(self, hall: str) -> Response:
        card = self._card(hall)
        if card is None:
            return self._missing()
        told = {"hall": card.code, "name": card.name.as_json(), "public_url": self._public_url()}
        return self._drawn(_Page("kiosk", config=told))

    def screen(self, hall: str) -> Response:
        card = self._card(hall)
        if card is None:
            return self._missing()
        told = {
            "hall": card.code,
            "name": card.name.as_json(),
            "zone": request.args.get("zone") or None,
            "speak": request.args.get("speak") == "1",
        }
        return self._drawn(_Page("screen", "dark", told, card.language))

    def led(self, hall: str, window: str) -> Response:
        """The bar above a window."""
        chars, rows = (_choice(name, choices) for name, choices in _BARS.items())
        return self._at_window(hall, window, "led", "dark", {"chars": chars, "rows": rows})

    def tablet(self, hall: str, window: str) -> Response:
        """The tablet at a window that asks what the visit was like."""
        return self._at_window(hall, window, "tablet", "light", {})

    def _at_window(self, hall: str, window: str, script: str, theme: str, more: Mapping[str, Any]) -> Response:
        """What stands at one window, in its hall's language; whether the hall has this one, its socket says."""
        card = self._card(hall)
        if card is None or re.fullmatch("[0-9]{1,6}", window) is None:
            return self._missing()
        told = {"hall": card.code, "name": card.name.as_json(), "window": int(window), **more}
        return self._drawn(_Page(script, theme, told, card.language))

    def plain(self, script: str) -> Response:
        """A page that needs to be told nothing."""
        return self._drawn(_Page(script))

    def escalations(self) -> Response:
        return self._drawn(_Page("escalations", config={"public_url": self._public_url(), "files": self.files}))

    def report(self, hall: str) -> Response:
        """Where a phone reports what could not get done; `?ticket=` is the visit that it is about."""
        card = self._card(hall)
        if card is None:
            return self._missing()
        ticket = request.args.get("ticket") or None
        told = {"hall": card.code, "name": card.name.as_json(), "ticket": ticket, "files": self.files}
        return self._drawn(_Page("report", config=told))

    def help(self, hall: str) -> Response:
        """Where a phone asks for help without a ticket; `?service=` is the matter."""
        return self._about("help", hall)

    def helped(self, assistance: str) -> Response:
        return self._drawn(_Page("helped", config={"assistance": assistance}))

    def case(self, escalation: str) -> Response:
        return self._drawn(_Page("case", config={"escalation": escalation, "files": self.files}))

    def ticket(self, ticket: str) -> Response:
        return self._drawn(_Page("visitor", config={"ticket": ticket}, installable=True))

    def booking(self, hall: str) -> Response:
        """Where a phone books; `?service=` is what a kiosk or an earlier appointment was about."""
        return self._about("booking", hall, installable=True)

    def take(self, hall: str) -> Response:
        """Where a phone takes a ticket; `?service=` is the matter, `?code=` what was scanned at the door."""
        return self._about("take", hall, door_code=request.args.get("code") or None)

    def near(self) -> Response:
        """The halls near by; `?service=`: those that do it."""
        return self._drawn(_Page("near", config={"service": request.args.get("service") or None}))

    def door(self, hall: str) -> Response:
        """What stands at the door to be scanned, for one `?service=` or any."""
        return self._about("door", hall, stands_there=True, public_url=self._public_url())

    def _about(
        self, script: str, hall: str, *, stands_there: bool = False, installable: bool = False, **more: Any
    ) -> Response:
        """A page of one hall and perhaps one of its services; what stands there speaks the hall's own language."""
        card = self._card(hall)
        if card is None:
            return self._missing()
        told = {"hall": card.code, "name": card.name.as_json(), "service": request.args.get("service") or None, **more}
        language = card.language if stands_there else None
        return self._drawn(_Page(script, config=told, language=language, installable=installable))

    def appointment(self, appointment: str) -> Response:
        return self._drawn(_Page("appointment", config={"appointment": appointment}, installable=True))

    def lost(self, error: NotFound) -> Response:
        """An address that is none: a page for who looks for one, a problem for programs, as everywhere."""
        told = ["application/problem+json", "text/html"]  # who takes anything is a program
        wants_page = request.accept_mimetypes.best_match(told) == "text/html"
        return self._missing() if wants_page and not request.path.startswith("/api/") else http_problem(error)

    def _card(self, code: str) -> HallCard | None:
        return next((card for card in self.halls() if card.code == code), None)

    def _public_url(self) -> str:
        return (self.public_url or request.host_url).rstrip("/")

    def _missing(self) -> Response:
        response = self._answer("missing.html", "missing")
        response.status_code = 404
        return response

    def _drawn(self, page: _Page) -> Response:
        """A page that the browser draws, with its configuration."""
        language = page_language(page.language)
        config = {"language": language, **page.config}
        manifest = f"{request.path}/{MANIFEST}?lang={language}" if page.installable else None
        page_told = {"script": page.script, "theme": page.theme, "config": config, "manifest": manifest}
        return self._answer("page.html", page.script, language, **page_told)

    def _know_again(self, response: Response) -> None:
        """Give a browser that has none its device cookie."""
        if self.cookies.known(request.cookies.get(DEVICE_COOKIE)) is None:
            made, secure = self.cookies.new(), request.is_secure
            response.set_cookie(DEVICE_COOKIE, made, max_age=KEPT_SECONDS, httponly=True, samesite="Lax", secure=secure)

    def _answer(self, template: str, title: str, language: str | None = None, **told: Any) -> Response:
        """A page; `title` is the part of its title's key behind `titles.`."""
        language = language or page_language()
        words: dict[str, Any] = {
            "language": language,
            "lang": tag_of(language),
            "names": server_language(language),
            "others": [other for other in known_languages() if other.tag != language],
            "direction": direction(language),
            "say": phrases("home", language).say,
            "title": phrases("home", language).say(f"titles.{title}"),
        }
        built = {"asset": self.assets.url, "built": self.assets.built}
        response = make_response(render_template(template, **words, **built, **told))
        response.headers["Content-Security-Policy"] = _policy()
        response.headers["Content-Language"] = language
        response.headers["Cache-Control"] = "no-cache"
        response.headers["Vary"] = "Accept-Language"
        response.headers["X-Content-Type-Options"] = "nosniff"
        self._know_again(response)
        response.headers["Referrer-Policy"] = "no-referrer"  # a ticket's address is the right to it
        return response


def _staff_pages() -> list[tuple[str, str]]:
    """Address and script of each page of staff."""
    addresses = {script: address for address, script in (*_VIEWS.items(), *_PLAIN.items())}
    return [(addresses[script], script) for script in _OF_STAFF]


def _choice(name: str, choices: Sequence[int]) -> int:
    """One of these numbers, from the address; the first where it names none of them."""
    return request.args.get(name, choices[0], lambda given: choices[choices.index(int(given))])


def _policy() -> str:
    """Everything from here and nothing inline; sockets named by host, which old browsers want.

    The one other place is the machine the page stands on, where `hall print` may listen.
    """
    beside = f"ws://{request.host} wss://{request.host} http://127.0.0.1:*"
    return (
        "default-src 'self'; img-src 'self' data:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; "
        f"form-action 'self'; frame-ancestors 'self'; connect-src 'self' {beside}"
    )
