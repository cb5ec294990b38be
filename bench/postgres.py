"""A hall on PostgreSQL to measure: durable, as an installation's would be, and copied for every round."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from bench.installation import Installation
from tests.databases import Server as Databases
from tests.databases import copy_data_folder, database_of, new_data_folder
from tests.postgres import Cluster, embedded, libpq

# What is answered is on the disk: the tests' own server is hasty unless asked.
DURABLE = ("fsync=on", "synchronous_commit=on", "full_page_writes=on", "max_wal_size=4GB")


@dataclass(frozen=True)
class HouseOnPostgres(Installation):
    """A data folder whose keys name a database of this cluster."""

    cluster: Cluster

    @classmethod
    def built(cls, cluster: Cluster, folder: Path) -> "HouseOnPostgres":
        """The demo hall as `hall demo` leaves it."""
        made = cls(new_data_folder(Databases(cluster), folder), cluster)
        with made.demo(voice="off"):
            pass
        return made

    def copied(self, folder: Path) -> "HouseOnPostgres":
        """The same rows in another folder and database; nobody may be using this one. Away with it by `dropped`."""
        return HouseOnPostgres(copy_data_folder(Databases(self.cluster), self.folder, folder), self.cluster)

    @contextmanager
    def copy(self, folder: Path) -> Iterator["HouseOnPostgres"]:
        """A copy for as long as the block lasts."""
        made = self.copied(folder)
        try:
            yield made
        finally:
            self.cluster.drop(made.url)

    @property
    def url(self) -> str:
        url = database_of(self.folder)
        assert url is not None, "its keys name a database"
        return url

    def rows(self, query: str) -> list[Any]:
        with psycopg.connect(libpq(self.url)) as connection:
            return connection.execute(query.encode()).fetchall()


@contextmanager
def durable_cluster() -> Iterator[Cluster]:
    """A PostgreSQL of one's own for as long as the block lasts, its flushes real."""
    with embedded(settings=DURABLE) as cluster:
        yield cluster
