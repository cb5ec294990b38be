"""One-time notices and what came of them: whoever was told what is missing came back, and was told of more or not.

A notice stands for the first telling of a matter's missing materials; what follows on later visits is counted with
it, so that it falls to whoever told first. What is counted is named once, here: the figures sum these conditions, and
the list is narrowed by the same.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, Self

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from hall.catalogue.spans import Span
from hall.ticketing.models import ERRANDS, NOTES, TICKETS
from hall.ticketing.policy import CreditReason
from hall.ticketing.states import TicketState

By = Literal["hall", "service", "window", "person"]
_N, _T, _E = NOTES.c, TICKETS.c, ERRANDS.c
_BACK, _LATER = TICKETS.alias("back"), NOTES.alias("later")


def _came_back(*more: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Whether a ticket was taken with the notice, and not given up."""
    kept = (_BACK.c.returns_from == _N.ticket_id, _BACK.c.state != TicketState.CANCELLED, *more)
    return sa.exists().where(*kept).correlate(NOTES)


def _told_later(*more: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Whether materials were missing on a later visit too."""
    return sa.exists().where(_LATER.c.follows == _N.id, sa.not_(_LATER.c.withdrawn), *more).correlate(NOTES)


COUNTED: Mapping[str, sa.ColumnElement[bool]] = {
    "told": sa.true(),
    "returned": sa.or_(_came_back(), _told_later()),
    "credited": _came_back(_BACK.c.credit_reason == CreditReason.RETURN.value),
    "told_again": _told_later(),
    "not_told_first": _told_later(_LATER.c.untold > 0),
}


@dataclass(frozen=True)
class Counts:
    """`returned` of the notices `told`; `not_told_first`: whose later visit lacked something nobody had told of."""

    told: int = 0
    returned: int = 0
    credited: int = 0
    told_again: int = 0
    not_told_first: int = 0

    @property
    def told_whole(self) -> float | None:
        """一次告知到位率: of those who came back, whom nothing new was told; nothing where nobody came back."""
        return (self.returned - self.not_told_first) / self.returned if self.returned else None

    @classmethod
    def total(cls, parts: Collection[Self]) -> Self:
        return cls(*(sum(getattr(part, name) for part in parts) for name in cls.__dataclass_fields__))


@dataclass(frozen=True)
class Noticed:
    """A one-time notice: on which ticket, for what, by whom, and what came of it. `place` counts with time."""

    id: str
    ticket_id: str
    number: str
    day: date
    place: int
    service: str
    window_id: str | None
    by: str | None
    at: datetime
    returned: bool
    credited: bool
    told_again: bool
    not_told_first: bool


@dataclass(frozen=True)
class Later:
    """A later visit on which materials were missing too; `untold` of them had not been told before."""

    ticket_id: str
    number: str
    day: date
    by: str | None
    at: datetime
    untold: int


@dataclass(frozen=True)
class Narrowed:
    """Which notices of a span are wanted, by the codes of services, a window's and a person's id; none: all."""

    services: Collection[str] | None = None
    window: str | None = None
    person: str | None = None

    @property
    def conditions(self) -> list[sa.ColumnElement[bool]]:
        found: list[sa.ColumnElement[bool]] = []
        if self.services is not None:
            found.append(_E.service.in_(self.services))
        if self.window is not None:
            found.append(_E.window_id == self.window)
        if self.person is not None:
            found.append(_N.by == self.person)
        return found


_PLACE = _T.issue_order * 1000 + _N.position  # no ticket has a thousand errands
_FROM = NOTES.join(TICKETS, _T.id == _N.ticket_id).join(
    ERRANDS, sa.and_(_E.ticket_id == _N.ticket_id, _E.position == _N.position)
)


def _of_span(span: Span) -> tuple[sa.ColumnElement[bool], ...]:
    """The first tellings on the tickets of a span's days that stand."""
    told = (_N.kind == "missing", sa.not_(_N.withdrawn), _N.follows.is_(None))
    return (_T.hall_id == span.hall_id, _T.day.between(span.first, span.last), *told)


def counts_by(connection: Connection, span: Span, by: By) -> dict[str | None, Counts]:
    """The counts of each service (code), window or person (public ids), or of the hall as a whole (key `None`)."""
    keys = {"hall": sa.null(), "service": _E.service, "window": _E.window_id, "person": _N.by}
    sums = [sa.func.sum(sa.case((COUNTED[name], 1), else_=0)).label(name) for name in COUNTED]
    wanted = sa.select(keys[by].label("key"), *sums).select_from(_FROM).where(*_of_span(span))
    if by != "hall":
        wanted = wanted.group_by(keys[by])
    found = connection.execute(wanted).all()
    return {row.key: Counts(*(int(getattr(row, name) or 0) for name in COUNTED)) for row in found}


def notices(
    connection: Connection,
    span: Span,
    counted: str,
    narrowed: Narrowed,
    *,
    before: int | None = None,
    limit: int = 100,
) -> list[Noticed]:
    """The notices that a figure counts, of one group or of all, the latest ticket first; `before` a `place`."""
    what = [COUNTED[name].label(name) for name in ("returned", "credited", "told_again", "not_told_first")]
    wanted = (
        sa.select(
            _N.id, _N.ticket_id, _T.number, _T.day, _PLACE.label("place"), _E.service, _E.window_id, _N.by, _N.at, *what
        )
        .select_from(_FROM)
        .where(*_of_span(span), COUNTED[counted], *narrowed.conditions)
        .order_by(_PLACE.desc())
    )
    if before is not None:
        wanted = wanted.where(before > _PLACE)
    return [_noticed(row) for row in connection.execute(wanted.limit(limit))]


def _noticed(row: Row[Any]) -> Noticed:
    values = dict(row._mapping)
    flags = ("returned", "credited", "told_again", "not_told_first")
    return Noticed(**{**values, **{name: bool(values[name]) for name in flags}})


def later_visits(connection: Connection, notice_ids: Collection[str]) -> dict[str, list[Later]]:
    """On which later visits each of these notices was followed by another, the earliest first."""
    found: dict[str, list[Later]] = {each: [] for each in notice_ids}
    wanted = (
        sa.select(_N.follows, _N.ticket_id, _T.number, _T.day, _N.by, _N.at, _N.untold)
        .select_from(NOTES.join(TICKETS, _T.id == _N.ticket_id))
        .where(_N.follows.in_(list(found)), sa.not_(_N.withdrawn))
        .order_by(_N.at)
    )
    for row in connection.execute(wanted):
        found[row.follows].append(Later(row.ticket_id, row.number, row.day, row.by, row.at, row.untold or 0))
    return found
