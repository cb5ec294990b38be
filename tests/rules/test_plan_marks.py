"""What a plan marks, as its page says before it is put up; and limits as pages say them."""

import pytest

from tests.rules.browser_code import called

MARKS, FORMAT = "floor/marks", "shared/format"
HALL = [1, 2, 3, 10]
SHANGHAI = "Asia/Shanghai"


@pytest.mark.parametrize(
    ("ids", "marked", "lacking", "wayless", "unknown"),
    [
        (["window-10", "way-10", "window-2", "layer1", "window-02", "Window-3"], [2, 10], [1, 3], [2], []),
        (["window-1", "window-99", "way-99"], [1], [2, 3, 10], [1], [99]),
        (["way-3"], [], HALL, [], []),
        ([f"{what}-{n}" for what in ("window", "way") for n in HALL], HALL, [], [], []),
    ],
)
def test_a_plan_is_held_against_the_windows_of_its_hall(
    ids: list[str], marked: list[int], lacking: list[int], wayless: list[int], unknown: list[int]
) -> None:
    [marks] = called(MARKS, "marksOf", [ids])
    [found] = called(MARKS, "compared", [marks, HALL])
    assert found == {"marked": marked, "lacking": lacking, "wayless": wayless, "unknown": unknown}


@pytest.mark.parametrize(
    ("at", "within", "time"),
    [
        ("2026-11-23T16:00:00Z", "2026-11-23T15:59:59.000Z", "24:00"),
        ("2026-11-23T16:00:01Z", "2026-11-23T16:00:01.000Z", "00:00"),
        ("2026-11-23T09:00:00Z", "2026-11-23T09:00:00.000Z", "17:00"),
    ],
)
def test_a_limit_at_the_halls_midnight_belongs_to_the_day_before(at: str, within: str, time: str) -> None:
    assert called(FORMAT, "untilThere", [at, SHANGHAI]) == [{"within": within, "time": time}]
