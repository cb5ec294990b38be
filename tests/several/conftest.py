"""Several processes over one PostgreSQL database and one Redis, all of them real."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hall.db import Base, Database
from hall.journal.entries import append_entries
from tests.ears import Ears, listening
from tests.people import Cast
from tests.postgres import Cluster, any_cluster
from tests.redis import EmbeddedRedis, embedded
from tests.served import Served
from tests.workers import Workers

NUMBER = 3


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These bring their own PostgreSQL: once is enough."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.sqlite("it starts its own PostgreSQL"))


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    with any_cluster() as cluster:
        yield cluster


@pytest.fixture
def database(cluster: Cluster) -> Iterator[Database]:
    """A new PostgreSQL database with every table."""
    database = Database(cluster.create())
    database.inside.append(append_entries)
    Base.metadata.create_all(database.engine)
    yield database
    database.close()


@pytest.fixture(scope="module")
def redis_server() -> Iterator[EmbeddedRedis]:
    """A Redis of one's own, which may be killed and started again."""
    with embedded() as server:
        yield server


@pytest.fixture(scope="session")
def furnished_postgres(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder and the database of a demo hall that was started once over PostgreSQL and stopped."""
    url = cluster.create()
    settings = {"HALL_DATABASE_URL": url, "HALL_VOICE": "off"}
    served = Served(tmp_path_factory.mktemp("furnished-postgres") / "data", settings).start()
    assert served.stop() == 0, served.log
    assert not served.trouble, served.trouble
    return served.data, url


@pytest.fixture(scope="session")
def hub() -> Iterator[EmbeddedRedis]:
    """The Redis of the workers."""
    with embedded() as server:
        yield server


@pytest.fixture(scope="session")
def workers(cluster: Cluster, furnished_postgres: tuple[Path, str], hub: EmbeddedRedis) -> Iterator[Workers]:
    """Three workers over a copy of it."""
    data, url = furnished_postgres
    settings = {"HALL_DATABASE_URL": cluster.copy(url), "HALL_REDIS_URL": hub.url, "HALL_VOICE": "off"}
    workers = Workers(data, NUMBER, settings).start()
    yield workers
    assert workers.stop() == 0, workers.log
    assert not workers.trouble, workers.trouble


@pytest.fixture(scope="session")
def cast(workers: Workers) -> Cast:
    return Cast(workers)


@pytest.fixture
def ears(workers: Workers) -> Iterator[Ears]:
    with listening(workers.base_url) as ears:
        yield ears
