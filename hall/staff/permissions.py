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
    ESCALATION = "escalation"
    DEPARTMENT = "department"
    MANAGER = "manager"
    COUNTY = "county"
    ADMIN = "admin"
    SECURITY_ADMIN = "security_admin"
    AUDITOR = "auditor"


class DeviceKind(StrEnum):
    KIOSK = "kiosk"
    SCREEN = "screen"
    SPEAKER = "speaker"
    LED = "led"
    PRINTER = "printer"
    REVIEW = "review"


class Permission(StrEnum):
    """One thing a door may demand; `area.verb`."""

    ISSUE = "ticket.issue"  # for somebody, at the desk of the greeter
    EMERGENCY = "ticket.emergency"  # enter paper numbers given while the server was away
    FIND = "ticket.find"  # look up by number, see the staff's side of a ticket (masked)
    REQUEUE = "ticket.requeue"  # 恢复排队: staff, and a kiosk for the slip it scans
    ASSIST = "ticket.assist"  # upgrade, reprint, cancel on behalf of the visitor
    SERVE = "ticket.serve"  # recall, start, finish, no-show, hold, resume, transfer, undo
    DUTY = "window.duty"  # sign in, pause, call next, hand over, call for help
    DESK = "desk.listen"  # the socket of staff consoles
    BOARD = "hall.board"
    ALARMS = "alarm.acknowledge"
    LEDGER_ALARMS = "alarm.ledger"  # hear of red cards and of calls for the escalation officer, and answer those calls
    WINDOWS = "hall.windows"  # reassign, allocations
    CLOSE = "hall.close"  # close and reopen for the day
    PLAN = "hall.plan"  # what-if
    NOTICES = "hall.notices"
    OVERVIEW = "county.overview"
    ESCALATE = "escalation.report"
    ESCALATIONS = "escalation.handle"
    ANSWER = "escalation.answer"  # for a department: sign, return, extend, resolve, reply, rectify
    OVERSEE = "escalation.oversee"  # what was lifted one level up
    DECIDE = "escalation.decide"  # what was lifted to the county
    REVIEWS = "review.handle"
    STATISTICS = "statistics.read"
    JOURNAL = "journal.read"
    BOOKINGS = "booking.manage"  # lift a penalty
    PREREVIEW = "booking.prereview"  # look at what was handed in before an appointment, and answer
    SETTINGS = "admin.settings"
    STAFF = "admin.staff"
    DEVICES = "admin.devices"
    SECURITY = "security.manage"  # unlock, end sessions, second factors, grant administrators' roles
    AUDIT = "audit.read"
    KIOSK = "kiosk.issue"  # issue with `channel: kiosk`
    SPEAK = "display.speak"  # be a zone's speaking device
    DOOR = "door.show"  # show the code by which whoever stands at the door takes a ticket
    ASK_REVIEW = "review.ask"  # ask the visitor at a window what the visit was like


_DESK = {Permission.DESK, Permission.FIND, Permission.REQUEUE, Permission.ASSIST, Permission.ESCALATE}

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.GREETER: frozenset(_DESK | {Permission.ISSUE, Permission.EMERGENCY}),
    Role.CLERK: frozenset(_DESK | {Permission.SERVE, Permission.DUTY, Permission.PREREVIEW}),
    Role.MANAGER: frozenset(
        _DESK
        | {
            Permission.ISSUE,
            Permission.EMERGENCY,
            Permission.BOARD,
            Permission.ALARMS,
            Permission.WINDOWS,
            Permission.CLOSE,
            Permission.PLAN,
            Permission.NOTICES,
            Permission.BOOKINGS,
            Permission.PREREVIEW,
            Permission.ESCALATIONS,
            Permission.OVERSEE,
            Permission.REVIEWS,
            Permission.STATISTICS,
            Permission.JOURNAL,
        }
    ),
    Role.ESCALATION: frozenset(
        {Permission.FIND, Permission.ESCALATE, Permission.ESCALATIONS, Permission.LEDGER_ALARMS}
    ),
    Role.DEPARTMENT: frozenset({Permission.ANSWER}),
    Role.COUNTY: frozenset(
        {
            Permission.OVERVIEW,
            Permission.BOARD,
            Permission.STATISTICS,
            Permission.ESCALATIONS,
            Permission.OVERSEE,
            Permission.DECIDE,
        }
    ),
    Role.ADMIN: frozenset({Permission.STAFF, Permission.DEVICES, Permission.SETTINGS, Permission.NOTICES}),
    Role.SECURITY_ADMIN: frozenset({Permission.SECURITY}),
    Role.AUDITOR: frozenset({Permission.AUDIT, Permission.JOURNAL}),
}

DEVICE_PERMISSIONS: Mapping[DeviceKind, frozenset[Permission]] = {
    DeviceKind.KIOSK: frozenset({Permission.KIOSK, Permission.REQUEUE}),
    DeviceKind.SCREEN: frozenset({Permission.SPEAK, Permission.DOOR}),
    DeviceKind.SPEAKER: frozenset({Permission.SPEAK}),
    DeviceKind.LED: frozenset(),
    DeviceKind.PRINTER: frozenset(),
    DeviceKind.REVIEW: frozenset({Permission.ASK_REVIEW}),
}

ADMINISTRATORS = frozenset({Role.ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})

NAMES: Mapping[Role, Text] = {
    Role.GREETER: Text("导服", "Greeter"),
    Role.CLERK: Text("窗口人员", "Clerk"),
    Role.ESCALATION: Text("“办不成事”专员", "Escalation officer"),
    Role.DEPARTMENT: Text("部门承办人", "Department officer"),
    Role.MANAGER: Text("值班长", "Duty manager"),
    Role.COUNTY: Text("县级管理", "County manager"),
    Role.ADMIN: Text("系统管理员", "System administrator"),
    Role.SECURITY_ADMIN: Text("安全管理员", "Security administrator"),
    Role.AUDITOR: Text("审计管理员", "Audit administrator"),
}

Grants = Iterable[tuple[Role, int | None]]
Rights = Mapping[int | None, frozenset[str]]


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


def check_may_administer(rights: Rights, grants: Grants) -> None:
    """Raises Forbidden unless these rights allow giving and taking all of `grants`.

    The system administrator (of that hall, or of all) gives the working roles, the security administrator those of
    administrators. Who may not give a role may not reset the password of somebody who holds it either.
    """
    for role, hall_id in grants:
        needed, giver = Permission.STAFF, NAMES[Role.ADMIN]
        if role in ADMINISTRATORS:
            needed, giver = Permission.SECURITY, NAMES[Role.SECURITY_ADMIN]
        if needed not in rights.get(None, frozenset()) | rights.get(hall_id, frozenset()):
            name = NAMES[role]
            zh = f"“{name.zh}”由{giver.zh}管理" + ("" if hall_id else "，且须有全部大厅的权限")
            en = f"The role of {name.en.lower()} is in the hands of the {giver.en.lower()}"
            raise Forbidden(Text(zh + "。", en + ("." if hall_id else " of all halls.")))
