"""Accounts for a demonstration: a clerk at every window, one person for each other role, devices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hall.db import Database
from hall.journal.audit import Trail
from hall.personal.vault import Vault
from hall.staff.actions import add_user, enrol_device
from hall.staff.passwords import Passwords
from hall.staff.permissions import DeviceKind, Role
from hall.staff.queries import device_of_token, person_named


@dataclass(frozen=True)
class DemoHall:
    """A hall to provide for; `windows` are numbers, in order."""

    id: int
    code: str
    windows: Sequence[int]


@dataclass(frozen=True)
class DemoUser:
    """One sign-in as `demo.json` lists it."""

    username: str
    password: str
    role: str
    hall: str
    window: int | None


@dataclass(frozen=True)
class DemoDevice:
    """One device as `demo.json` lists it; `window`: the number of the one it stands at."""

    kind: str
    hall: str
    token: str
    window: int | None = None


# user name, role, and what colleagues call them; the administrators answer for every hall
OFFICES = (
    ("greeter", Role.GREETER, "导服台"),
    ("escalation", Role.ESCALATION, "办不成事专员"),
    ("department", Role.DEPARTMENT, "部门承办人"),
    ("manager", Role.MANAGER, "值班长"),
    ("county", Role.COUNTY, "县级管理"),
    ("admin", Role.ADMIN, "系统管理员"),
    ("security", Role.SECURITY_ADMIN, "安全管理员"),
    ("auditor", Role.AUDITOR, "审计管理员"),
)
EVERYWHERE = frozenset({Role.ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})


def provide_demo_users(
    database: Database, vault: Vault, passwords: Passwords, hall: DemoHall, password: str
) -> list[DemoUser]:
    """clerk01 … for every window of `hall`, and the offices; accounts that exist stay as they are.

    All have the same password, hashed once: argon2 is slow on purpose.
    """
    wanted = [
        (DemoUser(f"clerk{number:02}", password, Role.CLERK.value, hall.code, number), f"{number}号窗口")
        for number in hall.windows
    ]
    wanted += [(DemoUser(username, password, role.value, hall.code, None), name) for username, role, name in OFFICES]
    with database.reading() as connection:
        missing = [each for each in wanted if person_named(connection, each[0].username) is None]
    if missing:
        password_hash = passwords.hash(password)
        with database.change() as transaction:
            trail = Trail(transaction.connection, vault, transaction.now)
            for user, name in missing:
                role = Role(user.role)
                where = None if role in EVERYWHERE else hall.id
                add_user(trail, username=user.username, name=name, password_hash=password_hash, grants=[(role, where)])
    return [user for user, _name in wanted]


def provide_kiosks(
    database: Database, vault: Vault, halls: Sequence[DemoHall], known: Mapping[str, str]
) -> list[DemoDevice]:
    """A kiosk for every hall; `known` tokens by hall code are kept while they hold, for they cannot be read back."""
    with database.change() as transaction:
        trail = Trail(transaction.connection, vault, transaction.now)
        return [
            DemoDevice(
                DeviceKind.KIOSK.value, hall.code, _token(trail, hall, DeviceKind.KIOSK, "取号机", known.get(hall.code))
            )
            for hall in halls
        ]


def provide_tablet(database: Database, vault: Vault, hall: DemoHall, window: int, known: str | None) -> DemoDevice:
    """The tablet at one window that asks for reviews; a `known` token is kept while it holds."""
    with database.change() as transaction:
        trail = Trail(transaction.connection, vault, transaction.now)
        token = _token(trail, hall, DeviceKind.REVIEW, f"{window}号窗口评价器", known, window)
    return DemoDevice(DeviceKind.REVIEW.value, hall.code, token, window)


def provide_door(database: Database, vault: Vault, hall: DemoHall, known: str | None) -> DemoDevice:
    """The screen at the door whose code is scanned; a `known` token is kept while it holds."""
    with database.change() as transaction:
        trail = Trail(transaction.connection, vault, transaction.now)
        token = _token(trail, hall, DeviceKind.SCREEN, "门口取号屏", known)
    return DemoDevice(DeviceKind.SCREEN.value, hall.code, token)


def _token(
    trail: Trail, hall: DemoHall, kind: DeviceKind, name: str, known: str | None, window: int | None = None
) -> str:
    device = device_of_token(trail.connection, known) if known is not None else None
    mine = (hall.id, kind, window)
    if known is not None and device is not None and (device.hall_id, device.kind, device.window) == mine:
        return known
    _device, token = enrol_device(trail, hall.id, kind, name, window=window)
    return token
