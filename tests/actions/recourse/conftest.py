"""The county hall, for what bad reviews lead to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.halls import Built, County, build, opened


@pytest.fixture(scope="session")
def built(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.getbasetemp() / "county", databases)


@pytest.fixture
def county(built: Built, tmp_path: Path) -> Iterator[County]:
    """At the end of every test its journal and its tables tell the same story."""
    with opened(built, tmp_path) as county:
        yield county
