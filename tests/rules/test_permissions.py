"""Roles, what they may do, and who may give them."""

import pytest

from hall.errors import Forbidden, RolesConflict
from hall.staff.permissions import (
    ADMINISTRATORS,
    DEVICE_PERMISSIONS,
    NAMES,
    PERMISSIONS,
    DeviceKind,
    Permission,
    Role,
    check_may_administer,
    check_together,
    rights_of,
)

COUNTY, TOWN = 1, 2


def test_every_role_and_device_has_permissions_and_every_permission_somebody_who_holds_it() -> None:
    assert set(PERMISSIONS) == set(NAMES) == set(Role)
    assert set(DEVICE_PERMISSIONS) == set(DeviceKind)
    held = {permission for given in (*PERMISSIONS.values(), *DEVICE_PERMISSIONS.values()) for permission in given}
    assert held == set(Permission)


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        (Role.GREETER, Permission.ISSUE, Permission.DUTY),
        (Role.CLERK, Permission.SERVE, Permission.WINDOWS),
        (Role.MANAGER, Permission.WINDOWS, Permission.STAFF),
        (Role.COUNTY, Permission.OVERVIEW, Permission.WINDOWS),
        (Role.ADMIN, Permission.STAFF, Permission.AUDIT),
        (Role.SECURITY_ADMIN, Permission.SECURITY, Permission.STAFF),
        (Role.AUDITOR, Permission.AUDIT, Permission.SECURITY),
    ],
)
def test_a_role_may_do_its_own_work_and_not_anothers(role: Role, may: Permission, may_not: Permission) -> None:
    assert may in PERMISSIONS[role]
    assert may_not not in PERMISSIONS[role]


def test_rights_are_kept_apart_by_hall() -> None:
    rights = rights_of([(Role.CLERK, COUNTY), (Role.GREETER, COUNTY), (Role.MANAGER, TOWN)])
    assert {Permission.SERVE, Permission.ISSUE} <= rights[COUNTY]
    assert Permission.WINDOWS not in rights[COUNTY]
    assert Permission.WINDOWS in rights[TOWN]


@pytest.mark.parametrize("first", sorted(ADMINISTRATORS))
@pytest.mark.parametrize("second", sorted(ADMINISTRATORS))
def test_the_three_administrators_are_three_people(first: Role, second: Role) -> None:
    if first == second:
        check_together([first, second, Role.CLERK])
    else:
        with pytest.raises(RolesConflict):
            check_together([first, second])


@pytest.mark.parametrize(
    ("giver", "grant", "allowed"),
    [
        ((Role.ADMIN, COUNTY), (Role.CLERK, COUNTY), True),
        ((Role.ADMIN, None), (Role.CLERK, COUNTY), True),
        ((Role.ADMIN, None), (Role.MANAGER, None), True),
        ((Role.ADMIN, COUNTY), (Role.CLERK, TOWN), False),
        ((Role.ADMIN, COUNTY), (Role.CLERK, None), False),
        ((Role.ADMIN, None), (Role.AUDITOR, COUNTY), False),
        ((Role.ADMIN, None), (Role.ADMIN, COUNTY), False),
        ((Role.SECURITY_ADMIN, COUNTY), (Role.AUDITOR, COUNTY), True),
        ((Role.SECURITY_ADMIN, None), (Role.CLERK, COUNTY), False),
        ((Role.MANAGER, None), (Role.CLERK, COUNTY), False),
    ],
)
def test_working_roles_are_the_system_administrators_and_administrators_roles_the_security_administrators(
    giver: tuple[Role, int | None], grant: tuple[Role, int | None], allowed: bool
) -> None:
    rights = {hall_id: frozenset[str](held) for hall_id, held in rights_of([giver]).items()}
    if allowed:
        check_may_administer(rights, [grant])
    else:
        with pytest.raises(Forbidden):
            check_may_administer(rights, [grant])
