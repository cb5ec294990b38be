"""`/audit`: the trail of sign-ins, rights and personal data, for the audit administrator."""

from dataclasses import dataclass
from typing import Any

from pydantic import Field
from sqlalchemy.engine import Connection

from hall.edge.access import needs
from hall.edge.endpoint import Answer, Body, Call, Cursor, Endpoints
from hall.errors import Forbidden
from hall.events import instant_text
from hall.journal.audit import audit_entries
from hall.journal.chain import Entry
from hall.staff.api import HallCodes
from hall.staff.permissions import Permission
from hall.staff.queries import names_of
from hall.text import Text

PLACE_DIGITS = 12  # of the address's keyed hash: enough to see that two lines came from one place


class AuditQuery(Body):
    """A part of the trail: at most `limit` entries with a number above `after`."""

    limit: int = Field(200, ge=1, le=200)
    after: Cursor = 0


class AuditLine(Answer):
    """`user` did `kind` to `subject`: user names and names of devices, where they still exist."""

    seq: int
    at: str
    kind: str
    user: str | None
    subject: str | None
    hall: str | None
    place: str | None
    data: dict[str, Any]


class AuditAnswer(Answer):
    items: list[AuditLine]
    next: int | None


@dataclass(frozen=True)
class AuditDoors:
    """The door of the trail; the codes of halls are handed in."""

    hall_codes: HallCodes

    def endpoints(self) -> Endpoints:
        doors = Endpoints("audit")
        doors.read("/audit", access=needs(Permission.AUDIT), query=AuditQuery, answer=AuditAnswer)(self.trail)
        return doors

    def trail(self, call: Call[AuditQuery], connection: Connection) -> AuditAnswer:
        """Who did what to accounts, rights and personal data, in order."""
        if Permission.AUDIT not in call.caller.rights.get(None, frozenset()):
            raise Forbidden(Text("审计记录不分大厅，须有全部大厅的审计权限", "The trail is one for all halls"))
        found = audit_entries(connection, call.body.after, call.body.limit + 1)
        page = found[: call.body.limit]
        names = names_of(connection, {key for entry in page for key in (entry.user, entry.ticket) if key})
        items = [self._line(connection, entry, names) for entry in page]
        return AuditAnswer(items=items, next=page[-1].seq if len(found) > len(page) else None)

    def _line(self, connection: Connection, entry: Entry, names: dict[str, str]) -> AuditLine:
        data = entry.data
        hall_id, address = data.pop("hall_id"), data.pop("address")
        halls = self.hall_codes(connection, {hall_id}) if hall_id is not None else []
        return AuditLine(
            seq=entry.seq,
            at=instant_text(entry.at),
            kind=entry.kind,
            user=names.get(entry.user, entry.user) if entry.user else None,
            subject=names.get(entry.ticket, entry.ticket) if entry.ticket else None,
            hall=halls[0] if halls else None,
            place=address[:PLACE_DIGITS] if address else None,
            data=data,
        )
