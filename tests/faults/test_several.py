"""The short form over PostgreSQL, Redis and three workers; and without the hall's lock it would fail."""

from pathlib import Path

from tests.faults import seeds
from tests.faults.checks import CHECKS
from tests.faults.run import Outcome, run
from tests.faults.searching import assert_found
from tests.faults.several import OnPostgres
from tests.faults.telling import table

SPELLS = (0, 3, 10, 20)


def tormented(folder: Path, *, kills: int, prelude: str = "", patience: float = 60.0) -> Outcome:
    house = OnPostgres.furnished(folder / "hall", prelude)
    try:
        house.start()
        return run(house, folder, kills=kills, seconds=20, spells=SPELLS, patience=patience)
    finally:
        house.end()


def test_nothing_is_lost_and_nothing_is_done_twice(tmp_path: Path) -> None:
    outcome = tormented(tmp_path, kills=8)
    print("\n".join(table(outcome)))
    assert len(outcome.evidence.told) > 30, "people were at work meanwhile"
    assert outcome.found == {name: [] for name in CHECKS}


def test_a_missing_lock_is_found(tmp_path: Path) -> None:
    def one_run(folder: Path) -> Outcome:
        return tormented(folder, kills=1, prelude=seeds.ORDER_NOT_LOCKED, patience=10)

    assert_found(one_run, {"everybody_was_answered"}, tmp_path)
