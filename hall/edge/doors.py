"""From a declared route to a Flask view: the same steps at every door, in the same order.

1. who asks (cookie or bearer token), and how often;   2. what the path speaks of;   3. may they;
4. the CSRF token of a session;   5. the body;   6. the action and its answer, in one transaction with its idempotency
row;   7. any refusal becomes a problem document.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any, Protocol

from flask import Flask, Request, Response, request
from pydantic import BaseModel, ValidationError
from sqlalchemy.engine import Connection

from hall.clock import now
from hall.db import Database, Transaction, Work
from hall.edge.access import Caller, Subject
from hall.edge.device_cookies import DeviceCookies, cookies_of
from hall.edge.endpoint import Call, Endpoints, Later, Route, Unread
from hall.edge.idempotency import Key, keep_answer, kept_answer, request_key
from hall.edge.language import wanted_language
from hall.edge.limits import Limits
from hall.edge.matching import MatchedRule
from hall.edge.problems import invalid_values, problem_response, sound_part
from hall.edge.responses import json_response, respond
from hall.edge.uploads import Upload, UploadDoor
from hall.errors import MOST_TOLD, BadRequest, DatabaseBusy, HallError, WrongCsrfToken, together
from hall.personal.vault import Vault
from hall.text import Language, Text

PREFIX = "/api/v1"
TRIES = 3  # of an action whose transaction got in another's way

FindSubject = Callable[[Connection, str], Subject]


class Callers(Protocol):
    """Knows who asks; and notes afterwards that whoever did so is there, once nothing is being read."""

    def met(self, request: Request, connection: Connection) -> Caller: ...

    def note_use(self) -> None: ...


@dataclass(frozen=True)
class Doorway:
    """What the doors stand on; `finders` tell what a path value (`hall`, `window`, `ticket` …) speaks of."""

    database: Database
    vault: Vault
    callers: Callers
    finders: Mapping[str, FindSubject]
    limits: Limits
    cookies: DeviceCookies
    uploads: UploadDoor
    secure_cookies: bool = False


def open_doors(app: Flask, doorway: Doorway, packages: list[Endpoints]) -> None:
    """Give the app a view for every declared route."""
    app.url_rule_class = MatchedRule
    for endpoints in packages:
        for route in endpoints.routes:
            view = _View(doorway, route)
            app.add_url_rule(PREFIX + route.path, route.name, view, methods=[route.method])


@dataclass(frozen=True)
class _View:
    """One door, as Flask calls it."""

    doorway: Doorway
    route: Route

    def __call__(self, **path: str) -> Response:
        language = wanted_language(request.accept_languages, request.args.get("lang") if request.query_string else None)
        try:
            with self.doorway.uploads.place() if self.route.upload else nullcontext():
                return self._answer(path, language)
        except HallError as error:
            return problem_response(error, language)

    def _answer(self, path: Mapping[str, str], language: Language) -> Response:
        doorway, route = self.doorway, self.route
        try:
            with doorway.database.reading() as connection:
                caller = self._caller(connection)
                subject = self._subject(connection, caller, path)
        finally:
            doorway.callers.note_use()
        if route.method != "GET":
            _check_csrf(caller)
        given, file = self._given()
        key = self._key(caller, {**given, "file": file.digest} if file else given)
        call = Call(
            caller,
            self._understood(given, subject),
            path,
            language,
            doorway.database,
            doorway.vault,
            subject,
            cookies_of(request),
            file_or_none=file,
        )
        if route.manner == "read":
            with doorway.database.reading() as connection:
                result = route.run(call, connection)
            return self._respond(result.make() if isinstance(result, Later) else result, language)
        if route.prepare is not None:
            call = replace(call, prepared=route.prepare(call))
        return self._act(call, key)

    def _given(self) -> tuple[Any, Upload | None]:
        """What is asked with: a query, an object, or a form with its file."""
        if self.route.upload:
            return self.doorway.uploads.read(request)
        return _given(self.route), None

    def _caller(self, connection: Connection) -> Caller:
        """Who asks, not too often."""
        doorway, route = self.doorway, self.route
        caller = doorway.callers.met(request, connection)
        if caller.device_cookie is not None:
            caller = replace(caller, device_cookie=doorway.cookies.known(caller.device_cookie))
        if route.as_stranger or (caller.locked and route.access.public and not route.access.visitors_alone):
            caller = Caller("visitor", device_cookie=caller.device_cookie, address=caller.address)
        if route.access.public:
            doorway.limits.check(caller, route.name, seldom=route.seldom)
        if route.upload:
            doorway.uploads.check(caller)
        if route.counted:
            doorway.limits.check_known(caller, route.name)
        return caller

    def _subject(self, connection: Connection, caller: Caller, path: Mapping[str, str]) -> Subject | None:
        """What the path speaks of; rights are checked first where they do not depend on it."""
        named = next((name for name in path if name in self.doorway.finders), None)
        if named is None:
            self.route.access.check(caller, None)
            return None
        if not self.route.access.public and caller.kind == "visitor":
            self.route.access.check(caller, None)
        subject = self.doorway.finders[named](connection, path[named])
        self.route.access.check(caller, subject.hall_id)
        return subject

    def _understood(self, given: Any, subject: Subject | None) -> BaseModel:
        """The payload. Raises Invalid with every field that is wrong, as far as each can be judged."""
        try:
            return self.route.body.model_validate(given)
        except ValidationError as error:
            wrong = invalid_values(error)
            if self.route.judge is None or subject is None or error.error_count() > MOST_TOLD:
                raise wrong from error
            unread = Unread(frozenset(at.field for at in wrong.fields), sound_part(given, error))
            with self.doorway.database.reading() as connection:
                raise together([wrong, *self.route.judge(connection, subject, unread)]) from error

    def _key(self, caller: Caller, given: object) -> Key | None:
        if self.route.manner == "read" or not self.route.idempotent:
            return None
        return request_key(request.headers.get("Idempotency-Key"), caller, request.method, request.path, given)

    def _act(self, call: Call[Any], key: Key | None) -> Response:
        """The action's answer; what stands around it hears of the refusal that it came to in the end."""
        with self.route.around(call) if self.route.around is not None else nullcontext():
            return self._act_again(call, key)

    def _act_again(self, call: Call[Any], key: Key | None) -> Response:
        for left in reversed(range(TRIES)):
            try:
                return self._act_once(call, key)
            except DatabaseBusy as busy:
                if not (busy.crossed and left):
                    raise
        raise AssertionError("every try returns or raises")

    def _act_once(self, call: Call[Any], key: Key | None) -> Response:
        if first := self._answered(key):
            return json_response(*first, call.language, replayed=True)
        try:
            with self.doorway.database.change() as transaction:
                # The hall's order first: whoever waits for it must see the answer that the one before kept.
                part = self._part(transaction, call)
                if first := self._first(transaction, key):
                    return json_response(*first, call.language, replayed=True)
                result = self.route.run(call, part)
                if not isinstance(result, Later):
                    response = self._respond(result, call.language)
                    self._keep(transaction, key, response)
                    return response
        except HallError as error:
            if error.status == 409 and key is not None and (first := self._keep_refusal(call, key, error)):
                return json_response(*first, call.language, replayed=True)
            raise
        # A file that takes its time: nobody waits in the hall's order for it.
        return self._respond(result.make(), call.language)

    def _answered(self, key: Key | None) -> tuple[int, str] | None:
        """The first answer to this request, looked for where many wait to write, before one stands in line with them.

        Whoever had no answer in time asks again: those who only come for theirs would hold up everybody's first one.
        """
        database = self.doorway.database
        if key is None or not database.crowded:
            return None
        with database.reading() as connection:
            return kept_answer(connection, self.doorway.vault, key, now(), make_room=False)

    def _part(self, transaction: Transaction, call: Call[Any]) -> Transaction | Work:
        if self.route.manner == "change":
            return transaction
        return transaction.work(call.subject.hall_id, call.caller.actor)

    def _respond(self, result: Any, language: Language) -> Response:
        return respond(self.route, result, language, secure_cookies=self.doorway.secure_cookies)

    def _keep_refusal(self, call: Call[Any], key: Key, error: HallError) -> tuple[int, str] | None:
        """A 409 undid its transaction: it is kept in one of its own, unless the key was answered meanwhile."""
        with self.doorway.database.change() as transaction:
            first = self._first(transaction, key)
            if first is None:
                self._keep(transaction, key, problem_response(error, call.language))
        return first

    def _first(self, transaction: Transaction, key: Key | None) -> tuple[int, str] | None:
        if key is None:
            return None
        return kept_answer(transaction.connection, self.doorway.vault, key, transaction.now, make_room=True)

    def _keep(self, transaction: Transaction, key: Key | None, response: Response) -> None:
        if key is not None:
            text = response.get_data(as_text=True)
            keep_answer(transaction.connection, self.doorway.vault, key, transaction.now, response.status_code, text)


def _check_csrf(caller: Caller) -> None:
    if caller.csrf_token is not None and request.headers.get("X-CSRF-Token") != caller.csrf_token:
        raise WrongCsrfToken(
            Text(
                "页面已过期，请刷新后重试（X-CSRF-Token 不符）", "Reload the page and try again: X-CSRF-Token is wrong"
            )
        )


def _given(route: Route) -> Any:
    """The query string of a GET, the JSON object of anything else; an absent body is an empty one."""
    if route.method == "GET":
        return {name: value for name, value in request.args.items() if name != "lang"}
    raw = request.get_data()
    if not raw.strip():
        return {}
    try:
        given = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise BadRequest(Text("请求内容不是有效的 JSON", "The body is not valid JSON")) from error
    if not isinstance(given, dict):
        raise BadRequest(Text("请求内容须为 JSON 对象", "The body must be a JSON object"))
    return given
