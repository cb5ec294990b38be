"""A server for many: each county imports its own file, and leaves the others' halls alone."""

import sqlalchemy as sa

from hall.catalogue.actions.importing import import_definition
from hall.catalogue.models import BUNDLES, SERVICES
from hall.catalogue.queries import hall_book, hall_id_of, hall_rows
from hall.catalogue.report import import_lines
from hall.db import Database
from tests.actions.catalogue.conftest import Book, ImportText, Told
from tests.rules.catalogue.definitions import changed, sound

OTHER = changed('hall = "town"', 'hall = "meixian"', changed('code = "town"', 'code = "meixian"'))


def live(database: Database, table: sa.Table) -> set[str]:
    with database.reading() as connection:
        return set(connection.execute(sa.select(table.c.code).where(table.c.retired_at.is_(None))).scalars())


def test_another_file_adds_its_halls_and_leaves_the_first_ones(county: Database, book: Book, told: Told) -> None:
    summary = import_definition(county, sound(OTHER))
    assert summary.changes["halls"].added == ["meixian"]
    assert summary.changes["halls"].retired == []
    assert summary.left == ["zhouzhi", "louguan", "yabai", "houzhenzi"]
    assert "Halls of other files, left as they are: zhouzhi" in "\n".join(import_lines(summary, "en"))
    with county.reading() as connection:
        assert len(hall_rows(connection)) == 5
    assert len(book("zhouzhi").windows) == 33
    assert [entry.kind for entry in told("louguan")] == ["hall_changed"]  # the shared services got new names


def test_services_and_bundles_that_other_halls_do_stay(county: Database) -> None:
    import_definition(county, sound(OTHER))
    assert len(live(county, SERVICES)) == 26
    assert len(live(county, BUNDLES)) == 10


def test_services_that_nobody_does_any_more_are_retired(county: Database, reimport: ImportText) -> None:
    import_definition(county, sound(OTHER))
    notary = changed('code = "pension"', 'code = "notary"', OTHER.replace('"pension"]', '"household"]'))
    notary = notary.replace('services = ["household", "household"]', 'services = ["household"]')
    assert import_definition(county, sound(notary)).changes["services"].added == ["notary"]
    gone = import_definition(county, sound(OTHER)).changes["services"].retired
    assert gone == ["notary"]
    assert "pension" in live(county, SERVICES)


def test_the_journals_of_the_halls_are_their_own(county: Database) -> None:
    import_definition(county, sound(OTHER))
    with county.reading() as connection:
        town = hall_book(connection, hall_id_of(connection, "meixian"))
    assert town.window_numbers(["household"]) == [1, 2, 3]
    assert town.hall_id == 5
