"""Who reports, and what was written, masked."""

from sqlalchemy.engine import Connection

from hall.edge.endpoint import Answer
from hall.escalation.queries import EscalationRow
from hall.journal.remarks import remark_text
from hall.personal.masks import mask_id_number, mask_name, mask_numbers, mask_phone
from hall.personal.vault import Vault
from hall.ticketing.sealed import ID_HASH, NAME, PHONE_HASH


class ReporterMask(Answer):
    """Who reports, masked; empty for an anonymous report."""

    kind: str
    name: str | None
    phone: str | None
    document: str | None
    agent_name: str | None
    agent_phone: str | None


def masked_reporter(vault: Vault, row: EscalationRow) -> ReporterMask:
    """Names and numbers in part; nothing for an anonymous report."""

    def masked(sealed: bytes | None, purpose: str) -> str | None:
        masks = {NAME: mask_name, PHONE_HASH: mask_phone, ID_HASH: mask_id_number}
        return masks[purpose](vault.open(sealed, purpose)) if sealed else None

    return ReporterMask(
        kind=row.reporter_kind,
        name=masked(row.reporter_name, NAME),
        phone=masked(row.reporter_phone, PHONE_HASH),
        document=masked(row.reporter_document, ID_HASH),
        agent_name=masked(row.agent_name, NAME),
        agent_phone=masked(row.agent_phone, PHONE_HASH),
    )


def masked_words(connection: Connection, vault: Vault, key: str | None) -> str | None:
    """What was written under this id, as staff read it: phones and numbers of documents in it in part."""
    found = whole_words(connection, vault, key)
    return mask_numbers(found) if found else found


def whole_words(connection: Connection, vault: Vault, key: str | None) -> str | None:
    """The same as it was written: for its reporter, and for whoever says why."""
    return remark_text(connection, vault, key) if key else None
