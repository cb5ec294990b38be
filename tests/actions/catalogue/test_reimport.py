"""Importing again: nothing twice, nothing lost that tickets refer to, and what managers changed stays."""

from typing import Any

import pytest
import sqlalchemy as sa

from hall.catalogue.actions.rows import renew_books
from hall.catalogue.models import HALLS, WINDOWS, ZONES
from hall.catalogue.queries import hall_book, hall_id_of, notices_of
from hall.catalogue.report import import_lines
from hall.catalogue.terms import Session, WindowKind, WindowState
from hall.db import Actor, Database, Work
from hall.errors import HallNotFound
from tests.actions.catalogue.conftest import TEXT, Book, ImportText, Told
from tests.rules.catalogue import definitions

HALLS_OF_THE_FILE = ("zhouzhi", "louguan", "yabai", "houzhenzi")


def section(first: str, following: str) -> str:
    """The part of the file from one piece of it up to the next piece."""
    start = TEXT.index(first)
    return TEXT[start : TEXT.index(following, start)]


TOWN_2 = section('[[halls]]\ncode = "yabai"', '[[halls]]\ncode = "houzhenzi"')
WINDOW_33 = section("[[halls.windows]]\nnumber = 33", "# -----")
WELFARE = section('[[services]]\ncode = "welfare"', '[[services]]\ncode = "transport-licence"')
UTILITIES = section('[[bundles]]\ncode = "utilities"', "# -----")
GREEN_CHANNEL = TEXT[TEXT.index('[[notices]]\ncode = "green-channel"') :]
NOTARY = """\
[[services]]
code = "notary"
prefix = "L"
name = "公证"
department = "司法局"
median_minutes = 9

[[bundles]]
"""


def changed(old: str, new: str, text: str = TEXT) -> str:
    return definitions.changed(old, new, text)


def without(part: str, text: str = TEXT) -> str:
    return changed(part, "", text)


def kinds(told: Told, *codes: str) -> list[tuple[str, str, Any]]:
    """Hall, kind and what changed or why, of every new entry of these halls."""
    return [
        (code, entry.kind, entry.data.get("changed") or entry.data.get("cause"))
        for code in codes
        for entry in told(code)
    ]


def set_window(database: Database, hall: str, number: int, **values: Any) -> None:
    """What a manager does to a window."""
    with database.change() as transaction:
        hall_id = hall_id_of(transaction.connection, hall)
        here = sa.and_(WINDOWS.c.hall_id == hall_id, WINDOWS.c.number == number)
        transaction.connection.execute(sa.update(WINDOWS).where(here).values(**values))
        renew_books(transaction.connection, [hall_id])


def window_row(database: Database, hall: str, number: int) -> sa.Row[Any]:
    with database.reading() as connection:
        here = sa.and_(WINDOWS.c.hall_id == hall_id_of(connection, hall), WINDOWS.c.number == number)
        return connection.execute(sa.select(WINDOWS).where(here)).one()


def versions(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(connection.execute(sa.select(HALLS.c.version).order_by(HALLS.c.id)).scalars())


def test_the_same_file_again_changes_nothing_and_tells_nothing(
    county: Database, reimport: ImportText, told: Told
) -> None:
    before = versions(county)
    summary = reimport()
    assert not summary.any
    assert len(summary.changes["windows"].unchanged) == 39
    assert kinds(told, *HALLS_OF_THE_FILE) == []
    assert versions(county) == before
    assert "Nothing has changed." in import_lines(summary, "en")


def test_a_renamed_service_is_told_only_where_it_is_done(reimport: ImportText, told: Told, book: Book) -> None:
    assert book("zhouzhi").services["exit-entry"].name.zh == "出入境证件"
    summary = reimport(changed("出入境证件", "护照与通行证"))
    assert summary.changes["services"].changed == ["exit-entry"]
    assert kinds(told, *HALLS_OF_THE_FILE) == [("zhouzhi", "hall_changed", ["services"])]
    assert book("zhouzhi").services["exit-entry"].name.zh == "护照与通行证"
    assert book("zhouzhi").services["exit-entry"].initials[0] == "hzytxz"


def test_changed_hours_and_rules_are_told_by_name(reimport: ImportText, told: Told, book: Book) -> None:
    text = changed('closing = "serve_all"', 'closing = "cut_off"')
    text = changed("grace_minutes = 15", "grace_minutes = 10", text)
    reimport(text)
    assert kinds(told, *HALLS_OF_THE_FILE) == [("zhouzhi", "hall_changed", ["booking", "hours", "rules"])]
    assert book("zhouzhi").rules.booking_grace_minutes == 10
    assert book("zhouzhi").rules.closing == "cut_off"


def test_a_changed_window_is_told_with_how_people_see_it_now(reimport: ImportText, told: Told, book: Book) -> None:
    reimport(changed('name = { zh = "涉税业务", en = "Tax" }', 'name = { zh = "税务", en = "Taxes" }'))
    entries = told("zhouzhi")
    assert [(entry.kind, entry.data["after"]["number"]) for entry in entries] == [
        ("window_changed", 27),
        ("window_changed", 28),
    ]
    page = book("zhouzhi").window(entries[0].window or "")
    assert page is not None
    assert entries[0].data["after"] == page.as_json()
    assert page.name.en == "Taxes"


def test_an_open_window_stays_open_and_an_id_stays_what_it_was(county: Database, reimport: ImportText) -> None:
    before = window_row(county, "zhouzhi", 27).id
    set_window(county, "zhouzhi", 27, state="open")
    reimport(changed('name = { zh = "涉税业务", en = "Tax" }', 'name = { zh = "税务", en = "Taxes" }'))
    after = window_row(county, "zhouzhi", 27)
    assert (after.id, after.state) == (before, "open")


def test_what_a_manager_reassigned_survives_a_reimport(county: Database, reimport: ImportText, told: Told) -> None:
    set_window(county, "zhouzhi", 27, services=["pension", "tax"], kind="comprehensive")
    assert not reimport().any
    row = window_row(county, "zhouzhi", 27)
    assert (row.services, row.kind) == (["pension", "tax"], "comprehensive")
    assert told("zhouzhi") == []


def test_a_window_whose_definition_changed_follows_it(county: Database, reimport: ImportText, book: Book) -> None:
    set_window(county, "zhouzhi", 27, services=["pension"])
    reimport(changed('services = ["tax"]\n', 'services = ["tax", "pension", "welfare"]\n'))
    assert window_row(county, "zhouzhi", 27).services == ["pension", "tax", "welfare"]
    assert book("zhouzhi").window_numbers(["welfare"]) == [*range(3, 15), 27, 28, 31]


def test_a_new_service_joins_every_star(county: Database, reimport: ImportText, book: Book, told: Told) -> None:
    set_window(county, "zhouzhi", 4, services=["tax"])
    summary = reimport(TEXT.replace("[[bundles]]\n", NOTARY, 1))
    assert summary.changes["services"].added == ["notary"]
    assert book("zhouzhi").window_numbers(["notary"]) == [3, *range(5, 15), 31]
    entries = told("zhouzhi")
    assert {entry.kind for entry in entries} == {"window_changed", "hall_changed"}
    assert entries[-1].data == {"changed": ["services"]}
    assert told("louguan") == []


def test_a_window_that_left_the_file_is_retired_closed_and_kept(
    county: Database, reimport: ImportText, told: Told, book: Book
) -> None:
    window_id = window_row(county, "zhouzhi", 33).id
    set_window(county, "zhouzhi", 33, state="open")
    left: list[tuple[int, str]] = []

    def leaving(work: Work, window: str) -> None:
        left.append((work.hall_id, window))
        assert hall_book(work.connection, work.hall_id).windows[window].open

    summary = reimport(without(WINDOW_33), leaving=leaving)
    assert summary.changes["windows"].retired == ["zhouzhi/33"]
    assert left == [(1, window_id)]
    assert window_row(county, "zhouzhi", 33).retired_at is not None
    after = book("zhouzhi")
    assert window_id not in after.windows
    page = after.window(window_id)
    assert page is not None
    assert (page.number, page.state) == (33, WindowState.CLOSED)
    assert kinds(told, "zhouzhi") == [("zhouzhi", "window_changed", "retired")]
    assert not after.offers("collect") or after.window_numbers(["collect"]) == [31]


def test_a_window_that_comes_back_is_the_same_one_closed(
    county: Database, reimport: ImportText, told: Told, book: Book
) -> None:
    before = window_row(county, "zhouzhi", 33)
    set_window(county, "zhouzhi", 33, state="open", services=["tax"])
    reimport(without(WINDOW_33))
    assert reimport(without(WINDOW_33)).any is False
    summary = reimport()
    after = window_row(county, "zhouzhi", 33)
    assert summary.changes["windows"].changed == ["zhouzhi/33"]
    assert (after.id, after.state, after.services, after.retired_at) == (before.id, "closed", ["collect"], None)
    assert kinds(told, "zhouzhi")[-1] == ("zhouzhi", "window_changed", "imported")


def test_a_service_that_left_the_file_is_retired_and_still_named(reimport: ImportText, book: Book) -> None:
    text = without(WELFARE).replace(', "welfare"', "")
    summary = reimport(text)
    assert summary.changes["services"].retired == ["welfare"]
    after = book("zhouzhi")
    assert after.services["welfare"].retired
    assert after.services["welfare"].name.zh == "民政救助与残联业务"
    assert not after.offers("welfare")
    assert summary.changes["bundles"].changed == ["bereavement"]
    assert "welfare" not in after.bundles["bereavement"].services


def test_a_retired_service_leaves_windows_that_were_reassigned_to_it(county: Database, reimport: ImportText) -> None:
    set_window(county, "zhouzhi", 1, services=["consult", "welfare"])
    reimport(without(WELFARE).replace(', "welfare"', ""))
    assert window_row(county, "zhouzhi", 1).services == ["consult"]


def test_a_bundle_that_left_the_file_is_retired_and_comes_back(reimport: ImportText, book: Book, told: Told) -> None:
    assert reimport(without(UTILITIES)).changes["bundles"].retired == ["utilities"]
    assert "utilities" not in book("zhouzhi").bundles
    assert kinds(told, *HALLS_OF_THE_FILE) == [("zhouzhi", "hall_changed", ["bundles"])]
    reimport()
    assert "utilities" in book("zhouzhi").bundles


def test_a_notice_that_changed_is_told_with_all_that_are_shown(
    county: Database, reimport: ImportText, told: Told
) -> None:
    reimport(changed("No appointment needed", "Just come", without(GREEN_CHANNEL)))
    (entry,) = told("zhouzhi")
    with county.reading() as connection:
        shown = notices_of(connection, hall_id_of(connection, "zhouzhi"))
    assert entry.kind == "notice_changed"
    assert entry.data == {"notices": shown}
    assert [one["code"] for one in shown] == ["walk-ins-welcome"]
    assert shown[0]["text"]["en"].startswith("Just come")


def test_a_zone_that_left_the_file_takes_its_windows_elsewhere(
    county: Database, reimport: ImportText, book: Book
) -> None:
    set_window(county, "zhouzhi", 1, zone="enterprise")
    text = changed(', { code = "enterprise", name = { zh = "企业服务区", en = "Enterprise zone" } }', "")
    reimport(changed('zone = "enterprise"\n', "", text))
    assert book("zhouzhi").zones == ("main",)
    assert {page.zone for page in book("zhouzhi").windows.values()} == {"main"}
    with county.reading() as connection:
        kept = connection.execute(sa.select(ZONES.c.code).where(ZONES.c.hall_id == 1)).scalars().all()
    assert set(kept) == {"main", "enterprise"}


def test_a_town_that_left_the_file_of_its_county_is_retired_and_comes_back(
    county: Database, reimport: ImportText, told: Told
) -> None:
    summary = reimport(without(TOWN_2))
    assert summary.changes["halls"].retired == ["yabai"]
    assert summary.changes["windows"].retired == ["yabai/1", "yabai/2"]
    with county.reading() as connection, pytest.raises(HallNotFound):
        hall_id_of(connection, "yabai")
    summary = reimport()
    assert summary.changes["halls"].changed == ["yabai"]
    assert kinds(told, "yabai") == [
        ("yabai", "window_changed", "retired"),
        ("yabai", "window_changed", "retired"),
        ("yabai", "hall_changed", ["retired"]),
        ("yabai", "window_changed", "imported"),
        ("yabai", "window_changed", "imported"),
        ("yabai", "hall_changed", ["added"]),
    ]


def test_a_service_that_only_moved_in_the_list_moves_in_every_book_and_nothing_is_told(
    reimport: ImportText, told: Told, book: Book
) -> None:
    first = section("[[services]]", '[[services]]\ncode = "general"')
    assert next(iter(book("louguan").services)) == "consult"
    summary = reimport(changed('[[bundles]]\ncode = "birth"', f'{first}[[bundles]]\ncode = "birth"', without(first)))
    assert not summary.any
    assert kinds(told, *HALLS_OF_THE_FILE) == []
    assert list(book("louguan").services)[-1] == "consult"


def test_who_imported_stands_in_the_journal(reimport: ImportText, told: Told) -> None:
    reimport(changed("capacity = 400", "capacity = 500"), by=Actor("user", "id-of-the-admin", "Admin"))
    (entry,) = told("zhouzhi")
    assert (entry.kind, entry.user, entry.data) == ("hall_changed", "id-of-the-admin", {"changed": ["capacity"]})


def test_new_kinds_and_sessions_reach_the_book(reimport: ImportText, book: Book) -> None:
    text = changed(
        'kind = "special"\nservices = ["collect"]\nsessions = ["midday"]', 'kind = "assisted"\nservices = ["*"]'
    )
    reimport(text)
    page = next(page for page in book("zhouzhi").windows.values() if page.number == 33)
    assert page.kind is WindowKind.ASSISTED
    assert Session.MIDDAY not in page.sessions
    assert len(page.services) == 26
