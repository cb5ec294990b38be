"""The numbers of a hall's booking that the hall may set itself; the rules around them stay."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Self


@dataclass(frozen=True)
class BookingRules:
    """One hall's booking settings, as stored: whole days, minutes and counts, and the bookable `share` of a slot.

    `home_visits` may begin in each slot of `home_visit_minutes`; `reserve_minutes` an unconfirmed place is kept.
    `pre_review_days` are working days for an answer to what was handed in, `pre_review_files` the most for one
    appointment, `pre_review_keep_days` how long they are kept after it.
    """

    days_ahead: int = 7
    slot_minutes: int = 30
    closes_before_minutes: int = 10
    cancel_before_minutes: int = 120
    check_in_opens_minutes: int = 30
    grace_minutes: int = 15
    reserve_minutes: int = 10
    home_visits: int = 1
    home_visit_minutes: int = 120
    no_show_limit: int = 3
    no_show_days: int = 30
    penalty_days: int = 30
    pre_review_days: int = 1
    pre_review_files: int = 12
    pre_review_keep_days: int = 180
    share: float = 0.5

    @property
    def closes_before(self) -> timedelta:
        return timedelta(minutes=self.closes_before_minutes)

    @property
    def cancel_before(self) -> timedelta:
        return timedelta(minutes=self.cancel_before_minutes)

    @property
    def check_in_opens(self) -> timedelta:
        return timedelta(minutes=self.check_in_opens_minutes)

    @property
    def grace(self) -> timedelta:
        return timedelta(minutes=self.grace_minutes)

    @property
    def reserved_for(self) -> timedelta:
        return timedelta(minutes=self.reserve_minutes)

    def as_json(self) -> dict[str, Any]:
        """Every setting under its own name, in plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """What `as_json` gave, over the defaults: a hall that was imported before a setting came has none of it."""
        return cls(**values)
