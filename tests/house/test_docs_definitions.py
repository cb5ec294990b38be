"""The page on definition files has every key that the reading asks for, with its default, and no other."""

import re
from copy import deepcopy
from dataclasses import MISSING, fields

import pytest

from hall.catalogue.categories import Category
from hall.catalogue.reading.findings import Notes, Place
from hall.catalogue.reading.hours import read_hours
from hall.catalogue.reading.settings import (
    read_alarms,
    read_assistance,
    read_booking,
    read_display,
    read_escalations,
    read_reviews,
    read_virtual,
)
from hall.catalogue.reading.source import read_source
from hall.catalogue.reading.tables import Table
from hall.catalogue.reading.whole import read_definition
from hall.catalogue.rules import QueueRules
from tests.house.documents import ROOT, codes, rows, rows_under

DEFINITIONS = "docs/definitions.md"
RECORDS, HELP, BY_PHONE = (
    "docs/escalations.md",
    "docs/assistance.md",
    "docs/phone-queue.md",
)  # each has its own settings
WHERE = {"[halls.escalations]": RECORDS, "[halls.assistance]": HELP, "[halls.virtual]": BY_PHONE}
EXAMPLE = ROOT / "hall" / "catalogue" / "data" / "examples" / "zhouzhi.toml"
ELSEWHERE = {"closing", "issue_opens_minutes", "booking_grace_minutes"}  # queue rules that other tables hold


def told_keys() -> dict[str, set[str]]:
    """The keys that the page on definitions has, by table (`halls.hours`)."""
    tables: dict[str, set[str]] = {}
    elsewhere = (row for page in WHERE.values() for row in rows(page) if row.heading.startswith("`["))
    for row in (*rows(DEFINITIONS), *elsewhere):
        table = codes(row.heading)[0].strip("[]")
        tables.setdefault("" if table == "top" else table, set()).update(codes(row.cells[0]))
    return tables


def test_every_key_of_a_definition_is_told_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, set[str]] = {}
    done, has = Table.done, Table.has

    def place(table: Table) -> set[str]:
        return asked.setdefault(re.sub(r"\[[^\]]*\]", "", table.place.label), set())

    def noted_done(table: Table) -> None:
        place(table).update(table._read)
        done(table)

    def noted_has(table: Table, key: str) -> bool:
        place(table).add(key)
        return has(table, key)

    monkeypatch.setattr(Table, "done", noted_done)
    monkeypatch.setattr(Table, "has", noted_has)
    year = {"year": 2030, "holidays": [{"name": "元旦", "from": "2030-01-01"}]}
    data = {**deepcopy(dict(read_source(EXAMPLE).data)), "workdays": [year]}
    data["halls"][0]["reviews"] = {"tags": [{"code": "kind", "name": "态度好", "side": "praise"}]}
    read_definition(data, Notes())
    asked["halls.rules"] = {field.name for field in fields(QueueRules)} - ELSEWHERE
    words = {table for table, keys in asked.items() if keys <= {"zh", "en"}}
    assert told_keys() == {table: keys for table, keys in asked.items() if table not in words}


def told_defaults(table: str) -> dict[str, str]:
    """The defaults of one table, by key; a row with several keys has one for each in order, or one for all."""
    told = {}
    for cells in rows_under(WHERE.get(table, DEFINITIONS), f"`{table}`"):
        names, given = codes(cells[0]), [re.sub('[`"]', "", one).strip() for one in cells[1].split(",")]
        told.update(zip(names, given if len(given) == len(names) else given * len(names), strict=True))
    return told


def test_the_defaults_of_a_definition_are_those_of_the_code() -> None:
    empty = Table(Notes(), Place(), {})
    rules = {field.name: field.default for field in fields(QueueRules) if field.default is not MISSING}
    rules["green_channel"] = f"all but {Category.KEY_ENTERPRISE}"
    hours = {key: value for key, value in read_hours(empty).as_json().items() if value != []}
    display = read_display(empty, ())
    for table, defaults in {
        "[halls.rules]": rules,
        "[halls.alarms]": {key: value for key, value in read_alarms(empty).as_json().items() if value != []},
        "[halls.reviews]": {key: value for key, value in read_reviews(empty).as_json().items() if key != "tags"},
        "[halls.escalations]": read_escalations(empty).as_json(),
        "[halls.assistance]": read_assistance(empty).as_json(),
        "[halls.booking]": read_booking(empty),
        "[halls.virtual]": read_virtual(empty, located=False).as_json(),
        "[halls.hours]": hours,
        "[halls.display]": {key: display[key] for key in ("repeat", "one", "pack")},
    }.items():
        told = told_defaults(table)
        known = {key: str(value).lower() for key, value in defaults.items() if key in told}
        assert {key: told[key].lower() for key in known} == known, table
