"""Roles and what each may do.

A role is held for one hall or for all. System, security and audit administration lie with three people (三员分立):
whoever could change the records, the rights and the proof of both would answer to nobody.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from hall.errors import Forbidden, RolesConflict
from hall.text import Text


class Role(StrEnum):
    GREETER = "greeter"
    CLERK = "clerk"
    MANAGER = "manager"
    COUNTY = "county"
    ADMIN = "admin"
    SECURITY_ADMIN = "security_admin"
    AUDITOR = "auditor"


class Permission(StrEnum):
    """One thing a door may demand; `area.verb`."""

    ISSUE = "ticket.issue"  # for somebody, at the desk of the greeter
    FIND = "ticket.find"  # look up by number, see the staff's side of a ticket (masked)
    ASSIST = "ticket.assist"  # requeue, upgrade, reprint, cancel on behalf of the visitor
    SERVE = "ticket.serve"  # recall, start, finish, no-show, hold, resume, transfer, undo
    DUTY = "window.duty"  # sign in, pause, call next, hand over, call for help
    DESK = "desk.listen"  # the socket of staff consoles
    BOARD = "hall.board"
    WINDOWS = "hall.windows"  # reassign, allocations
    CLOSE = "hall.close"  # close and reopen for the day; paper numbers after an outage
    PLAN = "hall.plan"  # what-if
    NOTICES = "hall.notices"
    OVERVIEW = "county.overview"
    ESCALATE = "escalation.report"
    ESCALATIONS = "escalation.handle"
    REVIEWS = "review.handle"
    STATISTICS = "statistics.read"
    JOURNAL = "journal.read"
    SETTINGS = "admin.settings"
    STAFF = "admin.staff"
    DEVICES = "admin.devices"
    SECURITY = "security.manage"  # unlock, end sessions, second factors, grant administrators' roles
    AUDIT = "audit.read"


_DESK = {Permission.DESK, Permission.FIND, Permission.ASSIST, Permission.ESCALATE}

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.GREETER: frozenset(_DESK | {Permission.ISSUE}),
    Role.CLERK: frozenset(_DESK | {Permission.SERVE, Permission.DUTY}),
    Role.MANAGER: frozenset(
        _DESK
        | {
            Permission.ISSUE,
            Permission.BOARD,
            Permission.WINDOWS,
            Permission.CLOSE,
            Permission.PLAN,
            Permission.NOTICES,
            Permission.ESCALATIONS,
            Permission.REVIEWS,
            Permission.STATISTICS,
            Permission.JOURNAL,
        }
    ),
    Role.COUNTY: frozenset({Permission.OVERVIEW, Permission.BOARD, Permission.STATISTICS, Permission.ESCALATIONS}),
    Role.ADMIN: frozenset({Permission.STAFF, Permission.DEVICES, Permission.SETTINGS, Permission.NOTICES}),
    Role.SECURITY_ADMIN: frozenset({Permission.SECURITY}),
    Role.AUDITOR: frozenset({Permission.AUDIT, Permission.JOURNAL}),
}

ADMINISTRATORS = frozenset({Role.ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})

NAMES: Mapping[Role, Text] = {
    Role.GREETER: Text("导服", "Greeter"),
    Role.CLERK: Text("窗口人员", "Clerk"),
    Role.MANAGER: Text("值班长", "Duty manager"),
    Role.COUNTY: Text("县级管理", "County manager"),
    Role.ADMIN: Text("系统管理员", "System administrator"),
    Role.SECURITY_ADMIN: Text("安全管理员", "Security administrator"),
    Role.AUDITOR: Text("审计管理员", "Audit administrator"),
}

Grants = Iterable[tuple[Role, int | None]]


def rights_of(grants: Grants) -> dict[int | None, frozenset[str]]:
    """Permissions by hall id (`None`: every hall) of somebody who holds these roles."""
    rights: dict[int | None, frozenset[str]] = {}
    for role, hall_id in grants:
        rights[hall_id] = rights.get(hall_id, frozenset()) | PERMISSIONS[role]
    return rights


def check_together(roles: Iterable[Role]) -> None:
    """Raises RolesConflict when one person would hold two of the three administrators' roles."""
    administrators = sorted(set(roles) & ADMINISTRATORS)
    if len(administrators) < 2:
        return
    zh = "、".join(NAMES[role].zh for role in administrators)
    en = ", ".join(NAMES[role].en.lower() for role in administrators)
    raise RolesConflict(Text(f"{zh}须由不同的人担任。", f"These must be different people: {en}."))


def check_may_grant(permissions: Iterable[str], role: Role) -> None:
    """Raises Forbidden unless these permissions allow giving or taking `role`.

    The system administrator gives the working roles, the security administrator those of administrators.
    """
    needed, giver = Permission.STAFF, NAMES[Role.ADMIN]
    if role in ADMINISTRATORS:
        needed, giver = Permission.SECURITY, NAMES[Role.SECURITY_ADMIN]
    if needed not in set(permissions):
        name = NAMES[role]
        raise Forbidden(
            Text(f"“{name.zh}”由{giver.zh}授予。", f"The role of {name.en.lower()} is given by the {giver.en.lower()}.")
        )
