"""What happens at windows."""

from dataclasses import dataclass

from hall.events.base import Event, Json


@dataclass(frozen=True, kw_only=True)
class WindowChanged(Event):
    """`after` is the window as people see it now (number, name, kind, zone, services, state, paused_until)."""

    kind = "window_changed"
    cause: str
    after: Json
    remark: Json | None = None


@dataclass(frozen=True, kw_only=True)
class DutyStarted(Event):
    kind = "duty_started"
    window_number: int
    person: str


@dataclass(frozen=True, kw_only=True)
class DutyEnded(Event):
    kind = "duty_ended"
    window_number: int
    person: str


@dataclass(frozen=True, kw_only=True)
class DutyHandedOver(Event):
    kind = "duty_handed_over"
    window_number: int
    person: str
    successor: str


@dataclass(frozen=True, kw_only=True)
class HelpCalled(Event):
    """A window asks for a manager or the escalation officer (`whom`)."""

    kind = "help_called"
    window_number: int
    whom: str
    remark: Json | None = None
