"""When a message that was not taken is tried again: soon at first, later seldom, never once it is stale. Pure."""

from datetime import datetime, timedelta

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=2), timedelta(minutes=5)
MOST_DOUBLINGS = 12


def again_at(tries: int, at: datetime, good_until: datetime) -> datetime | None:
    """When the next try is due after `tries` in vain, the last of them `at`; None where it would come too late."""
    pause = min(FIRST_PAUSE * 2 ** min(tries - 1, MOST_DOUBLINGS), LONGEST_PAUSE)
    due = at + pause
    return due if due <= good_until else None
