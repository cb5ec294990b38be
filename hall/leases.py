"""Leases: which of several worker processes does what only one may do at a time.

A lease is a row with its holder's name, good for six seconds by the database's clock; its holder writes it anew every
two. A worker that dies, hangs or is cut off so loses what it held without anybody's doing, and another takes it. Each
worker also has a row of its own, by which the others know that it lives.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from secrets import token_hex
from socket import gethostname
from threading import Event, Thread
from time import monotonic
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from hall.columns import column
from hall.db import Base, Database, Instant, table
from hall.engines import at_once

HELD_FOR = timedelta(seconds=6)
RENEWED_EVERY_SECONDS = 2.0
REMEMBERED_FOR = timedelta(hours=1)


class Lease(Base):
    """What one worker may do, and until when."""

    __tablename__ = "leases"

    name: str = column(sa.String(80), primary_key=True)
    holder: str = column(sa.String(64))
    until_at: Instant


LEASES = table(Lease)
_END = sa.func.now() + sa.literal(HELD_FOR, sa.Interval())
_LIVING = sa.select(LEASES.c.holder).where(
    LEASES.c.name == "worker " + LEASES.c.holder, LEASES.c.until_at > sa.func.now()
)


def worker_name() -> str:
    """A name for this process that no other has or had, and that its operator can read: machine, process, chance."""
    return f"{gethostname()[:30]}:{os.getpid()}:{token_hex(6)}"


class Leases(Protocol):
    """`worker` names this process among all; `holds` tells whether it may do a piece of work now."""

    worker: str

    def ask_for(self, name: str) -> None:
        """Say, before the start, that this process would do that piece of work."""
        ...

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def holds(self, name: str) -> bool: ...

    def alive(self) -> bool:
        """Whether the others still count on this worker."""
        ...

    def living(self, worker: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
        """The condition that the worker named in a column lives."""
        ...


class AllLeases:
    """What the one process of an installation holds: everything, always."""

    def __init__(self) -> None:
        self.worker = worker_name()

    def ask_for(self, name: str) -> None:
        """Nobody else wants it."""

    def start(self) -> None:
        """There is nobody to agree with."""

    def stop(self) -> None:
        """There is nobody to leave anything to."""

    def holds(self, name: str) -> bool:
        return True

    def alive(self) -> bool:
        return True

    def living(self, worker: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
        return worker == self.worker


class SharedLeases:
    """What this worker holds of what it asks for, among all workers over one PostgreSQL database.

    1. one statement, with no transaction around it that a worker held still could keep open, writes every lease that is
    ours or over;  2. the rows it wrote are ours, by our own clock from before it was sent;  3. so again every two
    seconds. Nothing is ours after `HELD_FOR` without an answer.
    """

    def __init__(self, database: Database, problem: Callable[[str, Exception], None]) -> None:
        self.worker = worker_name()
        self._database, self._problem = database, problem
        self._own = f"worker {self.worker}"
        self._names = {self._own}
        self._until: dict[str, float] = {}
        self._stopped = Event()
        self._thread: Thread | None = None

    def ask_for(self, name: str) -> None:
        self._names.add(name)

    def start(self) -> None:
        """Take what is free now, and go on in the background. Raises Unavailable."""
        self.renew()
        self._thread = Thread(target=self._run, name="leases", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Leave everything to others, at once."""
        self._stopped.set()
        if self._thread is None:
            return
        self._thread.join()
        self._until = {}
        try:
            with at_once(self._database.engine) as connection:
                connection.execute(sa.delete(LEASES).where(LEASES.c.holder == self.worker))
        except Exception as error:  # noqa: BLE001 (they end by themselves)
            self._problem("leases could not be given back, they end by themselves", error)

    def holds(self, name: str) -> bool:
        return monotonic() < self._until.get(name, 0.0)

    def alive(self) -> bool:
        return self.holds(self._own)

    def living(self, worker: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
        return worker.in_(_LIVING)

    def renew(self) -> None:
        """Take or keep what can be had. Raises Unavailable."""
        asked_at = monotonic()
        with at_once(self._database.engine) as connection:
            held = connection.execute(_taking(sorted(self._names), self.worker)).scalars().all()
        self._until = dict.fromkeys(held, asked_at + HELD_FOR.total_seconds())

    def _run(self) -> None:
        while not self._stopped.wait(RENEWED_EVERY_SECONDS):
            try:
                self.renew()
            except Exception as error:  # noqa: BLE001 (the database is away: what is ours ends, the next try may do)
                self._problem("leases could not be renewed", error)


def _taking(names: list[str], worker: str) -> sa.Executable:
    """The statement that takes these leases where they are free or ours; it answers with those it took."""
    rows: list[dict[str, Any]] = [{"name": name, "holder": worker, "until_at": _END} for name in names]
    taking = insert(LEASES).values(rows)
    return taking.on_conflict_do_update(
        index_elements=[LEASES.c.name],
        set_={"holder": taking.excluded.holder, "until_at": taking.excluded.until_at},
        where=sa.or_(LEASES.c.holder == taking.excluded.holder, LEASES.c.until_at <= sa.func.now()),
    ).returning(LEASES.c.name)


def forget_workers(database: Database) -> int:
    """Take away the rows of workers that are long gone; how many."""
    with database.change() as transaction:
        long_gone = sa.delete(LEASES).where(LEASES.c.until_at < transaction.now - REMEMBERED_FOR)
        return transaction.connection.execute(long_gone).rowcount


def leases_of(database: Database, problem: Callable[[str, Exception], None]) -> Leases:
    """SQLite has one server process, which holds everything."""
    return AllLeases() if database.engine.dialect.name == "sqlite" else SharedLeases(database, problem)
