"""Bringing a database to the present tables, and refusing one that cannot be used or that a newer version wrote."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from time import monotonic

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from hall.db import Database
from hall.errors import DatabaseBusy, WrongSetting
from hall.text import Text

OLDEST_POSTGRESQL = (13,)
PATIENCE_SECONDS = 120.0


def migrate(database: Database) -> bool:
    """Apply what is missing; whether anything was. Raises WrongSetting for a database of a newer version.

    Processes that start at once do it one after the other, in the house's order: the later finds it done.
    """
    give_up_at = monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return _migrated(database, _config())
        except DatabaseBusy:  # another process is at it, which takes longer than anybody else's writing
            if monotonic() > give_up_at:
                raise


def _migrated(database: Database, config: Config) -> bool:
    with _reached(database) as connection:
        if _is_current(connection, config):
            return False
    with database.change() as transaction:
        transaction.take_all_time()
        if _is_current(transaction.connection, config):
            return False
        config.attributes["connection"] = transaction.connection
        command.upgrade(config, "head")
    return True


def is_current(database: Database) -> bool:
    """Whether the database has the present tables; changes nothing."""
    with _reached(database) as connection:
        return _is_current(connection, _config())


def _is_current(connection: Connection, config: Config) -> bool:
    script = ScriptDirectory.from_config(config)
    present = MigrationContext.configure(connection).get_current_revision()
    if present is not None and present not in {each.revision for each in script.walk_revisions()}:
        raise WrongSetting(
            Text(
                "HALL_DATABASE_URL：该数据库由更新的版本写成，请升级程序",
                "HALL_DATABASE_URL: a newer version wrote this database; upgrade the program",
            )
        )
    return present == script.get_current_head()


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
        self.head = ScriptDirectory.from_config(_config()).get_current_head()
        """The revision that this version of the program writes."""

    def are_current(self) -> bool:
        """Changes nothing. Raises Unavailable when the database cannot be asked."""
        with self._database.reading() as connection:
            return revision(connection) == self.head


def known_revisions() -> set[str]:
    """Every revision of the tables that this version of the program can bring to the present ones."""
    return {each.revision for each in ScriptDirectory.from_config(_config()).walk_revisions()}


def stamp(database: Database) -> None:
    """Say that the tables are the present ones, where they were made at once."""
    config = _config()
    with database.engine.connect() as connection:
        config.attributes["connection"] = connection.execution_options(hall_writes=True)
        command.stamp(config, "head")
        connection.commit()


def revision(connection: Connection) -> str | None:
    """Which tables a database has, by the name of its last migration; None for a database without tables."""
    return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("hall.migrations")))
    return config
