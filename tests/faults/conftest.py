"""A hall for every run: a folder furnished once, with rules under which clerks may be hasty."""

from pathlib import Path

import pytest

from tests.faults.installation import furnished


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These bring the databases they need: once is enough."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.sqlite("it brings its own databases"))


@pytest.fixture(scope="session")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return furnished(tmp_path_factory.mktemp("hasty"))
