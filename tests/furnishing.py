"""The county hall as tests furnish it: the real definition imported and a fixed cast engaged, once, to be copied."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from hall import clock
from hall.app import open_database
from hall.catalogue.actions.importing import import_definition
from hall.catalogue.queries import hall_id_of
from hall.catalogue.reading.check import sound_definition
from hall.catalogue.reading.source import Source, read_source
from hall.db import Base, Database
from hall.journal.audit import Trail
from hall.migration import stamp
from hall.personal.vault import Vault, new_data_key
from hall.settings import Settings
from hall.staff.actions import add_user, issue_token
from hall.staff.passwords import Passwords
from hall.staff.permissions import Role
from hall.staff.provisioning import DemoHall, provide_demo_users, provide_kiosks
from hall.staff.queries import known_person
from tests.databases import Databases
from tests.kept import Books, read_books

COUNTY, TOWN = "zhouzhi", "louguan"
EARLIER = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # ten o'clock on a Monday for people in the hall
PASSWORD = "correct horse 7 staple"
TOWN_CLERK, EVERYWHERE_CLERK = "town-clerk", "everywhere-clerk"

Json = dict[str, Any]


@dataclass(frozen=True)
class Built:
    """The hall's database to copy, the key of its personal fields, and everybody's token by user name or hall."""

    databases: Databases
    url: str
    data_key: str
    tokens: Mapping[str, str]
    kiosks: Mapping[str, str]
    books: Books

    def settings(self, folder: Path, url: str = "", **more: Any) -> Settings:
        more = {"rate_limits": "off", "database_url": url, "voice": "off", **more}
        return Settings(data_dir=folder, data_key=self.data_key, **more)


@cache
def build(folder: Path, databases: Databases) -> Built:
    """The example imported and the cast engaged, in a new `folder`; done once, however many fixtures ask."""
    folder.mkdir()
    url = databases.new(folder)
    settings = Settings(data_dir=folder, database_url=url, data_key=new_data_key(), voice="off")
    database, vault = open_database(settings), Vault.of_setting(settings.data_key)
    Base.metadata.create_all(database.engine)
    stamp(database)
    with clock.frozen(EARLIER):
        import_definition(database, sound_definition(_example().data))
        tokens, kiosks = _cast(database, vault)
    books = read_books(database)
    database.close()
    return Built(databases, url, settings.data_key, tokens, kiosks, books)


def _example() -> Source:
    with as_file(files("hall.catalogue") / "data" / "examples" / f"{COUNTY}.toml") as path:
        return read_source(path)


def example_data() -> Json:
    """The county's definition, to be changed."""
    return deepcopy(dict(_example().data))


def _cast(database: Database, vault: Vault) -> tuple[dict[str, str], dict[str, str]]:
    with database.reading() as connection:
        county, town = (hall_id_of(connection, code) for code in (COUNTY, TOWN))
    passwords = Passwords(rounds=1, memory_kib=8)
    users = provide_demo_users(database, vault, passwords, DemoHall(county, COUNTY, range(1, 34)), PASSWORD)
    kiosks = provide_kiosks(database, vault, [DemoHall(county, COUNTY, []), DemoHall(town, TOWN, [])], {})
    with database.change() as transaction:
        trail = Trail(transaction.connection, vault, transaction.now)
        hashed = passwords.hash(PASSWORD)
        more = {TOWN_CLERK: ("镇窗口", town), EVERYWHERE_CLERK: ("机动窗口", None)}
        for username, (name, hall_id) in more.items():
            add_user(trail, username=username, name=name, password_hash=hashed, grants=[(Role.CLERK, hall_id)])
        names = [user.username for user in users] + list(more)
        people = [known_person(transaction.connection, name) for name in names]
        until = MORNING + timedelta(days=400)
        tokens = {person.username: issue_token(trail, person, "tests", until) for person in people}
    return tokens, {kiosk.hall: kiosk.token for kiosk in kiosks}
