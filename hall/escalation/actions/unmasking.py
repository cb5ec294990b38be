"""Reading who reported, unmasked: for a reason that goes into the audit trail before anything is told."""

from hall.db import Work
from hall.escalation.actions.registering import Reporter
from hall.escalation.queries import stored_escalation
from hall.journal.audit import AuditKind, Trail
from hall.journal.remarks import remark
from hall.personal.vault import Vault
from hall.ticketing.sealed import ID_HASH, NAME, PHONE_HASH


def unmask_reporter(
    work: Work, vault: Vault, address: str, escalation_id: str, reason: str, what: str = "escalation"
) -> Reporter:
    """Names and numbers as they were given; of an anonymous report there are none. `what`: read, or printed."""
    row, said = stored_escalation(work.connection, escalation_id), remark(work, vault, reason)
    trail = Trail(work.connection, vault, work.now, work.by.id, address)
    words = said["id"] if said else None
    trail.note(AuditKind.UNMASKED, None, hall_id=work.hall_id, what=what, number=row.number, reason=words)

    def opened(sealed: bytes | None, purpose: str) -> str | None:
        return vault.open(sealed, purpose) if sealed else None

    return Reporter(
        name=opened(row.reporter_name, NAME),
        phone=opened(row.reporter_phone, PHONE_HASH),
        document=opened(row.reporter_document, ID_HASH),
        kind=row.reporter_kind,
        agent_name=opened(row.agent_name, NAME),
        agent_phone=opened(row.agent_phone, PHONE_HASH),
    )
