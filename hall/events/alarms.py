"""What managers are warned of."""

from dataclasses import dataclass

from hall.events.base import Event


@dataclass(frozen=True, kw_only=True)
class AlarmEvent(Event):
    """Something about an alarm: its public id, what it warns of, and the service or window it concerns."""

    alarm: str
    what: str
    service: str | None
    window_number: int | None


@dataclass(frozen=True, kw_only=True)
class AlarmRaised(AlarmEvent):
    """`number`: the ticket that takes too long, where it is about one."""

    kind = "alarm_raised"
    number: str | None = None


@dataclass(frozen=True, kw_only=True)
class AlarmCleared(AlarmEvent):
    kind = "alarm_cleared"
    cause: str


@dataclass(frozen=True, kw_only=True)
class AlarmAcknowledged(AlarmEvent):
    """The entry's user is who takes care of it."""

    kind = "alarm_acknowledged"
