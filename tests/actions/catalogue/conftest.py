"""An empty database with its journal, and the real definition imported into one."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hall import clock
from hall.catalogue.actions.importing import import_definition
from hall.catalogue.actions.whole import ImportSummary
from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book, hall_id_of
from hall.db import Database
from hall.journal.chain import Entry, broken_places
from hall.journal.entries import append_entries, entries_after
from tests.databases import Databases, copied
from tests.rules.catalogue.definitions import EXAMPLE, sound

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TEXT = EXAMPLE.read_text(encoding="utf-8")

ImportText = Callable[..., ImportSummary]
Told = Callable[[str], list[Entry]]
Book = Callable[[str], HallBook]


@pytest.fixture(autouse=True)
def frozen() -> Iterator[clock.FrozenClock]:
    with clock.frozen(MORNING) as standing:
        yield standing


def opened(url: str) -> Database:
    database = Database(url)
    database.inside.append(append_entries)
    return database


@pytest.fixture
def database(databases: Databases, tables: str, tmp_path: Path) -> Iterator[Database]:
    """Empty, with its tables; beside the county's, which lies in the test's own folder."""
    folder = tmp_path / "empty"
    folder.mkdir()
    with copied(databases, tables, folder) as url:
        database = opened(url)
        yield database
        database.close()


@pytest.fixture(scope="session")
def imported(databases: Databases, tables: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the real definition, to be copied."""
    url = databases.copy(tables, tmp_path_factory.mktemp("imported"))
    database = opened(url)
    with clock.frozen(MORNING):
        import_definition(database, sound(TEXT))
    database.close()
    return url


@pytest.fixture
def county(databases: Databases, imported: str, tmp_path: Path) -> Iterator[Database]:
    """With the county hall and its three town centres."""
    with copied(databases, imported, tmp_path) as url:
        database = opened(url)
        yield database
        database.close()


@pytest.fixture
def reimport(county: Database) -> ImportText:
    """Imports a text (the example when none is given) into the county's database."""

    def run(text: str = TEXT, **options: object) -> ImportSummary:
        return import_definition(county, sound(text), **options)  # type: ignore[arg-type]  # keywords by name

    return run


@pytest.fixture
def told(county: Database) -> Told:
    """What a hall's journal holds since the first import; its chain is whole."""

    def read(code: str) -> list[Entry]:
        with county.reading() as connection:
            entries = entries_after(connection, hall_id_of(connection, code), 0)
        assert list(broken_places(entries)) == []
        first = next(n for n, entry in enumerate(entries, 1) if entry.kind == "hall_changed")
        return entries[first:]

    return read


@pytest.fixture
def book(county: Database) -> Book:
    def read(code: str) -> HallBook:
        with county.reading() as connection:
            return hall_book(connection, hall_id_of(connection, code))

    return read
