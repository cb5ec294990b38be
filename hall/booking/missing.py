"""Why an appointment that nobody redeemed is not held against anybody: the hall was closed, or nobody could serve it.

Pure: takes what the hall's journal tells of that day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Excuse(StrEnum):
    """Why a miss does not count."""

    HALL_CLOSED = "hall_closed"
    NO_WINDOW = "no_window"
    WALKED_IN = "walked_in"  # the same person was there for the same matter, with an ordinary ticket
    BY_HALL = "by_hall"  # a manager said that the hall was to blame


@dataclass(frozen=True)
class Change:
    """One thing that happened to the hall: it was closed or reopened for the day, or a window is otherwise than before.

    `serves`: the services of a window that is open after it; empty for one that is not.
    """

    at: datetime
    closed: bool | None = None
    window: str | None = None
    serves: frozenset[str] = frozenset()


def excuse(changes: Iterable[Change], service: str, starts_at: datetime, until: datetime) -> Excuse | None:
    """The excuse for an appointment from `starts_at`, for which its holder could come `until`.

    `changes`, in order: those of the day, and before them the last one of every window.
    """
    closed, serving, served = False, set[str](), False
    for change in changes:
        if change.at > until:
            break
        if change.at > starts_at and serving and not closed:
            served = True  # somebody could have served it until this change
        if change.closed is not None:
            closed = change.closed
        elif change.window is not None:
            serving.discard(change.window)
            if service in change.serves:
                serving.add(change.window)
    if served or (serving and not closed):
        return None
    return Excuse.HALL_CLOSED if closed else Excuse.NO_WINDOW
