"""The database's hall and the hall in memory go through the same days alike, and the journal verifies."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hall import clock
from hall.catalogue.actions.importing import import_definition
from hall.catalogue.definition import at_every_hour
from hall.catalogue.queries import hall_book, hall_id_of
from hall.catalogue.rules import QueueRules
from hall.db import Actor, Base, Database
from hall.journal.audit import Trail
from hall.journal.entries import append_entries
from hall.operations.verify import verify
from hall.personal.vault import Vault, new_data_key
from hall.staff.actions import add_user
from hall.staff.permissions import Role
from tests.actions.queue.twin import Stored, TwinHall
from tests.databases import Databases
from tests.rules.catalogue.definitions import sound
from tests.rules.days import BUNDLES, PLANS, SERVICES, Step, perform, random_days
from tests.rules.memory_parts import OPENING, MemoryWindow

RULES = QueueRules(overtaken_limit=2, no_show_seconds=0)


def _definition() -> str:
    services = "".join(
        f'[[services]]\ncode = "{code}"\nprefix = "{code[0].upper()}"\nname = "{code}"\n'
        'department = "窗口"\nmedian_minutes = 6\n'
        for code in SERVICES
    )
    bundles = "".join(
        f'[[bundles]]\ncode = "{"-".join(codes)}"\nname = "{"-".join(codes)}"\nin_order = true\n'
        f"services = {list(codes)}\n"
        for codes in BUNDLES
        if len(codes) > 1
    )
    windows = "".join(
        f'[[halls.windows]]\nnumber = {at + 1}\nname = "{at + 1}"\nkind = "{kind}"\nservices = {sorted(PLANS[at])}\n'
        for at, kind in enumerate(("comprehensive", "special", "assisted"))
    )
    return (
        f"format = 1\n{services}{bundles}[[halls]]\ncode = 'town'\nname = '镇'\ntier = 'town'\n"
        "timezone = 'Asia/Shanghai'\nlatitude = 34.1\nlongitude = 108.2\n"
        "zones = [{ code = 'main', name = '大厅' }]\n[halls.hours]\nweekday = ['09:00-17:00']\n"
        f"[halls.rules]\novertaken_limit = 2\nno_show_seconds = 0\nemergency_prefix = 'Y'\n{windows}"
    )


@pytest.fixture
def frozen() -> Iterator[clock.FrozenClock]:
    with clock.frozen(OPENING) as standing:
        yield standing


@pytest.fixture(scope="module")
def furnished(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the small town's hall, to be copied."""
    url = databases.new(tmp_path_factory.mktemp("town"))
    database = _opened(url)
    Base.metadata.create_all(database.engine)
    with clock.frozen(OPENING):
        import_definition(database, at_every_hour(sound(_definition())))
    database.close()
    return url


def _opened(url: str) -> Database:
    database = Database(url)
    database.inside.append(append_entries)
    return database


@pytest.fixture
def twin(databases: Databases, furnished: str, tmp_path: Path, frozen: clock.FrozenClock) -> Iterator[TwinHall]:
    """Both halls, with a clerk at each of the three windows."""
    url = databases.copy(furnished, tmp_path)
    database, vault = _opened(url), Vault.of_setting(new_data_key())
    with database.reading() as connection:
        hall_id = hall_id_of(connection, "town")
        pages = {page.number: page for page in hall_book(connection, hall_id).windows.values()}
    hall = TwinHall(rules=RULES, stored=Stored(database, vault, hall_id, frozen, {}))
    for number, page in sorted(pages.items()):
        with database.change() as transaction:
            trail = Trail(transaction.connection, vault, transaction.now)
            name = f"clerk-{number}"
            user = add_user(trail, username=name, name=name, password_hash="-", grants=[(Role.CLERK, hall_id)])
        hall.stored.clerks[number] = Actor("user", user, name)
        hall.stored.ids[f"w{number}"] = page.id
        hall.windows[f"w{number}"] = MemoryWindow(f"w{number}", number, page.services, page.kind, "closed")
        hall.change_window(hall.windows[f"w{number}"], state="open")
    yield hall
    database.close()
    databases.drop(url)


@pytest.mark.parametrize("day", random_days(8, 100), ids=lambda day: f"{len(day)} steps")
def test_the_database_goes_through_the_same_day_alike(twin: TwinHall, day: list[Step]) -> None:
    for step in day:
        perform(twin, step)
        twin.compare()
    assert verify(twin.stored.database).findings == []
