"""Whether what is wrong on purpose is found: by one run, or by one of the next."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.run import Outcome

RUNS = 3
"""Where a kill falls is drawn: some run hits nothing that the missing guard would have kept."""


def assert_found(one_run: Callable[[Path], Outcome], found_by: set[str], folder: Path) -> None:
    """One of `RUNS` runs, each with a folder of its own, violates one of the checks `found_by`."""
    for count in range(RUNS):
        outcome = one_run(folder / str(count))
        if outcome.violated & found_by:
            return
    pytest.fail(f"{RUNS} runs found nothing; the last one: {outcome.found}")
