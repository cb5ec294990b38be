"""The database: typed columns, and one transaction at a time in a hall's order.

What is scarce, and in which order it is taken:

1. a writer's place in this process, first come first served (SQLite has one, since it has one writer),
2. a connection and the transaction (`BEGIN IMMEDIATE` on SQLite; READ COMMITTED on PostgreSQL),
3. PostgreSQL alone: the house's order, by what belongs to no hall,
4. the order row of each hall touched, in ascending hall id (`hall_orders`; on PostgreSQL a row lock).

Nothing but the database driver may yield between 1 and the end of one's part (`hall/writers.py`).
"""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall import clock
from hall.columns import UtcDateTime, column, columns_of
from hall.engines import clear_errors, make_engine, take_all_time
from hall.errors import HallNotFound
from hall.events import Event
from hall.prepared import Prepared
from hall.readers import Readers
from hall.writers import writers_of

# Shared column types: `received_at: Instant`, `id: PublicId = column(primary_key=True)` …
Instant = Annotated[datetime, UtcDateTime]
JsonMap = Annotated[dict[str, Any], sa.JSON]
JsonList = Annotated[list[Any], sa.JSON]
PublicId = Annotated[str, sa.String(32)]
Code = Annotated[str, sa.String(64)]
# What is counted for as long as a hall stands. SQLite's integers are wide by themselves.
Count = Annotated[int, sa.BigInteger().with_variant(sa.Integer(), "sqlite")]


class Base:
    """What declares a table by its annotations, and the one metadata of all; constraint names are fixed so that
    migrations can name them.

    Text is compared by code point on both databases: PostgreSQL's own order is the server's language's, is slower,
    and may change with its libraries, which breaks indexes.
    """

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    __table__: ClassVar[sa.Table]
    __tablename__: ClassVar[str]
    __table_args__: ClassVar[tuple[sa.schema.SchemaItem, ...]] = ()

    def __init_subclass__(cls) -> None:
        cls.__table__ = sa.Table(cls.__tablename__, cls.metadata, *columns_of(cls), *cls.__table_args__)
        for each in cls.__table__.columns:
            if isinstance(each.type, sa.String):
                by_code_point = type(each.type)(each.type.length, collation="C")
                each.type = each.type.with_variant(by_code_point, "postgresql")


def table(model: type[Base]) -> sa.Table:
    """The table of a model, for Core statements."""
    return model.__table__


def public_id() -> str:
    """An unguessable id of 128 bits, 22 URL-safe characters."""
    return secrets.token_urlsafe(16)


class HallOrder(Base):
    """One row a hall: what its serial order has reached. Its own table, so that locking it blocks no foreign key."""

    __tablename__ = "hall_orders"

    hall_id: int = column(primary_key=True, autoincrement=False)
    seq: Count = column(default=0)
    head: bytes = column(sa.LargeBinary(32), default=bytes(32))
    last_issued_at: Instant | None
    places: Count = column(default=0)
    day: date | None
    closed_on: date | None


@dataclass(frozen=True)
class Actor:
    """Who does something: `kind` is user, device, visitor or system; `id` public; `name` as colleagues know them."""

    kind: str
    id: str | None = None
    name: str = ""


SYSTEM = Actor("system")


@dataclass
class Order:
    """A hall's order row as held by a running transaction; written back when it commits."""

    hall_id: int
    seq: int
    head: bytes
    last_issued_at: datetime | None
    places: int
    day: date | None
    closed_on: date | None


@dataclass
class Work:
    """One hall's part of one transaction: read, decide, write, `record` – then all of it commits or none."""

    connection: Connection
    hall_id: int
    now: datetime
    by: Actor
    order: Order
    recorded: list[tuple[int, Event]] = field(default_factory=list)

    def record(self, event: Event) -> int:
        """Note that `event` happened; its journal number in this hall."""
        self.order.seq += 1
        self.recorded.append((self.order.seq, event))
        return self.order.seq


class Transaction:
    """A write transaction; `work(hall_id, by)` takes a hall's order in it (several halls: in ascending id).

    `now` is when the first order was taken: whoever comes later in an order has a later instant.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ordered = False
        self.now = clock.now()
        self.ordered_at: float | None = None
        self.works: dict[int, Work] = {}

    @property
    def connection(self) -> Connection:
        """For what belongs to no hall: accounts, sign-ins, definitions stand in an order of their own."""
        if not self._ordered:
            _take_house(self._connection)
            self._stand_in_order()
        return self._connection

    def work(self, hall_id: int, by: Actor) -> Work:
        if hall_id not in self.works:
            order = _take_order(self._connection, hall_id)
            if not self._ordered:
                self._stand_in_order()
            self.works[hall_id] = Work(self._connection, hall_id, self.now, by, order)
        return self.works[hall_id]

    def take_all_time(self) -> None:
        """For what may take long; said before anything else."""
        take_all_time(self._connection)

    def _stand_in_order(self) -> None:
        self._ordered = True
        self.now, self.ordered_at = clock.now(), time.perf_counter()


ORDERS = table(HallOrder)
HOUSE_LOCK = 0x68616C6C
"""The advisory lock that stands for the house's order: what SQLite's one writer gives to everybody."""

# Made once: to put a statement together costs several times what it costs to run it. So on every hot path.
_THIS_ORDER = ORDERS.c.hall_id == sa.bindparam("this_hall")
_READ_ORDER = Prepared(sa.select(ORDERS).where(_THIS_ORDER))
_LOCK_ORDER = Prepared(
    sa.update(ORDERS).where(_THIS_ORDER).values(hall_id=sa.bindparam("this_hall")).returning(*ORDERS.c)
)
_KEEP_ORDER = Prepared(sa.update(ORDERS).where(_THIS_ORDER))
_TAKE_HOUSE = sa.text(f"SELECT pg_advisory_xact_lock({HOUSE_LOCK})")


def _take_house(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(_TAKE_HOUSE)


def _take_order(connection: Connection, hall_id: int) -> Order:
    take = _LOCK_ORDER if connection.dialect.name == "postgresql" else _READ_ORDER
    row = take.one(connection, {"this_hall": hall_id})
    if row is None:
        raise HallNotFound
    return Order(*row)


def open_order(connection: Connection, hall_id: int) -> None:
    """Give a new hall its order row."""
    connection.execute(sa.insert(ORDERS).values(hall_id=hall_id, seq=0, head=bytes(32), places=0))


def _keep_order(connection: Connection, order: Order) -> None:
    values = {name: getattr(order, name) for name in ("seq", "head", "last_issued_at", "places", "day", "closed_on")}
    _KEEP_ORDER.later(connection, values | {"this_hall": order.hall_id})


class Database:
    """Reading and writing. `inside` subscribers run before the commit, `told` ones after it with (hall_id, seq).

    For whoever watches: `committed` are told a hall's part after the commit, `timed` the seconds that a transaction
    waited for its first hall's order and held it, however it ended.
    """

    def __init__(self, url: str) -> None:
        self.engine = make_engine(url)
        self.inside: list[Callable[[Work], None]] = []
        self.told: list[Callable[[int, int], None]] = []
        self.committed: list[Callable[[Work], None]] = []
        self.timed: list[Callable[[float, float], None]] = []
        self._readers, self._writers = Readers(self.engine), writers_of(self.engine)

    @contextmanager
    def reading(self, *, gives_way: bool = False) -> Iterator[Connection]:
        """A connection that sees one moment of the database.

        `gives_way`: whoever waits for the process has a turn before each statement. For what is read again and again
        in the background: on SQLite nobody else would be served until all of it is read and worked out.
        """
        with clear_errors(), self._readers.look(gives_way=gives_way) as connection:
            yield connection

    @contextmanager
    def change(self) -> Iterator[Transaction]:
        """A write transaction. Leaving the block normally commits; any exception undoes everything."""
        asked_at = time.perf_counter()
        with clear_errors(), self._writers.part() as connection:
            transaction = Transaction(connection)
            with self._measured(transaction, asked_at):
                yield transaction
                self._seal(transaction)
        for work in transaction.works.values():
            if work.recorded:
                self._tell(work)

    @property
    def crowded(self) -> bool:
        """Whether so many want to write that whoever does will wait."""
        return self._writers.crowded

    @contextmanager
    def work(self, hall_id: int, by: Actor = SYSTEM) -> Iterator[Work]:
        """One transaction in one hall's order."""
        with self.change() as transaction:
            yield transaction.work(hall_id, by)

    def close(self) -> None:
        self._readers.close()
        self._writers.close()
        self.engine.dispose()

    def _seal(self, transaction: Transaction) -> None:
        for work in transaction.works.values():
            for subscriber in self.inside:
                subscriber(work)
            _keep_order(work.connection, work.order)

    def _tell(self, work: Work) -> None:
        for tell in self.told:
            tell(work.hall_id, work.order.seq)
        for note in self.committed:
            note(work)

    @contextmanager
    def _measured(self, transaction: Transaction, asked_at: float) -> Iterator[None]:
        try:
            yield
        finally:
            if transaction.ordered_at is not None:
                for note in self.timed:
                    note(transaction.ordered_at - asked_at, time.perf_counter() - transaction.ordered_at)
