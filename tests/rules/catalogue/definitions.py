"""A small sound definition as a file, and ways to spoil it."""

import tomllib
from pathlib import Path

from hall.catalogue.definition import Definition
from hall.catalogue.reading.check import examine
from hall.catalogue.reading.findings import Finding, Level
from hall.catalogue.reading.lines import line_numbers

EXAMPLE = Path(__file__).parents[3] / "hall" / "catalogue" / "data" / "examples" / "zhouzhi.toml"

SMALL = """\
format = 1

[[services]]
code = "pension"
prefix = "D"
name = { zh = "养老保险", en = "Pension" }
department = "人社局"
median_minutes = 6
share = 0.4

[[services]]
code = "household"
prefix = "G"
name = { zh = "户籍业务", en = "Household registration" }
aliases = ["户口"]
department = "公安局"
median_minutes = 6.5
materials = [{ zh = "户口簿", en = "Household register" }]

[[bundles]]
code = "birth"
name = { zh = "出生一件事", en = "A child is born" }
services = ["household", "pension"]

[[halls]]
code = "town"
name = { zh = "镇便民服务中心", en = "Town centre" }
tier = "town"
timezone = "Asia/Shanghai"
latitude = 34.1
longitude = 108.2
zones = [{ code = "main", name = "大厅" }]

[halls.hours]
weekday = ["09:00-12:00", "13:30-17:00"]
midday = ["12:00-13:30"]
workdays = "china"

[halls.booking]
share = 0.5

[[halls.windows]]
number = [1, 2]
name = { zh = "综合受理", en = "Comprehensive" }
kind = "comprehensive"
services = ["*"]
sessions = ["midday"]

[[halls.windows]]
number = 3
name = "户籍"
kind = "special"
services = ["household"]

[[notices]]
code = "welcome"
hall = "town"
text = { zh = "欢迎", en = "Welcome" }
"""


def examined(text: str) -> tuple[Definition, list[Finding]]:
    return examine(tomllib.loads(text), line_numbers(text))


def small() -> Definition:
    return sound(SMALL)


def sound(text: str) -> Definition:
    definition, findings = examined(text)
    assert errors(findings) == []
    return definition


def errors(findings: list[Finding]) -> list[str]:
    return [f"{finding.place} {finding.message.en}" for finding in findings if finding.level is Level.ERROR]


def warnings(findings: list[Finding]) -> list[str]:
    return [f"{finding.place} {finding.message.en}" for finding in findings if finding.level is Level.WARNING]


def changed(old: str, new: str, text: str = SMALL) -> str:
    """The file with one thing different; `old` must stand in it exactly once."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the file"
    return text.replace(old, new)
