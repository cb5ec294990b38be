"""The audit trail: who did what to accounts, rights and personal data, when and from where. Append-only and chained.

It stands beside the journal, since most of it belongs to no single hall: sign-ins, failures, lock-outs, unmasked
reads, administration. Its head row is taken last in a transaction, after every hall's order. Addresses and mistyped
user names are kept as keyed hashes: enough to see that two entries came from one place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.columns import column
from hall.db import Base, Instant, PublicId, table
from hall.journal.chain import GENESIS, Break, Entry, broken_places, canonical, entry_hash
from hall.personal.vault import Vault

NO_HALL = 0  # the chain's entries carry a hall; the trail is one for all
ADDRESS_PURPOSE = "audit.address"


class AuditKind(StrEnum):
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    LOCKED_OUT = "locked_out"
    SIGNED_OUT = "signed_out"
    USER_ADDED = "user_added"
    USER_RENAMED = "user_renamed"
    PASSWORD_CHANGED = "password_changed"
    PIN_CHANGED = "pin_changed"
    SESSION_LOCKED = "session_locked"
    SESSION_UNLOCKED = "session_unlocked"
    UNLOCK_FAILED = "unlock_failed"
    SESSION_ENDED = "session_ended"
    SECOND_FACTOR_CHANGED = "second_factor_changed"
    USER_LOCKED = "user_locked"
    USER_UNLOCKED = "user_unlocked"
    ROLE_GRANTED = "role_granted"
    ROLE_TAKEN = "role_taken"
    DEVICE_ENROLLED = "device_enrolled"
    DEVICE_REVOKED = "device_revoked"
    TOKEN_ISSUED = "token_issued"
    TOKEN_REVOKED = "token_revoked"
    UNMASKED = "unmasked"
    FILE_READ = "file_read"
    SETTING_CHANGED = "setting_changed"
    PERSONAL_ERASED = "personal_erased"
    CARRIER_ADDED = "carrier_added"
    CARRIER_REMOVED = "carrier_removed"
    CARRIER_TRIED = "carrier_tried"


class AuditEntry(Base):
    """One line of the trail; `data` is canonical JSON text: the very characters that were hashed."""

    __tablename__ = "audit_entries"

    seq: int = column(sa.BigInteger, primary_key=True, autoincrement=False)
    at: Instant = column(index=True)
    kind: str = column(sa.String(40))
    user: PublicId | None = column(index=True)
    subject: PublicId | None
    data: str = column(sa.Text)
    hash: bytes = column(sa.LargeBinary(32))


class AuditHead(Base):
    """The one row that puts the trail's writers in order."""

    __tablename__ = "audit_head"

    id: int = column(primary_key=True, autoincrement=False)
    seq: int = column(sa.BigInteger)
    hash: bytes = column(sa.LargeBinary(32))


AUDIT = table(AuditEntry)
HEAD = table(AuditHead)


@dataclass(frozen=True)
class Trail:
    """The audit trail as one person writes it, from one address, inside one write transaction.

    `user` is the public id of whoever acts; nothing when nobody is signed in or the product itself does.
    """

    connection: Connection
    vault: Vault
    now: datetime
    user: str | None = None
    address: str = ""

    def note(
        self, kind: AuditKind, subject: str | None = None, *, hall_id: int | None = None, **data: str | int | None
    ) -> int:
        """Put on record that this person did `kind` to `subject` (a public id); the entry's number."""
        seq, previous = _take_head(self.connection)
        place = self.vault.hash(self.address, ADDRESS_PURPOSE) if self.address else None
        text = canonical({"hall_id": hall_id, "address": place, **data})
        made = entry_hash(previous, NO_HALL, seq + 1, self.now, kind.value, subject, None, self.user, text)
        row = {"seq": seq + 1, "at": self.now, "kind": kind.value, "user": self.user, "subject": subject}
        self.connection.execute(sa.insert(AUDIT).values(**row, data=text, hash=made))
        self.connection.execute(sa.update(HEAD).values(seq=seq + 1, hash=made))
        return seq + 1


def audit_entries(connection: Connection, after: int = 0, limit: int = 200) -> list[Entry]:
    """Entries of the trail with `seq` > `after`, in order, as the chain knows them (`ticket` holds the subject)."""
    wanted = sa.select(AUDIT).where(AUDIT.c.seq > after).order_by(AUDIT.c.seq).limit(limit)
    return [
        Entry(NO_HALL, row.seq, row.at, row.kind, row.subject, None, row.user, row.data, row.hash)
        for row in connection.execute(wanted)
    ]


def broken_audit(connection: Connection) -> Iterator[Break]:
    """Every place where the trail does not hold, its end included: a cut-off tail differs from the head row."""
    row = connection.execute(sa.select(HEAD.c.seq, HEAD.c.hash)).one_or_none()
    last: Entry | None = None

    def all_entries() -> Iterator[Entry]:
        nonlocal last
        while page := audit_entries(connection, last.seq if last else 0):
            for last in page:
                yield last

    yield from broken_places(all_entries())
    end = (last.seq, last.hash) if last else (0, GENESIS)
    if row is not None and (row.seq, row.hash) != end:
        yield Break(NO_HALL, row.seq, f"the trail ends at {end[0]}, its head is at {row.seq}")


def _take_head(connection: Connection) -> tuple[int, bytes]:
    """Lock the head row (made on first use) and read it."""
    begun = sa.text("INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, :genesis) ON CONFLICT DO NOTHING")
    connection.execute(begun, {"genesis": GENESIS})
    taken = connection.execute(sa.update(HEAD).values(id=1).returning(HEAD.c.seq, HEAD.c.hash)).one()
    return taken.seq, bytes(taken.hash)
