"""What happens to a hall as a whole."""

from dataclasses import dataclass
from datetime import date

from hall.events.base import Event, Json


@dataclass(frozen=True, kw_only=True)
class HallChanged(Event):
    """The hall's own definition or rules changed; `changed` names what, without values."""

    kind = "hall_changed"
    changed: list[str]


@dataclass(frozen=True, kw_only=True)
class NoticeChanged(Event):
    kind = "notice_changed"
    notices: list[Json]


@dataclass(frozen=True, kw_only=True)
class HallClosedForDay(Event):
    kind = "hall_closed"
    cause: str
    day: date


@dataclass(frozen=True, kw_only=True)
class HallReopened(Event):
    kind = "hall_reopened"
    day: date


@dataclass(frozen=True, kw_only=True)
class DayEnded(Event):
    kind = "day_ended"
    day: date


@dataclass(frozen=True, kw_only=True)
class PresetSaved(Event):
    """A way to set the windows up was saved, by its public id; its name is a person's words."""

    kind = "preset_saved"
    preset: str
