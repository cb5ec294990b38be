"""A served hall for every test that wants one: furnished once, copied for each, its log shown where a test fails."""

import fcntl
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
import requests

from hall.db import Base, Database
from tests.databases import POSTGRESQL, SQLITE, Databases, Files, Server, copy_data_folder, new_data_folder
from tests.ears import Ears, listening
from tests.longest import longest_first
from tests.people import Cast
from tests.postgres import any_cluster
from tests.served import Served

LOG_LINES = 60
Serve = Callable[..., Served]


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest) -> Iterator[Databases]:
    """Where tests get their databases: files of SQLite's, or a PostgreSQL server."""
    if request.config.getoption("--database") == SQLITE:
        yield Files()
        return
    with any_cluster() as cluster:
        yield Server(cluster)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=(SQLITE, POSTGRESQL), default=SQLITE, help="What the halls' data lies in.")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test that is marked for one database is passed over on the other; its mark says why."""
    chosen = config.getoption("--database")
    for item in items:
        for other in {SQLITE, POSTGRESQL} - {chosen}:
            if mark := item.get_closest_marker(other):
                item.add_marker(pytest.mark.skip(reason=f"{other} alone: {mark.args[0]}"))
    if _is_one_of_several(config):
        longest_first(items)


def _is_one_of_several(config: pytest.Config) -> bool:
    """Whether this process is a worker of pytest-xdist's."""
    return hasattr(config, "workerinput")


@pytest.fixture(scope="session")
def tables(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with every table and not one row, to be copied."""
    url = databases.new(tmp_path_factory.mktemp("tables"))
    database = Database(url)
    Base.metadata.create_all(database.engine)
    database.close()
    return url


@pytest.fixture(scope="session")
def furnished(request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo hall that was started once, has its voice, and was stopped.

    Processes that test side by side have one folder where its database lies in it: to record a voice takes long.
    """
    if not _is_one_of_several(request.config) or databases.kind != SQLITE:
        return furnish(databases, tmp_path_factory.mktemp("furnished") / "data")
    place = tmp_path_factory.getbasetemp().parent / "furnished"
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            furnish(databases, place.with_suffix(".made")).rename(place)
    return place


def furnish(databases: Databases, folder: Path) -> Path:
    served = Served(new_data_folder(databases, folder)).start()
    with listening(served.base_url) as ears:
        ears.screen().wait("voice", lambda voice: voice["data"]["available"] and not voice["data"]["reason"], within=60)
    assert served.stop() == 0, served.log
    return served.data


@pytest.fixture(scope="session")
def serve(databases: Databases, furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Starts a hall over a copy of the furnished folder (or over one of the test's own); all end with the session."""
    everyone: list[Served] = []

    def start(data: Path | None = None, prelude: str = "", **settings: str) -> Served:
        folder = data or copy_data_folder(databases, furnished, tmp_path_factory.mktemp("served") / "data")
        served = Served(folder, settings, prelude)
        everyone.append(served)
        return served.start()

    yield start
    for served in everyone:
        end(served)


def end(served: Served) -> None:
    """Stop it if it still runs; it must have met no error that nobody foresaw."""
    if served.running:
        assert served.stop() == 0, served.log
    assert not served.trouble, served.trouble


@pytest.fixture(scope="module")
def served(serve: Serve) -> Iterator[Served]:
    """One hall for the tests of a file; each works at windows of its own."""
    served = serve()
    yield served
    end(served)


@pytest.fixture
def own(serve: Serve) -> Iterator[Served]:
    """A hall for one test alone: nobody waits, nothing was called."""
    served = serve()
    yield served
    end(served)


@pytest.fixture(scope="module")
def cast(served: Served) -> Cast:
    return Cast(served)


@pytest.fixture
def own_cast(own: Served) -> Cast:
    return Cast(own)


@pytest.fixture
def ears(served: Served) -> Iterator[Ears]:
    with listening(served.base_url) as ears:
        yield ears


@pytest.fixture
def own_ears(own: Served) -> Iterator[Ears]:
    with listening(own.base_url) as ears:
        yield ears


@pytest.fixture
def fetch(served: Served) -> Callable[[str], requests.Response]:
    """A page or file of the served hall."""
    return lambda path: requests.get(served.base_url + path, timeout=10)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed test shows the end of its server's log."""
    report = yield
    if report.failed:
        for value in getattr(item, "funcargs", {}).values():
            if isinstance(value, Served):
                lines = value.log.splitlines()[-LOG_LINES:]
                report.sections.append((f"the hall on port {value.port}", "\n".join(lines)))
    return report
