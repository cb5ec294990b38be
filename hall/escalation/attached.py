"""The photographs and PDFs of a record, as the API speaks of them."""

from sqlalchemy.engine import Connection

from hall.edge.endpoint import Answer
from hall.edge.fields import Instant
from hall.escalation.actions.attaching import OWNER, REPORTERS, seen_by
from hall.escalation.workflow import Who
from hall.files.queries import files_of
from hall.personal.vault import Vault


class AttachmentAnswer(Answer):
    """A file of a record; `part` is `reporter` or `staff`, `size` in bytes as kept."""

    id: str
    name: str
    kind: str
    size: int
    added_at: Instant
    part: str


def attached_files(connection: Connection, vault: Vault, escalation_id: str, who: Who) -> list[AttachmentAnswer]:
    """Those that `who` sees, in the order in which they came."""
    files = seen_by(who, files_of(connection, OWNER, [escalation_id])[escalation_id])
    return [
        AttachmentAnswer(
            id=each.id,
            name=each.called(vault),
            kind=each.kind.value,
            size=each.size,
            added_at=each.added_at,
            part="reporter" if each.part == REPORTERS else "staff",
        )
        for each in files
    ]
