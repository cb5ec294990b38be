"""Free text given as a reason: kept encrypted beside the journal, named in it by id and salted digest.

So that erasing the text leaves the chain whole, and nobody can swap the text unseen while it stands.
"""

import hashlib
import secrets
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.db import Work, public_id
from hall.events import Json
from hall.journal.models import REMARKS
from hall.personal.vault import Vault

PURPOSE = "remark"
_INSERT = sa.insert(REMARKS)


def remark(work: Work, vault: Vault, text: str | None) -> Json | None:
    """Keep `text`; what an event carries of it: `{"id", "digest"}`. Nothing for no text."""
    if not text:
        return None
    key, salt = public_id(), secrets.token_bytes(16)
    row = {"id": key, "hall_id": work.hall_id, "at": work.now, "salt": salt, "sealed": vault.seal(text, PURPOSE)}
    work.connection.execute(_INSERT, row)
    return {"id": key, "digest": hashlib.sha256(salt + text.encode()).hexdigest()}


def remark_text(connection: Connection, vault: Vault, key: str) -> str | None:
    """The words of a remark, or nothing once they were erased."""
    sealed = connection.execute(sa.select(REMARKS.c.sealed).where(REMARKS.c.id == key)).scalar()
    return vault.open(sealed, PURPOSE) if sealed else None


def remark_texts(connection: Connection, vault: Vault, keys: Collection[str]) -> dict[str, str]:
    """The words of several remarks by their ids, those that were erased left out."""
    these = sa.select(REMARKS.c.id, REMARKS.c.sealed).where(REMARKS.c.id.in_(keys), REMARKS.c.sealed.is_not(None))
    return {row.id: vault.open(row.sealed, PURPOSE) for row in connection.execute(these)} if keys else {}
