"""A hall for every run: a folder furnished once, with rules under which clerks may be hasty."""

from pathlib import Path

import pytest

from tests.faults.installation import furnished


@pytest.fixture(scope="session")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return furnished(tmp_path_factory.mktemp("hasty"))
