"""Periodic work goes on whatever fails: the others have their turn, and what failed is tried again soon."""

from pathlib import Path
from time import monotonic

import pytest

from hall.duties import AGAIN_AFTER_SECONDS, Doer, Duties, Duty
from hall.each import each_in_turn
from hall.errors import DatabaseBusy, Unavailable
from hall.folders import FolderLock
from hall.leases import AllLeases

A_DAY = 86_400.0


@pytest.mark.parametrize("trouble", [ValueError("this one alone"), DatabaseBusy()])
def test_what_hinders_one_keeps_nobody_behind_it_waiting(trouble: Exception) -> None:
    done: list[int] = []

    def work(one: int) -> None:
        if one in (2, 3):
            raise trouble if one == 2 else KeyError(one)
        done.append(one)

    with pytest.raises(type(trouble)) as told:
        each_in_turn([1, 2, 3, 4], work)
    assert told.value is trouble
    assert done == [1, 4]


@pytest.mark.parametrize("trouble", [Unavailable(), ConnectionRefusedError()])
def test_what_hinders_all_is_not_tried_with_each(trouble: Exception) -> None:
    tried: list[int] = []

    def work(one: int) -> None:
        tried.append(one)
        raise trouble

    with pytest.raises(type(trouble)):
        each_in_turn([1, 2, 3], work)
    assert tried == [1]


def test_a_daily_duty_that_failed_is_tried_again_within_a_minute_and_ends_no_other(tmp_path: Path) -> None:
    done: list[str] = []
    told: list[str] = []

    def fails() -> None:
        raise ValueError

    daily = Duty("daily", A_DAY, fails, Doer.EVERY_PROCESS)
    often = Duty("often", 1.0, fails, Doer.EVERY_PROCESS)
    sound = Duty("sound", A_DAY, lambda: done.append("sound"), Doer.EVERY_PROCESS)
    lock = FolderLock(tmp_path / "duties.lock")
    duties = Duties([daily, often, sound], AllLeases(), lock, lambda what, _error: told.append(what))
    duties.step()
    now = monotonic()
    assert done == ["sound"]
    assert [what.split("'")[1] for what in told] == ["daily", "often"]
    assert 0 < daily.due_at - now <= AGAIN_AFTER_SECONDS
    assert often.due_at - now <= 1.0
    assert sound.due_at - now > AGAIN_AFTER_SECONDS
