"""Anchors: the journal's head noted outside the database at intervals, so that a cut-off end is seen too.

A chain alone cannot tell that its last entries, and the order row with them, were put back to an earlier state. One
line a hall and time in a file that is only appended to: JSON with hall, seq, hash (hex) and the instant.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.clock import now
from hall.db import ORDERS, Database
from hall.events import instant_text
from hall.journal.models import ENTRIES

ANCHORS_FILE = "anchors.jsonl"


@dataclass(frozen=True)
class Anchor:
    """That a hall's journal had come to `seq` with this hash."""

    hall_id: int
    seq: int
    hash: str


class Anchors:
    """The anchors of one installation, dropped by one process at a time; what the file says is read once by each."""

    def __init__(self, database: Database, path: Path) -> None:
        self._database, self._path = database, path
        self._known: dict[int, int] | None = None

    def drop(self) -> int:
        """Append the present head of every hall whose journal has grown since its last anchor; how many."""
        if self._known is None:
            self._known = {anchor.hall_id: anchor.seq for anchor in anchors(self._path)}
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(ORDERS.c.hall_id, ORDERS.c.seq, ORDERS.c.head)).all()
        grown = [row for row in rows if row.seq > self._known.get(row.hall_id, 0)]
        at = instant_text(now())
        lines = [{"hall": row.hall_id, "seq": row.seq, "hash": row.head.hex(), "at": at} for row in grown]
        with self._path.open("ab+") as file:
            if _is_cut_off(file):  # what stands there is lost, and takes nothing with it
                file.write(b"\n")
            file.writelines(json.dumps(line).encode() + b"\n" for line in lines)
        self._known |= {row.hall_id: row.seq for row in grown}
        return len(grown)


def _is_cut_off(file: BinaryIO) -> bool:
    """Whether a crash left the last line without its end."""
    if not file.tell():
        return False
    file.seek(-1, os.SEEK_END)
    return file.read(1) != b"\n"


def anchors(path: Path) -> Iterator[Anchor]:
    """Every anchor of a file, in the order they were dropped; a line cut off by a crash is passed over."""
    if not path.is_file():
        return
    with path.open("rb") as file:
        for line in file:
            try:
                said = json.loads(line)
                yield Anchor(int(said["hall"]), int(said["seq"]), str(said["hash"]))
            except (ValueError, KeyError, TypeError):
                continue


def lost_anchors(connection: Connection, path: Path) -> Iterator[tuple[Anchor, str]]:
    """Anchors that the journal no longer fits, each with a sentence: its end was cut off, or it was written anew."""
    for anchor in anchors(path):
        wanted = sa.select(ENTRIES.c.hash).where(ENTRIES.c.hall_id == anchor.hall_id, ENTRIES.c.seq == anchor.seq)
        found = connection.execute(wanted).scalar()
        if found is None:
            yield anchor, f"the journal had entry {anchor.seq}, which is gone"
        elif found.hex() != anchor.hash:
            yield anchor, f"entry {anchor.seq} is not the one that was anchored"
