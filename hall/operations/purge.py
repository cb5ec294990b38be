"""`hall purge`, and the duty that does the same every day: erasing what is personal once a hall's days for it are over.

Rows are found on a reading connection and looked at once more in the hall's order, some at a time, so that nobody
waits long; what was erased goes into the audit trail with the same commit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.queries import codes_by_id, hall_book
from hall.clock import hall_day, now
from hall.db import SYSTEM, Database
from hall.each import each_in_turn
from hall.journal.audit import AuditKind, Trail
from hall.operations.models import ERASURES
from hall.operations.retention import KINDS, Condition, Kind, Limits, limits_of
from hall.personal.vault import Vault

AT_ONCE = 200
EARLIEST = date(1970, 1, 1)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Purged:
    """How many rows of each kind were erased in a hall, or would be."""

    hall: str
    counts: dict[str, int]


def purge(database: Database, vault: Vault) -> list[Purged]:
    """Erase what is due, in every hall; what hinders it in one is raised when all had their turn."""
    done: list[Purged] = []

    def purge_hall(hall: tuple[str, Limits]) -> None:
        code, limits = hall
        done.append(Purged(code, {kind.name: _purge_kind(database, vault, kind, limits) for kind in KINDS}))

    each_in_turn(_halls(database), purge_hall)
    return done


def due(database: Database) -> list[Purged]:
    """What `purge` would erase now; nothing is."""
    return [
        Purged(code, {kind.name: _count(database, kind, limits) for kind in KINDS}) for code, limits in _halls(database)
    ]


def _halls(database: Database) -> list[tuple[str, Limits]]:
    """All of them: what a hall knows of people it forgets in time after it was retired, too."""
    with database.reading() as connection:
        books = [hall_book(connection, hall_id) for hall_id in codes_by_id(connection)]
    return [(book.code, limits_of(book, hall_day(book.zone, now()))) for book in books]


def _purge_kind(database: Database, vault: Vault, kind: Kind, limits: Limits) -> int:
    if kind.day is None:
        return _erase(database, vault, kind, limits, ())
    erased = 0
    for day in _days(database, kind, limits):
        erased += _erase(database, vault, kind, limits, (kind.day == day,))
    if kind.held is not None:
        erased += _erase(database, vault, kind, limits, (kind.held,))
    _keep_mark(database, kind, limits)
    return erased


def _erase(database: Database, vault: Vault, kind: Kind, limits: Limits, which: Sequence[Condition]) -> int:
    """Erase those of a kind that are due and for which all of `which` holds; how many."""
    erased = 0
    while True:
        with database.reading() as connection:
            found = _ids(connection, kind, limits, which)
        if not found:
            return erased
        with database.work(limits.hall_id, SYSTEM) as work:
            ids = _ids(work.connection, kind, limits, (kind.id.in_(found),))
            kind.erase(work.connection, ids)
            before = kind.limit(limits).isoformat()
            Trail(work.connection, vault, work.now).note(
                AuditKind.PERSONAL_ERASED, hall_id=limits.hall_id, what=kind.name, count=len(ids), before=before
            )
        erased += len(ids)


def _ids(connection: Connection, kind: Kind, limits: Limits, which: Sequence[Condition]) -> list[Any]:
    return list(connection.execute(kind.due(limits).where(*which).limit(AT_ONCE)).scalars())


def _count(database: Database, kind: Kind, limits: Limits) -> int:
    with database.reading() as connection:
        wanted = kind.due(limits)
        if kind.day is not None:
            later = kind.day >= _mark(connection, kind, limits)
            wanted = wanted.where(later if kind.held is None else sa.or_(later, kind.held))
        return int(connection.execute(sa.select(sa.func.count()).select_from(wanted.subquery())).scalar_one())


# --- day by day


def _days(database: Database, kind: Kind, limits: Limits) -> Iterator[date]:
    """The days with rows of this kind that were not looked through yet."""
    assert kind.day is not None, "it has days"
    table = kind.day.table
    with database.reading() as connection:
        day = _mark(connection, kind, limits)
    while True:
        here = (table.c.hall_id == limits.hall_id, kind.day >= day, kind.day < kind.limit(limits))
        with database.reading() as connection:
            found = connection.execute(sa.select(sa.func.min(kind.day)).where(*here)).scalar()
        if found is None:
            return
        yield found
        day = found + ONE_DAY


def _this(kind: Kind, limits: Limits) -> tuple[Condition, Condition]:
    return ERASURES.c.hall_id == limits.hall_id, ERASURES.c.kind == kind.name


def _mark(connection: Connection, kind: Kind, limits: Limits) -> date:
    found: date | None = connection.execute(sa.select(ERASURES.c.before).where(*_this(kind, limits))).scalar()
    return found or EARLIEST


def _keep_mark(database: Database, kind: Kind, limits: Limits) -> None:
    """Never back: where a hall's days were made more, what is gone is gone."""
    with database.reading() as connection:
        if _mark(connection, kind, limits) >= kind.limit(limits):
            return
    with database.work(limits.hall_id, SYSTEM) as work:
        written = work.connection.execute(
            sa.update(ERASURES).where(*_this(kind, limits)).values(before=kind.limit(limits))
        )
        if not written.rowcount:
            row = {"hall_id": limits.hall_id, "kind": kind.name, "before": kind.limit(limits)}
            work.connection.execute(sa.insert(ERASURES).values(**row))
