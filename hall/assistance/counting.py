"""Counting requests for help. What is counted is named once: figures sum these, the list is narrowed by the same."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from statistics import mean
from typing import Literal, Self

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.assistance.models import REQUESTS
from hall.assistance.states import HELPED, State, Venue
from hall.catalogue.spans import Span

By = Literal["hall", "source", "venue", "service", "aide"]
_R = REQUESTS.c
_OPEN = _R.closed_at.is_(None)
Condition = Callable[[datetime], sa.ColumnElement[bool]]

COUNTED: Mapping[str, Condition] = {
    "requested": lambda _at: sa.true(),
    "waiting": lambda _at: _R.state == State.REQUESTED.value,
    "helped_now": lambda _at: _R.state.in_([state.value for state in HELPED]),
    "overdue": lambda at: sa.and_(_OPEN, _R.started_at.is_(None), _R.due_at <= at),
    "started": lambda _at: _R.started_at.is_not(None),
    "started_in_time": lambda _at: _R.started_at <= _R.due_at,
    "come_due": lambda at: sa.or_(
        _R.started_at.is_not(None), _R.due_at <= _R.closed_at, sa.and_(_OPEN, _R.due_at <= at)
    ),
    "come_later": lambda at: sa.and_(_OPEN, _R.started_at.is_(None), _R.due_at > at),
    "done": lambda _at: _R.state == State.DONE.value,
    "withdrawn": lambda _at: _R.state == State.WITHDRAWN.value,
    "unmet": lambda _at: _R.state == State.UNMET.value,
}


@dataclass(frozen=True)
class Figures:
    """Counts by their names, and how long people in the hall waited until somebody was with them."""

    counts: Mapping[str, int]
    waits: tuple[float, ...] = field(default=())

    @property
    def mean_wait_minutes(self) -> float | None:
        return round(mean(self.waits), 1) if self.waits else None

    @property
    def longest_wait_minutes(self) -> float | None:
        return round(max(self.waits), 1) if self.waits else None

    @property
    def in_time(self) -> float | None:
        """Of those to whom somebody came, or should have come, the share who had not waited too long."""
        due = self.counts["come_due"]
        return self.counts["started_in_time"] / due if due else None

    @classmethod
    def none(cls) -> Self:
        return cls(dict.fromkeys(COUNTED, 0))


def condition(span: Span, counted: str, at: datetime) -> list[sa.ColumnElement[bool]]:
    """Which requests of a span one figure counts."""
    return [_R.day.between(span.first, span.last), COUNTED[counted](at)]


def figures_by(connection: Connection, span: Span, by: By, at: datetime) -> dict[str | None, Figures]:
    """The figures of each source, venue, service or aide (public id), or of the hall as a whole (key `None`)."""
    keys = {"hall": sa.null(), "source": _R.source, "venue": _R.venue, "service": _R.service, "aide": _R.aide}
    sums = [sa.func.sum(sa.case((this(at), 1), else_=0)).label(name) for name, this in COUNTED.items()]
    mine = (_R.hall_id == span.hall_id, _R.day.between(span.first, span.last))
    wanted = sa.select(keys[by].label("key"), *sums).where(*mine)
    if by != "hall":
        wanted = wanted.group_by(keys[by])
    waits = _waits(connection, mine, keys[by])
    return {
        row.key: Figures({name: int(getattr(row, name) or 0) for name in COUNTED}, tuple(waits.get(row.key, ())))
        for row in connection.execute(wanted)
    }


def _waits(
    connection: Connection, mine: Collection[sa.ColumnElement[bool]], key: sa.ColumnElement[str | None]
) -> dict[str | None, list[float]]:
    """Minutes from the request to the first aide, of those in the hall."""
    here = (_R.venue == Venue.HERE.value, _R.started_at.is_not(None))
    found: dict[str | None, list[float]] = {}
    for row in connection.execute(sa.select(key.label("key"), _R.requested_at, _R.started_at).where(*mine, *here)):
        found.setdefault(row.key, []).append((row.started_at - row.requested_at).total_seconds() / 60)
    return found
