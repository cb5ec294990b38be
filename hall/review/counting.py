"""Counting served tickets and their reviews in the database.

What is counted is named once, here: the figures sum these conditions, and the list of reviews is narrowed by the
same, so that every figure leads to the rows it counts.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.spans import Span
from hall.review.levels import BAD, Rating
from hall.review.loop import Appeal, Heard, Step
from hall.review.models import REVIEWS, STEPS
from hall.review.rates import Counts
from hall.ticketing.models import ERRANDS, TICKETS

By = Literal["hall", "service", "window", "person"]
ONE_DAY, SIX_DAYS = timedelta(days=1), timedelta(days=6)
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


def _due(step: Step, last_day: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    """Whether a step was taken, or should have been: what its rate rests on."""
    return sa.or_(_taken(step), last_day < _TODAY)


_REPLY_DUE = _due(Step.REPLIED, _R.reply_by)
_CALL_BACK_DUE = _due(Step.CALLED_BACK, _R.call_back_by)
_DONE_DUE = _due(Step.IMPROVED, _R.improve_by)

COUNTED: Mapping[str, sa.ColumnElement[bool]] = {
    "reviewed": _REVIEWED,
    "set_aside": _SET_ASIDE,
    "counted": _COUNTED,
    "real_name": sa.and_(_COUNTED, _R.real_name),
    **{rating.value: sa.and_(_COUNTED, _R.rating == rating.value) for rating in Rating},
    "bad": _COUNTED_BAD,
    "bad_real_name": _of_bad(_R.real_name),
    "real_name_due": _of_bad(_R.real_name, _REPLY_DUE),
    "real_name_later": _of_bad(_R.real_name, sa.not_(_REPLY_DUE)),
    "real_name_rectified": _of_bad(_R.real_name, _taken(Step.REPLIED)),
    "replied": _of_bad(_taken(Step.REPLIED)),
    "reply_due": _of_bad(_REPLY_DUE),
    "reply_later": _of_bad(sa.not_(_REPLY_DUE)),
    "replied_in_time": _of_bad(_taken(Step.REPLIED, STEPS.c.in_time)),
    "call_back_due": _of_bad(_CALL_BACK_DUE),
    "call_back_later": _of_bad(sa.not_(_CALL_BACK_DUE)),
    "called_back": _of_bad(_taken(Step.CALLED_BACK)),
    "heard": _of_bad(_heard(Heard.SATISFIED, Heard.DISSATISFIED)),
    "satisfied_after": _of_bad(_heard(Heard.SATISFIED)),
    "done": _of_bad(_taken(Step.IMPROVED)),
    "done_due": _of_bad(_DONE_DUE),
    "done_later": _of_bad(sa.not_(_DONE_DUE)),
    "done_in_time": _of_bad(_taken(Step.IMPROVED, STEPS.c.in_time)),
}
_SUMMED = [name for name in COUNTED if name in Counts.__dataclass_fields__]


def counts_by(connection: Connection, span: Span, by: By) -> dict[str | None, Counts]:
    """The counts of each service (code), window or person (public ids), or of the hall as a whole (key `None`).

    A ticket belongs to the errand that ended last: so each is counted once, however many errands it has. Counted a
    week at a time, with whoever else waits for the server let in between.
    """
    parts: dict[tuple[str | None, str], Counts] = {}
    for week in _weeks(span):
        for pair, counts in _counted(connection, week, by):
            parts[pair] = Counts.total([parts.get(pair, Counts()), counts])
        time.sleep(0)
    groups: dict[str | None, list[Counts]] = {None: []} if by == "hall" else {}
    for (key, _service), counts in parts.items():
        once = replace(counts, services_served=1, services_reviewed=min(1, counts.reviewed))
        groups.setdefault(key, []).append(once)
    return {key: Counts.total(listed) for key, listed in groups.items()}


def _weeks(span: Span) -> Iterator[Span]:
    first = span.first
    while first <= span.last:
        last = min(span.last, first + SIX_DAYS)
        yield replace(span, first=first, last=last)
        first = last + ONE_DAY


def _counted(connection: Connection, span: Span, by: By) -> Iterator[tuple[tuple[str | None, str], Counts]]:
    """Key, service and counts of every group that has served somebody."""
    last = _last_errands(span)
    keys = {"hall": sa.null(), "service": last.c.service, "window": last.c.window_id, "person": last.c.ended_by}
    sums = [sa.func.sum(sa.case((COUNTED[name], 1), else_=0)).label(name) for name in _SUMMED]
    wanted = (
        sa.select(keys[by].label("key"), last.c.service.label("of"), sa.func.count().label("served"), *sums)
        .select_from(last.outerjoin(REVIEWS, _R.ticket_id == last.c.ticket_id))
        .where(last.c.nth == 1)
        .group_by(*([last.c.service] if by == "hall" else [keys[by], last.c.service]))
    )
    for row in connection.execute(wanted, {"today": span.today}):
        values = {name: int(value) for name, value in row._mapping.items() if name not in ("key", "of")}
        yield (row.key, row.of), Counts(**values)


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
