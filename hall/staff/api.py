"""`/session`: sign in, who am I, sign out, change my password, lock and unlock by PIN."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import StringConstraints
from sqlalchemy.engine import Connection

from hall.db import Transaction
from hall.edge.access import EVEN_LOCKED, PUBLIC, SIGNED_IN, Caller
from hall.edge.device_cookies import KEPT_SECONDS
from hall.edge.endpoint import Answer, Body, Call, Cookie, Endpoints, NoBody, Reply
from hall.edge.limits import Tries
from hall.edge.trails import trail_of
from hall.errors import NotSignedIn, SecondFactorNeeded, WrongPassword
from hall.staff.actions import change_password
from hall.staff.locking import check_pin_of, lock_session, set_pin, unlock_session
from hall.staff.passwords import Passwords, check_password
from hall.staff.pins import check_pin
from hall.staff.queries import Person, person_named, person_of
from hall.staff.resolver import SESSION_COOKIE, STAFF_COOKIE, caller_of
from hall.staff.sign_in import Credentials, check_credentials, open_session, sign_out

DOOR = "sign in"
Username = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f]+$")]
# Spaces at the ends of a password are part of it; the length is bounded because every byte of it is hashed.
Password = Annotated[str, StringConstraints(strip_whitespace=False, min_length=1, max_length=256)]
Otp = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]


class SignInBody(Body):
    username: Username
    password: Password
    otp: Otp | None = None


class NewPasswordBody(Body):
    password: Password
    new_password: Password
    otp: Otp | None = None


class PinBody(Body):
    """A new PIN, or none; `password` (and `otp`) once there is a PIN to change or take away."""

    pin: Annotated[str, StringConstraints(max_length=16)] | None
    password: Password | None = None
    otp: Otp | None = None


class UnlockBody(Body):
    pin: Annotated[str, StringConstraints(max_length=16)]


class UserAnswer(Answer):
    username: str
    name: str


class DutyAnswer(Answer):
    """The window where this person is on duty."""

    id: str
    number: int
    hall: str


class SessionAnswer(Answer):
    """Who is signed in; `halls` are codes, all of them for somebody with a role everywhere.

    `pin`: whether there is one; `lock_minutes`: after how long without use it is asked for, where there is one.
    """

    user: UserAnswer
    roles: list[str]
    halls: list[str]
    csrf_token: str | None
    window: DutyAnswer | None = None
    pin: bool
    locked: bool
    lock_minutes: int | None


HallCodes = Callable[[Connection, set[int] | None], list[str]]
LockMinutes = Callable[[Connection, set[int] | None], int]
DutyOf = Callable[[Connection, str], DutyAnswer | None]


@dataclass(frozen=True)
class SessionDoors:
    """The doors of `/session`. What other rooms know is handed in: the codes of halls, who is on duty where,
    and after how many idle minutes the halls want a desk locked. `tries` counts wrong sign-ins by address.
    """

    passwords: Passwords
    hall_codes: HallCodes
    duty_of: DutyOf
    lock_minutes: LockMinutes
    tries: Tries

    def endpoints(self) -> Endpoints:
        doors = Endpoints("session")
        doors.change(
            "POST",
            "/session",
            access=PUBLIC,
            body=SignInBody,
            answer=SessionAnswer,
            idempotent=False,
            prepare=self.check,
            as_stranger=True,
        )(self.sign_in)
        doors.read("/session", access=EVEN_LOCKED, answer=SessionAnswer)(self.who_am_i)
        doors.change("DELETE", "/session", access=EVEN_LOCKED, answer=None, idempotent=False)(self.sign_out)
        doors.change(
            "POST",
            "/session/password",
            access=SIGNED_IN,
            body=NewPasswordBody,
            answer=None,
            idempotent=False,
            prepare=self.check_new_password,
        )(self.change_password)
        self._lock_doors(doors)
        return doors

    def _lock_doors(self, doors: Endpoints) -> None:
        doors.change(
            "POST",
            "/session/pin",
            access=SIGNED_IN,
            body=PinBody,
            answer=SessionAnswer,
            idempotent=False,
            prepare=self.check_new_pin,
        )(self.set_pin)
        doors.change("POST", "/session/lock", access=SIGNED_IN, answer=None, idempotent=False)(self.lock)
        doors.change(
            "POST",
            "/session/unlock",
            access=EVEN_LOCKED,
            body=UnlockBody,
            answer=SessionAnswer,
            idempotent=False,
            prepare=self.check_pin,
        )(self.unlock)

    def check(self, call: Call[SignInBody]) -> Person:
        """Whose sign-in this is. What is wrong counts for its address too, so that many names are no way round a lock.

        A name that is locked counts no more: whoever goes on with it guesses nothing, and the hall shares the address.
        """
        given = Credentials(call.body.username, call.body.password, call.body.otp, call.caller.address)
        with self.tries.one(call.caller, DOOR):
            try:
                return check_credentials(call.database, call.vault, self.passwords, given)
            except (WrongPassword, SecondFactorNeeded) as wrong:
                if isinstance(wrong, WrongPassword) or given.otp:  # a second factor not asked for yet is no wrong one
                    self.tries.wrong(call.caller, DOOR)
                raise

    def sign_in(self, call: Call[SignInBody], transaction: Transaction) -> Reply:
        """Sign in: sets the session cookie and tells the CSRF token."""
        person: Person = call.prepared
        minutes = self.lock_minutes(transaction.connection, person.hall_ids)
        signed_in = open_session(trail_of(call, transaction, person.id), person, minutes)
        caller = caller_of(person, call.caller.address, signed_in.csrf_token)
        answer = self._session(transaction.connection, caller)
        mark = Cookie(STAFF_COOKIE, "1", max_age_seconds=KEPT_SECONDS)
        return Reply(answer, cookies=(mark, Cookie(SESSION_COOKIE, signed_in.token)))

    def who_am_i(self, call: Call[NoBody], connection: Connection) -> SessionAnswer:
        """Who is signed in, with which roles, and at which window."""
        return self._session(connection, call.caller)

    def sign_out(self, call: Call[NoBody], transaction: Transaction) -> Reply:
        """Sign out: ends the session and takes its cookie away."""
        sign_out(trail_of(call, transaction), _session_token(call))
        return Reply(None, cookies=(Cookie(SESSION_COOKIE, "", max_age_seconds=0),))

    def check_new_password(self, call: Call[NewPasswordBody]) -> str:
        caller, body = call.caller, call.body
        if caller.kind != "user":
            raise NotSignedIn
        check_password(body.new_password, caller.username)
        given = Credentials(caller.username, body.password, body.otp, caller.address)
        check_credentials(call.database, call.vault, self.passwords, given)
        return self.passwords.hash(body.new_password)

    def change_password(self, call: Call[NewPasswordBody], transaction: Transaction) -> None:
        """Change my password; every other session of mine ends."""
        person = person_named(transaction.connection, call.caller.username)
        if person is None:
            raise NotSignedIn
        change_password(trail_of(call, transaction), person, call.prepared, keep_token=_session_token(call))

    def check_new_pin(self, call: Call[PinBody]) -> str | None:
        caller, body = call.caller, call.body
        with call.database.reading() as connection:
            person = person_named(connection, caller.username) if caller.kind == "user" else None
        if person is None:
            raise NotSignedIn
        if body.pin is not None:
            check_pin(body.pin)
        if person.pin_hash is not None:
            given = Credentials(caller.username, body.password or "", body.otp, caller.address)
            check_credentials(call.database, call.vault, self.passwords, given)
        return self.passwords.hash(body.pin) if body.pin is not None else None

    def set_pin(self, call: Call[PinBody], transaction: Transaction) -> SessionAnswer:
        """Set my PIN, change it or take it away; with one a desk is locked rather than signed out."""
        person = person_named(transaction.connection, call.caller.username)
        if person is None:
            raise NotSignedIn
        minutes = self.lock_minutes(transaction.connection, person.hall_ids)
        set_pin(trail_of(call, transaction), person, call.prepared, minutes)
        return self._session(transaction.connection, call.caller)

    def lock(self, call: Call[NoBody], transaction: Transaction) -> None:
        """Lock this session until the PIN is given; duty and the window's ticket stay."""
        lock_session(trail_of(call, transaction), _session_token(call))

    def check_pin(self, call: Call[UnlockBody]) -> None:
        check_pin_of(
            call.database, call.vault, self.passwords, _session_token(call), call.body.pin, call.caller.address
        )

    def unlock(self, call: Call[UnlockBody], transaction: Transaction) -> SessionAnswer:
        """Unlock this session by its PIN."""
        person = unlock_session(trail_of(call, transaction), _session_token(call))
        return self._session(transaction.connection, caller_of(person, call.caller.address, call.caller.csrf_token))

    def _session(self, connection: Connection, caller: Caller) -> SessionAnswer:
        person = person_of(connection, caller.id) if caller.kind == "user" and caller.id else None
        if person is None:
            raise NotSignedIn
        halls = None if None in caller.rights else {hall_id for hall_id in caller.rights if hall_id is not None}
        return SessionAnswer(
            user=UserAnswer(username=caller.username, name=caller.name),
            roles=list(caller.roles),
            halls=self.hall_codes(connection, halls),
            csrf_token=caller.csrf_token,
            window=self.duty_of(connection, person.id),
            pin=person.pin_hash is not None,
            locked=caller.locked,
            lock_minutes=self.lock_minutes(connection, person.hall_ids) if person.pin_hash else None,
        )


def _session_token(call: Call[Any]) -> str:
    return call.cookies.get(SESSION_COOKIE, "")
