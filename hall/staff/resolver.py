"""Whose request this is: the cookie of a session, or a bearer token of a device or an API client."""

from contextlib import suppress
from datetime import timedelta

import sqlalchemy as sa
from flask import Request
from sqlalchemy.engine import Connection

from hall import clock
from hall.db import Database
from hall.edge.access import Caller
from hall.edge.device_cookies import DEVICE_COOKIE, cookies_of
from hall.errors import NotSignedIn, Unavailable
from hall.staff.actions import API_TOKEN, DEVICE_TOKEN
from hall.staff.models import SESSIONS
from hall.staff.permissions import DEVICE_PERMISSIONS, DeviceKind, rights_of
from hall.staff.queries import OpenSession, Person, device_of_token, person_of_token, session_of
from hall.text import Text

SESSION_COOKIE = "hall_session"
STAFF_COOKIE = "hall_staff"  # set where somebody signs in, and left there when they sign out
UNATTENDED = "X-Unattended"  # sent by a page that asks of itself
SEEN_EVERY = timedelta(minutes=1)  # an idle time may so end up to a minute early; a write a request would cost more


class CallerResolver:
    """Turns a request, or a token from a socket's handshake, into a Caller."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._unnoted: list[OpenSession] = []

    def met(self, request: Request, connection: Connection) -> Caller:
        """Who asks. A cookie that ran out makes a visitor; a bearer token that does not hold is refused.

        A page that asks by itself, while nobody touches it, says so: that is not to use the session.
        """
        return self._caller(request, connection, in_use=UNATTENDED not in request.headers)

    def note_use(self) -> None:
        """Note that the sessions met are in use: a write of its own, once nothing else is open."""
        while self._unnoted:
            self._keep_alive(self._unnoted.pop())

    def listening(self, request: Request) -> Caller:
        """Who asked then, as they stand now; to listen on is not to use the session, which ends when idle."""
        with self._database.reading() as connection:
            return self._caller(request, connection, in_use=False)

    def _caller(self, request: Request, connection: Connection, *, in_use: bool) -> Caller:
        address = request.remote_addr or ""
        cookies = cookies_of(request)
        device_cookie = cookies.get(DEVICE_COOKIE)
        scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return self._of_token(connection, token.strip(), address)
        if cookie := cookies.get(SESSION_COOKIE):
            known = self._of_session(connection, cookie, address, in_use=in_use)
            return known or Caller("visitor", device_cookie=device_cookie, address=address, of_staff=True)
        of_staff = STAFF_COOKIE in cookies
        return Caller("visitor", device_cookie=device_cookie, address=address, of_staff=of_staff)

    def of_token(self, token: str, address: str = "") -> Caller:
        """The device or API client of a bearer token; NotSignedIn when it does not hold."""
        with self._database.reading() as connection:
            return self._of_token(connection, token, address)

    def _of_token(self, connection: Connection, token: str, address: str) -> Caller:
        caller = None
        if token.startswith(DEVICE_TOKEN):
            caller = _of_device(connection, token, address)
        elif token.startswith(API_TOKEN):
            person = person_of_token(connection, token, clock.now())
            if person is not None and person.locked_at is None:
                caller = caller_of(person, address)
        if caller is None:
            raise NotSignedIn(Text("令牌无效或已被撤销", "The token is unknown or was revoked"))
        return caller

    def _of_session(self, connection: Connection, cookie: str, address: str, *, in_use: bool) -> Caller | None:
        now = clock.now()
        found = session_of(connection, cookie)
        if found is None:
            return None
        session, person = found
        if person.locked_at is not None or session.ends_idle(now):
            return None
        locked = session.locked(now)
        if in_use and not locked and now - session.seen_at >= SEEN_EVERY:
            self._unnoted.append(session)
        return caller_of(person, address, session.csrf_token, locked=locked)

    def _keep_alive(self, session: OpenSession) -> None:
        """Note that the session is in use; a database too busy for that must not cost anybody their request."""
        with suppress(Unavailable), self._database.change() as transaction:
            this = (SESSIONS.c.token_hash == session.token_hash, SESSIONS.c.seen_at < transaction.now)
            transaction.connection.execute(sa.update(SESSIONS).where(*this).values(seen_at=transaction.now))


def _of_device(connection: Connection, token: str, address: str) -> Caller | None:
    device = device_of_token(connection, token)
    if device is None:
        return None
    kind = DeviceKind(device.kind)
    held = frozenset[str](DEVICE_PERMISSIONS[kind])
    return Caller(
        "device", device.id, device.name, rights={device.hall_id: held}, device_kind=kind.value, address=address
    )


def caller_of(person: Person, address: str, csrf_token: str | None = None, *, locked: bool = False) -> Caller:
    """Somebody's account as the doors know it."""
    return Caller(
        "user",
        person.id,
        person.name,
        person.username,
        tuple(role.value for role in person.roles),
        {hall_id: frozenset[str](held) for hall_id, held in rights_of(person.grants).items()},
        csrf_token,
        address=address,
        locked=locked,
    )
