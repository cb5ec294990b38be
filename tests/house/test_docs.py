"""What the pages say is what the code has: settings, routes, messages, events, errors, roles, commands, rooms."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from hall.app import House, create_app
from hall.assistance import states as assistance
from hall.booking.arriving import Arrival
from hall.booking.missing import Excuse
from hall.booking.modes import Mode
from hall.booking.prereview import MaterialState
from hall.booking.states import AppointmentState
from hall.catalogue.categories import Category
from hall.catalogue.rules import NoShowPolicy
from hall.catalogue.terms import AlarmKind, Audience, Closing, Session, Tier, WindowKind, WindowState
from hall.demo import DemoGuide, addresses
from hall.display import sockets
from hall.errors import HallError
from hall.escalation.actions.registering import Source
from hall.escalation.kinds import CaseOutcome, Cause
from hall.events import Event, TicketEvent
from hall.personal.vault import new_data_key
from hall.settings import Settings
from hall.staff.permissions import DEVICE_PERMISSIONS, NAMES, PERMISSIONS, DeviceKind
from hall.ticketing.outcomes import Outcome
from hall.ticketing.policy import CreditReason
from hall.ticketing.states import TicketState
from hall.ticketing.wish import Channel
from tests.house.documents import ROOT, blocks, codes, rows_under, text

INTERFACES, ERRORS, OPERATING = "docs/interfaces.md", "docs/errors.md", "docs/operating.md"


def kinds_of(base: type[Any]) -> Iterator[type[Any]]:
    """Every subclass, of subclasses too."""
    for each in base.__subclasses__():
        yield each
        yield from kinds_of(each)


def braced(path: str) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", path)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The doors, put together and not started."""
    folder = tmp_path_factory.mktemp("documented")
    return create_app(Settings(data_dir=folder, secret_key="documented", data_key=new_data_key(), voice="off"))


def test_every_setting_is_told_with_its_default() -> None:
    told = {codes(cells[0])[0]: "".join(codes(cells[1])) for cells in rows_under(OPERATING, "Settings")}
    given = {f"HALL_{field.name.upper()}": field.default for field in fields(Settings)}
    assert told == {name: "off" if value is False else str(value) for name, value in given.items()}


def test_every_route_is_told_with_who_may_use_it(house: House) -> None:
    told_rows = (
        *rows_under(INTERFACES, "HTTP"),
        *rows_under("docs/escalations.md", "Doors"),
        *rows_under("docs/assistance.md", "Doors"),
    )
    told = {codes(cells[0])[0]: codes(cells[1]) or [cells[1]] for cells in told_rows}
    served = {}
    for route in (route for endpoints in house.endpoints for route in endpoints.routes):
        demand = sorted(str(one) for one in route.access.permissions)
        who = demand or ["signed in" if route.access.signed_in else "public"]
        served[f"{route.method} {braced(route.path)}"] = who
    assert {call: sorted(who) for call, who in told.items()} == served


def test_every_other_address_is_told(house: House) -> None:
    served = {braced(rule.rule) for rule in house.app.url_map.iter_rules()}
    beside = {path for path in served if not path.startswith("/api/v1/") or path.endswith("openapi.json")}
    prose = text(INTERFACES)
    assert [path for path in sorted(beside) if f"`{path}`" not in prose] == []


def test_every_message_of_the_sockets_is_told() -> None:
    told = {codes(cells[0])[0]: set(codes(" ".join(cells[2:]))) for cells in rows_under(INTERFACES, "Sockets")}
    heard, sent = set().union(*told.values()), {}
    for door in kinds_of(sockets._Door):
        listens = {name.removeprefix("on_") for name in dir(door) if name.startswith("on_")}
        sent[door.__name__] = listens - {"connect", "disconnect"}
    assert {"snapshot", "head", *emitted()} - heard == set()
    assert sent["DisplayDoor"] == {"resume", "announced", "sound_blocked", "stale"} <= told["/display"]
    assert sent["DeskDoor"] == {"resume"} <= told["/desk"]
    assert sent["VisitorDoor"] == {"resume"} <= told["/visitor"]


def emitted() -> Iterator[str]:
    """Every name under which a fact of screens and phones, or a view, is sent."""
    yield from named("Fact", "hall/display")
    yield from named("View", "hall/display")
    yield from ("ticket_called", "ticket_recalled", "speaker")


def named(made: str, *folders: str) -> Iterator[str]:
    """The first words with which things of this name are made, read from the code of these folders."""
    for file in (file for folder in folders for file in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(first)), *_]) if name == made:
                    yield first


def test_every_event_is_told_with_its_data() -> None:
    told = {codes(cells[0])[0]: codes(cells[1]) for cells in rows_under("docs/events.md", "Events")}
    common = {field.name for field in fields(TicketEvent)}
    recorded = {}
    for event in (
        each for each in kinds_of(Event) if each.__module__.startswith("hall.events") and "kind" in vars(each)
    ):
        shared = common if issubclass(event, TicketEvent) else {"ticket", "window"}
        recorded[event.kind] = [field.name for field in fields(event) if field.name not in shared]
    assert told == recorded


def test_every_error_is_told_with_its_status(house: House) -> None:
    told = {code: int(cells[0]) for cells in rows_under(ERRORS, "Errors") for code in codes(cells[1])}
    assert told == {error.code: error.status for error in kinds_of(HallError) if error.__module__.startswith("hall")}


def test_every_metric_is_told() -> None:
    told = {name for cells in rows_under("docs/monitoring.md", "Metrics") for name in codes(cells[0])[:1]}
    assert {name for name in told if re.fullmatch(r"hall_\w+", name)} == measured()


def measured() -> set[str]:
    """Every metric by the name it is asked for, read from the code that makes them."""
    counted = re.findall(r'_counter\("(hall_\w+)"', text("hall/operations/metrics.py"))
    others = re.findall(r'(?:_histogram|Histogram|Gauge)\(\s*"(hall_\w+)"', text("hall/operations/metrics.py"))
    looked = re.findall(r'(?:_by|GaugeMetricFamily)\("(hall_\w+)"', text("hall/operations/gauges.py"))
    return {f"{name}_total" for name in counted} | set(others) | set(looked) | {"hall_build_info"}


def test_every_command_and_option_is_told() -> None:
    told = {codes(cells[0])[0]: cells[1] for cells in rows_under("docs/commands.md", "Every command")}
    offered = commands()
    assert told.keys() == offered.keys()
    for name, options in offered.items():
        assert [option for option in options if f"`{option}`" not in told[name]] == [], name


@cache
def commands() -> dict[str, list[str]]:
    """Every command with its options; asked of a process of its own, because the command line patches its process."""
    script = """
import json
from click import Context, Group
from hall.cli import main

def walk(name, command):
    if isinstance(command, Group):
        for each in map(lambda named: command.get_command(Context(command), named), command.list_commands(None)):
            yield from walk(f"{name} {each.name}", each)
    else:
        options = [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
        yield name, options

print(json.dumps(dict(walk("hall", main))))
"""
    asked = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    found: dict[str, list[str]] = json.loads(asked.stdout)
    return found


def test_every_role_is_told_with_its_permissions() -> None:
    told = {cells[0].replace("`", ""): set(codes(cells[2])) for cells in rows_under("docs/security.md", "Roles")}
    held = {str(role): {str(one) for one in given} for role, given in PERMISSIONS.items()}
    held |= {f"device {kind}": {str(one) for one in given} for kind, given in DEVICE_PERMISSIONS.items()}
    assert told == held


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("States of a ticket", {state.value: state.words.zh for state in TicketState}),
        ("States of an appointment", {state.value: state.words.zh for state in AppointmentState}),
        ("Outcomes of an errand", {outcome.value: outcome.words.zh for outcome in Outcome}),
        ("Green channel", {category.value: category.words.zh for category in Category}),
        ("Roles", {role.value: name.zh for role, name in NAMES.items()}),
    ],
)
def test_every_value_stands_beside_its_chinese(heading: str, words: dict[str, str]) -> None:
    told = {}
    for cells in rows_under("docs/terms.md", heading):
        told.update({codes(value)[0]: zh for value, zh in pairwise(cells) if codes(value)})
    assert told == words


def test_every_closed_list_is_whole() -> None:
    told = {cells[0].rpartition(" ")[0]: set(codes(cells[1])) for cells in rows_under("docs/terms.md", "Closed lists")}
    enums: dict[str, type[StrEnum]] = {
        "channel": Channel,
        "window kind": WindowKind,
        "window state": WindowState,
        "session": Session,
        "booking mode": Mode,
        "material": MaterialState,
        "arrival": Arrival,
        "excuse": Excuse,
        "tier": Tier,
        "audience": Audience,
        "credit reason": CreditReason,
        "no-show policy": NoShowPolicy,
        "closing": Closing,
        "device": DeviceKind,
        "alarm": AlarmKind,
        "source": Source,
        "request for help": assistance.State,
        "deed": assistance.Deed,
        "cause": Cause,
        "case outcome": CaseOutcome,
    }
    assert told == {name: {str(value) for value in values} for name, values in enums.items()}


def test_the_architecture_names_every_room_and_the_order_of_the_contracts() -> None:
    rooms = {codes(cells[0])[0] for cells in rows_under("docs/architecture.md", "Rooms")}
    there = {f"hall/{init.parent.name}" for init in (ROOT / "hall").glob("*/__init__.py")}
    assert rooms == there | {"hall/migrations"}
    contract = re.search(r"exhaustive = true\nlayers =\n((?:    .+\n)+)", text("setup.cfg"))
    assert contract is not None
    present = {path.stem for path in (ROOT / "hall").iterdir()} | {"migration"}
    floors = [[name for name in re.findall(r"\w+", line) if name in present] for line in contract[1].splitlines()]
    order = " → ".join(" | ".join(floor) for floor in floors if floor)
    assert f"`{order}`" in text("docs/architecture.md")


def test_the_readme_shows_what_the_demo_prints() -> None:
    shown = blocks("README.md")[1].splitlines()
    listed = {line.split()[0]: line.split()[1] for line in shown if "http" in line and not line.startswith("Serving")}
    clerk = {"username": "clerk03", "password": "hall-…-demo", "role": "clerk", "window": 3}
    base = "http://127.0.0.1:8000"
    kiosks = dict.fromkeys(("zhouzhi", "louguan", "yabai", "houzhenzi"), "hd_…")
    assert list(listed.items()) == list(addresses(base, kiosks, "hd_…", "hd_…").items())
    printed = DemoGuide(base, listed, [clerk], [], past=True).lines("en")
    assert [line for line in printed if "…" not in line and line and line not in shown] == []


def test_what_the_readme_runs_is_there() -> None:
    run = [
        line
        for name in ("README.md", "README.zh.md", OPERATING)
        for block in blocks(name)
        for line in block.splitlines()
    ]
    known = {command.removeprefix("hall ") for command in commands()}
    called = [line.removeprefix("hall ") for line in run if line.startswith("hall ")]
    assert called
    assert [call for call in called if not any(call.startswith(name) for name in known)] == []
    targets = {line.split(":")[0] for line in text("Makefile").splitlines() if re.match(r"[a-z-]+:", line)}
    made = {line.split()[1] for line in run if line.startswith("make ")} | set(
        re.findall(r"`make ([a-z-]+)", text("CONTRIBUTING.md"))
    )
    assert made <= targets
