"""SQLAlchemy's engine of a database URL: how SQLite and PostgreSQL are spoken to, and what their troubles mean.

PostgreSQL: psycopg 3, READ COMMITTED to write; one moment to read (REPEATABLE READ, read only), which the driver says
in its BEGIN and so costs no round trip. A pooled connection that died while it lay idle is found out before it is
used, by a look at its socket.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, Engine, ExceptionContext

from hall.errors import DatabaseBusy, DiskFull, HallError, Invalid, OutcomeUnknown, Unavailable, WrongSetting
from hall.prepared import say
from hall.text import Text

CONNECTIONS = 12
"""Connections a process holds to PostgreSQL at most; whoever finds none free waits `WAIT_SECONDS`, then is refused."""
WRITERS = 8
"""How many of them may be writing: people who only look find one free while writers wait for a hall's order."""
WAIT_SECONDS = 5.0
LOOK_AGAIN_SECONDS = 0.01

# What the server ends by itself, so that nothing hangs on a transaction that nobody carries on.
SESSION = {
    "lock_timeout": "5s",
    "statement_timeout": "60s",
    # A process that stands still in the middle of a transaction holds a hall's order, and with it everybody there.
    "idle_in_transaction_session_timeout": "15s",
    "timezone": "UTC",
    "client_encoding": "UTF8",
}
# How a peer that is gone is noticed: connecting within 5 s, a dead line within 20 s.
LINE: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 20_000,
    "application_name": "hall",
    "target_session_attrs": "read-write",
}

# By SQLSTATE. Two who insert the same row at once, or lock in a circle, would not if one came after the other.
CROSSED = {"23505", "40001", "40P01"}
BUSY = {"55P03", "57014"}  # a lock, a statement took too long
DISK_FULL = "53100"


def make_engine(url: str) -> Engine:
    """The engine of a database, not yet connected. Raises WrongSetting for an address that cannot be read."""
    try:
        address = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError) as error:
        raise _unreadable() from error
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    return _postgresql(address.set(drivername="postgresql+psycopg"))


def _unreadable() -> WrongSetting:
    return WrongSetting(
        Text(
            "HALL_DATABASE_URL 无法识别，应形如 postgresql://用户:密码@主机:5432/数据库",
            "HALL_DATABASE_URL cannot be read; it must be like postgresql://USER:PASSWORD@HOST:5432/DATABASE",
        )
    )


def _sqlite(address: URL) -> Engine:
    engine = sa.create_engine(
        address,
        connect_args={"isolation_level": None, "check_same_thread": False},
        pool_use_lifo=True,  # each connection keeps pages and statements of its own: the last one used has the most
    )

    @sa.event.listens_for(engine, "connect")
    def _prepare(driver: Any, _record: object) -> None:
        _open_file(driver, engine.dialect.dbapi)
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "busy_timeout=0"):
            driver.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _start(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("hall_writes")
        say(connection, "BEGIN IMMEDIATE" if writes else "BEGIN")

    @sa.event.listens_for(engine, "before_cursor_execute")
    def _give_way(connection: sa.Connection, *_statement: object) -> None:
        if connection.get_execution_options().get("hall_gives_way"):
            time.sleep(0)  # a turn of the loop for whoever waits; no time passes

    return engine


def _open_file(driver: Any, sqlite3: Any) -> None:
    """Make it a file with a log (WAL), and read of it: whoever has read once keeps the log from being put away.

    While another opens a new file, or is the last to close it, SQLite refuses at once, without the wait it was given.
    """
    give_up_at = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            driver.execute("PRAGMA journal_mode=WAL")
            driver.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > give_up_at:
                raise
        time.sleep(LOOK_AGAIN_SECONDS)  # no word comes of when the other has done


def _postgresql(address: URL) -> Engine:
    session = " ".join(f"-c {name}={value}" for name, value in SESSION.items())
    given = dict(address.query)  # what the URL says itself goes before
    line = {name: value for name, value in LINE.items() if name not in given}
    if "options" not in given:
        line["options"] = session
    engine = sa.create_engine(
        address,
        connect_args=line,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=WAIT_SECONDS,
        pool_use_lifo=True,
    )
    psycopg: Any = engine.dialect.dbapi  # imported by who uses it alone
    level = psycopg.IsolationLevel
    pipelined = import_module("hall.pipelined")  # imports the driver too

    @sa.event.listens_for(engine, "do_connect")
    def _connect(_dialect: object, _record: object, given: Any, named: Any) -> Any:
        return pipelined.PipelinedConnection.connect(*given, **named)

    @sa.event.listens_for(engine, "checkout")
    def _alive(driver: Any, _record: object, _proxy: object) -> None:
        try:
            for _ in range(2):  # first what the server said in leaving, then that it has left
                driver.pgconn.consume_input()
        except psycopg.OperationalError as error:
            raise sa.exc.InvalidatePoolError from error

    @sa.event.listens_for(engine, "begin")
    def _start(connection: sa.Connection) -> None:
        driver: Any = connection.connection.dbapi_connection
        reads = bool(connection.get_execution_options().get("hall_reads"))
        if bool(driver.read_only) is not reads:
            driver.isolation_level = level.REPEATABLE_READ if reads else level.READ_COMMITTED
            driver.read_only = True if reads else None  # a standby refuses to be asked for writing in so many words

    @sa.event.listens_for(engine, "handle_error")
    def _judge(context: ExceptionContext) -> None:
        if context.connection is None:  # none was made
            return
        driver: Any = context.connection.connection.dbapi_connection
        context.is_disconnect = context.is_disconnect or driver.lost_by(context.original_exception)

    return engine


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn what a database says when it cannot into one of our refusals."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        if (refusal := _refusal(error)) is None:
            raise
        raise refusal from error
    except sa.exc.TimeoutError as error:  # every connection of the pool was in use
        raise DatabaseBusy from error


def take_all_time(connection: sa.Connection) -> None:
    """Let this transaction take as long as it needs: PostgreSQL would end it after a minute."""
    if connection.dialect.name == "postgresql":
        for limit in ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"):
            connection.exec_driver_sql(f"SET LOCAL {limit} = 0")


@contextmanager
def at_once(engine: Engine) -> Iterator[sa.Connection]:
    """A connection to PostgreSQL on which every statement commits by itself: no transaction can be left open."""
    with clear_errors(), engine.connect() as plain:
        yield plain.execution_options(isolation_level="AUTOCOMMIT")


def put_row(connection: sa.Connection, into: sa.Table, row: Mapping[str, Any], *, unless_there: bool = False) -> None:
    """Write a row in the place of the one with its key, or leave that one; whoever else does the same meanwhile."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    putting = insert(into).values(row)
    key = [column.name for column in into.primary_key]
    rest = {name: putting.excluded[name] for name in row if name not in key}
    if unless_there:
        connection.execute(putting.on_conflict_do_nothing())
    else:
        connection.execute(putting.on_conflict_do_update(index_elements=key, set_=rest))


def commit(transaction: sa.RootTransaction) -> None:
    """Commit. Raises OutcomeUnknown where the connection was lost meanwhile: it may or may not have been done."""
    try:
        transaction.commit()
    except sa.exc.DBAPIError as error:
        if error.connection_invalidated:
            raise OutcomeUnknown from error
        raise


def _refusal(error: sa.exc.DBAPIError) -> HallError | None:
    """What we answer for it; nothing for an error that is ours."""
    state = getattr(error.orig, "sqlstate", None)
    if isinstance(error, sa.exc.DataError):  # a NUL among characters, a number too large: such a value is nowhere
        return Invalid(Text("内容有误：含有不能保存的字符或数值", "Some value cannot be stored"))
    if state in CROSSED | BUSY:
        return DatabaseBusy(crossed=state in CROSSED)
    if state == DISK_FULL:
        return DiskFull()
    if error.connection_invalidated:
        return Unavailable()
    if not isinstance(error, sa.exc.OperationalError):
        return None
    said = str(error.orig) if state is None else ""
    if "locked" in said or "busy" in said:
        return DatabaseBusy()
    return DiskFull() if "full" in said else Unavailable()
