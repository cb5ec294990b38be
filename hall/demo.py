"""The demo hall: the example imported, windows open with a clerk at each, and a list of where to go and as whom."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from hall.app import House
from hall.catalogue.actions.importing import import_definition
from hall.catalogue.actions.plan import keep_plan
from hall.catalogue.definition import at_every_hour
from hall.catalogue.queries import hall_book, hall_id_of, plan_marks
from hall.catalogue.reading.check import sound_definition
from hall.catalogue.reading.source import read_source
from hall.db import SYSTEM, Actor
from hall.escalation.actions.naming import name_members
from hall.escalation.checking import departments_in
from hall.personal.vault import new_data_key
from hall.settings import KEYS_FILE
from hall.staff.passwords import Passwords
from hall.staff.permissions import DeviceKind, Role
from hall.staff.provisioning import DemoHall, DemoUser, provide_demo_users, provide_door, provide_kiosks, provide_tablet
from hall.staff.queries import known_person
from hall.text import Language, Text
from hall.windows.actions.duty import sign_in
from hall.windows.leaving import settle_window
from hall.windows.queries import duty_at, duty_of

DEMO_FILE = "demo.json"
COUNTY = "zhouzhi"
TABLET_AT = 3  # the window of the clerk whose sign-in the guide names


@dataclass(frozen=True)
class DemoGuide:
    """What `demo.json` holds."""

    base_url: str
    pages: dict[str, str]
    users: list[dict[str, Any]]
    devices: list[dict[str, Any]]

    def lines(self, language: Language) -> list[str]:
        """The guide as people read it on a terminal."""
        shown = [user for user in self.users if user["window"] in (None, TABLET_AT)]
        names = [f"  {name:<14} {url}" for name, url in self.pages.items()]
        signs = [f"  {user['username']:<10} {user['role']}" for user in shown]
        password = self.users[0]["password"]
        last = f"clerk{max(user['window'] or 0 for user in self.users):02}"
        every = Text("每个窗口一位窗口人员", "a clerk at each window").pick(language)
        more = f"  clerk01 … {last}  {every}"
        pages = Text("页面", "Pages").pick(language)
        sign_in = Text(f"登录密码均为 {password}", f"Sign in with the password {password}").pick(language)
        return ["", pages, *names, "", sign_in, *signs, more, ""]


def make_keys(folder: Path) -> None:
    """Give a new data folder its keys, readable by its owner alone."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / KEYS_FILE
    if path.exists():
        return
    path.touch(mode=0o600)
    path.write_text(f'secret_key = "{secrets.token_urlsafe(32)}"\ndata_key = "{new_data_key()}"\n', encoding="utf-8")


def furnish(house: House, folder: Path, base_url: str) -> DemoGuide:
    """Import the example, provide accounts and devices, open the windows; what is there already stays as it is."""
    with as_file(files("hall.catalogue") / "data" / "examples" / f"{COUNTY}.toml") as path:
        source = read_source(path)
    import_definition(house.database, at_every_hour(sound_definition(source.data, source.lines)), leaving=settle_window)
    _put_plan_up(house)
    known = _known(folder)
    with house.database.reading() as connection:
        county = hall_book(connection, hall_id_of(connection, COUNTY))
        codes = [COUNTY, "louguan", "yabai", "houzhenzi"]
        halls = [DemoHall(hall_id_of(connection, code), code, []) for code in codes]
    windows = sorted(page.number for page in county.windows.values())
    hall = DemoHall(county.hall_id, COUNTY, windows)
    users = provide_demo_users(house.database, house.vault, Passwords(), hall, _password(known))
    kiosks = provide_kiosks(house.database, house.vault, halls, _tokens(known, DeviceKind.KIOSK))
    tablets = _tokens(known, DeviceKind.REVIEW)
    tablet = provide_tablet(house.database, house.vault, hall, TABLET_AT, tablets.get(COUNTY))
    door = provide_door(house.database, house.vault, hall, _tokens(known, DeviceKind.SCREEN).get(COUNTY))
    if not known:
        _open_windows(house, county.hall_id, users)
        _name_departments(house, county.hall_id, users)
    token = next(kiosk.token for kiosk in kiosks if kiosk.hall == COUNTY)
    devices = [asdict(device) for device in (*kiosks, tablet, door)]
    guide = DemoGuide(
        base_url, _pages(base_url, token, tablet.token, door.token), [asdict(user) for user in users], devices
    )
    _write(folder / DEMO_FILE, asdict(guide))
    return guide


def _put_plan_up(house: House) -> None:
    """The county hall's plan, where none is up."""
    with house.database.reading() as connection:
        hall_id = hall_id_of(connection, COUNTY)
        if plan_marks(connection, hall_id) is not None:
            return
    drawing = files("hall.catalogue") / "data" / "examples" / f"{COUNTY}.svg"
    with house.database.work(hall_id, SYSTEM) as work:
        keep_plan(work, hall_book(work.connection, hall_id), drawing.read_bytes())


def _pages(base_url: str, token: str, tablet: str, door: str) -> dict[str, str]:
    return {
        "home": f"{base_url}/",
        "kiosk": f"{base_url}/kiosk/{COUNTY}#token={token}",
        "screen": f"{base_url}/screen/{COUNTY}?speak=1",
        "led": f"{base_url}/led/{COUNTY}/3",
        "door": f"{base_url}/door/{COUNTY}#token={door}",
        "take": f"{base_url}/take/{COUNTY}",
        "near": f"{base_url}/near",
        "review": f"{base_url}/review/{COUNTY}/{TABLET_AT}#token={tablet}",
        "sign_in": f"{base_url}/sign-in",
        "desk": f"{base_url}/desk",
        "greeter": f"{base_url}/greeter",
        "appointments": f"{base_url}/appointments",
        "manage": f"{base_url}/manage",
        "reviews": f"{base_url}/manage/reviews",
        "escalations": f"{base_url}/escalations",
        "api": f"{base_url}/api/docs",
    }


def _open_windows(house: House, hall_id: int, users: Sequence[DemoUser]) -> None:
    """Every window with its clerk on duty; done once, so that later starts keep duties as they were left."""
    with house.database.reading() as connection:
        people = {user.window: known_person(connection, user.username) for user in users if user.window}
        book = hall_book(connection, hall_id)
        taken = {page.id for page in book.windows.values() if duty_at(connection, page.id)}
        busy = {person.id for person in people.values() if duty_of(connection, person.id)}
    for page in book.windows.values():
        person = people.get(page.number)
        if person is None or page.id in taken or person.id in busy:
            continue
        with house.database.work(hall_id, Actor("user", person.id, person.name)) as work:
            sign_in(work, hall_book(work.connection, hall_id), page.id)


def _name_departments(house: House, hall_id: int, users: Sequence[DemoUser]) -> None:
    """One person answers for every department, so that a record can be assigned to any of them."""
    names = [user.username for user in users if user.role == Role.DEPARTMENT]
    with house.database.work(hall_id, SYSTEM) as work:
        for department in departments_in(hall_book(work.connection, hall_id)):
            name_members(work, house.vault, "", department, names)


def _known(folder: Path) -> dict[str, Any]:
    path = folder / DEMO_FILE
    if not path.is_file():
        return {}
    known: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return known


def _password(known: dict[str, Any]) -> str:
    return str(known["users"][0]["password"]) if known else f"hall-{secrets.token_hex(4)}-demo"


def _tokens(known: dict[str, Any], kind: DeviceKind) -> dict[str, str]:
    """What is known of the devices of a kind, by hall code."""
    return {device["hall"]: device["token"] for device in known.get("devices", []) if device["kind"] == kind}


def _write(path: Path, content: dict[str, Any]) -> None:
    whole = path.with_suffix(".new")
    whole.touch(mode=0o600)
    whole.write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")
    whole.replace(path)
