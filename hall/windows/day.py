"""One person's day at one window."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.ticketing.models import ERRANDS, TICKETS


@dataclass(frozen=True)
class DayFigures:
    """Tickets served and passed over, mean minutes from start to finish, and errands by outcome."""

    served: int
    mean_minutes: float | None
    outcomes: Mapping[str, int]
    passed: int


def day_at(connection: Connection, window_id: str, user_id: str | None, day: date) -> DayFigures:
    """What this person ended at this window on a day, and how many called there did not come."""
    ended = (
        sa.select(ERRANDS.c.ticket_id, ERRANDS.c.outcome, ERRANDS.c.ended_at, TICKETS.c.started_at)
        .join(TICKETS, TICKETS.c.id == ERRANDS.c.ticket_id)
        .where(ERRANDS.c.window_id == window_id, ERRANDS.c.day == day, ERRANDS.c.ended_by == user_id)
    )
    outcomes: Counter[str] = Counter()
    minutes: dict[str, float] = {}
    for row in connection.execute(ended):
        outcomes[row.outcome] += 1
        minutes[row.ticket_id] = max(0.0, (row.ended_at - row.started_at).total_seconds() / 60)
    mean = round(sum(minutes.values()) / len(minutes), 1) if minutes else None
    return DayFigures(len(minutes), mean, dict(outcomes), _passed(connection, window_id, day))


def _passed(connection: Connection, window_id: str, day: date) -> int:
    missed = sa.select(sa.func.count()).where(
        TICKETS.c.window_id == window_id, TICKETS.c.day == day, TICKETS.c.state.in_(("passed", "abandoned"))
    )
    return connection.execute(missed).scalar_one()
