"""Pinyin initials and China's working days, looked up in large libraries by a child process that then ends."""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hall.catalogue.workdays import YearDays
from hall.children import child_environment
from hall.errors import Unavailable
from hall.text import Text

CHILD = "hall.catalogue.actions.seed_child"
LONGEST_SECONDS = 60


@dataclass(frozen=True)
class Seeds:
    """What was looked up: initials by text, days by year."""

    initials: Mapping[str, list[str]]
    years: Mapping[int, YearDays]


def look_up(words: Iterable[str], years: Iterable[int]) -> Seeds:
    """Initials of every text in `words` and the days of every year; Unavailable when the child cannot tell."""
    asked = {"words": sorted(set(words)), "years": sorted(set(years))}
    if not asked["words"] and not asked["years"]:
        return Seeds({}, {})
    try:
        ended = subprocess.run(
            [sys.executable, "-P", "-m", CHILD],
            input=json.dumps(asked).encode(),
            env=child_environment(),
            capture_output=True,
            timeout=LONGEST_SECONDS,
            check=True,
        )
        told = json.loads(ended.stdout)
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise _cannot(said) from error
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        raise _cannot(str(error)) from error
    return Seeds(told["initials"], {int(year): YearDays.of(days) for year, days in told["years"].items()})


def _cannot(said: str) -> Unavailable:
    return Unavailable(Text(f"无法查询拼音和节假日：{said}", f"Pinyin and holidays cannot be looked up: {said}"))
