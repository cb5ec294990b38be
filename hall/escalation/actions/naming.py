"""Who answers for a department, and which telephone stands at a window."""

from collections.abc import Sequence

import sqlalchemy as sa

from hall.db import Work
from hall.errors import FieldProblem, Invalid
from hall.escalation.models import EXTENSIONS, MEMBERS
from hall.journal.audit import AuditKind, Trail
from hall.personal.vault import Vault
from hall.staff.permissions import Role
from hall.staff.queries import person_named
from hall.staff.usernames import folded
from hall.text import Text


def name_members(work: Work, vault: Vault, address: str, department: str, usernames: Sequence[str]) -> None:
    """Make these people, who hold the role of a department officer here, and nobody else answer for a department."""
    ids = [_officer(work, name) for name in dict.fromkeys(folded(name) for name in usernames)]
    this = (MEMBERS.c.hall_id == work.hall_id, MEMBERS.c.department == department)
    work.connection.execute(sa.delete(MEMBERS).where(*this))
    for user_id in ids:
        member = {"hall_id": work.hall_id, "department": department, "user_id": user_id}
        work.connection.execute(sa.insert(MEMBERS).values(**member))
    trail = Trail(work.connection, vault, work.now, work.by.id, address)
    names = ",".join(folded(name) for name in usernames)
    trail.note(AuditKind.SETTING_CHANGED, None, hall_id=work.hall_id, department=department, members=names)


def _officer(work: Work, username: str) -> str:
    person = person_named(work.connection, username)
    held = set(person.grants) if person else set()
    if person is None or not held & {(Role.DEPARTMENT, work.hall_id), (Role.DEPARTMENT, None)}:
        words = Text(f"{username}不是本大厅的部门承办人", f"{username} is no department officer of this hall")
        raise Invalid(words, fields=[FieldProblem("members", words)])
    return person.id


def set_extension(work: Work, window_id: str, extension: str | None) -> None:
    """The extension at a window; none takes it away."""
    work.connection.execute(sa.delete(EXTENSIONS).where(EXTENSIONS.c.window_id == window_id))
    if extension is not None:
        work.connection.execute(sa.insert(EXTENSIONS).values(window_id=window_id, extension=extension))
