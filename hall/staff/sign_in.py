"""Signing in and out.

A sign-in is counted as failed before the password is looked at, and the count is taken back when it was right: so
however many guesses arrive at once, five are tried. Hashing happens between transactions, never inside one.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.columns import UtcDateTime
from hall.db import Database
from hall.errors import AccountLocked, HallError, SecondFactorNeeded, WrongPassword
from hall.journal.audit import AuditKind, Trail
from hall.personal.vault import Vault
from hall.staff.models import ATTEMPTS, SESSIONS, USERS
from hall.staff.passwords import Passwords
from hall.staff.queries import ABSOLUTE, IDLE, Person, person_named, session_of, token_digest
from hall.staff.usernames import folded
from hall.text import Text

LOCK_AFTER = 5
LOCK_FOR = timedelta(minutes=15)
FORGET_ATTEMPTS_AFTER = timedelta(days=1)
USERNAME_PURPOSE = "staff.username"
TOTP_PURPOSE = "staff.totp"


@dataclass(frozen=True)
class Credentials:
    """What was typed, and the address it came from."""

    username: str
    password: str
    otp: str | None = None
    address: str = ""


@dataclass(frozen=True)
class SignedIn:
    """A fresh session; `token` goes into the cookie and is told this once."""

    token: str
    csrf_token: str
    person: Person


@dataclass(frozen=True)
class _Attempt:
    """One counted try: whose account it is for, how many there are now, and until when this name is locked."""

    account: str | None
    username_hash: str
    failures: int
    locked_until: datetime | None
    refused: bool


def sign_in(database: Database, vault: Vault, passwords: Passwords, given: Credentials) -> SignedIn:
    """Check and open a session, in transactions of its own."""
    person = check_credentials(database, vault, passwords, given)
    with database.change() as transaction:
        return open_session(Trail(transaction.connection, vault, transaction.now, person.id, given.address), person)


def check_credentials(database: Database, vault: Vault, passwords: Passwords, given: Credentials) -> Person:
    """Whose credentials these are; WrongPassword, SecondFactorNeeded or AccountLocked otherwise.

    1. count the try, refuse a name that is locked;  2. compare the password, outside any transaction;
    3. read the account again, judge, and keep what came of it even when it is a refusal.
    """
    username = folded(given.username)
    with database.change() as transaction:
        before = person_named(transaction.connection, username)
        name = vault.hash(username, USERNAME_PURPOSE)
        attempt = _count_attempt(transaction.connection, transaction.now, before.id if before else None, name)
    if attempt.refused and attempt.locked_until is not None:
        raise _locked_until(attempt.locked_until, transaction.now)
    right = passwords.verify(before.password_hash if before else None, given.password)
    fresh_hash = None
    if right and before and passwords.is_outdated(before.password_hash):
        fresh_hash = passwords.hash(given.password)
    with database.change() as transaction:
        trail = Trail(transaction.connection, vault, transaction.now, None, given.address)
        person = person_named(transaction.connection, username)
        if person is not None and (before is None or person.password_hash != before.password_hash):
            right = False  # changed while we compared
        refusal = _judged(trail, person if right else None, attempt, given)
        if refusal is None and person is not None and fresh_hash is not None:
            transaction.connection.execute(
                sa.update(USERS).where(USERS.c.id == person.id).values(password_hash=fresh_hash)
            )
    if refusal is not None or person is None:
        raise refusal or WrongPassword
    return person


def open_session(trail: Trail, person: Person, lock_minutes: int | None = None) -> SignedIn:
    """A session for somebody whose credentials were checked; sessions that ran out are swept away.

    `lock_minutes`: how long it may lie idle before it asks for the PIN, of somebody who has set one.
    """
    token, csrf_token = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    now = trail.now
    trail.connection.execute(
        sa.delete(SESSIONS).where(
            sa.or_(
                sa.and_(SESSIONS.c.seen_at < now - IDLE, SESSIONS.c.lock_minutes.is_(None)),
                SESSIONS.c.started_at < now - ABSOLUTE,
            )
        )
    )
    trail.connection.execute(
        sa.insert(SESSIONS).values(
            token_hash=token_digest(token),
            user_id=person.id,
            csrf_token=csrf_token,
            started_at=now,
            seen_at=now,
            lock_minutes=lock_minutes if person.pin_hash else None,
        )
    )
    trail.note(AuditKind.SIGNED_IN, person.id)
    return SignedIn(token, csrf_token, person)


def sign_out(trail: Trail, token: str) -> None:
    """End the session of that cookie, if there is one."""
    found = session_of(trail.connection, token)
    if found is not None:
        session, person = found
        trail.connection.execute(sa.delete(SESSIONS).where(SESSIONS.c.token_hash == session.token_hash))
        trail.note(AuditKind.SIGNED_OUT, person.id)


def forget_attempts(connection: Connection, vault: Vault, username: str) -> None:
    """Lift a lock-out and its count."""
    hashes = vault.hashes(username, USERNAME_PURPOSE)
    connection.execute(sa.delete(ATTEMPTS).where(ATTEMPTS.c.username_hash.in_(hashes)))


def _count_attempt(connection: Connection, now: datetime, account: str | None, username_hash: str) -> _Attempt:
    """Take the name's row, and count a failure unless the name is locked."""
    connection.execute(sa.delete(ATTEMPTS).where(ATTEMPTS.c.last_at < now - FORGET_ATTEMPTS_AFTER))
    begun = sa.text(
        "INSERT INTO sign_in_attempts (username_hash, failures, last_at) VALUES (:name, 0, :at) ON CONFLICT DO NOTHING"
    ).bindparams(sa.bindparam("at", type_=UtcDateTime))
    connection.execute(begun, {"name": username_hash, "at": now})
    this = ATTEMPTS.c.username_hash == username_hash
    row = connection.execute(
        sa.update(ATTEMPTS).where(this).values(username_hash=username_hash).returning(*ATTEMPTS.c)
    ).one()
    # One that ends much later than any given now could: the clock was set back, and it is not to last for years.
    if row.locked_until is not None and now < row.locked_until <= now + 2 * LOCK_FOR:
        return _Attempt(account, username_hash, row.failures, row.locked_until, refused=True)
    counts = row.locked_until is None and row.last_at > now - LOCK_FOR
    failures = row.failures + 1 if counts else 1
    locked_until = now + LOCK_FOR if failures >= LOCK_AFTER else None
    connection.execute(
        sa.update(ATTEMPTS).where(this).values(failures=failures, last_at=now, locked_until=locked_until)
    )
    return _Attempt(account, username_hash, failures, locked_until, refused=False)


def _judged(trail: Trail, person: Person | None, attempt: _Attempt, given: Credentials) -> HallError | None:
    """What is wrong with this sign-in, if anything, put on record; `person` is nobody when the password was wrong."""
    this = ATTEMPTS.c.username_hash == attempt.username_hash
    if person is not None and person.locked_at is None and person.totp is not None and not given.otp:
        # The first half of a sign-in in two steps is no failure; yet it must not wipe out failed codes either.
        trail.connection.execute(
            sa.update(ATTEMPTS).where(this).values(failures=ATTEMPTS.c.failures - 1, locked_until=None)
        )
        return SecondFactorNeeded()
    refusal = _refusal(trail, person, attempt, given)
    if refusal is None:
        trail.connection.execute(sa.delete(ATTEMPTS).where(this))
        return None
    trail.note(AuditKind.SIGN_IN_FAILED, attempt.account, why=refusal.code, username=attempt.username_hash)
    if attempt.locked_until is not None:
        trail.note(AuditKind.LOCKED_OUT, attempt.account, username=attempt.username_hash)
    return refusal


def _refusal(trail: Trail, person: Person | None, attempt: _Attempt, given: Credentials) -> HallError | None:
    if person is None:
        return _wrong(attempt)
    if person.locked_at is not None:
        return AccountLocked(Text("账号已被管理员锁定", "An administrator has locked this account"))
    if person.totp is not None and not _code_fits(trail, person, given.otp or ""):
        return SecondFactorNeeded(Text("动态验证码不正确", "The one-time code is wrong"))
    return None


def _code_fits(trail: Trail, person: Person, otp: str) -> bool:
    """Whether the code is one of this half minute or its neighbours, and was not used before."""
    assert person.totp is not None
    clock = pyotp.TOTP(trail.vault.open(person.totp, TOTP_PURPOSE))
    present = clock.timecode(trail.now)
    for step in (present - 1, present, present + 1):
        if hmac.compare_digest(clock.generate_otp(step).encode(), otp.encode()):
            used = sa.update(USERS).where(USERS.c.id == person.id, USERS.c.totp_step < step).values(totp_step=step)
            return trail.connection.execute(used).rowcount == 1
    return False


def _wrong(attempt: _Attempt) -> HallError:
    left = LOCK_AFTER - attempt.failures
    if left > 0:
        words = Text(
            f"用户名或密码不正确，还可再试 {left} 次", f"User name or password is wrong; {left} more tries are left"
        )
        return WrongPassword(words, extra={"tries_left": left})
    return _locked_for(LOCK_FOR)


def _locked_until(until: datetime, now: datetime) -> HallError:
    return _locked_for(until - now)


def _locked_for(left: timedelta) -> HallError:
    minutes = -(-left // timedelta(minutes=1))
    words = Text(
        f"多次输错，账号已锁定，请 {minutes} 分钟后再试", f"Too many wrong tries: locked for another {minutes} minutes"
    )
    return AccountLocked(words, extra={"retry_after_seconds": round(left.total_seconds())})
