"""Bringing a database to the present tables, and refusing one that cannot be used or that a newer version wrote.

Which tables a database has is asked plainly. What changes them is Alembic, in a process of its own that ends with it
(`hall/migrating.py`): a server would keep its 10 MB for as long as it runs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.children import Child
from hall.db import Database
from hall.errors import WrongSetting
from hall.text import Text

OLDEST_POSTGRESQL = (13,)
MIGRATING_SECONDS = 86_400.0  # many old tickets may take hours; nobody is served meanwhile
# Alembic's own table, of one row.
VERSIONS = sa.Table("alembic_version", sa.MetaData(), sa.Column("version_num", sa.String(32), primary_key=True))


def migrate(database: Database) -> bool:
    """Apply what is missing; whether anything was. Raises WrongSetting for a database of a newer version.

    Processes that start at once do it one after the other, in the house's order: the later finds it done.
    """
    if is_current(database):
        return False
    child = Child("hall.migrating", first_seconds=MIGRATING_SECONDS)
    try:
        told = child.ask({"url": database.engine.url.render_as_string(hide_password=False)}).told
    finally:
        child.stop()
    if "refused" in told:
        raise WrongSetting(Text(*told["refused"]))
    return bool(told["changed"])


def is_current(database: Database) -> bool:
    """Whether the database has the present tables; changes nothing. Raises WrongSetting as `migrate` does."""
    with _reached(database) as connection:
        return has_present_tables(connection)


def has_present_tables(connection: Connection) -> bool:
    """Whether these are the present tables. Raises WrongSetting where a newer version wrote them."""
    present = revision(connection)
    if present is not None and present not in known_revisions():
        raise WrongSetting(
            Text(
                "HALL_DATABASE_URL：该数据库由更新的版本写成，请升级程序",
                "HALL_DATABASE_URL: a newer version wrote this database; upgrade the program",
            )
        )
    return present == head()


@contextmanager
def _reached(database: Database) -> Iterator[Connection]:
    """A first connection. Raises WrongSetting with what is wrong at the place that HALL_DATABASE_URL names."""
    try:
        connection = database.engine.connect()
    except sa.exc.DBAPIError as error:
        raise _unusable(database, " ".join(str(error.orig).split())) from error
    with connection:
        if connection.dialect.name == "postgresql":
            _check_server(database, connection)
        yield connection


def _check_server(database: Database, connection: Connection) -> None:
    version = connection.dialect.server_version_info or ()
    if version < OLDEST_POSTGRESQL:
        raise _unusable(database, f"PostgreSQL {'.'.join(map(str, version))} < {OLDEST_POSTGRESQL[0]}")
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if encoding != "UTF8":
        raise _unusable(database, f"server_encoding {encoding}, not UTF8")


def _unusable(database: Database, why: str) -> WrongSetting:
    address = database.engine.url
    if address.password:
        why = why.replace(str(address.password), "***")
    place = f"{address.host or ''}{f':{address.port}' if address.port else ''}/{address.database}"
    return WrongSetting(
        Text(
            f"HALL_DATABASE_URL：数据库 {place} 无法使用（{why}）",
            f"HALL_DATABASE_URL: the database {place} cannot be used ({why})",
        )
    )


class Tables:
    """The tables of a database, asked again and again whether they are the present ones."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def are_current(self) -> bool:
        """Changes nothing. Raises Unavailable when the database cannot be asked."""
        with self._database.reading() as connection:
            return revision(connection) == head()


@cache
def known_revisions() -> frozenset[str]:
    """Every revision of the tables that this version of the program can bring to the present ones.

    Each is the number before the name of a migration's file.
    """
    versions = (files("hall.migrations") / "versions").iterdir()
    return frozenset(each.name.partition("_")[0] for each in versions if each.name[:4].isdigit())


def head() -> str:
    """The revision that this version of the program writes."""
    return max(known_revisions())


def stamp(database: Database) -> None:
    """Say that the tables are the present ones, where they were made at once."""
    with database.change() as transaction:
        VERSIONS.create(transaction.connection)
        transaction.connection.execute(sa.insert(VERSIONS).values(version_num=head()))


def revision(connection: Connection) -> str | None:
    """Which tables a database has, by the name of its last migration; None for a database without tables."""
    if not sa.inspect(connection).has_table(VERSIONS.name):
        return None
    return connection.execute(sa.select(VERSIONS.c.version_num)).scalar()
