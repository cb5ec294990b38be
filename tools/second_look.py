"""Which failed tests CI runs once more: a few of pages and lines, whose machine may have been busy with something else.

A test of rules, of the database, of races or faults that fails now and then has found what it is there to find, so none
of those is run again; nor is anything when more than a few failed. Whoever runs `make test` gets no second look.
"""

import json
from pathlib import Path

# Told to pytest: where it notes what failed, anew in each run.
NOTED = ["--cache-clear"]
CACHE = Path(".pytest_cache", "v", "cache", "lastfailed")
OF_PAGES = ("tests/browser/", "tests/journeys/")
MOST = 3


def deserved(root: Path) -> list[str]:
    """The tests that failed in the run before, by their names; none if one of them must not be run again."""
    try:
        failed = sorted(json.loads((root / CACHE).read_text(encoding="utf-8")))
    except FileNotFoundError:  # it did not come so far as to run tests
        return []
    return failed if len(failed) <= MOST and all(test.startswith(OF_PAGES) for test in failed) else []
