"""The only reader of the clock.

Everything else asks `now()` or is given an instant, so that a test can stop time and move it on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


class FrozenClock:
    """A clock that stands still until it is told to move; what `frozen()` hands to a test."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def advance(self, by: timedelta) -> datetime:
        self.at += by
        return self.at


_frozen: FrozenClock | None = None


def now() -> datetime:
    """This instant, aware, in UTC."""
    return _frozen.at if _frozen is not None else datetime.now(UTC)


def hall_day(zone: ZoneInfo, at: datetime) -> date:
    """The day it is at `at` for people who live in `zone`."""
    return at.astimezone(zone).date()


@contextmanager
def frozen(at: datetime) -> Iterator[FrozenClock]:
    """Stop the clock at `at` (aware) for the length of a `with` block."""
    global _frozen  # noqa: PLW0603 (one clock for the process is what is stopped)
    before, _frozen = _frozen, FrozenClock(at.astimezone(UTC))
    try:
        yield _frozen
    finally:
        _frozen = before
