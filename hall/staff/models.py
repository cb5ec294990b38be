"""Tables of people, their roles and sign-ins, and of devices."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from hall.db import Base, Code, Instant, PublicId, table


class User(Base):
    """One account. `username` is folded to lower case; `name` is what colleagues and screens say."""

    __tablename__ = "users"

    id: Mapped[PublicId] = mapped_column(primary_key=True)
    username: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(sa.String(64))
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    password_changed_at: Mapped[Instant]
    totp: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    totp_step: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    locked_at: Mapped[Instant | None]
    pin_hash: Mapped[str | None] = mapped_column(sa.String(200))
    created_at: Mapped[Instant]


class UserRole(Base):
    """A role of somebody in one hall; no hall: in all of them."""

    __tablename__ = "user_roles"
    __table_args__ = (sa.Index("ix_user_roles_user_id", "user_id"), sa.Index("ix_user_roles_hall_id", "hall_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[PublicId] = mapped_column(sa.ForeignKey("users.id"))
    role: Mapped[str] = mapped_column(sa.String(24))
    hall_id: Mapped[int | None] = mapped_column(sa.ForeignKey("hall_orders.hall_id"))


class Session(Base):
    """One sign-in. The cookie's token is kept as its SHA-256 alone.

    `lock_minutes`: after how many idle minutes it locks; none: its person has no PIN, and it ends when idle.
    `pin_tries` counts wrong PINs since it was locked.
    """

    __tablename__ = "sessions"

    token_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    user_id: Mapped[PublicId] = mapped_column(sa.ForeignKey("users.id"), index=True)
    csrf_token: Mapped[str] = mapped_column(sa.String(43))
    started_at: Mapped[Instant]
    seen_at: Mapped[Instant]
    locked_at: Mapped[Instant | None]
    lock_minutes: Mapped[int | None]
    pin_tries: Mapped[int] = mapped_column(default=0, server_default="0")


class SignInAttempts(Base):
    """Failed sign-ins in a row, by keyed hash of the user name as typed: known and unknown names look alike."""

    __tablename__ = "sign_in_attempts"

    username_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[Instant] = mapped_column(index=True)
    locked_until: Mapped[Instant | None]


class Device(Base):
    """A kiosk, screen, speaker, LED bar or printer of a hall, known by its token's SHA-256."""

    __tablename__ = "devices"

    id: Mapped[PublicId] = mapped_column(primary_key=True)
    hall_id: Mapped[int] = mapped_column(sa.ForeignKey("hall_orders.hall_id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(16))
    name: Mapped[str] = mapped_column(sa.String(64))
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    zone: Mapped[Code | None]
    window: Mapped[int | None]
    enrolled_at: Mapped[Instant]
    revoked_at: Mapped[Instant | None]


class ApiToken(Base):
    """A token that acts as its user without a browser; no CSRF, no idle time, an end."""

    __tablename__ = "api_tokens"

    id: Mapped[PublicId] = mapped_column(primary_key=True)
    user_id: Mapped[PublicId] = mapped_column(sa.ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(64))
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    issued_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    revoked_at: Mapped[Instant | None]


USERS = table(User)
ROLES = table(UserRole)
SESSIONS = table(Session)
ATTEMPTS = table(SignInAttempts)
DEVICES = table(Device)
API_TOKENS = table(ApiToken)
