"""The migrations end where the models are, and go back to nothing, on both databases."""

import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

import hall.app  # noqa: F401 (puts every room together, and with it knows every table)
from hall.db import Database
from hall.engines import make_engine
from hall.migration import head, is_current, known_revisions, migrate
from tests.databases import Databases, Files, Server
from tests.postgres import Cluster, any_cluster

TEXT_ELSEWHERE = """
    SELECT attrelid::regclass::text, attname FROM pg_attribute
    JOIN pg_class ON pg_class.oid = attrelid JOIN pg_collation ON pg_collation.oid = attcollation
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0
    AND collname <> 'C' AND relname <> 'alembic_version'
"""
NARROW = """
    SELECT table_name, column_name FROM information_schema.columns
    WHERE column_name IN ('seq', 'places', 'place', 'issue_order') AND data_type <> 'bigint'
"""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with any_cluster() as cluster:
        yield cluster


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of either kind."""
    places: Databases = Files() if request.param == "sqlite" else Server(request.getfixturevalue("cluster"))
    url = places.new(tmp_path)
    yield url
    places.drop(url)


@pytest.fixture
def config(url: str) -> Iterator[Config]:
    config = Config()
    config.set_main_option("script_location", str(files("hall.migrations")))
    engine = make_engine(url)
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


def test_a_server_knows_the_revisions_by_their_files(config: Config) -> None:
    script = ScriptDirectory.from_config(config)
    assert known_revisions() == {each.revision for each in script.walk_revisions()}
    assert head() == script.get_current_head()


def test_a_database_that_alembic_brought_up_to_date_is_current(config: Config, url: str) -> None:
    database = Database(url)
    assert not is_current(database)
    command.upgrade(config, "head")
    config.attributes["connection"].commit()
    assert is_current(database)
    assert not migrate(database)
    database.close()


def test_requests_for_help_of_before_get_their_numbers_in_the_halls_order(config: Config) -> None:
    """As 0016 finds them: of two halls, over New Year, not in the order of their ids."""
    command.upgrade(config, "0015")
    connection = config.attributes["connection"]
    asked = [("c", 1, 5, 2025), ("a", 1, 9, 2025), ("b", 1, 12, 2026), ("d", 2, 1, 2026)]
    orders = sa.Table("hall_orders", sa.MetaData(), autoload_with=connection)
    order = {"seq": 12, "head": b"", "places": 0, "issue_order": 0}
    connection.execute(sa.insert(orders), [{"hall_id": hall_id, **order} for hall_id in (1, 2)])
    requests = sa.Table("assistance_requests", sa.MetaData(), autoload_with=connection)
    rest: dict[str, object] = {"state": "done", "steps": 0, "source": "kiosk", "venue": "here"}
    at = datetime(2026, 1, 1, tzinfo=UTC) if connection.dialect.name == "postgresql" else 0
    for key, hall_id, seq, year in asked:
        row = {"id": key, "hall_id": hall_id, "seq": seq, "day": date(year, 6, 1), "requested_at": at, "due_at": at}
        connection.execute(sa.insert(requests).values(**row, **rest))
    command.upgrade(config, "head")
    found = connection.exec_driver_sql("SELECT id, number, sequence FROM assistance_requests ORDER BY hall_id, seq")
    assert [tuple(row) for row in found] == [
        ("c", "H2025-0001", 1), ("a", "H2025-0002", 2), ("b", "H2026-0001", 1), ("d", "H2026-0001", 1),
    ]  # fmt: skip
    last = connection.exec_driver_sql("SELECT hall_id, year, last FROM assistance_counters ORDER BY hall_id, year")
    assert [tuple(row) for row in last] == [(1, 2025, 2), (1, 2026, 1), (2, 2026, 1)]


def test_places_let_go_unconfirmed_are_told_from_appointments_that_were_cancelled(config: Config) -> None:
    """As 0017 finds them: both `cancelled`, one still with the instant until which it was kept."""
    command.upgrade(config, "0016")
    connection = config.attributes["connection"]
    orders = sa.Table("hall_orders", sa.MetaData(), autoload_with=connection)
    connection.execute(sa.insert(orders), {"hall_id": 1, "seq": 12, "head": b"", "places": 0, "issue_order": 0})
    appointments = sa.Table("appointments", sa.MetaData(), autoload_with=connection)
    at = datetime(2026, 1, 1, tzinfo=UTC) if connection.dialect.name == "postgresql" else 0
    told = dict.fromkeys(("service", "mode", "slot_id", "channel"), "x") | {"language": "zh", "day": date(2026, 1, 1)}
    times = dict.fromkeys(("starts_at", "ends_at", "booked_at"), at)
    counts = {"hall_id": 1, "party": 1, "changes": 0, "seq": 1, "needs_help": False, "late": False}
    for key, state, kept_until in (("a", "cancelled", at), ("b", "cancelled", None), ("c", "reserved", at)):
        row = {"id": key, "code": key, "state": state, "expires_at": kept_until}
        connection.execute(sa.insert(appointments).values(row | told | times | counts))
    command.upgrade(config, "head")
    found = connection.exec_driver_sql("SELECT id, state, expires_at IS NULL FROM appointments ORDER BY id")
    assert [(key, state, bool(none)) for key, state, none in found] == [
        ("a", "let_go", True), ("b", "cancelled", True), ("c", "reserved", False),
    ]  # fmt: skip


def test_on_postgresql_text_is_in_the_order_of_code_points_and_counters_are_wide(cluster: Cluster) -> None:
    url = cluster.create()
    database = Database(url)
    migrate(database)
    with database.reading() as connection:
        assert connection.exec_driver_sql(TEXT_ELSEWHERE).all() == []
        assert connection.exec_driver_sql(NARROW).all() == []
    database.close()
    cluster.drop(url)


@pytest.mark.parametrize("begin", ["BEGIN", "BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_a_new_file_is_waited_for_while_another_is_at_it(tmp_path: Path, begin: str) -> None:
    """Such a file has no log yet: what another is about to write there would make SQLite refuse at once."""
    other = sqlite3.connect(tmp_path / "hall.db", isolation_level=None, check_same_thread=False)
    other.execute(begin)
    other.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    done = threading.Timer(0.2, lambda: other.execute("COMMIT"))
    done.start()
    database = Database(f"sqlite:///{tmp_path / 'hall.db'}")
    assert not is_current(database)
    database.close()
    done.join()
    other.close()


def test_two_processes_that_migrate_at_once_do_not_hurt_each_other(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hall.writers.BUSY_FOR_SECONDS", 0.01)  # the first takes longer than others are to wait
    databases = [Database(url) for _ in range(4)]
    ready, changed = threading.Barrier(len(databases)), []

    def run(database: Database) -> None:
        ready.wait()
        changed.append(migrate(database))

    everyone = [threading.Thread(target=run, args=(database,)) for database in databases]
    for each in everyone:
        each.start()
    for each in everyone:
        each.join()
    assert sorted(changed) == [False, False, False, True]
    assert all(is_current(database) for database in databases)
    for database in databases:
        database.close()
