"""The audit trail: append-only, chained, and every tampering shows where it happened."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from hall.db import Database
from hall.errors import DeviceNotFound
from hall.journal.audit import AUDIT, HEAD, AuditKind, Trail, audit_entries, broken_audit
from hall.personal.vault import Vault

COUNTY = 1


def note(database: Database, vault: Vault, times: int = 1) -> None:
    for _ in range(times):
        with database.change() as transaction:
            trail = Trail(transaction.connection, vault, transaction.now, "who", "192.0.2.7")
            trail.note(AuditKind.UNMASKED, "what", hall_id=COUNTY, field="phone")


def note_and_fail(trail: Trail) -> None:
    trail.note(AuditKind.SIGNED_IN)
    raise DeviceNotFound


def breaks(database: Database) -> list[int]:
    with database.reading() as connection:
        return [found.seq for found in broken_audit(connection)]


def tamper(database: Database, statement: sa.Executable) -> None:
    with database.change() as transaction:
        transaction.connection.execute(statement)


def test_an_entry_tells_who_did_what_to_whom_and_from_which_place(database: Database, vault: Vault) -> None:
    note(database, vault)
    with database.reading() as connection:
        [entry] = audit_entries(connection)
    assert (entry.seq, entry.kind, entry.user, entry.ticket) == (1, "unmasked", "who", "what")
    assert entry.data == {"hall_id": COUNTY, "field": "phone", "address": vault.hash("192.0.2.7", "audit.address")}


def test_an_empty_and_an_untouched_trail_hold(database: Database, vault: Vault) -> None:
    assert breaks(database) == []
    note(database, vault, 3)
    assert breaks(database) == []


def test_a_trail_longer_than_a_page_is_checked_whole(database: Database, vault: Vault) -> None:
    with database.change() as transaction:
        trail = Trail(transaction.connection, vault, transaction.now)
        for _ in range(450):
            trail.note(AuditKind.SIGNED_IN)
    tamper(database, sa.update(AUDIT).where(AUDIT.c.seq == 437).values(user="another"))
    assert breaks(database) == [437]


@pytest.mark.parametrize("column", ["kind", "user", "subject", "data"])
def test_a_changed_value_shows_at_its_entry(database: Database, vault: Vault, column: str) -> None:
    note(database, vault, 3)
    tamper(database, sa.update(AUDIT).where(AUDIT.c.seq == 2).values({column: "{}"}))
    assert breaks(database) == [2]


def test_a_removed_entry_shows(database: Database, vault: Vault) -> None:
    note(database, vault, 3)
    tamper(database, sa.delete(AUDIT).where(AUDIT.c.seq == 2))
    assert 2 in breaks(database)


def test_a_cut_off_end_shows_against_the_head(database: Database, vault: Vault) -> None:
    note(database, vault, 3)
    tamper(database, sa.delete(AUDIT).where(AUDIT.c.seq == 3))
    assert breaks(database) == [3]


def test_what_is_rolled_back_leaves_no_entry_and_no_gap(database: Database, vault: Vault) -> None:
    note(database, vault)
    with pytest.raises(DeviceNotFound), database.change() as transaction:
        note_and_fail(Trail(transaction.connection, vault, transaction.now))
    note(database, vault)
    with database.reading() as connection:
        assert [entry.seq for entry in audit_entries(connection)] == [1, 2]


def test_writers_at_once_are_put_in_one_order(database: Database, vault: Vault) -> None:
    with ThreadPoolExecutor(4) as pool:
        for written in [pool.submit(note, database, vault, 10) for _ in range(4)]:
            written.result()
    with database.reading() as connection:
        assert connection.execute(sa.select(HEAD.c.seq)).scalar() == 40
    assert breaks(database) == []
