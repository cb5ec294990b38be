"""Counting served tickets and their reviews in the database: one statement for a hall and its days.

What is counted is named once, here: the figures sum these conditions, and the list of reviews is narrowed by the
same, so that every figure leads to the rows it counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.review.levels import BAD, Rating
from hall.review.loop import Appeal, Heard, Step
from hall.review.models import REVIEWS, STEPS
from hall.review.rates import Counts
from hall.ticketing.models import ERRANDS, TICKETS

By = Literal["hall", "service", "window", "person"]
_R = REVIEWS.c
_TODAY = sa.bindparam("today", type_=sa.Date())
_BAD = _R.rating.in_([rating.value for rating in BAD])


def _taken(step: Step, *more: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Whether a review's rectification has this step."""
    return sa.exists().where(STEPS.c.review_id == _R.id, STEPS.c.step == step.value, *more).correlate(REVIEWS)


def _heard(*said: Heard) -> sa.ColumnElement[bool]:
    return _taken(Step.CALLED_BACK, STEPS.c.heard.in_([one.value for one in said]))


_REVIEWED = _R.id.is_not(None)
_SET_ASIDE = sa.and_(_REVIEWED, sa.func.coalesce(_R.appeal, "") == Appeal.UPHELD.value)
_COUNTED = sa.and_(_REVIEWED, sa.func.coalesce(_R.appeal, "") != Appeal.UPHELD.value)
_COUNTED_BAD = sa.and_(_COUNTED, _BAD)


def _of_bad(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.and_(_COUNTED_BAD, *conditions)


COUNTED: Mapping[str, sa.ColumnElement[bool]] = {
    "reviewed": _REVIEWED,
    "set_aside": _SET_ASIDE,
    "counted": _COUNTED,
    "real_name": sa.and_(_COUNTED, _R.real_name),
    **{rating.value: sa.and_(_COUNTED, _R.rating == rating.value) for rating in Rating},
    "bad": _COUNTED_BAD,
    "bad_real_name": _of_bad(_R.real_name),
    "real_name_rectified": _of_bad(_R.real_name, _taken(Step.REPLIED)),
    "replied": _of_bad(_taken(Step.REPLIED)),
    "reply_due": _of_bad(sa.or_(_taken(Step.REPLIED), _R.reply_by < _TODAY)),
    "replied_in_time": _of_bad(_taken(Step.REPLIED, STEPS.c.in_time)),
    "called_back": _of_bad(_taken(Step.CALLED_BACK)),
    "heard": _of_bad(_heard(Heard.SATISFIED, Heard.DISSATISFIED)),
    "satisfied_after": _of_bad(_heard(Heard.SATISFIED)),
    "done": _of_bad(_taken(Step.IMPROVED)),
    "done_due": _of_bad(sa.or_(_taken(Step.IMPROVED), _R.improve_by < _TODAY)),
    "done_in_time": _of_bad(_taken(Step.IMPROVED, STEPS.c.in_time)),
}
_SUMMED = [name for name in COUNTED if name in Counts.__dataclass_fields__]


@dataclass(frozen=True)
class Span:
    """A hall's days, both included, as they look on `today`."""

    hall_id: int
    first: date
    last: date
    today: date


def counts_by(connection: Connection, span: Span, by: By) -> dict[str | None, Counts]:
    """The counts of each service (code), window or person (public ids), or of the hall as a whole (key `None`).

    A ticket belongs to the errand that ended last: so each is counted once, however many errands it has.
    """
    last = _last_errands(span)
    key = {"service": last.c.service, "window": last.c.window_id, "person": last.c.ended_by}.get(by, sa.null())
    sums = [sa.func.sum(sa.case((condition, 1), else_=0)).label(name) for name, condition in _summed()]
    reviewed = sa.case((_REVIEWED, last.c.service))
    wanted = (
        sa.select(
            key.label("key"),
            sa.func.count().label("served"),
            *sums,
            sa.func.count(last.c.service.distinct()).label("services_served"),
            sa.func.count(reviewed.distinct()).label("services_reviewed"),
        )
        .select_from(last.outerjoin(REVIEWS, _R.ticket_id == last.c.ticket_id))
        .where(last.c.nth == 1)
    )
    if by != "hall":
        wanted = wanted.group_by(key)
    found = connection.execute(wanted, {"today": span.today})
    return {row.key: Counts(**_whole(dict(row._mapping))) for row in found}


def _summed() -> list[tuple[str, sa.ColumnElement[bool]]]:
    return [(name, COUNTED[name]) for name in _SUMMED]


def _whole(values: dict[str, Any]) -> dict[str, int]:
    """Sums over nothing are nothing; PostgreSQL's are decimals."""
    return {name: int(value or 0) for name, value in values.items() if name != "key"}


def _last_errands(span: Span) -> sa.Subquery:
    """The errands of the span's served tickets; `nth` is 1 for the one that ended last."""
    nth = sa.func.row_number().over(
        partition_by=ERRANDS.c.ticket_id, order_by=(ERRANDS.c.ended_at.desc(), ERRANDS.c.position.desc())
    )
    return (
        sa.select(ERRANDS.c.ticket_id, ERRANDS.c.service, ERRANDS.c.window_id, ERRANDS.c.ended_by, nth.label("nth"))
        .join(TICKETS, TICKETS.c.id == ERRANDS.c.ticket_id)
        .where(
            TICKETS.c.hall_id == span.hall_id,
            TICKETS.c.day.between(span.first, span.last),
            TICKETS.c.state == "done",
            ERRANDS.c.state == "ended",
        )
        .subquery()
    )
