"""Tables of people, their roles and sign-ins, and of devices."""

import sqlalchemy as sa

from hall.columns import column
from hall.db import Base, Code, Instant, PublicId, table


class User(Base):
    """One account. `username` is folded to lower case; `name` is what colleagues and screens say."""

    __tablename__ = "users"

    id: PublicId = column(primary_key=True)
    username: Code = column(unique=True)
    name: str = column(sa.String(64))
    password_hash: str = column(sa.String(200))
    password_changed_at: Instant
    totp: bytes | None = column(sa.LargeBinary)
    totp_step: int = column(sa.BigInteger, default=0)
    locked_at: Instant | None
    pin_hash: str | None = column(sa.String(200))
    created_at: Instant


class UserRole(Base):
    """A role of somebody in one hall; no hall: in all of them."""

    __tablename__ = "user_roles"
    __table_args__ = (sa.Index("ix_user_roles_user_id", "user_id"), sa.Index("ix_user_roles_hall_id", "hall_id"))

    id: int = column(primary_key=True)
    user_id: PublicId = column(sa.ForeignKey("users.id"))
    role: str = column(sa.String(24))
    hall_id: int | None = column(sa.ForeignKey("hall_orders.hall_id"))


class Session(Base):
    """One sign-in. The cookie's token is kept as its SHA-256 alone.

    `lock_minutes`: after how many idle minutes it locks; none: its person has no PIN, and it ends when idle.
    `pin_tries` counts wrong PINs since it was locked.
    """

    __tablename__ = "sessions"

    token_hash: str = column(sa.String(64), primary_key=True)
    user_id: PublicId = column(sa.ForeignKey("users.id"), index=True)
    csrf_token: str = column(sa.String(43))
    started_at: Instant
    seen_at: Instant
    locked_at: Instant | None
    lock_minutes: int | None
    pin_tries: int = column(default=0, server_default="0")


class SignInAttempts(Base):
    """Failed sign-ins in a row, by keyed hash of the user name as typed: known and unknown names look alike."""

    __tablename__ = "sign_in_attempts"

    username_hash: str = column(sa.String(64), primary_key=True)
    failures: int
    last_at: Instant = column(index=True)
    locked_until: Instant | None


class Device(Base):
    """A kiosk, screen, speaker, LED bar or printer of a hall, known by its token's SHA-256."""

    __tablename__ = "devices"

    id: PublicId = column(primary_key=True)
    hall_id: int = column(sa.ForeignKey("hall_orders.hall_id"), index=True)
    kind: str = column(sa.String(16))
    name: str = column(sa.String(64))
    token_hash: str = column(sa.String(64), unique=True)
    zone: Code | None
    window: int | None
    enrolled_at: Instant
    revoked_at: Instant | None


class ApiToken(Base):
    """A token that acts as its user without a browser; no CSRF, no idle time, an end."""

    __tablename__ = "api_tokens"

    id: PublicId = column(primary_key=True)
    user_id: PublicId = column(sa.ForeignKey("users.id"), index=True)
    name: str = column(sa.String(64))
    token_hash: str = column(sa.String(64), unique=True)
    issued_at: Instant
    expires_at: Instant
    revoked_at: Instant | None


USERS = table(User)
ROLES = table(UserRole)
SESSIONS = table(Session)
ATTEMPTS = table(SignInAttempts)
DEVICES = table(Device)
API_TOKENS = table(ApiToken)
