"""The photographs and PDFs of a record, as the API speaks of them."""

from typing import Any

from sqlalchemy.engine import Connection

from hall.edge.endpoint import Answer
from hall.edge.fields import Instant
from hall.escalation.actions.attaching import MOST, OWNER, REPORTERS, seen_by
from hall.escalation.states import Part
from hall.escalation.workflow import Who
from hall.files.kinds import MIMETYPES
from hall.files.queries import files_of
from hall.personal.masks import mask_numbers
from hall.personal.vault import Vault


class AttachmentAnswer(Answer):
    """A file of a record; `part` is `reporter` or `staff`, `size` in bytes as kept."""

    id: str
    name: str
    kind: str
    size: int
    added_at: Instant
    part: str


def files_taken(largest_bytes: int) -> dict[str, Any]:
    """What pages say before a file is sent: how many from each side, how many bytes each, and of which kinds."""
    return {"most": MOST, "largest_bytes": largest_bytes, "kinds": list(MIMETYPES)}


def attached_files(connection: Connection, vault: Vault, escalation_id: str, who: Who) -> list[AttachmentAnswer]:
    """Those that `who` sees, in the order in which they came."""
    files = seen_by(who, files_of(connection, OWNER, [escalation_id])[escalation_id])
    return [
        AttachmentAnswer(
            id=each.id,
            name=each.called(vault) if who.parts == {Part.REPORTER} else mask_numbers(each.called(vault)),
            kind=each.kind.value,
            size=each.size,
            added_at=each.added_at,
            part="reporter" if each.part == REPORTERS else "staff",
        )
        for each in files
    ]
