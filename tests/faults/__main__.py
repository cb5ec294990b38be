"""`python -m tests.faults --kills N --database sqlite|postgresql --seed S`: the long form of the fault checker.

It ends by itself, leaves nothing running, and its exit code is 1 if anything was violated.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.faults.installation import Installation, OnSqlite, furnished
from tests.faults.run import run
from tests.faults.several import OnPostgres
from tests.faults.telling import table

FORMS = {
    "sqlite": lambda folder: OnSqlite(furnished(folder), folder / "hall"),
    "postgresql": lambda folder: OnPostgres.furnished(folder / "hall"),
}


def main() -> int:
    """Run as asked and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="Kill a hall and see what is lost.")
    parser.add_argument("--kills", type=int, default=300, help="how often a program is killed (default 300)")
    parser.add_argument("--database", choices=sorted(FORMS), default="sqlite")
    parser.add_argument("--seed", type=int, help="do again what was done under this seed")
    parser.add_argument("--minutes", type=float, default=60.0, help="end after so many minutes (default 60)")
    parser.add_argument("--folder", type=Path, help="where the record is kept (default: a new temporary folder)")
    asked = parser.parse_args()
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="hall-faults-"))
    folder.mkdir(parents=True, exist_ok=True)
    house: Installation = FORMS[asked.database](folder)
    try:
        house.start()
        outcome = run(house, folder, kills=asked.kills, seconds=asked.minutes * 60, seed=asked.seed)
    finally:
        house.end()
    print("\n".join(table(outcome)))
    return 1 if outcome.violated else 0


if __name__ == "__main__":
    sys.exit(main())
