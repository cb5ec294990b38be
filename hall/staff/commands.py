"""What `hall staff add|passwd|lock|token|revoke-tokens` do; each returns the sentence to print."""

import secrets
from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy.engine import Connection

from hall.db import Database
from hall.errors import FieldProblem, Invalid
from hall.journal.audit import Trail
from hall.personal.vault import Vault
from hall.staff.actions import add_user, change_password, issue_token, lock_user, revoke_tokens, unlock_user
from hall.staff.passwords import Passwords, check_password
from hall.staff.permissions import Role
from hall.staff.queries import Grant, known_person
from hall.staff.usernames import checked_username, folded
from hall.text import Text

FindHall = Callable[[Connection, str], int]


def new_password() -> str:
    """A password for somebody to begin with: 16 URL-safe characters, 96 bits."""
    return secrets.token_urlsafe(12)


def add_staff(
    database: Database,
    vault: Vault,
    passwords: Passwords,
    *,
    username: str,
    name: str,
    roles: Sequence[str],
    password: str,
    find_hall: FindHall,
) -> Text:
    """A new account. A role is written `clerk@zhouzhi` for one hall, `admin` for all halls."""
    check_password(password, checked_username(username))
    password_hash = passwords.hash(password)
    with database.change() as transaction:
        grants = [_grant(transaction.connection, role, find_hall) for role in roles]
        trail = Trail(transaction.connection, vault, transaction.now)
        add_user(trail, username=username, name=name, password_hash=password_hash, grants=grants)
    held = ", ".join(roles)
    return Text(f"已添加 {folded(username)}（{held}）", f"Added {folded(username)} ({held})")


def set_password(database: Database, vault: Vault, passwords: Passwords, username: str, password: str) -> Text:
    """A new password for an account; its sessions end, a lock-out is lifted."""
    check_password(password, folded(username))
    password_hash = passwords.hash(password)
    with database.change() as transaction:
        person = known_person(transaction.connection, folded(username))
        change_password(Trail(transaction.connection, vault, transaction.now), person, password_hash)
    return Text(
        f"已更改 {person.username} 的密码，其登录已全部失效",
        f"Changed the password of {person.username}; all sign-ins ended",
    )


def lock_staff(database: Database, vault: Vault, username: str, *, locked: bool = True) -> Text:
    """Shut an account, or open it again."""
    with database.change() as transaction:
        person = known_person(transaction.connection, folded(username))
        trail = Trail(transaction.connection, vault, transaction.now)
        (lock_user if locked else unlock_user)(trail, person)
    if locked:
        return Text(f"已锁定 {person.username}", f"Locked {person.username}")
    return Text(f"已解锁 {person.username}", f"Unlocked {person.username}")


def give_token(database: Database, vault: Vault, username: str, *, name: str, days: int) -> tuple[Text, str]:
    """A token by which another program acts as this account; besides the sentence the token, told this once."""
    with database.change() as transaction:
        person = known_person(transaction.connection, folded(username))
        expires_at = transaction.now + timedelta(days=days)
        token = issue_token(Trail(transaction.connection, vault, transaction.now), person, name, expires_at)
    until = f"{expires_at:%Y-%m-%d}"
    told = Text(
        f"{name} 可用以下令牌以 {person.username} 的身份调用接口，至 {until}；令牌只显示这一次",
        f"{name} acts as {person.username} by this token until {until}; it is shown this once",
    )
    return told, token


def take_tokens(database: Database, vault: Vault, username: str) -> Text:
    """Every token of an account becomes worthless."""
    with database.change() as transaction:
        person = known_person(transaction.connection, folded(username))
        revoke_tokens(Trail(transaction.connection, vault, transaction.now), person)
    return Text(f"{person.username} 的令牌已全部作废", f"Every token of {person.username} is worthless now")


def _grant(connection: Connection, written: str, find_hall: FindHall) -> Grant:
    role, _at, hall = written.partition("@")
    if role not in set(Role):
        known = ", ".join(Role)
        words = Text(f"没有角色 {role}，可用：{known}", f"There is no role {role}; there are: {known}")
        raise Invalid(words, fields=[FieldProblem("roles", words)])
    return Role(role), find_hall(connection, hall) if hall else None
