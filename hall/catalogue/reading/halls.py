"""From a `[[halls]]` table of a definition to its values: zones, hours, windows, and the hall's own settings."""

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hall.catalogue.definition import HallDefinition, WindowDefinition, ZoneDefinition, resolve_patterns
from hall.catalogue.hours import Hours
from hall.catalogue.reading.findings import Notes, Place
from hall.catalogue.reading.hours import read_hours
from hall.catalogue.reading.settings import (
    read_alarms,
    read_assistance,
    read_booking,
    read_display,
    read_escalations,
    read_reviews,
    read_rules,
    read_virtual,
)
from hall.catalogue.reading.tables import LONGEST_CODE, Table
from hall.catalogue.terms import PageLanguage, Session, Tier, WindowKind
from hall.text import Text

MAIN_ZONE = ZoneDefinition("main", Text("大厅", "Hall"))
HIGHEST_NUMBER = 999


@dataclass(frozen=True)
class Known:
    """The codes that the file defines and that its tables may name."""

    services: tuple[str, ...]
    halls: frozenset[str]

    def check_services(self, notes: Notes, named: Iterable[tuple[Place, str]]) -> None:
        """Note services named twice or not defined; a window's `*` and a leading `!` are its own matter."""
        seen: set[str] = set()
        for place, code in named:
            if code not in self.services:
                notes.error(place, f"没有代码为“{code}”的事项", f"there is no service {code!r}")
            elif code in seen:
                notes.error(place, f"“{code}”重复出现", f"{code!r} stands here for the second time")
            seen.add(code)


def read_hall(table: Table, known: Known) -> HallDefinition:
    hours = Hours({}) if table.raw("hours", required=True) is None else read_hours(table.table("hours"))
    booking = read_booking(table.table("booking"))
    languages = table.choices("languages", PageLanguage, (PageLanguage.CHINESE,)) or (PageLanguage.CHINESE,)
    zones = _zones(table)
    latitude, longitude = _coordinates(table)
    read = HallDefinition(
        code=table.code(),
        name=table.some_words("name"),
        tier=table.choice("tier", Tier) or Tier.TOWN,
        parent=table.text("parent", required=False) or None,
        timezone=_timezone(table),
        latitude=latitude,
        longitude=longitude,
        address=table.words("address", required=False),
        capacity=table.whole("capacity", 1, 1_000_000, 0) or None,
        phone=table.text("phone", required=False, longest=40) or None,
        cutoff_day=table.whole("cutoff_day", 1, 31, 25),
        report_due_day=table.whole("report_due_day", 1, 31, 28),
        languages=languages,
        zones=zones,
        hours=hours,
        rules=read_rules(table.table("rules"), hours, booking),
        alarms=read_alarms(table.table("alarms")),
        reviews=read_reviews(table.table("reviews")),
        escalations=read_escalations(table.table("escalations")),
        virtual=read_virtual(table.table("virtual"), located=latitude is not None),
        assistance=read_assistance(table.table("assistance")),
        booking=booking,
        display=read_display(table.table("display"), languages),
        windows=_windows(table, known, zones),
    )
    table.done()
    return read


def note_wrong_parents(tables: list[Table]) -> None:
    """Note parents that are not in the file, and halls that are their own forebears."""
    parents = {code: table.peek("parent") for table in tables if isinstance(code := table.peek("code"), str)}
    for table in tables:
        code, parent = table.peek("code"), table.peek("parent")
        if not isinstance(parent, str):
            continue
        if parent not in parents:
            table.wrong("parent", f"没有代码为“{parent}”的大厅", f"there is no hall {parent!r}")
            continue
        above = set()
        while isinstance(parent, str) and parent not in above:
            above.add(parent)
            parent = parents.get(parent)
        if code in above:
            table.wrong("parent", "上级关系成环", "a hall cannot stand above itself")


def _timezone(table: Table) -> str:
    name = table.text("timezone")
    try:
        return ZoneInfo(name).key if name else ""
    except (LookupError, OSError, ValueError):
        table.wrong("timezone", f"没有时区“{name}”", f"there is no time zone {name!r}, such as Asia/Shanghai")
        return ""


def _coordinates(table: Table) -> tuple[float | None, float | None]:
    given = [key for key in ("latitude", "longitude") if table.has(key)]
    if len(given) == 1:
        missing = "longitude" if given == ["latitude"] else "latitude"
        table.wrong(missing, "经纬度须同时给出", "latitude and longitude are given together")
    latitude, longitude = table.number("latitude", -90, 90, 0), table.number("longitude", -180, 180, 0)
    return (latitude, longitude) if len(given) == 2 else (None, None)


def _zones(table: Table) -> tuple[ZoneDefinition, ...]:
    found: list[ZoneDefinition] = []
    for zone in table.tables("zones"):
        code = zone.code()
        if code and any(code == other.code for other in found):
            zone.wrong("code", f"“{code}”重复出现", f"{code!r} stands here for the second time")
        found.append(ZoneDefinition(code, zone.some_words("name")))
        zone.done()
    return tuple(found) or (MAIN_ZONE,)


def _windows(table: Table, known: Known, zones: tuple[ZoneDefinition, ...]) -> tuple[WindowDefinition, ...]:
    found: dict[int, WindowDefinition] = {}
    for window in table.tables("windows", name="number"):
        numbers = _numbers(window)
        read = _window(window, known, zones)
        for place, number in numbers:
            if number in found:
                window.notes.error(place, f"{number}号窗口重复出现", f"window {number} stands here for the second time")
            else:
                found[number] = WindowDefinition(number, *read)
        window.done()
    return tuple(found[number] for number in sorted(found))


def _window(
    table: Table, known: Known, zones: tuple[ZoneDefinition, ...]
) -> tuple[Text, WindowKind, str, tuple[str, ...], tuple[str, ...], tuple[Session, ...]]:
    """What the windows of one table share, in the order of `WindowDefinition`."""
    zone = table.text("zone", required=False, longest=LONGEST_CODE) or zones[0].code
    if all(zone != other.code for other in zones):
        table.wrong("zone", f"本大厅没有区域“{zone}”", f"this hall has no zone {zone!r}")
    patterns = _patterns(table, known)
    return (
        table.some_words("name"),
        table.choice("kind", WindowKind) or WindowKind.SPECIAL,
        zone,
        patterns,
        resolve_patterns(patterns, known.services),
        table.choices("sessions", Session, ()),
    )


def _patterns(table: Table, known: Known) -> tuple[str, ...]:
    patterns = table.texts("services", required=True, longest=LONGEST_CODE + 1)
    known.check_services(table.notes, [(place, text.removeprefix("!")) for place, text in patterns if text != "*"])
    return tuple(text for _, text in patterns)


def _numbers(table: Table) -> list[tuple[Place, int]]:
    """One number or a list of them."""
    given = table.raw("number", required=True)
    place = table.place.key("number")
    placed = table.items("number") if isinstance(given, list) else [(place, given)]
    found = []
    for where, number in placed:
        if isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= HIGHEST_NUMBER:
            found.append((where, number))
        elif number is not None:
            table.notes.error(
                where,
                f"窗口号应为1到{HIGHEST_NUMBER}的整数",
                f"a window's number is a whole number from 1 to {HIGHEST_NUMBER}",
            )
    if given == []:
        table.wrong("number", "至少要有一个窗口号", "must hold at least one number")
    return found
