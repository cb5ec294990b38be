"""In which part somebody comes to a record, by their permissions, their departments, and the record itself."""

from sqlalchemy.engine import Connection

from hall.edge.access import Caller
from hall.errors import Forbidden, NotYourCase
from hall.escalation.queries import EscalationRow, case_of, departments_of, stored_escalation
from hall.escalation.states import Part
from hall.escalation.workflow import Who, check_apart
from hall.staff.permissions import Permission
from hall.text import Text

_PARTS = {
    Permission.ESCALATIONS: Part.DESK,
    Permission.OVERSEE: Part.MANAGER,
    Permission.DECIDE: Part.COUNTY,
}


def who_is(connection: Connection, caller: Caller, row: EscalationRow) -> Who:
    """The caller in front of this record. A visitor is its reporter: its id is the right to it.

    Handlers know the id too. Raises Forbidden for a visitor in a browser that staff sign in with.
    """
    if caller.kind == "visitor":
        if caller.of_staff:
            raise Forbidden(
                Text(
                    "工作人员登录过的浏览器不能以反映人身份查看或办理：请重新登录，反映人请用自己的手机",
                    "No browser that staff sign in with comes as the reporter: sign in again; reporters use their own",
                )
            )
        return Who(None, frozenset({Part.REPORTER}))
    if caller.kind != "user":
        return Who(caller.id, frozenset())
    parts = {part for permission, part in _PARTS.items() if caller.may(permission, row.hall_id)}
    departments = frozenset[str]()
    if caller.may(Permission.ANSWER, row.hall_id):
        departments = departments_of(connection, row.hall_id, caller.id)
        if row.owner in departments:
            parts.add(Part.DEPARTMENT)
    return Who(caller.id, frozenset(parts), departments)


def check_may_read(who: Who, row: EscalationRow) -> None:
    """Those who deal with it, a department that is to help, and whoever took it in. Raises NotYourCase."""
    if who.parts or who.departments & set(row.co_departments) or (who.id and who.id == row.first_contact):
        return
    raise NotYourCase


def dealing_with(connection: Connection, caller: Caller, escalation_id: str) -> Who:
    """The caller as one of those who deal with this record, not only read it. Raises ComplainedOf, NotYourCase."""
    row = stored_escalation(connection, escalation_id)
    who = who_is(connection, caller, row)
    check_apart(case_of(row, ()), who)
    if not who.parts:
        raise NotYourCase
    return who


def in_front_of(connection: Connection, caller: Caller, escalation_id: str) -> Who:
    """The caller before this record, which they may read. Raises ComplainedOf, NotYourCase."""
    return before(connection, caller, stored_escalation(connection, escalation_id))


def before(connection: Connection, caller: Caller, row: EscalationRow) -> Who:
    """The caller before a record that was looked up by something else than its id; as `in_front_of`."""
    who = who_is(connection, caller, row)
    check_apart(case_of(row, ()), who)
    check_may_read(who, row)
    return who
