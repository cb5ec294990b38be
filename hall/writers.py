"""Whose turn it is to write, and when what was written is committed.

SQLite has one writer, and every commit waits for the disk. Those of a server who want to write in the same moment
commit together (`Together`): each does its part in the open transaction, guarded by a savepoint, and nobody is
answered before the one commit of all. On PostgreSQL each has a transaction of its own (`Apart`); the server there
makes one flush of those that commit at once.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from threading import Event
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from hall.engines import WAIT_SECONDS, WRITERS, commit
from hall.errors import DatabaseBusy, Unavailable
from hall.fifo import FifoLock
from hall.prepared import say

BUSY_FOR_SECONDS = 5.0
MOST_TOGETHER = 16


class Writers(Protocol):
    """Gives whoever wants to write a connection in a transaction."""

    @property
    def crowded(self) -> bool:
        """Whether more want to write than are let in at once."""
        ...

    @contextmanager
    def part(self) -> Iterator[Connection]:
        """Leaving the block normally commits, and returns once that is done; any exception undoes what was said in it.

        Raises DatabaseBusy for whoever waited too long for a turn.
        """
        ...

    def close(self) -> None:
        """Give back what is kept between two parts."""
        ...


def writers_of(engine: Engine) -> Writers:
    """How one writes to this database."""
    return Together(engine) if engine.dialect.name == "sqlite" else Apart(engine)


class Apart:
    """Everybody for themselves, so many at once. A place is taken before a connection: who reads finds one."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._places = engine, FifoLock(WRITERS, WAIT_SECONDS)

    @property
    def crowded(self) -> bool:
        return self._places.waiting > 0

    @contextmanager
    def part(self) -> Iterator[Connection]:
        with ExitStack() as held:
            try:
                held.enter_context(self._places)
            except TimeoutError as error:
                raise DatabaseBusy from error
            connection = held.enter_context(self._engine.connect()).execution_options(hall_writes=True)
            with connection.begin() as begun:
                yield connection
                commit(begun)

    def close(self) -> None:
        """Nothing is kept."""


@dataclass
class _Group:
    """Those who commit together: `parts` of them are done. `over` once it is committed or undone, then `error` says."""

    connection: Connection
    begun: sa.RootTransaction
    parts: int = 0
    over: Event = field(default_factory=Event)
    error: Exception | None = None

    @property
    def stands(self) -> bool:
        """Whether the transaction is still open: a full disk makes SQLite undo the whole of it."""
        driver: Any = self.connection.connection.dbapi_connection
        return bool(driver.in_transaction)


class Together:
    """The one writer of SQLite. Whoever comes first begins, lets all come that are there, and commits for all.

    Nothing but the database driver may yield within a part; between two of them others may run. It is always the same
    connection: what SQLite has read of the file holds good as long as nobody else writes.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine, self._place = engine, FifoLock()
        self._open: _Group | None = None
        self._idle: Connection | None = None

    @property
    def crowded(self) -> bool:
        return self._place.waiting >= MOST_TOGETHER

    @contextmanager
    def part(self) -> Iterator[Connection]:
        with self._place:
            group = self._joined()
            first = group.parts == 0
            if not first:
                say(group.connection, "SAVEPOINT part")
            try:
                yield group.connection
                if not first:
                    say(group.connection, "RELEASE part")
            except BaseException as error:
                self._undo(group, error)
                raise
            group.parts += 1
        if first:
            self._lead(group)
        else:
            group.over.wait()
        if group.error is not None:
            raise group.error

    def close(self) -> None:
        idle, self._idle = self._idle, None
        if idle is not None:
            idle.close()

    def _joined(self) -> _Group:
        """The group that is open, or a new one; called by who has the place."""
        if self._open is not None and self._open.parts >= MOST_TOGETHER:
            self._end(self._open)
        if self._open is None:
            connection, self._idle = self._idle, None
            if connection is None:
                connection = self._engine.connect().execution_options(hall_writes=True)
            try:
                self._open = _Group(connection, _begun(connection))
            except BaseException:
                connection.close()
                raise
        return self._open

    def _lead(self, group: _Group) -> None:
        try:
            time.sleep(0)  # whoever has come meanwhile does its part
        finally:
            with self._place:
                if not group.over.is_set():
                    self._end(group)

    def _end(self, group: _Group) -> None:
        """Commit, and wake everybody; they say what became of it."""
        try:
            if not group.stands:
                raise Unavailable
            commit(group.begun)
        except Exception as error:  # noqa: BLE001 (each of them raises it)
            self._close(group, error)
        else:
            self._close(group, None)

    def _undo(self, group: _Group, error: BaseException) -> None:
        """Take back one part. Alone, or where SQLite has undone everything, it is the whole group."""
        if group.parts and group.stands:
            say(group.connection, "ROLLBACK TO part")
            say(group.connection, "RELEASE part")
        else:
            self._close(group, error if isinstance(error, sa.exc.DBAPIError) else Unavailable())

    def _close(self, group: _Group, error: Exception | None) -> None:
        self._open, group.error = None, error
        try:
            if error is not None:
                group.begun.rollback()
        finally:
            if error is None:
                self._idle = group.connection
            else:
                group.connection.close()
            group.over.set()


def _begun(connection: Connection) -> sa.RootTransaction:
    """Begin, waiting in turn while another process (the command line) writes."""
    give_up_at = time.monotonic() + BUSY_FOR_SECONDS
    while True:
        try:
            return connection.begin()
        except sa.exc.OperationalError as error:
            if "locked" not in str(error.orig) or time.monotonic() > give_up_at:
                raise
            time.sleep(0.005)  # SQLite tells nobody when its lock is free; other greenlets run meanwhile
