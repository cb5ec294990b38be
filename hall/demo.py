"""The demo hall: the example imported, windows open with a clerk at each, and a list of where to go and as whom."""

import json
import secrets
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import timedelta
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from hall import clock
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
from hall.fortnight import DAYS, tell_fortnight
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
TOWN = "houzhenzi"  # with a past it keeps its hours: early, late, at noon and on Saturdays
TABLET_AT = 3  # the window of the clerk whose sign-in the guide names

# Said beneath the pages of a demonstration with a past.
_OF_THE_PAST = (
    Text(
        "book_modes：厚畛子镇按自己的时间开放，可预约早晚弹性、午间、周末；其他大厅全天开放",
        "book_modes: this town keeps its hours: early, late, midday and Saturday can be booked; the others never close",
    ),
    Text(
        "escalations：台账里有最近两周的反映，有延期、重新办理、重复反映和督办牌",
        "escalations: the ledger has a fortnight behind it: extended, reopened, repeated, with cards",
    ),
)


@dataclass(frozen=True)
class DemoGuide:
    """What `demo.json` holds."""

    base_url: str
    pages: dict[str, str]
    users: list[dict[str, Any]]
    devices: list[dict[str, Any]]
    past: bool = False

    def lines(self, language: Language) -> list[str]:
        """The guide as people read it on a terminal."""
        shown = [user for user in self.users if user["window"] in (None, TABLET_AT)]
        names = [f"  {name:<16} {url}" for name, url in self.pages.items()]
        signs = [f"  {user['username']:<10} {user['role']}" for user in shown]
        password = self.users[0]["password"]
        last = f"clerk{max(user['window'] or 0 for user in self.users):02}"
        every = Text("每个窗口一位窗口人员", "a clerk at each window").pick(language)
        more = f"  clerk01 … {last}  {every}"
        pages = Text("页面", "Pages").pick(language)
        sign_in = Text(f"登录密码均为 {password}", f"Sign in with the password {password}").pick(language)
        if self.past:
            names += ["", *(f"  {one.pick(language)}" for one in _OF_THE_PAST)]
        return ["", pages, *names, "", sign_in, *signs, more, ""]


def make_keys(folder: Path) -> None:
    """Give a new data folder its keys, readable by its owner alone."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / KEYS_FILE
    if path.exists():
        return
    path.touch(mode=0o600)
    path.write_text(f'secret_key = "{secrets.token_urlsafe(32)}"\ndata_key = "{new_data_key()}"\n', encoding="utf-8")


def furnish(house: House, folder: Path, base_url: str, *, past: bool = False) -> DemoGuide:
    """Import the example, provide accounts and devices, open the windows; what is there already stays as it is.

    `past`: the county's ledger has a fortnight behind it, and one of the towns has its real hours.
    """
    known = _known(folder)
    with ExitStack() as then:
        if past and not known:
            until = clock.now()
            standing = then.enter_context(clock.frozen(until - timedelta(days=DAYS + 1)))
        hall, halls = _import_halls(house, kept=(TOWN,) if past else ())
        users = provide_demo_users(house.database, house.vault, Passwords(), hall, _password(known))
        if not known:
            _name_departments(house, hall.id, users)
        if past and not known:
            tell_fortnight(house.database, house.vault, hall.id, standing, until)
    kiosks = provide_kiosks(house.database, house.vault, halls, _tokens(known, DeviceKind.KIOSK))
    tablets = _tokens(known, DeviceKind.REVIEW)
    tablet = provide_tablet(house.database, house.vault, hall, TABLET_AT, tablets.get(COUNTY))
    door = provide_door(house.database, house.vault, hall, _tokens(known, DeviceKind.SCREEN).get(COUNTY))
    if not known:
        _open_windows(house, hall.id, users)
    tokens = {kiosk.hall: kiosk.token for kiosk in kiosks}
    devices = [asdict(device) for device in (*kiosks, tablet, door)]
    shown = addresses(base_url, tokens, tablet.token, door.token)
    if not past:
        del shown["book_modes"]
    guide = DemoGuide(base_url, shown, [asdict(user) for user in users], devices, past)
    _write(folder / DEMO_FILE, asdict(guide))
    return guide


def _import_halls(house: House, kept: Sequence[str]) -> tuple[DemoHall, list[DemoHall]]:
    """The example's county hall and all its halls, open at every hour but for those that keep theirs."""
    with as_file(files("hall.catalogue") / "data" / "examples" / f"{COUNTY}.toml") as path:
        source = read_source(path)
    definition = at_every_hour(sound_definition(source.data, source.lines), kept)
    import_definition(house.database, definition, leaving=settle_window)
    _put_plan_up(house)
    with house.database.reading() as connection:
        county = hall_book(connection, hall_id_of(connection, COUNTY))
        halls = [DemoHall(hall_id_of(connection, hall.code), hall.code, []) for hall in definition.halls]
    return DemoHall(county.hall_id, COUNTY, sorted(page.number for page in county.windows.values())), halls


def _put_plan_up(house: House) -> None:
    """The county hall's plan, where none is up."""
    with house.database.reading() as connection:
        hall_id = hall_id_of(connection, COUNTY)
        if plan_marks(connection, hall_id) is not None:
            return
    drawing = files("hall.catalogue") / "data" / "examples" / f"{COUNTY}.svg"
    with house.database.work(hall_id, SYSTEM) as work:
        keep_plan(work, hall_book(work.connection, hall_id), drawing.read_bytes())


def addresses(base_url: str, kiosks: Mapping[str, str], tablet: str, door: str) -> dict[str, str]:
    """Where to go, by name; the kiosk of every hall, the tablet and the door each with its token."""
    own = {hall: f"{base_url}/kiosk/{hall}#token={token}" for hall, token in kiosks.items()}
    return {
        "home": f"{base_url}/",
        "kiosk": own.pop(COUNTY),
        **{f"kiosk_{hall}": address for hall, address in own.items()},
        "screen": f"{base_url}/screen/{COUNTY}?speak=1",
        "led": f"{base_url}/led/{COUNTY}/3",
        "door": f"{base_url}/door/{COUNTY}#token={door}",
        "take": f"{base_url}/take/{COUNTY}",
        "near": f"{base_url}/near",
        "book": f"{base_url}/book/{COUNTY}",
        "book_modes": f"{base_url}/book/{TOWN}",
        "report": f"{base_url}/report/{COUNTY}",
        "help": f"{base_url}/help/{COUNTY}",
        "review": f"{base_url}/review/{COUNTY}/{TABLET_AT}#token={tablet}",
        "sign_in": f"{base_url}/sign-in",
        "desk": f"{base_url}/desk",
        "greeter": f"{base_url}/greeter",
        "appointments": f"{base_url}/appointments",
        "prereview": f"{base_url}/prereview",
        "manage": f"{base_url}/manage",
        "reviews": f"{base_url}/manage/reviews",
        "help_figures": f"{base_url}/manage/help",
        "carriers": f"{base_url}/manage/carriers",
        "floor": f"{base_url}/manage/floor",
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
