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


def broken_places(entries: Iterable[Entry], *, after: int = 0, head: bytes = GENESIS) -> Iterator[Break]:
    """Every place of one hall's entries (in order of `seq`) that is missing, doubled or does not match its hash.

    Each entry is checked against the hash *stored* before it, so that one changed byte is reported once, where it is.
    """
    expected = after + 1
    for entry in entries:
        if entry.seq != expected:
            yield Break(entry.hall_id, expected, f"entry {expected} is missing, {entry.seq} follows")
        elif not matches(head, entry):
            yield Break(entry.hall_id, entry.seq, f"entry {entry.seq} ({entry.kind}) does not match its hash")
        expected, head = entry.seq + 1, entry.hash


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
