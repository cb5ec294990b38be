"""Bringing a database to the present tables, and refusing one that a newer version wrote."""

from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from hall.db import Database
from hall.errors import WrongSetting
from hall.text import Text


def migrate(database: Database) -> bool:
    """Apply what is missing; whether anything was. Raises WrongSetting for a database of a newer version."""
    config = _config()
    script = ScriptDirectory.from_config(config)
    with database.engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
        if present == script.get_current_head():
            return False
        if present is not None and present not in {each.revision for each in script.walk_revisions()}:
            raise WrongSetting(
                Text(
                    "HALL_DATABASE_URL：该数据库由更新的版本写成，请升级程序",
                    "HALL_DATABASE_URL: a newer version wrote this database; upgrade the program",
                )
            )
        connection.commit()
        config.attributes["connection"] = connection.execution_options(hall_writes=True)
        command.upgrade(config, "head")
        connection.commit()
    return True


def is_current(database: Database) -> bool:
    """Whether the database has the present tables; changes nothing."""
    with database.engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    return present == ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("hall.migrations")))
    return config
