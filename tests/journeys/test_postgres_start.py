"""What cannot be started on is said in one line that names the setting, and never the password."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from hall.db import Database
from hall.migration import migrate
from tests.databases import Databases
from tests.ports import free_port
from tests.postgres import libpq
from tests.served import command

pytestmark = pytest.mark.postgresql("its ways of refusing")
SECRET = "s3cret-and-wrong"


@pytest.fixture
def url(databases: Databases, tmp_path: Path) -> Iterator[sa.URL]:
    url = databases.new(tmp_path)
    yield sa.make_url(url)
    databases.drop(url)


def refusal(folder: Path, url: str, *arguments: str) -> str:
    """The one line that a command says in refusing."""
    done = command(folder, *(arguments or ("serve",)), HALL_DATABASE_URL=url, HALL_SECRET_KEY="x", HALL_DATA_KEY="")
    assert done.returncode == 1, done.stdout + done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "HALL_DATABASE_URL" in done.stderr
    assert SECRET not in done.stderr
    return done.stderr


def written(url: sa.URL) -> str:
    return url.render_as_string(hide_password=False)


def test_a_server_that_cannot_be_reached(url: sa.URL, tmp_path: Path) -> None:
    port = free_port()
    line = refusal(tmp_path, written(url.set(host="127.0.0.1", port=port, password=SECRET)))
    assert f"127.0.0.1:{port}" in line


def test_a_wrong_password(url: sa.URL, tmp_path: Path) -> None:
    assert "password" in refusal(tmp_path, written(url.set(password=SECRET)))


def test_a_database_that_is_not_there(url: sa.URL, tmp_path: Path) -> None:
    assert "nowhere" in refusal(tmp_path, written(url.set(database="nowhere")), "migrate")


def test_an_address_that_is_none(tmp_path: Path) -> None:
    assert "postgresql://" in refusal(tmp_path, f"postgresql://hall:{SECRET}@127.0.0.1:port/hall")
    assert "postgresql://" in refusal(tmp_path, f"mysql://hall:{SECRET}@127.0.0.1/hall")
    refusal(tmp_path, f"postgresql://hall:{SECRET}@127.0.0.1/hall?colour=red")


def test_a_database_of_a_newer_version(url: sa.URL, tmp_path: Path) -> None:
    database = Database(written(url))
    migrate(database)
    database.close()
    with psycopg.connect(libpq(written(url))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "newer version" in refusal(tmp_path, written(url))


def test_a_database_whose_text_is_not_unicode(url: sa.URL, tmp_path: Path) -> None:
    name = f"{url.database}_latin"
    with psycopg.connect(libpq(written(url)), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'")
        try:
            assert "SQL_ASCII" in refusal(tmp_path, written(url.set(database=name)))
        finally:
            connection.execute(f"DROP DATABASE {name}")
