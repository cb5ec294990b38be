"""Writing the journal inside a hall's transaction, and reading it back."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from hall.db import ORDERS, Work
from hall.journal.chain import Entry, canonical, entry_hash
from hall.journal.models import ENTRIES
from hall.prepared import Prepared

COLUMNS = (
    ENTRIES.c.hall_id,
    ENTRIES.c.seq,
    ENTRIES.c.at,
    ENTRIES.c.kind,
    ENTRIES.c.ticket,
    ENTRIES.c.window,
    ENTRIES.c.user,
    ENTRIES.c.data,
    ENTRIES.c.hash,
)
_APPEND = Prepared(sa.insert(ENTRIES))
_OF_HALL = ENTRIES.c.hall_id == sa.bindparam("hall_id")
_NEXT_AT = Prepared(
    sa.select(ENTRIES.c.at).where(_OF_HALL, ENTRIES.c.seq > sa.bindparam("after")).order_by(ENTRIES.c.seq).limit(1)
)
_LAST_BEFORE = Prepared(
    sa.select(ENTRIES.c.seq).where(_OF_HALL, ENTRIES.c.at < sa.bindparam("at")).order_by(ENTRIES.c.seq.desc()).limit(1)
)
_HEADS = Prepared(sa.select(ORDERS.c.hall_id, ORDERS.c.seq))


def append_entries(work: Work) -> None:
    """Write what the transaction recorded as the next entries of its hall, and move the chain's head on."""
    if not work.recorded:
        return
    rows = []
    user = work.by.id if work.by.kind == "user" else None
    for seq, event in work.recorded:
        text = canonical(event.data())
        work.order.head = entry_hash(
            work.order.head, work.hall_id, seq, work.now, event.kind, event.ticket, event.window, user, text
        )
        rows.append(
            {
                "hall_id": work.hall_id,
                "seq": seq,
                "at": work.now,
                "kind": event.kind,
                "ticket": event.ticket,
                "window": event.window,
                "user": user,
                "data": text,
                "hash": work.order.head,
            }
        )
    _APPEND.later(work.connection, *rows)


def entries_after(
    connection: Connection,
    hall_id: int,
    after: int,
    *,
    limit: int = 200,
    until: int | None = None,
    kinds: Sequence[str] = (),
    ticket: str | None = None,
    since: datetime | None = None,
) -> list[Entry]:
    """Entries of a hall with `seq` > `after` (≤ `until`, not before `since`), in order, at most `limit`."""
    if since is not None and ticket is None:
        after = _later(connection, hall_id, after, since)
    asked = {"until": until, "kinds": list(kinds) or None, "ticket": ticket, "since": since}
    given = {name: value for name, value in asked.items() if value is not None}
    wanted = _after(frozenset(given))
    return [
        Entry(*row) for row in wanted.rows(connection, {"hall_id": hall_id, "after": after, "limit": limit, **given})
    ]


@cache
def _after(narrowed: frozenset[str]) -> Prepared:
    """The statement of `entries_after` narrowed in these ways, put together once: the journal is followed all day."""
    ways = {
        "until": ENTRIES.c.seq <= sa.bindparam("until"),
        "kinds": ENTRIES.c.kind.in_(sa.bindparam("kinds", expanding=True)),
        "ticket": ENTRIES.c.ticket == sa.bindparam("ticket"),
        "since": ENTRIES.c.at >= sa.bindparam("since"),
    }
    here = (_OF_HALL, ENTRIES.c.seq > sa.bindparam("after"))
    wanted = sa.select(*COLUMNS).where(*here, *(ways[name] for name in sorted(narrowed)))
    return Prepared(wanted.order_by(ENTRIES.c.seq).limit(sa.bindparam("limit", type_=sa.Integer)))


def _later(connection: Connection, hall_id: int, after: int, since: datetime) -> int:
    """From where to read on for entries since then: not through all the years that lie before them."""
    following = _NEXT_AT.one(connection, {"hall_id": hall_id, "after": after})
    if following is None or following[0] >= since:
        return after
    return max(after, last_before(connection, hall_id, since))


def last_before(connection: Connection, hall_id: int, at: datetime) -> int:
    """The number of a hall's last entry before an instant, looked for from the journal's end; 0 where there is none."""
    found: int | None = _LAST_BEFORE.scalar(connection, {"hall_id": hall_id, "at": at})
    return found or 0


def entries_back(
    connection: Connection, hall_id: int, upto: int, *, ticket: str | None = None, kinds: Sequence[str] = ()
) -> Iterator[Entry]:
    """Entries of a hall (of one ticket, of some kinds) with `seq` ≤ `upto`, latest first."""
    while upto > 0:
        wanted = sa.select(*COLUMNS).where(ENTRIES.c.hall_id == hall_id, ENTRIES.c.seq <= upto)
        if ticket is not None:
            wanted = wanted.where(ENTRIES.c.ticket == ticket)
        if kinds:
            wanted = wanted.where(ENTRIES.c.kind.in_(kinds))
        rows = connection.execute(wanted.order_by(ENTRIES.c.seq.desc()).limit(100)).all()
        yield from (_entry(row) for row in rows)
        if len(rows) < 100:
            return
        upto = rows[-1].seq - 1


def heads(connection: Connection) -> dict[int, int]:
    """The last journal number of every hall."""
    return {int(hall_id): int(seq) for hall_id, seq in _HEADS.rows(connection, {})}


def head(connection: Connection, hall_id: int) -> int:
    """The last journal number of one hall; 0 for a hall that has none."""
    return connection.execute(sa.select(ORDERS.c.seq).where(ORDERS.c.hall_id == hall_id)).scalar() or 0


def _entry(row: Row[*tuple[Any, ...]]) -> Entry:
    return Entry(row.hall_id, row.seq, row.at, row.kind, row.ticket, row.window, row.user, row.data, row.hash)


def entries_of_tickets(connection: Connection, hall_id: int, tickets: Sequence[str]) -> list[Entry]:
    """Everything that happened to these tickets, in order."""
    wanted = sa.select(*COLUMNS).where(ENTRIES.c.ticket.in_(tickets), ENTRIES.c.hall_id == hall_id)
    return [_entry(row) for row in connection.execute(wanted.order_by(ENTRIES.c.seq))]


def window_entries(connection: Connection, hall_id: int, since: int) -> list[Entry]:
    """What the hall's windows were at `since` (the last change of each before it) and every change after, in order."""
    changes = sa.and_(ENTRIES.c.hall_id == hall_id, sa.text("kind = 'window_changed'"))
    before = sa.select(sa.func.max(ENTRIES.c.seq)).where(changes, ENTRIES.c.seq < since).group_by(ENTRIES.c.window)
    told = sa.or_(ENTRIES.c.seq >= since, ENTRIES.c.seq.in_(before))
    wanted = sa.select(*COLUMNS).where(changes, told)
    return [_entry(row) for row in connection.execute(wanted.order_by(ENTRIES.c.seq))]


def called_since(connection: Connection, hall_id: int, window: str | None, seq: int) -> bool:
    """Whether a window has called anybody after journal number `seq`; asked within a minute of it, so few are read."""
    later = sa.select(ENTRIES.c.seq).where(
        ENTRIES.c.hall_id == hall_id, ENTRIES.c.seq > seq, ENTRIES.c.window == window, ENTRIES.c.kind == "ticket_called"
    )
    return connection.execute(later.limit(1)).first() is not None
