"""Changing people, roles, devices and tokens. Every action writes its line of the audit trail in its transaction.

Passwords arrive here hashed: hashing yields, and nothing in a transaction may.
"""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime

import pyotp
import sqlalchemy as sa

from hall.db import public_id
from hall.errors import DeviceNotFound, FieldProblem, Invalid, UsernameTaken
from hall.journal.audit import AuditKind, Trail
from hall.staff.models import API_TOKENS, DEVICES, ROLES, SESSIONS, USERS
from hall.staff.permissions import DeviceKind, Role, check_together
from hall.staff.queries import Grant, Person, person_named, token_digest
from hall.staff.sign_in import TOTP_PURPOSE, forget_attempts
from hall.staff.usernames import checked_username
from hall.text import Text

DEVICE_TOKEN = "hd_"
API_TOKEN = "ha_"
LONGEST_NAME = 64


def add_user(trail: Trail, *, username: str, name: str, password_hash: str, grants: Sequence[Grant]) -> str:
    """A new account; its public id. Invalid, RolesConflict or UsernameTaken."""
    username = checked_username(username)
    check_together(role for role, _hall in grants)
    if person_named(trail.connection, username) is not None:
        raise UsernameTaken(Text(f"用户名 {username} 已被使用", f"The user name {username} is taken"))
    user_id = public_id()
    trail.connection.execute(
        sa.insert(USERS).values(
            id=user_id,
            username=username,
            name=_checked_name(name),
            password_hash=password_hash,
            password_changed_at=trail.now,
            created_at=trail.now,
        )
    )
    trail.note(AuditKind.USER_ADDED, user_id)
    for role, hall_id in dict.fromkeys(grants):
        _grant(trail, user_id, role, hall_id)
    return user_id


def rename_user(trail: Trail, person: Person, name: str) -> None:
    trail.connection.execute(sa.update(USERS).where(USERS.c.id == person.id).values(name=_checked_name(name)))
    trail.note(AuditKind.USER_RENAMED, person.id)


def set_roles(trail: Trail, person: Person, hall_id: int | None, roles: Iterable[Role]) -> None:
    """Let somebody hold exactly these roles in that hall (`None`: those held for all halls); others stay."""
    wanted = set(roles)
    held = {role for role, where in person.grants if where == hall_id}
    check_together(wanted | {role for role, where in person.grants if where != hall_id})
    for role in sorted(wanted - held):
        _grant(trail, person.id, role, hall_id)
    for role in sorted(held - wanted):
        here = ROLES.c.hall_id.is_(None) if hall_id is None else ROLES.c.hall_id == hall_id
        trail.connection.execute(sa.delete(ROLES).where(ROLES.c.user_id == person.id, ROLES.c.role == role.value, here))
        trail.note(AuditKind.ROLE_TAKEN, person.id, hall_id=hall_id, role=role.value)


def change_password(trail: Trail, person: Person, password_hash: str, *, keep_token: str | None = None) -> None:
    """Set a new password, lift a lock-out and end every session but the one of `keep_token`.

    Without one it is somebody else's doing: the PIN goes too.
    """
    trail.connection.execute(
        sa.update(USERS)
        .where(USERS.c.id == person.id)
        .values(password_hash=password_hash, password_changed_at=trail.now)
    )
    if keep_token is None:
        trail.connection.execute(sa.update(USERS).where(USERS.c.id == person.id).values(pin_hash=None))
    forget_attempts(trail.connection, trail.vault, person.username)
    end_sessions(trail, person, keep_token=keep_token)
    trail.note(AuditKind.PASSWORD_CHANGED, person.id)


def lock_user(trail: Trail, person: Person) -> None:
    """Shut an account until it is unlocked; who is signed in with it is out at once."""
    if person.locked_at is not None:
        return
    trail.connection.execute(sa.update(USERS).where(USERS.c.id == person.id).values(locked_at=trail.now))
    end_sessions(trail, person)
    trail.note(AuditKind.USER_LOCKED, person.id)


def unlock_user(trail: Trail, person: Person) -> None:
    """Open an account again: from a lock and from a lock-out."""
    trail.connection.execute(sa.update(USERS).where(USERS.c.id == person.id).values(locked_at=None))
    forget_attempts(trail.connection, trail.vault, person.username)
    trail.note(AuditKind.USER_UNLOCKED, person.id)


def set_second_factor(trail: Trail, person: Person) -> str:
    """Give an account a fresh TOTP secret; the `otpauth:` address for an authenticator, told this once."""
    secret = pyotp.random_base32()
    sealed = trail.vault.seal(secret, TOTP_PURPOSE)
    trail.connection.execute(sa.update(USERS).where(USERS.c.id == person.id).values(totp=sealed, totp_step=0))
    trail.note(AuditKind.SECOND_FACTOR_CHANGED, person.id)
    return pyotp.TOTP(secret).provisioning_uri(name=person.username, issuer_name="Hall")


def drop_second_factor(trail: Trail, person: Person) -> None:
    trail.connection.execute(sa.update(USERS).where(USERS.c.id == person.id).values(totp=None))
    trail.note(AuditKind.SECOND_FACTOR_CHANGED, person.id)


def end_sessions(trail: Trail, person: Person, *, keep_token: str | None = None) -> None:
    ended = sa.delete(SESSIONS).where(SESSIONS.c.user_id == person.id)
    if keep_token is not None:
        ended = ended.where(SESSIONS.c.token_hash != token_digest(keep_token))
    trail.connection.execute(ended)


def enrol_device(
    trail: Trail, hall_id: int, kind: DeviceKind, name: str, *, zone: str | None = None, window: int | None = None
) -> tuple[str, str]:
    """A device of a hall: its public id, and its token, which is told this once."""
    device_id, token = public_id(), DEVICE_TOKEN + secrets.token_urlsafe(32)
    trail.connection.execute(
        sa.insert(DEVICES).values(
            id=device_id,
            hall_id=hall_id,
            kind=kind.value,
            name=_checked_name(name),
            token_hash=token_digest(token),
            zone=zone,
            window=window,
            enrolled_at=trail.now,
        )
    )
    trail.note(AuditKind.DEVICE_ENROLLED, device_id, hall_id=hall_id, device=kind.value)
    return device_id, token


def revoke_device(trail: Trail, hall_id: int, device_id: str) -> None:
    """Make a device's token worthless; DeviceNotFound when the hall has no such device (any more)."""
    this = (DEVICES.c.id == device_id, DEVICES.c.hall_id == hall_id, DEVICES.c.revoked_at.is_(None))
    if trail.connection.execute(sa.update(DEVICES).where(*this).values(revoked_at=trail.now)).rowcount == 0:
        raise DeviceNotFound
    trail.note(AuditKind.DEVICE_REVOKED, device_id, hall_id=hall_id)


def issue_token(trail: Trail, person: Person, name: str, expires_at: datetime) -> str:
    """An API token that acts as `person` until `expires_at`; told this once."""
    token_id, token = public_id(), API_TOKEN + secrets.token_urlsafe(32)
    trail.connection.execute(
        sa.insert(API_TOKENS).values(
            id=token_id,
            user_id=person.id,
            name=_checked_name(name),
            token_hash=token_digest(token),
            issued_at=trail.now,
            expires_at=expires_at,
        )
    )
    trail.note(AuditKind.TOKEN_ISSUED, person.id, token=token_id)
    return token


def revoke_tokens(trail: Trail, person: Person) -> None:
    """Make every API token of somebody worthless."""
    live = (API_TOKENS.c.user_id == person.id, API_TOKENS.c.revoked_at.is_(None))
    trail.connection.execute(sa.update(API_TOKENS).where(*live).values(revoked_at=trail.now))
    trail.note(AuditKind.TOKEN_REVOKED, person.id)


def _grant(trail: Trail, user_id: str, role: Role, hall_id: int | None) -> None:
    trail.connection.execute(sa.insert(ROLES).values(user_id=user_id, role=role.value, hall_id=hall_id))
    trail.note(AuditKind.ROLE_GRANTED, user_id, hall_id=hall_id, role=role.value)


def _checked_name(name: str) -> str:
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        words = Text(f"名称须为 1–{LONGEST_NAME} 个字符", f"A name has 1 to {LONGEST_NAME} characters")
        raise Invalid(words, fields=[FieldProblem("name", words)])
    return name
