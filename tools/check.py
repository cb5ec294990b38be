"""Everything that can be checked: style, types, import contracts, migrations, browser code, tests.

    python -m tools.check              without a browser, on SQLite
    python -m tools.check --browser    with the browser tests, with what asks the database again on PostgreSQL, and the
                                       coverage shown

Every check runs, whatever the ones before it said; the exit code is 1 if any of them failed. What only reads the code
runs beside the first tests and says how it went when they are over. With SECOND_LOOK=1, as CI sets it, a few
failed tests of pages are run once more, alone, and told of (`tools/second_look.py`).
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools import second_look

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
PYTEST = [PYTHON, "-m", "pytest", "-q"]

# These bring what the tests of pages need.
BEFORE: dict[str, list[str]] = {
    "browser code": [PYTHON, "frontend/assets.py"],
    "browser types": [PYTHON, "frontend/assets.py", "--check"],
}
BESIDE: dict[str, list[str]] = {
    "style": [PYTHON, "-m", "ruff", "check", "--quiet"],
    "format": [PYTHON, "-m", "ruff", "format", "--check", "--quiet"],
    "types": [PYTHON, "-m", "mypy", "--no-error-summary"],
    "imports": [str(Path(PYTHON).parent / "lint-imports"), "--no-logo"],
}


# What asks the database, and so runs a second time on PostgreSQL; the rest knows none, or costs more than it tells.
ASK_THE_DATABASE = [
    "tests/actions",
    "tests/races",
    *(f"tests/edges/{name}" for name in ("staff", "test_board.py", "test_feed.py", "test_idempotency.py")),
    *(f"tests/edges/test_postgres_{name}.py" for name in ("pipelined", "plans", "trouble")),
    "tests/journeys/test_postgres_start.py",
]
MEASURED = [f"tests/{name}" for name in ("rules", "actions", "edges")]
WITH_SERVERS = [f"tests/{name}" for name in ("journeys", "races", "several", "faults", "house")]
FEWER = {"RACE_TICKETS": "400", "RACE_KIOSK_TICKETS": "30"}  # 2 000 and 60 are for whoever asks for them
# Every process would translate the whole house again where the machine's own setting is to keep no translation.
KEPT = {"PYTHONDONTWRITEBYTECODE": ""}
CORES = os.cpu_count() or 1


def tests(*, browser: bool) -> dict[str, list[str]]:
    """The command lines of the tests, several at once, a file's tests one after the other (`tests/longest.py`).

    With the browser's, the coverage is shown of those that ask the product in their own process. Of the others none is
    taken: measured, a server is too slow for people who click, and many processes for what they are to show. More of
    them at once than there are cores took as long, and pages were late.
    """
    at_once = [*PYTEST, *second_look.NOTED, "-n", str(CORES), "--dist", "loadfile", "--no-loadscope-reorder", "-m"]
    if not browser:
        return {"tests": [*at_once, "not browser"]}
    return {
        "tests": [*at_once, "not browser", "--cov", "--cov-report=term", *MEASURED],
        "tests with servers": [*at_once, "not browser", *WITH_SERVERS],
        "tests on PostgreSQL": [*at_once, "not browser", "--database=postgresql", *ASK_THE_DATABASE],
        "browser tests": [*at_once, "browser"],
    }


def passes(name: str, command: list[str], *, aside: bool = False) -> bool:
    """Run one check and say how it went; `aside`: what it says comes out when it is over."""
    if not aside:
        print(f"== {name}", flush=True)
    started = time.monotonic()
    into = subprocess.PIPE if aside else None
    environment: Mapping[str, str] = {**FEWER, **os.environ, **KEPT}
    done = subprocess.run(
        command, cwd=ROOT, check=False, env=environment, stdout=into, stderr=subprocess.STDOUT, text=True
    )
    told = f"   {'ok' if done.returncode == 0 else f'FAILED ({done.returncode})'}"
    told += f" after {time.monotonic() - started:.1f} s"
    print(f"== {name}\n{done.stdout}{told}" if aside else told, flush=True)
    return done.returncode == 0


def passes_at_last(name: str, command: list[str], unsteady: list[str]) -> bool:
    """Run tests, and where CI wants it the files of the few that failed once more.

    Those that pass only then are told of: they are added to `unsteady`.
    """
    if passes(name, command):
        return True
    again = second_look.deserved(ROOT) if os.environ.get("SECOND_LOOK") == "1" else []
    files = sorted({test.partition("::")[0] for test in again})  # whole: a file's tests may build on each other
    if not again or not passes(f"{name}, once more", [*PYTEST, "-m", "browser or not browser", *files]):
        return False
    unsteady += again
    return True


def main() -> int:
    """Run all checks; 0 if every one passes."""
    parser = argparse.ArgumentParser(description="Check everything.")
    parser.add_argument("--browser", action="store_true", help="run the browser tests too, and show the coverage")
    asked = parser.parse_args()
    outcomes = {name: passes(name, command) for name, command in BEFORE.items()}
    with ThreadPoolExecutor(1) as aside:
        beside = {name: aside.submit(passes, name, command, aside=True) for name, command in BESIDE.items()}
        unsteady: list[str] = []
        outcomes |= {
            name: passes_at_last(name, command, unsteady) for name, command in tests(browser=asked.browser).items()
        }
        outcomes |= {name: passed.result() for name, passed in beside.items()}
    for test in unsteady:
        print(f"hall: UNSTEADY, passed only when run again: {test}")
    failed = [name for name, passed in outcomes.items() if not passed]
    print(
        f"hall: {len(failed)} of {len(outcomes)} checks failed: {', '.join(failed)}"
        if failed
        else "hall: all checks passed"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
