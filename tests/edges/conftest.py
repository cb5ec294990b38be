"""The county hall behind its doors, for tests of the doors themselves."""

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
    with opened(built, tmp_path) as county:
        yield county


@pytest.fixture(scope="module")
def one_county(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    """One hall for all tests of a file that only ask, or only are refused."""
    with opened(built, tmp_path_factory.mktemp("one-county")) as county:
        yield county
