"""A database with two halls and a fixed cast, named by their roles."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hall import clock
from hall.db import Database, open_order
from hall.journal.audit import Trail, audit_entries
from hall.personal.vault import Vault, new_data_key
from hall.staff.actions import add_user
from hall.staff.passwords import Passwords
from hall.staff.permissions import Role
from hall.staff.queries import Person, known_person
from tests.databases import Databases, copied

COUNTY, TOWN = 1, 2
PASSWORD = "correct horse 7 staple"
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

Act = Callable[[Callable[[Trail], object]], object]
AddPerson = Callable[..., Person]


@pytest.fixture(autouse=True)
def frozen() -> Iterator[clock.FrozenClock]:
    with clock.frozen(MORNING) as standing:
        yield standing


@pytest.fixture
def vault() -> Vault:
    return Vault.of_setting(new_data_key())


@pytest.fixture
def passwords() -> Passwords:
    return Passwords(rounds=1, memory_kib=8)


@pytest.fixture
def database(databases: Databases, tables: str, tmp_path: Path) -> Iterator[Database]:
    with copied(databases, tables, tmp_path) as url:
        database = Database(url)
        with database.change() as transaction:
            for hall_id in (COUNTY, TOWN):
                open_order(transaction.connection, hall_id)
        yield database
        database.close()


@pytest.fixture
def act(database: Database, vault: Vault) -> Act:
    """Runs one action in a transaction of its own."""

    def run(action: Callable[[Trail], object]) -> object:
        with database.change() as transaction:
            return action(Trail(transaction.connection, vault, transaction.now))

    return run


@pytest.fixture
def add_person(database: Database, vault: Vault, passwords: Passwords) -> AddPerson:
    """Adds somebody of a role, in the county hall unless told otherwise; the role is also the user name."""
    password_hash = passwords.hash(PASSWORD)

    def add(role: Role, hall_id: int | None = COUNTY, *, username: str | None = None) -> Person:
        with database.change() as transaction:
            trail = Trail(transaction.connection, vault, transaction.now)
            name = username or role.value
            add_user(trail, username=name, name=name, password_hash=password_hash, grants=[(role, hall_id)])
            return known_person(transaction.connection, name)

    return add


@pytest.fixture
def clerk(add_person: AddPerson) -> Person:
    return add_person(Role.CLERK)


@pytest.fixture
def audited(database: Database) -> Callable[[], list[str]]:
    """The kinds of everything on the audit trail, in order."""

    def kinds() -> list[str]:
        with database.reading() as connection:
            return [entry.kind for entry in audit_entries(connection)]

    return kinds
