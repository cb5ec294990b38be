"""Whether a hall's queue may be joined by a phone on its way there (手机取号), and how the code at its door changes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Self


@dataclass(frozen=True)
class VirtualRules:
    """One hall's settings, as stored; 0 is off, and both are off unless the hall says otherwise.

    `metres`: so near a phone may be. `minutes`: so soon its holder says to be there. `unproven`: a phone or door that
    says nothing of either, as a poster in the hall or a program, may take a ticket. `door_seconds`: how long the code
    at the door stands.
    """

    metres: int = 0
    minutes: int = 0
    unproven: bool = True
    door_seconds: int = 30

    @property
    def open(self) -> bool:
        """Whether a phone on its way may take a ticket at all."""
        return bool(self.metres or self.minutes)

    @property
    def lead(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    @property
    def door_period(self) -> timedelta:
        return timedelta(seconds=self.door_seconds)

    def as_json(self) -> dict[str, Any]:
        """Every setting under its own name, in plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """What `as_json` gave, over the defaults: a hall that was imported before has none of it."""
        return cls(**values)
