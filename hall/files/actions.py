"""What is done to files, each in the transaction of what it belongs to."""

from collections.abc import Iterable

import sqlalchemy as sa

from hall.db import Work
from hall.errors import FileNotFound
from hall.files.models import FILES
from hall.files.queries import NAME, FileRow, OwnerKind
from hall.files.receiving import Received
from hall.personal.vault import Vault


def keep_file(work: Work, vault: Vault, owner: OwnerKind, owner_id: str, received: Received, part: int = 0) -> None:
    """Give a file that lies in the folder already to its owner."""
    work.connection.execute(
        sa.insert(FILES).values(
            id=received.id,
            hall_id=work.hall_id,
            owner_kind=owner,
            owner_id=owner_id,
            part=part,
            kind=received.kind,
            size=received.size,
            name=vault.seal(received.name, NAME),
            added_at=work.now,
            added_by=work.by.id if work.by.kind == "user" else None,
        )
    )


def note_look(work: Work, row: FileRow) -> bool:
    """Note that one of the staff opened it; whether it was for the first time."""
    unseen = (FILES.c.id == row.id, FILES.c.looked_at.is_(None), FILES.c.removed_at.is_(None))
    return work.connection.execute(sa.update(FILES).where(*unseen).values(looked_at=work.now)).rowcount == 1


def remove_file(work: Work, row: FileRow) -> None:
    """From now on nobody sees it; it is taken from its folder soon after the commit. Raises FileNotFound."""
    this = (FILES.c.id == row.id, FILES.c.removed_at.is_(None))
    if work.connection.execute(sa.update(FILES).where(*this).values(removed_at=work.now)).rowcount != 1:
        raise FileNotFound


def remove_files_of(work: Work, owner: OwnerKind, ids: Iterable[str]) -> int:
    """The same for everything that these owners have: for whoever forgets them. How many."""
    theirs = (FILES.c.owner_kind == owner, FILES.c.owner_id.in_(list(ids)), FILES.c.removed_at.is_(None))
    return work.connection.execute(sa.update(FILES).where(*theirs).values(removed_at=work.now)).rowcount
