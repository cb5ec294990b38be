"""The process that changes tables, `python -m hall.migrating`: asked a database's URL, it applies what is missing."""

from importlib.resources import files
from time import monotonic

from alembic import command
from alembic.config import Config

from hall.children import Done, work_for_parent
from hall.db import Database
from hall.errors import DatabaseBusy, HallError
from hall.events import Json
from hall.migration import has_present_tables

PATIENCE_SECONDS = 120.0


def work(job: Json) -> Done:
    """`{"url"}` → `{"changed"}`, or `{"refused": [Chinese, English]}` where the database cannot be had or changed."""
    database = Database(job["url"])
    try:
        return Done({"changed": upgrade(database)})
    except HallError as error:
        return Done({"refused": [error.detail.zh, error.detail.en]})
    finally:
        database.close()


def upgrade(database: Database) -> bool:
    """Apply what is missing, in the house's order; whether anything was."""
    give_up_at = monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return _upgraded(database)
        except DatabaseBusy:  # another process is at it, which takes longer than anybody else's writing
            if monotonic() > give_up_at:
                raise


def _upgraded(database: Database) -> bool:
    config = Config()
    config.set_main_option("script_location", str(files("hall.migrations")))
    with database.change() as transaction:
        transaction.take_all_time()
        if has_present_tables(transaction.connection):
            return False
        config.attributes["connection"] = transaction.connection
        command.upgrade(config, "head")
    return True


if __name__ == "__main__":
    work_for_parent(work)
