"""From when on a hall warns its manager: the numbers a hall may set itself; what is warned of stays."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any, Self

from hall.catalogue.terms import AlarmKind


@dataclass(frozen=True)
class AlarmRules:
    """One hall's thresholds, as stored: whole minutes, seconds and counts; `off`: what it does not want to hear of."""

    waiting_per_window: int = 10
    longest_wait_minutes: int = 30
    serving_percent: int = 95
    idle_seconds: int = 120
    after_opening_minutes: int = 5
    rest_seconds: int = 60
    help_minutes: int = 5
    off: tuple[AlarmKind, ...] = ()

    @property
    def longest_wait(self) -> timedelta:
        return timedelta(minutes=self.longest_wait_minutes)

    @property
    def idle(self) -> timedelta:
        return timedelta(seconds=self.idle_seconds)

    @property
    def after_opening(self) -> timedelta:
        return timedelta(minutes=self.after_opening_minutes)

    @property
    def rest(self) -> timedelta:
        return timedelta(seconds=self.rest_seconds)

    @property
    def help_stands(self) -> timedelta:
        return timedelta(minutes=self.help_minutes)

    def as_json(self) -> dict[str, Any]:
        """Every setting under its own name, in plain JSON values."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return values | {"off": [kind.value for kind in self.off]}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """What `as_json` gave, over the defaults: a hall that was imported before there were alarms has none of it."""
        return cls(**{**values, "off": tuple(AlarmKind(kind) for kind in values.get("off", ()))})
