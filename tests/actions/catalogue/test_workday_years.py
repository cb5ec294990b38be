"""The calendar of working days in the database: seeded, overruled by a notice, and told when it is provisional."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from hall.catalogue.actions import years
from hall.catalogue.actions.importing import import_definition, refresh_workdays
from hall.catalogue.definition import Definition
from hall.catalogue.models import WORKDAY_YEARS
from hall.catalogue.queries import provisional_years, workdays
from hall.catalogue.report import import_lines
from hall.catalogue.workdays import Workdays
from hall.clock import FrozenClock
from hall.db import Database
from tests.actions.catalogue.conftest import Book, ImportText, Told
from tests.rules.catalogue.definitions import sound
from tests.rules.catalogue.test_workday_notices import YEAR


def stored(database: Database) -> Workdays:
    with database.reading() as connection:
        return workdays(connection)


def source_of(database: Database, year: int) -> str:
    with database.reading() as connection:
        return str(
            connection.execute(sa.select(WORKDAY_YEARS.c.source).where(WORKDAY_YEARS.c.year == year)).scalar_one()
        )


def test_a_database_without_halls_can_be_given_its_years(database: Database) -> None:
    assert refresh_workdays(database).added == ["2024", "2025", "2026", "2027"]
    assert stored(database).is_official(2026)
    assert not stored(database).is_official(2027)
    assert refresh_workdays(database).added == []


def test_nothing_is_asked_again_until_the_library_has_changed(
    county: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with county.reading() as connection:
        assert years.years_to_seed(connection, date(2026, 11, 23)) == []
        assert years.years_to_seed(connection, date(2027, 1, 1)) == [2028]
        monkeypatch.setattr(years, "seed_source", lambda: "holidays 9.9")
        assert years.years_to_seed(connection, date(2026, 11, 23)) == [2027]


def test_no_hall_is_held_up_to_learn_nothing(county: Database) -> None:
    written: list[float] = []
    county.timed.append(lambda waited, _held: written.append(waited))
    assert not refresh_workdays(county).any
    assert written == []


def test_a_notice_overrules_the_seed_and_is_told_to_every_hall(
    county: Database, reimport: ImportText, told: Told, book: Book
) -> None:
    new_year, make_up = date(2027, 1, 4), date(2027, 1, 30)
    assert not book("zhouzhi").opening.workdays.is_workday(make_up)
    summary = reimport(YEAR)
    assert summary.changes["workdays"].changed == ["2027"]
    assert not any(summary.changes[kind].any for kind in summary.changes if kind != "workdays")
    after = book("zhouzhi").opening.workdays
    assert after.is_official(2027)
    assert after.is_workday(make_up)
    assert after.is_workday(new_year)
    for hall in ("zhouzhi", "houzhenzi"):
        assert [(entry.kind, entry.data) for entry in told(hall)] == [("hall_changed", {"changed": ["workdays"]})]


def test_a_later_seed_never_replaces_a_notice(county: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    import_definition(county, sound(YEAR.replace("year = 2027", "year = 2027\nofficial = false")))
    before = stored(county).years[2027]
    monkeypatch.setattr(years, "seed_source", lambda: "holidays 9.9")
    assert refresh_workdays(county).unchanged == ["2027"]
    assert stored(county).years[2027] == before
    assert source_of(county, 2027) == "notice"


def test_from_november_on_next_year_is_told_to_be_provisional(county: Database, frozen: FrozenClock) -> None:
    with county.reading() as connection:
        assert provisional_years(connection, date(2026, 10, 31)) == []
        assert provisional_years(connection, date(2026, 11, 1)) == [2027]
        assert provisional_years(connection, date(2028, 1, 1)) == [2028]
    frozen.advance(timedelta(days=1))
    told = import_lines(import_definition(county, Definition()), "en")
    assert told[-1].startswith("Warning: the working days of 2027 are provisional")
    assert not any("provisional" in line for line in import_lines(import_definition(county, sound(YEAR)), "en"))
    with county.reading() as connection:
        assert provisional_years(connection, date(2026, 11, 1)) == []
