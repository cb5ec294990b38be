"""Reading a reviewer's name and phone unmasked: for a purpose, which goes into the audit trail."""

from dataclasses import dataclass
from enum import StrEnum

from hall.db import Work
from hall.journal.audit import AuditKind, Trail
from hall.personal.vault import Vault
from hall.review.queries import check_not_own, stored_review
from hall.ticketing.queries import principals_of
from hall.ticketing.sealed import NAME, PHONE_HASH


class Purpose(StrEnum):
    """What a visitor's words and number are read for."""

    VERIFY = "verify"
    CALL_BACK = "call_back"
    APPEAL = "appeal"


@dataclass(frozen=True)
class Contact:
    """Whom the visit was for, as far as they said."""

    name: str | None
    phone: str | None


def unmask(work: Work, vault: Vault, address: str, review_id: str, purpose: Purpose) -> Contact:
    """The first of the ticket's people who can be reached, noted in the trail before it is told. Raises OwnReview."""
    review = stored_review(work.connection, review_id)
    check_not_own(review, work.by.id)
    trail = Trail(work.connection, vault, work.now, work.by.id, address)
    trail.note(AuditKind.UNMASKED, review_id, hall_id=work.hall_id, what="review", purpose=purpose.value)
    people = principals_of(work.connection, review.ticket_id)
    person = next((one for one in people if one.phone), people[0] if people else None)
    if person is None:
        return Contact(None, None)
    return Contact(
        vault.open(person.name, NAME) if person.name else None,
        vault.open(person.phone, PHONE_HASH) if person.phone else None,
    )
