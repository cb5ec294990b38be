"""A definition: services, bundles, halls and notices as one file gives them, read and checked into frozen values."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hall.catalogue.assisting import AssistanceRules
from hall.catalogue.escalating import EscalationRules
from hall.catalogue.hours import Hours
from hall.catalogue.reviewing import ReviewRules
from hall.catalogue.rules import QueueRules
from hall.catalogue.terms import Audience, PageLanguage, Session, Tier, WindowKind
from hall.catalogue.thresholds import AlarmRules
from hall.catalogue.virtual_rules import VirtualRules
from hall.catalogue.workdays import YearDays
from hall.text import Text

FORMAT = 1
MOST_ERRANDS = 12  # on one ticket, so in one bundle


@dataclass(frozen=True)
class ServiceDefinition:
    """One matter; `share` is its weight among a day's tickets, `daily_limit` 0 means no cap."""

    code: str
    name: Text
    aliases: tuple[Text, ...]
    audience: tuple[Audience, ...]
    prefix: str
    department: Text
    materials: tuple[Text, ...]
    median_minutes: float
    spread: float
    share: float
    bookable: bool
    online: bool
    daily_limit: int

    @property
    def names(self) -> tuple[str, ...]:
        """What people call it in Chinese: its name, then its aliases."""
        return (self.name.zh, *(alias.zh for alias in self.aliases))


@dataclass(frozen=True)
class BundleDefinition:
    """Several services in one visit; `in_order`: the first one left is what a window may call the ticket for."""

    code: str
    name: Text
    services: tuple[str, ...]
    in_order: bool

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name.zh,)


@dataclass(frozen=True)
class ZoneDefinition:
    code: str
    name: Text


@dataclass(frozen=True)
class WindowDefinition:
    """One window; `patterns` as written (`*`, `!code`), `services` the codes they come to."""

    number: int
    name: Text
    kind: WindowKind
    zone: str
    patterns: tuple[str, ...]
    services: tuple[str, ...]
    sessions: tuple[Session, ...]


@dataclass(frozen=True)
class HallDefinition:
    """One site. `booking` and `display` hold every key of their tables, defaults included."""

    code: str
    name: Text
    tier: Tier
    parent: str | None
    timezone: str
    latitude: float | None
    longitude: float | None
    address: Text | None
    capacity: int | None
    phone: str | None
    cutoff_day: int
    report_due_day: int
    languages: tuple[PageLanguage, ...]
    zones: tuple[ZoneDefinition, ...]
    hours: Hours
    rules: QueueRules
    alarms: AlarmRules
    reviews: ReviewRules
    escalations: EscalationRules
    virtual: VirtualRules
    assistance: AssistanceRules
    booking: Mapping[str, Any]
    display: Mapping[str, Any]
    windows: tuple[WindowDefinition, ...]

    @property
    def services(self) -> frozenset[str]:
        """What some window of this hall does."""
        return frozenset(code for window in self.windows for code in window.services)


@dataclass(frozen=True)
class NoticeDefinition:
    """A sentence for one hall's screens, between calls."""

    code: str
    hall: str
    text: Text


@dataclass(frozen=True)
class Definition:
    """One file's whole content. `workdays` holds the notices of working days it brings, by year."""

    services: tuple[ServiceDefinition, ...] = ()
    bundles: tuple[BundleDefinition, ...] = ()
    halls: tuple[HallDefinition, ...] = ()
    notices: tuple[NoticeDefinition, ...] = ()
    workdays: Mapping[int, YearDays] = field(default_factory=dict)


def resolve_patterns(patterns: Iterable[str], services: Iterable[str]) -> tuple[str, ...]:
    """The services that patterns come to, in the order of `services`: `*` is all, `code` one, `!code` never."""
    listed = list(patterns)
    taken = {pattern for pattern in listed if not pattern.startswith("!")}
    never = {pattern[1:] for pattern in listed if pattern.startswith("!")}
    return tuple(code for code in services if ("*" in taken or code in taken) and code not in never)


def at_every_hour(definition: Definition, kept: Collection[str] = ()) -> Definition:
    """The same halls, open at every hour of every day but for those `kept`: what a demonstration needs."""
    halls = tuple(
        hall if hall.code in kept else replace(hall, hours=replace(hall.hours, always=True))
        for hall in definition.halls
    )
    return replace(definition, halls=halls)
