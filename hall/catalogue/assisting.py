"""What a hall may set itself about help (帮办代办): how soon somebody should be there."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Self


@dataclass(frozen=True)
class AssistanceRules:
    """One hall's settings, as stored: minutes of opening time in the hall, working days for a visit at home."""

    minutes: int = 10
    home_days: int = 3

    @property
    def here(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    def as_json(self) -> dict[str, Any]:
        """Every setting under its own name, in plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """What `as_json` gave, over the defaults: a hall that was imported before help was kept has none of it."""
        return cls(**values)
