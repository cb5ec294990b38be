"""A hall for every run: the furnished folder with rules under which clerks may be hasty."""

from pathlib import Path

import pytest

from tests.faults.installation import hastened
from tests.served import copied


@pytest.fixture(scope="session")
def hasty(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hastened(copied(furnished, tmp_path_factory.mktemp("hasty") / "data"))
