"""What a hall is at this moment, read whole: its rules, hours, windows and services, as plain values for the rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hall.catalogue.assisting import AssistanceRules
from hall.catalogue.booking_rules import BookingRules
from hall.catalogue.escalating import EscalationRules
from hall.catalogue.hours import OpeningTimes
from hall.catalogue.reviewing import ReviewRules
from hall.catalogue.rules import QueueRules
from hall.catalogue.terms import WindowKind, WindowState
from hall.catalogue.thresholds import AlarmRules
from hall.catalogue.virtual_rules import VirtualRules
from hall.events import instant_text
from hall.text import Language, Text


@dataclass(frozen=True)
class WindowPage:
    """A window as it is set up now; `services` are resolved codes, `sessions` those beyond the normal hours."""

    id: str
    number: int
    name: Text
    kind: WindowKind
    zone: str
    services: frozenset[str]
    sessions: frozenset[str]
    state: WindowState
    paused_until: datetime | None
    reason: str | None

    @property
    def open(self) -> bool:
        return self.state is WindowState.OPEN

    def as_json(self) -> dict[str, Any]:
        """As anybody may see it: what screens show, and what the journal keeps to tell the order of calling again."""
        return {
            "id": self.id,
            "number": self.number,
            "name": self.name.as_json(),
            "kind": self.kind.value,
            "zone": self.zone,
            "services": sorted(self.services),
            "sessions": sorted(self.sessions),
            "state": self.state.value,
            "paused_until": instant_text(self.paused_until) if self.paused_until else None,
        }


@dataclass(frozen=True)
class ServicePage:
    """A service as visitors and rules need it. A retired one is still named on old tickets; no window does it."""

    code: str
    name: Text
    prefix: str
    department: Text
    materials: tuple[Text, ...]
    daily_limit: int
    median_minutes: float
    spread: float = 0.6
    share: float = 0.0
    aliases: tuple[Text, ...] = ()
    initials: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    bookable: bool = False
    online: bool = False
    retired: bool = False


@dataclass(frozen=True)
class BundlePage:
    """A bundle: its services in the order in which they are done."""

    code: str
    name: Text
    services: tuple[str, ...]
    in_order: bool
    initials: tuple[str, ...] = ()


@dataclass(frozen=True)
class HallBook:
    """One hall, read in one moment; kept and shared, so never to be changed. `windows` are those not retired.

    `coordinates`: latitude and longitude in degrees.
    """

    hall_id: int
    code: str
    name: Text
    zone: ZoneInfo
    zones: tuple[str, ...]
    languages: tuple[str, ...]
    rules: QueueRules
    opening: OpeningTimes
    windows: dict[str, WindowPage]
    services: dict[str, ServicePage]
    bundles: dict[str, BundlePage]
    display: Mapping[str, Any] = field(default_factory=dict)
    alarms: AlarmRules = field(default_factory=AlarmRules)
    reviews: ReviewRules = field(default_factory=ReviewRules)
    booking: BookingRules = field(default_factory=BookingRules)
    escalations: EscalationRules = field(default_factory=EscalationRules)
    virtual: VirtualRules = field(default_factory=VirtualRules)
    coordinates: tuple[float, float] | None = None
    assistance: AssistanceRules = field(default_factory=AssistanceRules)
    retired_windows: dict[str, WindowPage] = field(default_factory=dict)
    worked_out: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """What the rooms above have worked out of this book alone, kept for as long as it stands."""

    @property
    def spoken(self) -> Language:
        """The language of the server's own two that its staff read."""
        return "zh" if "zh" in self.languages else "en"

    @property
    def departments(self) -> Mapping[str, Text]:
        """What the departments of the hall's services are called, by their Chinese name, which is how they are kept."""
        known: Mapping[str, Text] | None = self.worked_out.get("departments")
        if known is None:
            pages = sorted(self.services.values(), key=lambda page: (page.retired, page.code), reverse=True)
            known = self.worked_out["departments"] = {page.department.zh: page.department for page in pages}
        return known

    def department(self, name: str) -> Text:
        """What a department is called; one that no service names any more bears its own name."""
        return self.departments.get(name) or Text(name, name)

    def window(self, window_id: str) -> WindowPage | None:
        """The window with this id, also one that is retired: old tickets were served there."""
        return self.windows.get(window_id) or self.retired_windows.get(window_id)

    def window_numbers(self, services: Iterable[str], *, any_window: bool = False) -> list[int]:
        """Numbers of the windows that do any of these services (every window for who needs help), in order."""
        wanted = frozenset(services)
        return sorted(page.number for page in self.windows.values() if any_window or wanted & page.services)

    def offers(self, service: str) -> bool:
        """Whether some window of this hall does the service."""
        return any(service in page.services for page in self.windows.values())
