"""Reading people, sign-ins and devices."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.errors import UserNotFound
from hall.prepared import Prepared
from hall.staff.models import API_TOKENS, DEVICES, ROLES, SESSIONS, USERS
from hall.staff.permissions import Role

Grant = tuple[Role, int | None]

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)


@dataclass(frozen=True)
class Person:
    """An account with its roles: (role, hall id or `None` for all halls)."""

    id: str
    username: str
    name: str
    password_hash: str
    totp: bytes | None
    totp_step: int
    locked_at: datetime | None
    pin_hash: str | None
    grants: tuple[Grant, ...]

    @property
    def roles(self) -> list[Role]:
        """Each role once, in the order of `Role`."""
        held = {role for role, _hall in self.grants}
        return [role for role in Role if role in held]

    @property
    def hall_ids(self) -> set[int] | None:
        """The halls this person works for; `None` for all of them."""
        halls = {hall_id for _role, hall_id in self.grants}
        return None if None in halls else {hall_id for hall_id in halls if hall_id is not None}


@dataclass(frozen=True)
class OpenSession:
    """One sign-in as stored."""

    token_hash: str
    csrf_token: str
    started_at: datetime
    seen_at: datetime
    locked_at: datetime | None
    lock_minutes: int | None

    def ends_idle(self, now: datetime) -> bool:
        """Whether it is over: too old, or, where no PIN can lock it, unused for too long."""
        unused = self.lock_minutes is None and now - self.seen_at > IDLE
        return unused or now - self.started_at > ABSOLUTE

    def locked(self, now: datetime) -> bool:
        """Whether it waits for the PIN: it was locked, or left alone for as long as the hall allows."""
        alone = self.lock_minutes is not None and now - self.seen_at > timedelta(minutes=self.lock_minutes)
        return alone or self.locked_at is not None


@dataclass(frozen=True)
class EnrolledDevice:
    id: str
    hall_id: int
    kind: str
    name: str
    zone: str | None
    window: int | None
    enrolled_at: datetime
    revoked_at: datetime | None


_PERSON = (
    USERS.c.id,
    USERS.c.username,
    USERS.c.name,
    USERS.c.password_hash,
    USERS.c.totp,
    USERS.c.totp_step,
    USERS.c.locked_at,
    USERS.c.pin_hash,
)
_WITH_ROLES = USERS.outerjoin(ROLES, ROLES.c.user_id == USERS.c.id)
_DEVICE = tuple(
    DEVICES.c[name] for name in ("id", "hall_id", "kind", "name", "zone", "window", "enrolled_at", "revoked_at")
)
_SESSION = tuple(SESSIONS.c[name] for name in OpenSession.__dataclass_fields__)
_BY_SESSION = Prepared(
    sa.select(*_SESSION, *_PERSON, ROLES.c.role, ROLES.c.hall_id)
    .select_from(SESSIONS.join(_WITH_ROLES, USERS.c.id == SESSIONS.c.user_id))
    .where(SESSIONS.c.token_hash == sa.bindparam("token_hash"))
)
_NAMES = sa.select(USERS.c.id, USERS.c.name).where(USERS.c.id.in_(sa.bindparam("ids", expanding=True)))
_BY_TOKEN = Prepared(
    sa.select(*_DEVICE).where(DEVICES.c.token_hash == sa.bindparam("token_hash"), DEVICES.c.revoked_at.is_(None))
)


def token_digest(token: str) -> str:
    """What is stored of a random token: its SHA-256 (128 bits and more need no salt)."""
    return hashlib.sha256(token.encode()).hexdigest()


def person_named(connection: Connection, username: str) -> Person | None:
    return _one(connection, USERS.c.username == username)


def person_of(connection: Connection, user_id: str) -> Person | None:
    return _one(connection, USERS.c.id == user_id)


def person_names(connection: Connection, user_ids: Iterable[str]) -> dict[str, str]:
    """The names of these people, by their ids."""
    return {row.id: row.name for row in connection.execute(_NAMES, {"ids": list(user_ids)})}


def known_person(connection: Connection, username: str) -> Person:
    """The account of that (folded) user name, or UserNotFound."""
    person = person_named(connection, username)
    if person is None:
        raise UserNotFound
    return person


def staff_of(connection: Connection, hall_id: int | None) -> list[Person]:
    """Everybody with a role in that hall or in all halls (`None`: everybody), by user name."""
    wanted = sa.select(*_PERSON, ROLES.c.role, ROLES.c.hall_id).select_from(_WITH_ROLES).order_by(USERS.c.username)
    if hall_id is not None:
        here = sa.select(ROLES.c.user_id).where(sa.or_(ROLES.c.hall_id == hall_id, ROLES.c.hall_id.is_(None)))
        wanted = wanted.where(USERS.c.id.in_(here))
    return _people(connection.execute(wanted))


def session_of(connection: Connection, token: str) -> tuple[OpenSession, Person] | None:
    """The sign-in of a cookie and whose it is, however old."""
    rows = _BY_SESSION.rows(connection, {"token_hash": token_digest(token)})
    if not rows:
        return None
    own = len(_SESSION)
    return OpenSession(*rows[0][:own]), _people(row[own:] for row in rows)[0]


def person_of_token(connection: Connection, token: str, now: datetime) -> Person | None:
    """Whose API token this is, while it holds."""
    wanted = sa.select(API_TOKENS.c.user_id).where(
        API_TOKENS.c.token_hash == token_digest(token),
        API_TOKENS.c.revoked_at.is_(None),
        API_TOKENS.c.expires_at > now,
    )
    user_id = connection.execute(wanted).scalar()
    return person_of(connection, user_id) if user_id else None


def device_of_token(connection: Connection, token: str) -> EnrolledDevice | None:
    """The device whose token this is, unless it was revoked."""
    row = _BY_TOKEN.one(connection, {"token_hash": token_digest(token)})
    return EnrolledDevice(*row) if row else None


def device_with(connection: Connection, device_id: str) -> EnrolledDevice | None:
    """The device with this public id, unless it was revoked."""
    wanted = sa.select(*_DEVICE).where(DEVICES.c.id == device_id, DEVICES.c.revoked_at.is_(None))
    row = connection.execute(wanted).one_or_none()
    return EnrolledDevice(*row) if row else None


def devices_of(connection: Connection, hall_id: int) -> list[EnrolledDevice]:
    """The hall's devices that are not revoked, by kind and name."""
    wanted = sa.select(*_DEVICE).where(DEVICES.c.hall_id == hall_id, DEVICES.c.revoked_at.is_(None))
    return [
        EnrolledDevice(**row._mapping) for row in connection.execute(wanted.order_by(DEVICES.c.kind, DEVICES.c.name))
    ]


def names_of(connection: Connection, ids: set[str]) -> dict[str, str]:
    """What people (user names) and devices (names) with these ids are called."""
    people = sa.select(USERS.c.id, USERS.c.username).where(USERS.c.id.in_(ids))
    devices = sa.select(DEVICES.c.id, DEVICES.c.name).where(DEVICES.c.id.in_(ids))
    return {row[0]: row[1] for row in connection.execute(people.union_all(devices))}


def name_of(connection: Connection, user_id: str | None) -> str | None:
    """What colleagues call somebody; nothing for nobody. Of several people at once: `known_as`."""
    return known_as(connection, [user_id]).get(user_id or "")


def known_as(connection: Connection, ids: Iterable[str | None]) -> dict[str, str]:
    """What colleagues call people, and the names of devices, with these ids; of nobody there is none."""
    wanted = [each for each in ids if each is not None]
    if not wanted:
        return {}
    people = sa.select(USERS.c.id, USERS.c.name).where(USERS.c.id.in_(wanted))
    devices = sa.select(DEVICES.c.id, DEVICES.c.name).where(DEVICES.c.id.in_(wanted))
    return {row[0]: row[1] for row in connection.execute(people.union_all(devices))}


def _one(connection: Connection, which: sa.ColumnElement[bool]) -> Person | None:
    wanted = sa.select(*_PERSON, ROLES.c.role, ROLES.c.hall_id).select_from(_WITH_ROLES).where(which)
    people = _people(connection.execute(wanted))
    return people[0] if people else None


def _people(rows: Iterable[Sequence[Any]]) -> list[Person]:
    """One person for all rows of the same account (a row a role): `_PERSON`, role, hall."""
    found: dict[str, tuple[Sequence[Any], list[Grant]]] = {}
    for *account, role, hall_id in rows:
        grants = found.setdefault(account[0], (account, []))[1]
        if role is not None:
            grants.append((Role(role), hall_id))
    return [Person(*(*account, tuple(grants))) for account, grants in found.values()]
