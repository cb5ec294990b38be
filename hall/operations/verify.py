"""`hall verify`: the journal's chain, the story it tells, and the tables held against it.

Read-only, in one moment of the database, and in memory for two days of one hall however long its journal is: tickets
are held against the table when the story lets go of them. Each finding names its place: a hall, a journal number, a
ticket.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.models import HALLS
from hall.catalogue.queries import hall_book
from hall.catalogue.rules import QueueRules
from hall.db import ORDERS, Database
from hall.engines import take_all_time
from hall.files.keeping import lost_files
from hall.journal.anchors import lost_anchors
from hall.journal.audit import broken_audit
from hall.journal.chain import Chain, Entry
from hall.journal.entries import entries_after
from hall.operations.stored import ISSUED, Place, impossible, ticket_differences, unknown_tickets, window_differences
from hall.operations.told_alarms import ToldAlarms
from hall.operations.told_help import ToldHelp
from hall.operations.told_records import ToldRecords
from hall.operations.told_reviews import ToldReviews
from hall.ticketing.story.replay import rules_changed, tell
from hall.ticketing.story.retold import RetoldHall

BATCH = 1000

Seen = Callable[[int], None]
"""Is told how many entries more were looked at."""


class ToldRoom(Protocol):
    """One room's tables as the journal tells them: what was heard is held against them by `settle`, and let go."""

    def hear(self, entry: Entry) -> None: ...

    def settle(self) -> Iterator[str]: ...

    def settle_all(self) -> Iterator[str]: ...


@dataclass(frozen=True)
class Finding:
    """Something that is not as it must be, and where: `place` is a hall and, where it has one, a journal number."""

    place: str
    what: str


@dataclass
class Verdict:
    """What was looked at and what was found."""

    halls: int
    entries: int
    tickets: int
    findings: list[Finding]


def verify(
    database: Database, anchors: Path | None = None, seen: Seen = lambda _: None, files: Path | None = None
) -> Verdict:
    """Check everything in one moment of the database.

    `anchors`: the file of the journal's anchors, if there is one; `files`: the folder of what people sent in.
    """
    verdict = Verdict(0, 0, 0, [])
    with database.reading() as connection:
        take_all_time(connection)
        verdict.findings += _file_findings(connection)
        if verdict.findings:
            return verdict  # what a damaged file holds proves nothing
        wanted = sa.select(HALLS.c.id, HALLS.c.code, HALLS.c.rules).order_by(HALLS.c.id)
        for row in connection.execute(wanted).all():
            one = _Hall(connection, row.id, row.code, QueueRules.from_json(row.rules), verdict)
            one.check(seen)
        verdict.findings += [Finding("audit", str(broken)) for broken in broken_audit(connection)]
        if anchors is not None:
            verdict.findings += [
                Finding(f"hall {at.hall_id} {at.seq}", what) for at, what in lost_anchors(connection, anchors)
            ]
    if files is not None:
        missing = "is in the table, not in the folder"
        verdict.findings += [Finding(f"file {file_id}", missing) for file_id in lost_files(database, files)]
    return verdict


def entries_to_verify(database: Database) -> int:
    """How many entries `verify` will look at."""
    with database.reading() as connection:
        return int(connection.execute(sa.select(sa.func.sum(ORDERS.c.seq))).scalar() or 0)


def _file_findings(connection: Connection) -> Iterator[Finding]:
    """What SQLite itself finds damaged in its file."""
    if connection.dialect.name != "sqlite":
        return
    try:
        for line in connection.exec_driver_sql("PRAGMA integrity_check").scalars():
            if line != "ok":
                yield Finding("database file", str(line))
    except sa.exc.DatabaseError as error:  # too damaged to be looked through
        yield Finding("database file", str(error.orig))


class _Hall:
    """One hall being checked: what its journal has told so far, and what was found."""

    def __init__(self, connection: Connection, hall_id: int, code: str, rules: QueueRules, verdict: Verdict) -> None:
        self._connection, self._id, self._code, self._rules = connection, hall_id, code, rules
        self._verdict = verdict
        self._chain, self._whole = Chain(), True
        self._rooms: tuple[ToldRoom, ...] = (
            ToldAlarms(connection, hall_id),
            ToldReviews(connection, hall_id),
            ToldRecords(connection, hall_book(connection, hall_id)),
            ToldHelp(connection, hall_id),
        )
        self._told = RetoldHall(let_go=lambda gone: self._note(ticket_differences(connection, gone)))

    def check(self, seen: Seen) -> None:
        self._verdict.halls += 1
        settled = rules_changed(_all_entries(self._connection, self._id, ("hall_changed",)))
        for count, entry in enumerate(_all_entries(self._connection, self._id), 1):
            self._take(entry, self._rules if entry.seq > settled else None)
            if count % BATCH == 0:
                seen(BATCH)
        self._check_head()
        if self._whole:  # what a damaged journal tells proves nothing about the tables
            self._note(ticket_differences(self._connection, list(self._told.tickets.values())))
            self._note(unknown_tickets(self._connection, self._id))
            self._note(window_differences(self._connection, self._id, self._told))
            for room in self._rooms:
                self._note_plain(room.settle_all())
        self._note(impossible(self._connection, self._id))

    def _take(self, entry: Entry, rules: QueueRules | None) -> None:
        self._verdict.entries += 1
        self._verdict.tickets += entry.kind in ISSUED
        broken = self._chain.take(entry)
        if broken is not None:
            self._whole = False
            self._note([(str(broken.seq), broken.what)])
        if not self._whole:
            return
        tell(self._told, entry, rules)
        self._note((str(violation.seq), violation.what) for violation in self._told.violations)
        self._told.violations.clear()
        for room in self._rooms:
            room.hear(entry)
            if entry.kind == "day_ended":
                self._note_plain(room.settle())

    def _check_head(self) -> None:
        """The order row must name the journal's end: entries cut off there would break no chain."""
        order = self._connection.execute(sa.select(ORDERS).where(ORDERS.c.hall_id == self._id)).one()
        seq = self._chain.seq
        if order.seq != seq:
            self._note([(str(seq), f"the journal ends at {seq}, the hall's order says {order.seq}")])
        elif order.head != self._chain.head:
            self._note([(str(seq), "the hall's order does not know the journal's last hash")])

    def _note(self, places: Iterable[Place]) -> None:
        self._verdict.findings += [Finding(f"{self._code} {where}", what) for where, what in places]

    def _note_plain(self, sentences: Iterable[str]) -> None:
        self._verdict.findings += [Finding(self._code, what) for what in sentences]


def _all_entries(connection: Connection, hall_id: int, kinds: tuple[str, ...] = ()) -> Iterator[Entry]:
    after = 0
    while batch := entries_after(connection, hall_id, after, limit=BATCH, kinds=kinds):
        yield from batch
        after = batch[-1].seq
