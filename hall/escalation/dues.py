"""How a record stands to its due time, for lists and figures: overdue, due today, or later."""

from datetime import datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from hall.catalogue.workdays import ONE_DAY
from hall.clock import hall_day


class Due(StrEnum):
    OVERDUE = "overdue"
    TODAY = "today"
    LATER = "later"


def due_standing(due_at: datetime | None, now: datetime, zone: ZoneInfo) -> Due | None:
    """None while no clock runs."""
    if due_at is None:
        return None
    return next(due for due in Due if _within(due_at, *due_span(due, now, zone)))


def due_span(due: Due, now: datetime, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """From when (not yet) until when a due time stands so; none without an end."""
    midnight = datetime.combine(hall_day(zone, now) + ONE_DAY, time(), zone)
    return {Due.OVERDUE: (None, now), Due.TODAY: (now, midnight), Due.LATER: (midnight, None)}[due]


def _within(at: datetime, after: datetime | None, until: datetime | None) -> bool:
    return (after is None or at > after) and (until is None or at <= until)
