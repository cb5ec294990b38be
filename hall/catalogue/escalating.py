"""What a hall may set itself about what could not get done ("办不成事"): its limits, cards and levels."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Self


@dataclass(frozen=True)
class EscalationRules:
    """One hall's settings, as stored. Every `…_days` is a number of working days; 0 is the same day.

    `least_minutes`: what a limit of the same day leaves at least: with less left until closing it is the next one's.
    `levels`: how high a dissatisfied call-back may lift a record: 1 the hall's manager, 2 the county's as well.
    `pause_days`: how long a question to the reporter may hold the clock; after that it runs on by itself.
    """

    contact_days: int = 0
    a_days: int = 0
    b_days: int = 5
    c_days: int = 10
    d_days: int = 15
    n_days: int = 3
    return_days: int = 1
    call_back_days: int = 3
    reopen_days: int = 1
    close_days: int = 5
    pause_days: int = 5
    yellow_percent: int = 80
    yellow_hours: int = 2
    least_minutes: int = 30
    meeting_days: int = 3
    tries: int = 3
    try_days: int = 2
    levels: int = 2

    @property
    def least(self) -> timedelta:
        return timedelta(minutes=self.least_minutes)

    def as_json(self) -> dict[str, Any]:
        """Every setting under its own name, in plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """What `as_json` gave, over the defaults: a hall that was imported before there were records has none of it."""
        return cls(**values)
