"""The child process that asks large libraries: `python -m hall.catalogue.actions.seed_child`, JSON in, JSON out.

A process of its own because pypinyin and holidays hold 80 MB of tables that a served hall never asks for again.
In: `{words: [Chinese text], years: [year]}`. Out: `{initials: {text: [initials]}, years: {year: {official, holidays,
workdays}}}`.
"""

import json
import re
import sys
from datetime import date
from typing import Any

from holidays import HolidayBase, country_holidays
from pypinyin import Style, lazy_pinyin

IN_EXCHANGE = "休息日"
_SILENT = re.compile(r"[^0-9a-zA-Z\u3400-\u9fff]")
_UNTYPED = re.compile(r"[^0-9a-z]")


def initials_of(text: str) -> list[str]:
    """Pinyin initials of a text, lower case: as the phrase is read, then as its characters are read one by one.

    The second catches what people type when a character has two readings (银行 yh, also yx); it is left out when it
    is the same.
    """
    plain = _SILENT.sub("", text)
    read = (
        lazy_pinyin(plain, style=Style.FIRST_LETTER),
        [letter for sign in plain for letter in lazy_pinyin(sign, style=Style.FIRST_LETTER)],
    )
    typed = (_UNTYPED.sub("", "".join(letters).lower()) for letters in read)
    return [initials for initials in dict.fromkeys(typed) if initials]


def days_of(year: int) -> dict[str, Any]:
    """A year's days off by name, and its make-up days; official when it has any, for only a notice sets those."""
    china = country_holidays("CN", years=year, language="zh_CN")
    made_up = sorted(day for day in china.weekend_workdays if day.year == year)
    return {
        "official": bool(made_up),
        "holidays": {day.isoformat(): _name(china, day) for day in sorted(china)},
        "workdays": [day.isoformat() for day in made_up],
    }


def _name(china: HolidayBase, day: date) -> str:
    """The name of the holiday; a day off in exchange for a make-up day takes that of the nearest one."""
    named = [other for other in china if not china[other].startswith(IN_EXCHANGE)]
    nearest = min(named, key=lambda other: abs(other - day))
    return str(china[nearest]).split("（")[0].replace("; ", "、")


def main() -> None:
    asked = json.load(sys.stdin)
    answer = {
        "initials": {text: initials_of(text) for text in asked["words"]},
        "years": {str(year): days_of(year) for year in asked["years"]},
    }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
