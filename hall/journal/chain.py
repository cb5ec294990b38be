"""The hash chain: what makes a changed, missing or moved entry of the journal show."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hall.events import instant_text

GENESIS = bytes(32)


@dataclass(frozen=True)
class Entry:
    """One journal entry as read back; `data` is the parsed `text`."""

    hall_id: int
    seq: int
    at: datetime
    kind: str
    ticket: str | None
    window: str | None
    user: str | None
    text: str
    hash: bytes

    @property
    def data(self) -> dict[str, Any]:
        parsed: dict[str, Any] = json.loads(self.text)
        return parsed


def canonical(data: dict[str, Any]) -> str:
    """The one way to write `data`: sorted keys, no spaces, characters as they are."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def entry_hash(
    previous: bytes,
    hall_id: int,
    seq: int,
    at: datetime,
    kind: str,
    ticket: str | None,
    window: str | None,
    user: str | None,
    text: str,
) -> bytes:
    """SHA-256 over the previous hash and every column of the entry."""
    body = json.dumps([hall_id, seq, instant_text(at), kind, ticket, window, user, text], ensure_ascii=False)
    return hashlib.sha256(previous + body.encode()).digest()


@dataclass(frozen=True)
class Break:
    """A place where the chain does not hold."""

    hall_id: int
    seq: int
    what: str


class Chain:
    """One hall's entries as they come, in order of `seq`, each held against the one before.

    Each is checked against the hash *stored* before it, so that one changed byte is reported once, where it is.
    """

    def __init__(self, after: int = 0, head: bytes = GENESIS) -> None:
        self.seq, self.head = after, head

    def take(self, entry: Entry) -> Break | None:
        """The next entry; what is broken there: one is missing, doubled, or does not match its hash."""
        expected, head = self.seq + 1, self.head
        self.seq, self.head = entry.seq, entry.hash
        if entry.seq != expected:
            return Break(entry.hall_id, expected, f"entry {expected} is missing, {entry.seq} follows")
        if not matches(head, entry):
            return Break(entry.hall_id, entry.seq, f"entry {entry.seq} ({entry.kind}) does not match its hash")
        return None


def broken_places(entries: Iterable[Entry], *, after: int = 0, head: bytes = GENESIS) -> Iterator[Break]:
    """Every place of one hall's entries (in order of `seq`) where the chain does not hold."""
    chain = Chain(after, head)
    for entry in entries:
        if broken := chain.take(entry):
            yield broken


def matches(previous: bytes, entry: Entry) -> bool:
    made = entry_hash(
        previous,
        entry.hall_id,
        entry.seq,
        entry.at,
        entry.kind,
        entry.ticket,
        entry.window,
        entry.user,
        entry.text,
    )
    return made == entry.hash
