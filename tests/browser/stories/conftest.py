"""A hall for every story, its clock movable: nobody waits there but the people of that story."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.demo import Demo
from tests.served import copied


@pytest.fixture
def demo(furnished: Path, tmp_path: Path) -> Iterator[Demo]:
    hall = Demo(copied(furnished, tmp_path / "hall"), movable=True)
    hall.start()
    yield hall
    hall.stop()
