"""Who missed appointments too often may not book for a while; walking in is never touched by it.

Pure: takes the days of misses that count (those that the hall caused are not among them) and the day a manager lifted
what stood until then.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from hall.catalogue.booking_rules import BookingRules
from hall.text import Text


@dataclass(frozen=True)
class Standing:
    """Somebody's misses that count now, and the first day on which booking is possible again, if it is not now."""

    misses: int
    free_on: date | None

    @property
    def blocked(self) -> bool:
        return self.free_on is not None


def standing(rules: BookingRules, missed_on: Iterable[date], today: date) -> Standing:
    """How somebody stands who missed appointments on these days (one day for each, none later than `today`).

    Every miss that is the `no_show_limit`-th within `no_show_days` closes booking for `penalty_days` from the day
    after it. Misses that led to a block are spent with it.
    """
    window, block = timedelta(days=rules.no_show_days), timedelta(days=rules.penalty_days)
    open_misses: list[date] = []
    free_on: date | None = None
    for day in sorted(missed_on):
        open_misses = [each for each in open_misses if day - each < window] + [day]
        if len(open_misses) >= rules.no_show_limit:
            free_on, open_misses = day + timedelta(days=1) + block, []
    blocked = free_on is not None and today < free_on
    counted = [each for each in open_misses if today - each < window]
    return Standing(rules.no_show_limit if blocked else len(counted), free_on if blocked else None)


def earliest_that_counts(rules: BookingRules, today: date) -> date:
    """Misses before this day are nobody's concern any more."""
    return today - timedelta(days=rules.no_show_days + rules.penalty_days + 1)


def warning(rules: BookingRules, now: Standing) -> Text | None:
    """What somebody is told who missed some already and may still book."""
    if not now.misses or now.blocked:
        return None
    left = rules.no_show_limit - now.misses
    return Text(
        f"近{rules.no_show_days}天内您有{now.misses}次预约未到；再有{left}次，将暂停预约{rules.penalty_days}天，"
        "不影响现场取号。",
        f"You missed {now.misses} appointment(s) within {rules.no_show_days} days; after {left} more, booking is "
        f"closed for {rules.penalty_days} days. Walking in stays possible.",
    )


def refusal(rules: BookingRules, now: Standing) -> Text:
    """Why somebody who is blocked may not book, and what remains possible."""
    free_on = now.free_on or date.max
    return Text(
        f"{rules.no_show_days}天内{rules.no_show_limit}次预约未到，预约暂停至{free_on:%m月%d日}；不影响您到大厅现场取号办理。",
        f"{rules.no_show_limit} appointments were missed within {rules.no_show_days} days: booking opens again on "
        f"{free_on:%d %b}. You can still come to the hall and take a ticket.",
    )
