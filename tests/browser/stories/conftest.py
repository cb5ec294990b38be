"""A hall for every story, its clock movable: nobody waits there but the people of that story."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.demo import Demo


@pytest.fixture(scope="session")
def furnished_hall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a hall that was started once: a copy of it is ready twice as fast."""
    hall = Demo(tmp_path_factory.mktemp("stories") / "hall", movable=True)
    hall.folder.mkdir()
    hall.start()
    hall.stop()
    return hall.folder


@pytest.fixture
def demo(furnished_hall: Path, tmp_path: Path) -> Iterator[Demo]:
    hall = Demo(Path(shutil.copytree(furnished_hall, tmp_path / "hall")), movable=True)
    hall.start()
    yield hall
    hall.stop()
