"""The first import of the real definition, and imports that fail."""

import tomllib

import pytest
import sqlalchemy as sa

from hall.catalogue.actions.importing import import_definition
from hall.catalogue.models import BUNDLES, HALLS, NOTICES, SERVICES, WINDOWS, ZONES
from hall.catalogue.queries import hall_book, hall_id_of, hall_rows
from hall.catalogue.reading.check import sound_definition
from hall.catalogue.report import import_lines
from hall.catalogue.rules import QueueRules
from hall.catalogue.terms import WindowState
from hall.db import Database
from hall.errors import DefinitionInvalid
from hall.journal.chain import broken_places
from hall.journal.entries import entries_after, heads
from tests.rules.catalogue.definitions import EXAMPLE, sound

TEXT = EXAMPLE.read_text(encoding="utf-8")
TABLES = {table.name: table for table in (HALLS, ZONES, SERVICES, BUNDLES, WINDOWS, NOTICES)}


def counts(database: Database) -> dict[str, int]:
    with database.reading() as connection:
        return {
            name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for name, table in TABLES.items()
        }


def test_the_real_definition_is_imported_whole(database: Database) -> None:
    summary = import_definition(database, sound(TEXT))
    expected = {"halls": 4, "zones": 5, "services": 26, "bundles": 10, "windows": 39, "notices": 2}
    assert counts(database) == expected
    assert {kind: len(summary.changes[kind].added) for kind in expected} == expected
    assert summary.changes["workdays"].added == ["2024", "2025", "2026", "2027"]
    assert "windows: added 39 (zhouzhi/1, zhouzhi/2" in "\n".join(import_lines(summary, "en"))


def test_a_new_hall_has_its_order_its_journal_and_closed_windows(county: Database) -> None:
    with county.reading() as connection:
        assert [row.code for row in hall_rows(connection)] == ["zhouzhi", "louguan", "yabai", "houzhenzi"]
        hall_id = hall_id_of(connection, "zhouzhi")
        entries = entries_after(connection, hall_id, 0)
        book = hall_book(connection, hall_id)
        assert heads(connection)[hall_id] == len(entries)
    assert list(broken_places(entries)) == []
    assert [entry.kind for entry in entries] == ["window_changed"] * 33 + ["notice_changed", "hall_changed"]
    assert entries[0].data["cause"] == "imported"
    assert entries[0].data["after"] == book.windows[entries[0].window or ""].as_json()
    assert entries[-1].data == {"changed": ["added"]}
    assert {page.state for page in book.windows.values()} == {WindowState.CLOSED}
    assert len({page.id for page in book.windows.values()}) == 33


def test_the_book_of_a_hall_holds_what_its_definition_says(county: Database) -> None:
    with county.reading() as connection:
        book = hall_book(connection, hall_id_of(connection, "zhouzhi"))
    assert book.code == "zhouzhi"
    assert book.name.en == "Zhouzhi County Government Service Centre"
    assert book.rules == QueueRules()
    assert book.zones == ("main", "enterprise")
    assert book.languages == ("zh", "en")
    assert book.window_numbers(["exit-entry"]) == [25, 26, 31]
    assert book.services["tax"].initials[0] == "ssyw"
    assert book.services["tax"].aliases[1].zh == "契税"
    assert book.services["construction"].daily_limit == 60
    assert book.bundles["second-hand-home"].services == ("tax", "property-transfer")
    assert book.bundles["birth"].initials == ("csyjs",)


def test_a_town_names_its_parent(county: Database) -> None:
    with county.reading() as connection:
        rows = {row.code: row for row in hall_rows(connection)}
    assert {rows[code].parent_id for code in ("louguan", "yabai", "houzhenzi")} == {rows["zhouzhi"].id}
    assert rows["zhouzhi"].parent_id is None


def test_of_a_definition_with_one_mistake_nothing_is_imported(database: Database) -> None:
    data = tomllib.loads(TEXT.replace('kind = "escalation"', 'kind = "complaints"'))
    with pytest.raises(DefinitionInvalid):
        import_definition(database, sound_definition(data))
    assert set(counts(database).values()) == {0}


def test_an_import_that_fails_on_its_way_leaves_everything_as_it_was(county: Database) -> None:
    before = counts(county)
    text = TEXT.replace("number = 33\n", "number = 34\n").replace("涉税业务", "税务")

    def refuse(*_: object) -> None:
        raise RuntimeError("the window cannot be left")

    with pytest.raises(RuntimeError):
        import_definition(county, sound(text), leaving=refuse)
    assert counts(county) == before
    with county.reading() as connection:
        book = hall_book(connection, hall_id_of(connection, "zhouzhi"))
    assert book.services["tax"].name.zh == "涉税业务"
    assert 33 in {page.number for page in book.windows.values()}
