"""Locking a desk and unlocking it by PIN; duty and the ticket at the window stay as they are.

A PIN is short, so few are tried: each try is counted before it is compared, and after the fifth wrong one the session
is over. Hashing happens between transactions, never inside one.
"""

import sqlalchemy as sa

from hall.db import Database
from hall.errors import NotSignedIn, PinLockedOut, PinNotSet, WrongPin
from hall.journal.audit import AuditKind, Trail
from hall.personal.vault import Vault
from hall.staff.models import SESSIONS, USERS
from hall.staff.passwords import Passwords
from hall.staff.queries import Person, session_of, token_digest
from hall.text import Text

MOST_TRIES = 5


def set_pin(trail: Trail, person: Person, pin_hash: str | None, lock_minutes: int) -> None:
    """Give somebody a PIN, or take it away (`None`); every session of theirs locks or ends by it from now on."""
    connection = trail.connection
    connection.execute(sa.update(USERS).where(USERS.c.id == person.id).values(pin_hash=pin_hash))
    minutes = lock_minutes if pin_hash else None
    connection.execute(sa.update(SESSIONS).where(SESSIONS.c.user_id == person.id).values(lock_minutes=minutes))
    trail.note(AuditKind.PIN_CHANGED, person.id, set=int(pin_hash is not None))


def lock_session(trail: Trail, token: str) -> None:
    """Lock the session of that cookie until the PIN is given. Raises NotSignedIn, PinNotSet."""
    found = session_of(trail.connection, token)
    if found is None:
        raise NotSignedIn
    session, person = found
    if person.pin_hash is None:
        raise PinNotSet
    this = SESSIONS.c.token_hash == session.token_hash
    trail.connection.execute(sa.update(SESSIONS).where(this).values(locked_at=trail.now, pin_tries=0))
    trail.note(AuditKind.SESSION_LOCKED, person.id)


def check_pin_of(database: Database, vault: Vault, passwords: Passwords, token: str, pin: str, address: str) -> None:
    """Whether `pin` unlocks the session of that cookie; a session that is not locked needs none.

    1. count the try;  2. compare, outside any transaction;  3. put a wrong one on record, and end the session after
    the last. Raises WrongPin, PinLockedOut, or NotSignedIn when there is no such session.
    """
    with database.change() as transaction:
        found = session_of(transaction.connection, token)
        if found is None:
            raise NotSignedIn
        session, person = found
        if not session.locked(transaction.now):
            return
        this = SESSIONS.c.token_hash == session.token_hash
        counted = sa.update(SESSIONS).where(this).values(pin_tries=SESSIONS.c.pin_tries + 1)
        tries = transaction.connection.execute(counted.returning(SESSIONS.c.pin_tries)).scalar_one()
    if tries <= MOST_TRIES and passwords.verify(person.pin_hash, pin):
        return
    with database.change() as transaction:
        trail = Trail(transaction.connection, vault, transaction.now, person.id, address)
        trail.note(AuditKind.UNLOCK_FAILED, person.id, tries=tries)
        if tries >= MOST_TRIES:
            _end(trail, person, token)
    raise _wrong(tries)


def unlock_session(trail: Trail, token: str) -> Person:
    """Unlock the session of that cookie, whose PIN was checked; its person."""
    found = session_of(trail.connection, token)
    if found is None:
        raise NotSignedIn
    session, person = found
    if session.locked(trail.now):
        this = SESSIONS.c.token_hash == session.token_hash
        fresh = {"locked_at": None, "pin_tries": 0, "seen_at": trail.now}
        trail.connection.execute(sa.update(SESSIONS).where(this).values(**fresh))
        trail.note(AuditKind.SESSION_UNLOCKED, person.id)
    return person


def _end(trail: Trail, person: Person, token: str) -> None:
    gone = sa.delete(SESSIONS).where(SESSIONS.c.token_hash == token_digest(token))
    if trail.connection.execute(gone).rowcount:
        trail.note(AuditKind.SESSION_ENDED, person.id, why="wrong_pin")


def _wrong(tries: int) -> WrongPin | PinLockedOut:
    left = MOST_TRIES - tries
    if left > 0:
        words = Text(f"PIN 不正确，还可再试 {left} 次", f"The PIN is wrong; {left} more tries are left")
        return WrongPin(words, extra={"tries_left": left})
    return PinLockedOut(
        Text(
            "PIN 多次输错，已退出登录。窗口仍在岗，号票不受影响，请用密码重新登录。",
            "Too many wrong PINs: you are signed out. The window and its ticket stay as they are; sign in again.",
        )
    )
