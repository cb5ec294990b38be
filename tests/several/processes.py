"""Looking at worker processes from outside: what they hold, what they have started."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.queries import hall_id_of
from hall.db import ORDERS
from hall.journal.models import ENTRIES
from hall.leases import LEASES
from tests.workers import Workers


def children_of(pid: int) -> str:
    """The command lines of a process's children."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    ids = " ".join(each.read_text(encoding="ascii") for each in tasks).split()
    return " ".join(Path(f"/proc/{each}/cmdline").read_text(encoding="utf-8") for each in ids)


@contextmanager
def looking(workers: Workers) -> Iterator[Connection]:
    """A transaction on their database."""
    database = workers.database()
    with database.change() as transaction:
        yield transaction.connection
    database.close()


def holder_of(workers: Workers, name: str) -> int:
    """The process that holds a lease; 0 when it has run out."""
    held = sa.and_(LEASES.c.name == name, LEASES.c.until_at > sa.func.now())
    with looking(workers) as connection:
        holder = connection.execute(sa.select(LEASES.c.holder).where(held)).scalar()
    return int(holder.split(":")[1]) if holder else 0


def lives(workers: Workers, pid: int) -> bool:
    """Whether the others count on that worker."""
    held = sa.and_(LEASES.c.name == "worker " + LEASES.c.holder, LEASES.c.until_at > sa.func.now())
    with looking(workers) as connection:
        holders = connection.execute(sa.select(LEASES.c.holder).where(held)).scalars().all()
    return pid in [int(holder.split(":")[1]) for holder in holders]


def begin_a_day_later(workers: Workers, hall: str) -> None:
    """As if that hall's last ticket had been given yesterday: its day is due to be ended."""
    with looking(workers) as connection:
        this = ORDERS.c.hall_id == hall_id_of(connection, hall)
        connection.execute(sa.update(ORDERS).where(this).values(day=sa.func.current_date() - timedelta(days=2)))


def days_ended(workers: Workers, hall: str) -> int:
    """How often an end of a day is in that hall's journal."""
    with looking(workers) as connection:
        ended = sa.select(sa.func.count()).where(
            ENTRIES.c.hall_id == hall_id_of(connection, hall), ENTRIES.c.kind == "day_ended"
        )
        return int(connection.execute(ended).scalar_one())
