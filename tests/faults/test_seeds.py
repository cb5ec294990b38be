"""Every guard that is taken away from a server is missed: the checks find it, each by the ones that are meant to."""

from pathlib import Path

import pytest

from tests.faults import seeds
from tests.faults.installation import OnSqlite
from tests.faults.run import Outcome, run
from tests.faults.searching import assert_found

SECONDS = 15.0
SPELLS = (20,)


@pytest.mark.parametrize(
    ("prelude", "kills", "found_by"),
    [
        (seeds.UNLOCKED, 1, {"everybody_was_answered"}),
        (seeds.TOLD_BEFORE_THE_COMMIT, 2, {"screens_showed_every_call", "desks_were_told_everything"}),
        (seeds.ANSWERS_NOT_KEPT, 1, {"first_answer_again", "nothing_unasked"}),
        (seeds.TOLD_FROM_MEMORY, 3, {"screens_showed_every_call", "desks_were_told_everything"}),
        (seeds.SUBSCRIBER_IN_MEMORY, 3, {"subscribers_were_told"}),
    ],
    ids=["unlocked", "told before the commit", "answers not kept", "told from memory", "subscriber in memory"],
)
def test_a_missing_guard_is_found(hasty: Path, tmp_path: Path, prelude: str, kills: int, found_by: set[str]) -> None:
    def one_run(folder: Path) -> Outcome:
        house = OnSqlite(hasty, folder / "hall", prelude)
        try:
            house.start()
            return run(house, folder, kills=kills, seconds=SECONDS, spells=SPELLS, patience=15)
        finally:
            house.end()

    assert_found(one_run, found_by, tmp_path)
