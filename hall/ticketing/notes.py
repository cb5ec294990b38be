"""What a visitor is told about an errand when it ends: missing materials, a ground, a note; kept encrypted.

Materials that are missing on a later visit too are held against everything that was told before (一次性告知).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from hall.catalogue.book import HallBook
from hall.db import Work, public_id
from hall.personal.vault import Vault
from hall.ticketing.models import NOTES
from hall.ticketing.outcomes import Outcome
from hall.ticketing.queries import ErrandRow, TicketRow
from hall.ticketing.sealed import note_texts, seal_note
from hall.ticketing.untold import untold
from hall.ticketing.visits import ToldBefore, told_before


@dataclass(frozen=True)
class ToldAgain:
    """Materials were missing once more: this note, the first telling, how many had not been told until now."""

    note: str
    first: ToldBefore
    untold: int


def keep_notes(
    work: Work,
    book: HallBook,
    vault: Vault,
    ticket: TicketRow,
    errand: ErrandRow,
    outcome: Outcome,
    *,
    missing: Sequence[str] = (),
    note: str | None = None,
) -> ToldAgain | None:
    """Keep what was told with an outcome: every missing material at once, and a ground or a remark.

    The answer tells of a matter whose missing materials had been told on an earlier visit.
    """
    again = None
    if missing and outcome is not Outcome.INCOMPLETE:  # to be handed in later: nobody is sent away for it
        _insert(work, vault, public_id(), ticket, errand, "note", list(missing), {})
    elif missing:
        again = _keep_missing(work, book, vault, ticket, errand, list(missing))
    if note:
        kind = "ground" if outcome is Outcome.REFUSED else "note"
        _insert(work, vault, public_id(), ticket, errand, kind, [note], {})
    return again


def _keep_missing(
    work: Work, book: HallBook, vault: Vault, ticket: TicketRow, errand: ErrandRow, missing: list[str]
) -> ToldAgain | None:
    note_id, earlier = public_id(), told_before(work.connection, book, ticket, errand)
    if not earlier:
        _insert(work, vault, note_id, ticket, errand, "missing", missing, {})
        return None
    known = [text for one in earlier for text in note_texts(vault, one.note.texts)]
    new = len(untold(known, missing, book.services[errand.service].materials))
    first = earlier[-1]
    _insert(work, vault, note_id, ticket, errand, "missing", missing, {"follows": first.note.id, "untold": new})
    return ToldAgain(note_id, first, new)


def _insert(
    work: Work,
    vault: Vault,
    note_id: str,
    ticket: TicketRow,
    errand: ErrandRow,
    kind: str,
    texts: list[str],
    more: dict[str, str | int],
) -> None:
    work.connection.execute(
        sa.insert(NOTES).values(
            id=note_id,
            ticket_id=ticket.id,
            position=errand.position,
            kind=kind,
            texts=seal_note(vault, texts),
            by=work.by.id,
            at=work.now,
            **more,
        )
    )
