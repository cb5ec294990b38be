"""The journal's numbers and chain, computed here once more, and what `hall verify` says."""

import hashlib
import json
from collections.abc import Iterator

from tests.faults.evidence import Evidence


def journal_gap_free(evidence: Evidence) -> Iterator[str]:
    """Entries are numbered 1, 2, 3 … without a gap."""
    for expected, entry in enumerate(evidence.journal, start=1):
        if entry.seq != expected:
            yield f"entry {expected} was due, {entry.seq} ({entry.kind}) is there"
            return


def chain_whole(evidence: Evidence) -> Iterator[str]:
    """Every entry's hash is that of the one before it and of its own columns."""
    head = bytes(32)
    for entry in evidence.journal:
        at = entry.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        columns = [entry.hall_id, entry.seq, at, entry.kind, entry.ticket, entry.window, entry.user, entry.text]
        made = hashlib.sha256(head + json.dumps(columns, ensure_ascii=False).encode()).digest()
        if made != entry.hash:
            yield f"entry {entry.seq} ({entry.kind}) does not follow from the one before it"
        head = entry.hash


def verify_is_content(evidence: Evidence) -> Iterator[str]:
    """`hall verify` finds nothing."""
    if not evidence.verified.startswith("Sound:"):
        yield from evidence.verified.strip().splitlines()[:20]
