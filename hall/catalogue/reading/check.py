"""What is missing or odd in a definition that can be read: the window kinds a hall must have, services nobody does …"""

from collections.abc import Mapping
from typing import Any

from hall.catalogue.definition import Definition, HallDefinition, WindowDefinition
from hall.catalogue.reading.findings import Finding, Notes, Path, Place
from hall.catalogue.reading.whole import read_definition
from hall.catalogue.terms import COUNTY_AND_ABOVE, REQUIRED_KINDS, Session, Tier, WindowKind
from hall.errors import DefinitionInvalid

_HALLS = Place().key("halls")
_TIERS = tuple(Tier)


def examine(data: Mapping[str, Any], lines: Mapping[Path, int] | None = None) -> tuple[Definition, list[Finding]]:
    """A definition and all that was found in it, by line; with an error among them it is not to be used."""
    notes = Notes(lines or {})
    definition = read_definition(data, notes)
    if not notes.errors:
        _look_at(definition, notes)
    return definition, sorted(notes.found, key=lambda finding: finding.line or 0)


def sound_definition(data: Mapping[str, Any], lines: Mapping[Path, int] | None = None) -> Definition:
    """The definition in `data`; DefinitionInvalid with every error and its place when there is one."""
    definition, findings = examine(data, lines)
    problems = [finding.as_problem() for finding in Notes(found=findings).errors]
    if problems:
        raise DefinitionInvalid(fields=problems)
    return definition


def comprehensive_share(hall: HallDefinition) -> float | None:
    """综合窗口受理率: of the services a hall does, the share that some comprehensive window takes; None without any."""
    taken = {code for window in hall.windows if window.kind is WindowKind.COMPREHENSIVE for code in window.services}
    return len(taken) / len(hall.services) if hall.services else None


def undone_services(definition: Definition) -> list[str]:
    """Services that no window of any hall does."""
    done = frozenset(code for hall in definition.halls for code in hall.services)
    return [service.code for service in definition.services if service.code not in done]


def _look_at(definition: Definition, notes: Notes) -> None:
    for index, hall in enumerate(definition.halls):
        place = _HALLS.item(index, hall.code)
        _kinds(hall, place, notes)
        _sessions(hall, place, notes)
        _empty_parts(hall, place, notes)
        _emergency_numbers(hall, definition, place, notes)
        for window in hall.windows:
            _patterns(window, place, notes)
        if hall.hours.always:
            notes.warn(
                place.key("hours").key("always"), "全年全天开放，仅用于演示", "open at every hour: for demonstrations"
            )
    _parents(definition, notes)
    if definition.halls:
        _services_and_bundles(definition, notes)


def _kinds(hall: HallDefinition, place: Place, notes: Notes) -> None:
    there = {window.kind for window in hall.windows}
    missing = ", ".join(kind for kind in REQUIRED_KINDS if kind not in there)
    if not missing:
        return
    if hall.tier in COUNTY_AND_ABOVE:
        tell, must = notes.error, ("县级及以上大厅必须设有", "a hall of county tier or above must have")
    else:
        tell, must = notes.warn, ("没有设", "has no")
    tell(place.key("windows"), f"{must[0]}这些窗口：{missing}", f"{must[1]} windows of kind {missing}")


def _sessions(hall: HallDefinition, place: Place, notes: Notes) -> None:
    staffed = {session for window in hall.windows for session in window.sessions}
    for session in Session:
        open_then = bool(hall.hours.spans.get(session))
        if session is Session.NORMAL or open_then == (session in staffed):
            continue
        if open_then:
            notes.warn(place.key("hours").key(session), "这个时段没有窗口上班", "no window works in this session")
        else:
            notes.warn(
                place.key("windows"),
                f"窗口写了 {session}，但大厅没有这个时段",
                f"windows name the session {session}, which the hall does not have",
            )


def _emergency_numbers(hall: HallDefinition, definition: Definition, place: Place, notes: Notes) -> None:
    """A number on emergency paper must never be one that a kiosk gives too."""
    prefix = hall.rules.emergency_prefix
    same = [service.code for service in definition.services if service.prefix == prefix]
    if same:
        notes.error(
            place.key("rules").key("emergency_prefix"),
            f"应急号前缀“{prefix}”已是事项的前缀（{', '.join(same)}），请另选",
            f"the emergency prefix {prefix!r} is that of {', '.join(same)} already; choose another",
        )


def _empty_parts(hall: HallDefinition, place: Place, notes: Notes) -> None:
    if not hall.windows:
        notes.warn(place.key("windows"), "大厅没有窗口", "the hall has no window")
    used = {window.zone for window in hall.windows}
    for index, zone in enumerate(hall.zones):
        if hall.windows and zone.code not in used:
            notes.warn(place.key("zones").item(index, zone.code), "区域没有窗口", "no window stands in this zone")


def _patterns(window: WindowDefinition, place: Place, notes: Notes) -> None:
    where = Place(place.path, f"{place.label}.windows[{window.number}].services")
    if not window.services:
        notes.warn(where, "窗口不办理任何事项", "the window does nothing")
    for pattern in window.patterns:
        if pattern.startswith("!") and "*" not in window.patterns and pattern[1:] not in window.patterns:
            notes.warn(where, f"“{pattern}”没有作用", f"{pattern!r} excludes nothing")


def _parents(definition: Definition, notes: Notes) -> None:
    tiers = {hall.code: hall.tier for hall in definition.halls}
    for index, hall in enumerate(definition.halls):
        if hall.parent and _TIERS.index(tiers[hall.parent]) >= _TIERS.index(hall.tier):
            notes.warn(
                _HALLS.item(index, hall.code).key("parent"),
                "上级大厅的层级应更高",
                "the parent should be of a wider tier",
            )


def _services_and_bundles(definition: Definition, notes: Notes) -> None:
    undone = frozenset(undone_services(definition))
    for index, service in enumerate(definition.services):
        if service.code in undone:
            place = Place().key("services").item(index, service.code)
            notes.warn(place, "没有窗口办理这个事项", "no window does this service")
    for index, bundle in enumerate(definition.bundles):
        if not any(hall.services.issuperset(bundle.services) for hall in definition.halls):
            place = Place().key("bundles").item(index, bundle.code)
            notes.warn(place, "没有大厅能办齐这件事", "no hall does all of it")
