"""What a visitor is told about an errand when it ends: missing materials, a ground, a note; kept encrypted."""

from collections.abc import Sequence

import sqlalchemy as sa

from hall.db import Work, public_id
from hall.personal.vault import Vault
from hall.ticketing.models import NOTES
from hall.ticketing.outcomes import Outcome
from hall.ticketing.sealed import seal_note


def keep_notes(
    work: Work,
    vault: Vault,
    ticket_id: str,
    position: int,
    outcome: Outcome,
    *,
    missing: Sequence[str] = (),
    note: str | None = None,
) -> None:
    """Keep what was told with an outcome: every missing material at once, and a ground or a remark."""
    told: list[tuple[str, list[str]]] = []
    if missing:
        told.append(("missing", list(missing)))
    if note:
        told.append(("ground" if outcome is Outcome.REFUSED else "note", [note]))
    for kind, texts in told:
        work.connection.execute(
            sa.insert(NOTES).values(
                id=public_id(),
                ticket_id=ticket_id,
                position=position,
                kind=kind,
                texts=seal_note(vault, texts),
                by=work.by.id,
                at=work.now,
            )
        )
