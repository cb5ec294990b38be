"""The migrations end where the models are, and go back to nothing."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config


@pytest.fixture
def config(tmp_path: Path) -> Iterator[Config]:
    config = Config()
    config.set_main_option("script_location", str(files("hall.migrations")))
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'hall.db'}")
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        yield config
    engine.dispose()


def tables(config: Config) -> set[str]:
    return set(sa.inspect(config.attributes["connection"]).get_table_names())


def test_the_migrations_make_what_the_models_say(config: Config) -> None:
    command.upgrade(config, "head")
    command.check(config)
    assert {"hall_orders", "journal_entries"} <= tables(config)


def test_every_migration_can_be_undone(config: Config) -> None:
    command.upgrade(config, "head")
    command.downgrade(config, "base")
    assert tables(config) == {"alembic_version"}
