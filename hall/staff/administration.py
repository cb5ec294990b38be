"""`/halls/{hall}/staff` and `/halls/{hall}/devices`: the accounts and devices of one hall."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, StringConstraints
from sqlalchemy.engine import Connection

from hall.db import Transaction
from hall.edge.access import needs
from hall.edge.endpoint import Answer, Body, Call, Endpoints, NoBody
from hall.edge.trails import trail_of
from hall.errors import UserNotFound
from hall.events import instant_text
from hall.staff.actions import (
    add_user,
    change_password,
    drop_second_factor,
    enrol_device,
    lock_user,
    rename_user,
    revoke_device,
    set_roles,
    set_second_factor,
    unlock_user,
)
from hall.staff.api import Password, Username
from hall.staff.passwords import Passwords, check_password
from hall.staff.permissions import NAMES, DeviceKind, Permission, Role, check_may_administer
from hall.staff.queries import EnrolledDevice, Person, devices_of, known_person, staff_of
from hall.staff.usernames import checked_username, folded

Name = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f]+$")]


class PageQuery(Body):
    """A part of a list: at most `limit` items behind the cursor `after`."""

    limit: int = Field(200, ge=1, le=200)
    after: str | None = None


class NewUserBody(Body):
    username: Username
    name: Name
    password: Password
    roles: list[Role] = Field(min_length=1, max_length=len(Role))


class UserChangesBody(Body):
    """What is given changes; `roles` are those in this hall."""

    name: Name | None = None
    password: Password | None = None
    roles: list[Role] | None = Field(None, max_length=len(Role))
    locked: bool | None = None


class NewDeviceBody(Body):
    kind: DeviceKind
    name: Name
    zone: Annotated[str, StringConstraints(max_length=64)] | None = None
    window: int | None = Field(None, ge=1, le=9999)


class RoleAnswer(Answer):
    """A role held in this hall, or in every hall."""

    role: str
    name: dict[str, str]
    everywhere: bool


class UserAnswer(Answer):
    username: str
    name: str
    roles: list[RoleAnswer]
    locked: bool
    second_factor: bool


class SecondFactorAnswer(Answer):
    """The `otpauth:` address for an authenticator, told once: shown as a QR code, kept nowhere else."""

    uri: str


class UsersAnswer(Answer):
    items: list[UserAnswer]
    next: str | None


class DeviceAnswer(Answer):
    """A device; `token` is told once, when it is enrolled."""

    id: str
    kind: str
    name: str
    zone: str | None
    window: int | None
    enrolled_at: str
    token: str | None = None


class DevicesAnswer(Answer):
    items: list[DeviceAnswer]
    next: str | None = None


STAFF = needs(Permission.STAFF, Permission.SECURITY)
DEVICES = needs(Permission.DEVICES)


@dataclass(frozen=True)
class AdministrationDoors:
    """The doors of staff and devices."""

    passwords: Passwords

    def endpoints(self) -> Endpoints:
        doors = Endpoints("administration")
        staff, devices = "/halls/<hall>/staff", "/halls/<hall>/devices"
        doors.read(staff, access=STAFF, query=PageQuery, answer=UsersAnswer)(self.staff)
        doors.change(
            "POST", staff, access=STAFF, body=NewUserBody, answer=UserAnswer, status=201, prepare=self.hash_first
        )(self.add)
        doors.change(
            "PATCH",
            staff + "/<username>",
            access=STAFF,
            body=UserChangesBody,
            answer=UserAnswer,
            prepare=self.hash_new,
        )(self.alter)
        second_factor = staff + "/<username>/second-factor"
        doors.change("POST", second_factor, access=STAFF, answer=SecondFactorAnswer, status=201)(
            self.give_second_factor
        )
        doors.change("DELETE", second_factor, access=STAFF, answer=None)(self.take_second_factor)
        doors.read(devices, access=DEVICES, answer=DevicesAnswer)(self.devices)
        doors.change("POST", devices, access=DEVICES, body=NewDeviceBody, answer=DeviceAnswer, status=201)(self.enrol)
        doors.change("DELETE", devices + "/<device>", access=DEVICES, answer=None)(self.revoke)
        return doors

    def staff(self, call: Call[PageQuery], connection: Connection) -> UsersAnswer:
        """Everybody who works in the hall, by user name."""
        hall_id, after, limit = call.subject.hall_id, call.body.after, call.body.limit
        people = [person for person in staff_of(connection, hall_id) if after is None or person.username > after]
        page = people[:limit]
        following = page[-1].username if len(people) > limit else None
        return UsersAnswer(items=[_shown(person, hall_id) for person in page], next=following)

    def hash_first(self, call: Call[NewUserBody]) -> str:
        check_password(call.body.password, checked_username(call.body.username))
        return self.passwords.hash(call.body.password)

    def add(self, call: Call[NewUserBody], transaction: Transaction) -> UserAnswer:
        """A new account with roles in the hall."""
        hall_id, body = call.subject.hall_id, call.body
        grants = [(role, hall_id) for role in body.roles]
        check_may_administer(call.caller.rights, grants)
        add_user(
            trail_of(call, transaction),
            username=body.username,
            name=body.name,
            password_hash=call.prepared,
            grants=grants,
        )
        return _shown(known_person(transaction.connection, folded(body.username)), hall_id)

    def hash_new(self, call: Call[UserChangesBody]) -> str | None:
        if call.body.password is None:
            return None
        check_password(call.body.password, folded(call.path["username"]))
        return self.passwords.hash(call.body.password)

    def alter(self, call: Call[UserChangesBody], transaction: Transaction) -> UserAnswer:
        """Rename, give roles, set a password, lock or unlock."""
        hall_id, body, trail = call.subject.hall_id, call.body, trail_of(call, transaction)
        person = self._colleague(call, transaction.connection)
        if body.roles is not None:
            check_may_administer(call.caller.rights, [(role, hall_id) for role in body.roles])
            set_roles(trail, person, hall_id, body.roles)
        if body.name is not None:
            rename_user(trail, person, body.name)
        if call.prepared is not None:
            change_password(trail, person, call.prepared)
        if body.locked is not None:
            (lock_user if body.locked else unlock_user)(trail, person)
        return _shown(known_person(transaction.connection, person.username), hall_id)

    def give_second_factor(self, call: Call[NoBody], transaction: Transaction) -> SecondFactorAnswer:
        """A fresh secret for one-time codes; the one before stops working."""
        person = self._colleague(call, transaction.connection)
        return SecondFactorAnswer(uri=set_second_factor(trail_of(call, transaction), person))

    def take_second_factor(self, call: Call[NoBody], transaction: Transaction) -> None:
        """Let somebody sign in by password alone again, for a lost telephone."""
        drop_second_factor(trail_of(call, transaction), self._colleague(call, transaction.connection))

    def devices(self, call: Call[NoBody], connection: Connection) -> DevicesAnswer:
        """The hall's devices, without their tokens."""
        return DevicesAnswer(items=[_device(device) for device in devices_of(connection, call.subject.hall_id)])

    def enrol(self, call: Call[NewDeviceBody], transaction: Transaction) -> DeviceAnswer:
        """A new device; its token is told in this answer alone."""
        hall_id, body = call.subject.hall_id, call.body
        device_id, token = enrol_device(
            trail_of(call, transaction), hall_id, body.kind, body.name, zone=body.zone, window=body.window
        )
        enrolled = next(device for device in devices_of(transaction.connection, hall_id) if device.id == device_id)
        return _device(enrolled).model_copy(update={"token": token})

    def revoke(self, call: Call[NoBody], transaction: Transaction) -> None:
        """Make a device's token worthless."""
        revoke_device(trail_of(call, transaction), call.subject.hall_id, call.path["device"])

    def _colleague(self, call: Call[Any], connection: Connection) -> Person:
        """Whom the path names, if they work in this hall and are in the caller's hands."""
        person = known_person(connection, folded(call.path["username"]))
        if person.hall_ids is not None and call.subject.hall_id not in person.hall_ids:
            raise UserNotFound
        check_may_administer(call.caller.rights, person.grants)
        return person


def _shown(person: Person, hall_id: int) -> UserAnswer:
    roles = [
        RoleAnswer(role=role.value, name=NAMES[role].as_json(), everywhere=where is None)
        for role, where in person.grants
        if where in (None, hall_id)
    ]
    return UserAnswer(
        username=person.username,
        name=person.name,
        roles=roles,
        locked=person.locked_at is not None,
        second_factor=person.totp is not None,
    )


def _device(device: EnrolledDevice) -> DeviceAnswer:
    return DeviceAnswer(
        id=device.id,
        kind=device.kind,
        name=device.name,
        zone=device.zone,
        window=device.window,
        enrolled_at=instant_text(device.enrolled_at),
    )
