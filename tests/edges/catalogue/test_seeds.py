"""Pinyin and holidays, asked of the real libraries in a child process."""

import subprocess
import sys
from datetime import date

import pytest

from hall.catalogue.actions import seeds
from hall.catalogue.actions.seeds import look_up
from hall.catalogue.workdays import Workdays
from hall.errors import Unavailable
from tests.rules.catalogue.calendar_2026 import MAKE_UP, WHOLE_YEAR, off_days


def test_initials_are_those_of_the_phrase_and_then_those_of_each_character() -> None:
    words = ["不动产转移登记", "银行开户", "“办不成事”反映", "ETC 办理", "…"]
    assert look_up(words, []).initials == {
        "不动产转移登记": ["bdczydj"],
        "银行开户": ["yhkh", "yxkh"],
        "“办不成事”反映": ["bbcsfy"],
        "ETC 办理": ["etcbl"],
        "…": [],
    }


def test_2026_is_seeded_as_the_official_notice_has_it() -> None:
    calendar = Workdays(look_up([], [2026]).years)
    assert calendar.is_official(2026)
    assert calendar.years[2026].workdays == MAKE_UP
    assert [day for day in WHOLE_YEAR if calendar.holiday_on(day)] == sorted(off_days())
    assert calendar.holiday_on(date(2026, 10, 6)) == "国庆节"


@pytest.mark.parametrize(
    ("year", "make_up"),
    [
        (2024, "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12"),
        (2025, "01-26 02-08 04-27 09-28 10-11"),
    ],
)
def test_the_make_up_days_of_earlier_years_are_those_of_their_notices(year: int, make_up: str) -> None:
    days = look_up([], [year]).years[year]
    assert days.official
    assert days.workdays == {date.fromisoformat(f"{year}-{day}") for day in make_up.split()}


def test_a_year_without_a_notice_is_provisional_and_knows_its_statutory_days() -> None:
    days = look_up([], [2031]).years[2031]
    assert not days.official
    assert days.workdays == frozenset()
    assert days.holidays[date(2031, 10, 1)] == "中秋节、国庆节"
    assert days.holidays[date(2031, 10, 2)] == "国庆节"


def test_a_served_hall_never_loads_the_libraries() -> None:
    code = """
import sys
import hall.catalogue.api, hall.catalogue.report, hall.catalogue.actions.importing
print(*{"pypinyin", "holidays"} & sys.modules.keys())
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == ""


def test_nothing_asked_starts_no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert look_up([], []).years == {}


def test_a_child_that_cannot_start_is_a_clear_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeds, "CHILD", "hall.catalogue.actions.no_such_child")
    with pytest.raises(Unavailable, match="cannot be looked up"):
        look_up(["大厅"], [])
