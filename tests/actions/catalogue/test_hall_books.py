"""A hall's book is read once while its version stands, and never keeps what was rolled back."""

import pytest
import sqlalchemy as sa

from hall.catalogue.actions.importing import import_definition
from hall.catalogue.actions.rows import renew_books
from hall.catalogue.models import WINDOWS
from hall.catalogue.queries import hall_book, hall_id_of
from hall.db import Database, Transaction
from hall.errors import HallNotFound
from tests.actions.catalogue.conftest import Book
from tests.rules.catalogue.definitions import small


def open_all(transaction: Transaction, hall_id: int) -> None:
    transaction.connection.execute(sa.update(WINDOWS).where(WINDOWS.c.hall_id == hall_id).values(state="open"))
    renew_books(transaction.connection, [hall_id])


def test_a_book_is_kept_while_nothing_changes(book: Book) -> None:
    assert book("zhouzhi") is book("zhouzhi")
    assert book("zhouzhi") is not book("louguan")


def test_a_transaction_reads_its_own_changes_and_others_see_them_after_its_commit(county: Database, book: Book) -> None:
    hall_id = book("louguan").hall_id
    with county.change() as transaction:
        open_all(transaction, hall_id)
        assert all(page.open for page in hall_book(transaction.connection, hall_id).windows.values())
    assert all(page.open for page in book("louguan").windows.values())


def test_what_was_rolled_back_is_in_no_book(county: Database, book: Book) -> None:
    hall_id = book("louguan").hall_id

    def fail() -> None:
        with county.change() as transaction:
            open_all(transaction, hall_id)
            assert all(page.open for page in hall_book(transaction.connection, hall_id).windows.values())
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        fail()
    assert not any(page.open for page in book("louguan").windows.values())


def test_two_databases_never_share_a_book(county: Database, database: Database) -> None:
    import_definition(database, small())
    with database.reading() as connection:
        assert hall_book(connection, hall_id_of(connection, "town")).code == "town"
    with county.reading() as connection:
        assert hall_book(connection, hall_id_of(connection, "zhouzhi")).code == "zhouzhi"


def test_an_unknown_hall_is_not_found(county: Database) -> None:
    with county.reading() as connection:
        with pytest.raises(HallNotFound):
            hall_id_of(connection, "nowhere")
        with pytest.raises(HallNotFound):
            hall_book(connection, 999)
