"""`hall verify`: the journal's chain, the story it tells, and the tables held against it.

Read-only. Each finding names its place: a hall, a journal number, a ticket.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.models import HALLS, WINDOWS
from hall.catalogue.rules import QueueRules
from hall.db import ORDERS, Database
from hall.engines import take_all_time
from hall.journal.anchors import lost_anchors
from hall.journal.audit import broken_audit
from hall.journal.chain import GENESIS, Entry, broken_places
from hall.journal.entries import entries_after
from hall.operations.told_alarms import alarm_differences
from hall.ticketing.models import ERRANDS, TICKETS
from hall.ticketing.states import AT_WINDOW, LIVE
from hall.ticketing.story.replay import replay
from hall.ticketing.story.retold import RetoldHall, RetoldTicket

BATCH = 1000


@dataclass(frozen=True)
class Finding:
    """Something that is not as it must be, and where: `place` is a hall and, where it has one, a journal number."""

    place: str
    what: str


@dataclass(frozen=True)
class Verdict:
    """What was looked at and what was found."""

    halls: int
    entries: int
    tickets: int
    findings: list[Finding]


def verify(database: Database, anchors: Path | None = None) -> Verdict:
    """Check everything in one moment of the database; `anchors`: the file of the journal's anchors, if there is one."""
    findings: list[Finding] = []
    entries = tickets = halls = 0
    with database.reading() as connection:
        take_all_time(connection)
        findings += _file_findings(connection)
        if findings:
            return Verdict(halls, entries, tickets, findings)  # what a damaged file holds proves nothing
        wanted = sa.select(HALLS.c.id, HALLS.c.code, HALLS.c.rules).order_by(HALLS.c.id)
        for row in connection.execute(wanted).all():
            story = list(_all_entries(connection, row.id))
            findings += _hall_findings(connection, row.id, row.code, story, QueueRules.from_json(row.rules))
            halls, entries = halls + 1, entries + len(story)
            tickets += sum(entry.kind in ("ticket_issued", "ticket_entered") for entry in story)
        findings += [Finding("audit", str(broken)) for broken in broken_audit(connection)]
        if anchors is not None:
            findings += [Finding(f"hall {at.hall_id} {at.seq}", what) for at, what in lost_anchors(connection, anchors)]
    return Verdict(halls, entries, tickets, findings)


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


def _all_entries(connection: Connection, hall_id: int) -> Iterator[Entry]:
    after = 0
    while batch := entries_after(connection, hall_id, after, limit=BATCH):
        yield from batch
        after = batch[-1].seq


def _hall_findings(
    connection: Connection, hall_id: int, code: str, story: list[Entry], rules: QueueRules
) -> Iterator[Finding]:
    broken = list(broken_places(story))
    for place in broken:
        yield Finding(f"{code} {place.seq}", place.what)
    yield from _head_findings(connection, hall_id, code, story)
    if broken:
        return  # what a damaged journal tells proves nothing about the tables
    told = replay(story, rules=rules, hall=RetoldHall(keeps_all=True))
    for violation in told.violations:
        yield Finding(f"{code} {violation.seq}", violation.what)
    yield from _table_findings(connection, hall_id, code, told)
    for what in alarm_differences(connection, hall_id, story):
        yield Finding(code, what)


def _head_findings(connection: Connection, hall_id: int, code: str, story: list[Entry]) -> Iterator[Finding]:
    """The order row must name the journal's end: entries cut off there would break no chain."""
    order = connection.execute(sa.select(ORDERS).where(ORDERS.c.hall_id == hall_id)).one()
    seq, head = (story[-1].seq, story[-1].hash) if story else (0, GENESIS)
    if order.seq != seq:
        yield Finding(f"{code} {seq}", f"the journal ends at {seq}, the hall's order says {order.seq}")
    elif order.head != head:
        yield Finding(f"{code} {seq}", "the hall's order does not know the journal's last hash")


def _table_findings(connection: Connection, hall_id: int, code: str, told: RetoldHall) -> Iterator[Finding]:
    """Tickets and errands as stored, held against what the journal tells."""
    stored = {row.id: row for row in connection.execute(sa.select(TICKETS).where(TICKETS.c.hall_id == hall_id))}
    errands = _stored_errands(connection, hall_id)
    for ticket_id in told.tickets.keys() - stored.keys():
        yield Finding(f"{code} {told.tickets[ticket_id].number}", "is in the journal, not in the table")
    for ticket_id, row in stored.items():
        ticket = told.tickets.get(ticket_id)
        if ticket is None:
            yield Finding(f"{code} {row.number}", "is in the table, not in the journal")
        else:
            for what in _differences(row, errands.get(ticket_id, []), ticket):
                yield Finding(f"{code} {row.day} {row.number}", what)
    yield from _line_findings(connection, hall_id, code)
    yield from _window_findings(connection, hall_id, code, told)


def _stored_errands(connection: Connection, hall_id: int) -> dict[str, list[tuple[str, str | None]]]:
    """Service and outcome of every errand of a hall, by ticket, in order."""
    found: dict[str, list[tuple[str, str | None]]] = {}
    wanted = sa.select(ERRANDS.c.ticket_id, ERRANDS.c.service, ERRANDS.c.outcome).where(ERRANDS.c.hall_id == hall_id)
    for row in connection.execute(wanted.order_by(ERRANDS.c.ticket_id, ERRANDS.c.position)):
        found.setdefault(row.ticket_id, []).append((row.service, row.outcome))
    return found


def _differences(
    row: sa.Row[*tuple[object, ...]], errands: list[tuple[str, str | None]], ticket: RetoldTicket
) -> Iterator[str]:
    pairs = {
        "number": (row.number, ticket.number),
        "day": (row.day, ticket.day),
        "state": (row.state, ticket.now.state.value),
        "effective_since": (row.effective_since, ticket.key.effective_since),
        "place": (row.place, ticket.key.place),
        "sub": (row.sub, ticket.key.sub),
        "issue_order": (row.issue_order, ticket.issue_order),
        "requeues": (row.requeues, ticket.requeues),
        "errands": (errands, [tuple(errand) for errand in ticket.now.errands]),
    }
    if ticket.now.state in LIVE:
        pairs["overtaken"] = (row.overtaken, ticket.overtaken)
        pairs["bound_window_id"] = (row.bound_window_id, ticket.now.bound)
    if ticket.now.state in AT_WINDOW:
        pairs["window_id"] = (row.window_id, ticket.now.window)
    for name, (stored, told) in pairs.items():
        if stored != told:
            yield f"{name} is {stored} in the table, {told} by the journal"


def _window_findings(connection: Connection, hall_id: int, code: str, told: RetoldHall) -> Iterator[Finding]:
    """Windows as they work now, held against the journal's last word on each; one never told of was never changed."""
    wanted = sa.select(WINDOWS).where(WINDOWS.c.hall_id == hall_id, WINDOWS.c.retired_at.is_(None))
    for row in connection.execute(wanted):
        window = told.windows.get(row.id)
        if window is None:
            continue
        found = (row.number, row.kind, frozenset(row.services), row.state)
        if found != (window.number, window.kind, window.services, window.state):
            yield Finding(f"{code} window {row.number}", "is not set up as the journal tells")


def _line_findings(connection: Connection, hall_id: int, code: str) -> Iterator[Finding]:
    """Nobody stands in line who does not wait, and whoever waits stands in line with the ticket's own key."""
    mine = ERRANDS.c.hall_id == hall_id
    joined = ERRANDS.join(TICKETS, TICKETS.c.id == ERRANDS.c.ticket_id)
    astray = sa.or_(
        TICKETS.c.state != "waiting",
        ERRANDS.c.effective_since != TICKETS.c.effective_since,
        ERRANDS.c.place != TICKETS.c.place,
        ERRANDS.c.sub != TICKETS.c.sub,
        ERRANDS.c.state != "pending",
    )
    wrong = sa.select(TICKETS.c.number, TICKETS.c.day).select_from(joined).where(mine, ERRANDS.c.in_line, astray)
    for row in connection.execute(wrong):
        yield Finding(f"{code} {row.day} {row.number}", "stands in line as its ticket does not")
    standing = sa.select(ERRANDS.c.ticket_id).where(mine, ERRANDS.c.in_line)
    absent = sa.select(TICKETS.c.number, TICKETS.c.day).where(
        TICKETS.c.hall_id == hall_id, TICKETS.c.state == "waiting", TICKETS.c.id.not_in(standing)
    )
    for row in connection.execute(absent):
        yield Finding(f"{code} {row.day} {row.number}", "waits and does not stand in line")
