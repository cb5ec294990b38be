"""Durable subscribers: what the journal tells outside the house, at least once and in order, whatever dies meanwhile.

Each has a cursor for every hall, in the database. It is moved on once the entries up to it were taken; a kill between
the two tells them again, and by hall and seq the other side knows them. Nothing hangs on a callback in memory.
"""

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.db import ORDERS, Database
from hall.each import is_everybodys
from hall.journal.chain import Entry
from hall.journal.entries import entries_after
from hall.journal.models import SUBSCRIPTIONS
from hall.prepared import Prepared

Halls = Callable[[Connection], Collection[int]]
BATCH = 100
FIRST_REST_SECONDS, LONGEST_REST_SECONDS = 1.0, 60.0

log = logging.getLogger(__name__)


class Subscriber(Protocol):
    """Somebody who is told the journal. `name` never changes: by it the cursors are kept."""

    name: str

    def take(self, entries: Sequence[Entry]) -> None:
        """Take some entries of one hall, in order; they count as told once this returns. Raises whatever hinders."""


@dataclass
class Rest:
    """Since somebody who is told things failed: how long they are left alone, and until when."""

    seconds: float = 0.0
    until: float = 0.0

    @property
    def lasts(self) -> bool:
        return monotonic() < self.until

    def longer(self) -> None:
        self.seconds = min(max(FIRST_REST_SECONDS, 2 * self.seconds), LONGEST_REST_SECONDS)
        self.until = monotonic() + self.seconds

    def over(self) -> None:
        self.seconds = self.until = 0.0


class Subscriptions:
    """Subscribers of an installation; told by one process at a time, and harmless when two of them try.

    `halls`: those that the subscribers are told of, and of each from when it becomes one of them; without it they are
    told of all, and of a new one from its beginning.
    """

    def __init__(self, database: Database, subscribers: Sequence[Subscriber], halls: Halls | None = None) -> None:
        self._database, self._subscribers, self._halls = database, subscribers, halls
        self._rests = {subscriber.name: Rest() for subscriber in subscribers}
        self._hall_rests: dict[tuple[str, int], Rest] = {}

    def step(self) -> None:
        """Tell every subscriber what it has not been told yet; one that fails is tried again later, alone."""
        for subscriber in self._subscribers:
            rest = self._rests[subscriber.name]
            if rest.lasts:
                continue
            try:
                while self._tell_some(subscriber):
                    rest.over()
            except Exception as error:  # noqa: BLE001 (whatever it is, the others go on and this one is tried again)
                rest.longer()
                log.warning("%s is not told and tried again in %.0f s: %s", subscriber.name, rest.seconds, error)

    def behind(self) -> dict[str, int]:
        """How many entries each subscriber has not been told, over all halls."""
        with self._database.reading() as connection:
            return {
                subscriber.name: sum(head - told for told, head in _behind(connection, subscriber.name).values())
                for subscriber in self._subscribers
            }

    def _tell_some(self, subscriber: Subscriber) -> bool:
        """Some entries of every hall that has moved, so that none waits for another; whether any were taken.

        One that cannot be told of is left alone for a while, by itself; an address that does not answer is asked once.
        """
        self._begin(subscriber.name)
        with self._database.reading() as connection:
            behind = _behind(connection, subscriber.name)
        taken = [self._tell_of(subscriber, hall_id, told) for hall_id, (told, _head) in behind.items()]
        return any(taken)

    def _tell_of(self, subscriber: Subscriber, hall_id: int, told: int) -> bool:
        """Some entries of one hall; whether there were any, and they were taken."""
        rest = self._hall_rests.setdefault((subscriber.name, hall_id), Rest())
        if rest.lasts:
            return False
        try:
            with self._database.reading() as connection:
                entries = entries_after(connection, hall_id, told, limit=BATCH)
            if entries:
                subscriber.take(entries)
                self._move_on(subscriber.name, hall_id, told, entries[-1].seq)
        except Exception as error:
            if is_everybodys(error):
                raise
            rest.longer()
            log.warning("%s is not told of hall %d, again in %.0f s: %s", subscriber.name, hall_id, rest.seconds, error)
            return False
        rest.over()
        return bool(entries)

    def _begin(self, name: str) -> None:
        """A new subscriber begins at the journal's present end; a hall that is new to an old one, at its beginning.

        A hall that is one of `halls` no longer loses its cursor: should it be one again, it begins anew.
        """
        with self._database.reading() as connection:
            known, wanted = _halls_of(connection, name), self._wanted(connection)
        if known == wanted:
            return
        with self._database.change() as transaction:
            connection = transaction.connection
            known, wanted = _halls_of(connection, name), self._wanted(connection)
            heads = connection.execute(sa.select(ORDERS.c.hall_id, ORDERS.c.seq)).all()
            from_now = self._halls is not None or not known
            rows = [
                {"subscriber": name, "hall_id": row.hall_id, "seq": row.seq if from_now else 0}
                for row in heads
                if row.hall_id in wanted - known
            ]
            if rows:
                connection.execute(sa.insert(SUBSCRIPTIONS), rows)
            gone = (SUBSCRIPTIONS.c.subscriber == name, SUBSCRIPTIONS.c.hall_id.in_(known - wanted))
            connection.execute(sa.delete(SUBSCRIPTIONS).where(*gone))

    def _wanted(self, connection: Connection) -> set[int]:
        """The halls that subscribers are told of."""
        if self._halls is not None:
            return set(self._halls(connection))
        return set(connection.execute(sa.select(ORDERS.c.hall_id)).scalars())

    def _move_on(self, name: str, hall_id: int, told: int, to: int) -> None:
        """Move the cursor; where another process has moved it meanwhile, it stays as that one left it."""
        this = (SUBSCRIPTIONS.c.subscriber == name, SUBSCRIPTIONS.c.hall_id == hall_id, SUBSCRIPTIONS.c.seq == told)
        with self._database.change() as transaction:
            transaction.connection.execute(sa.update(SUBSCRIPTIONS).where(*this).values(seq=to))


_HALLS_OF = Prepared(sa.select(SUBSCRIPTIONS.c.hall_id).where(SUBSCRIPTIONS.c.subscriber == sa.bindparam("subscriber")))
_BEHIND = Prepared(
    sa.select(SUBSCRIPTIONS.c.hall_id, SUBSCRIPTIONS.c.seq, ORDERS.c.seq)
    .join(ORDERS, ORDERS.c.hall_id == SUBSCRIPTIONS.c.hall_id)
    .where(SUBSCRIPTIONS.c.subscriber == sa.bindparam("subscriber"), SUBSCRIPTIONS.c.seq < ORDERS.c.seq)
    .order_by(SUBSCRIPTIONS.c.hall_id)
)


def _halls_of(connection: Connection, name: str) -> set[int]:
    return {hall_id for (hall_id,) in _HALLS_OF.rows(connection, {"subscriber": name})}


def _behind(connection: Connection, name: str) -> dict[int, tuple[int, int]]:
    """Of halls whose journal has gone on: how far the subscriber was told, and how far the journal is."""
    return {hall_id: (told, head) for hall_id, told, head in _BEHIND.rows(connection, {"subscriber": name})}
