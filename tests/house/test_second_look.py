"""What CI may run once more."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tools import second_look

PAGE = "tests/browser/test_desk.py::test_a"


def noted(root: Path, *failed: str) -> None:
    file = root / second_look.CACHE
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(dict.fromkeys(failed, True)), encoding="utf-8")


def test_a_few_tests_of_pages_are_run_again(tmp_path: Path) -> None:
    journey = "tests/journeys/test_proxies.py::test_b"
    noted(tmp_path, PAGE, journey)
    assert second_look.deserved(tmp_path) == [PAGE, journey]


@pytest.mark.parametrize(
    "other", ["tests/races/test_callers.py::test_a", "tests/faults/test_short.py::test_a", "tests/browser"]
)
def test_nothing_is_run_again_with_one_that_must_not_be(tmp_path: Path, other: str) -> None:
    noted(tmp_path, PAGE, other)
    assert second_look.deserved(tmp_path) == []


def test_nothing_is_run_again_when_many_failed(tmp_path: Path) -> None:
    noted(tmp_path, *(f"{PAGE}{number}" for number in range(second_look.MOST + 1)))
    assert second_look.deserved(tmp_path) == []


def test_nothing_is_run_again_when_nothing_ran(tmp_path: Path) -> None:
    assert second_look.deserved(tmp_path) == []


def test_pytest_notes_what_failed_where_it_is_looked_for(tmp_path: Path) -> None:
    file = tmp_path / "tests" / "browser" / "test_x.py"
    file.parent.mkdir(parents=True)
    file.write_text("def test_a(): pass\ndef test_b(): assert False\n", encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", *second_look.NOTED]
    subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, timeout=60)
    assert second_look.deserved(tmp_path) == ["tests/browser/test_x.py::test_b"]
