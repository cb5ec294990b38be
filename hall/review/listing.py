"""Lists of reviews: a hall's narrowed as a figure counts them, one person's own; and what a tablet may ask for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.spans import Span
from hall.review.counting import COUNTED
from hall.review.loop import FOLLOWING, Appeal
from hall.review.models import REVIEWS
from hall.review.queries import LIMITS, SELECT, ReviewRow, review_row
from hall.ticketing.models import TICKETS


@dataclass(frozen=True)
class Narrowed:
    """Which reviews of a span are wanted; nothing given: all. `counted` is a name of `COUNTED`.

    `to_do`: bad ones whose next step waits, or whose appeal does; `overdue`: those that are late with it.
    """

    counted: str | None = None
    services: Collection[str] | None = None
    window: str | None = None
    person: str | None = None
    to_do: bool = False
    overdue: bool = False
    tag: str | None = None


LATELY = timedelta(days=400)
"""Whoever is to be warned of a limit was warned long before a review is so old."""

_WAITS = sa.and_(
    REVIEWS.c.reached.in_([step.value for step in FOLLOWING]),
    sa.func.coalesce(REVIEWS.c.appeal, "") != Appeal.UPHELD.value,
)


def reviews_of(
    connection: Connection, span: Span, narrowed: Narrowed, *, before: int | None = None, limit: int = 100
) -> list[ReviewRow]:
    """Reviews of tickets of the span's days, the latest first; `before` a journal number."""
    wanted = SELECT.where(REVIEWS.c.hall_id == span.hall_id, *_conditions(span, narrowed))
    if before is not None:
        wanted = wanted.where(REVIEWS.c.seq < before)
    found = connection.execute(wanted.order_by(REVIEWS.c.seq.desc()).limit(limit), {"today": span.today})
    return [review_row(row) for row in found]


def _conditions(span: Span, narrowed: Narrowed) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    # What is to be done is to be done, however old it is.
    found.append(REVIEWS.c.day <= span.last if narrowed.to_do else REVIEWS.c.day.between(span.first, span.last))
    if narrowed.counted is not None:
        found.append(COUNTED[narrowed.counted])
    if narrowed.services is not None:
        found.append(REVIEWS.c.service.in_(narrowed.services))
    if narrowed.window is not None:
        found.append(REVIEWS.c.window_id == narrowed.window)
    if narrowed.person is not None:
        found.append(REVIEWS.c.user_id == narrowed.person)
    if narrowed.to_do:
        found.append(sa.or_(_WAITS, REVIEWS.c.appeal == Appeal.OPEN.value))
    if narrowed.overdue:
        found.append(_overdue())
    if narrowed.tag is not None:
        chosen = sa.cast(REVIEWS.c.tags, sa.Text)  # codes hold nothing that JSON would write in another way
        found.append(chosen.contains(f'"code": "{narrowed.tag}"', autoescape=True))
    return found


def _overdue() -> sa.ColumnElement[bool]:
    """Late with the step that is next."""
    today = sa.bindparam("today", type_=sa.Date())
    late = [sa.and_(REVIEWS.c.reached == reached.value, LIMITS[step] < today) for reached, step in FOLLOWING.items()]
    return sa.and_(_WAITS, sa.or_(*late))


def due_reviews(connection: Connection, hall_id: int, today: date) -> list[ReviewRow]:
    """The hall's bad reviews of the last year whose next step is due today or overdue, the oldest first."""
    wanted = SELECT.where(REVIEWS.c.hall_id == hall_id, _due(today)).order_by(REVIEWS.c.seq)
    return [review_row(row) for row in connection.execute(wanted)]


def halls_with_due(connection: Connection, days: Mapping[int, date]) -> list[int]:
    """The halls among these that have such reviews, in their order; `days`: the present day of each."""
    if not days:
        return []
    latest = max(days.values())
    found = set(connection.execute(sa.select(REVIEWS.c.hall_id).where(_due(latest)).distinct()).scalars())
    return [hall_id for hall_id in days if hall_id in found]


def _due(today: date) -> sa.ColumnElement[bool]:
    """Lately given, with a next step that is due today or before."""
    due = [sa.and_(REVIEWS.c.reached == reached.value, LIMITS[step] <= today) for reached, step in FOLLOWING.items()]
    return sa.and_(REVIEWS.c.day >= today - LATELY, _WAITS, sa.or_(*due))


def reviews_about(connection: Connection, hall_id: int, user_id: str, since: date, limit: int) -> list[ReviewRow]:
    """What visitors said of one person's work on days from `since` on, the latest first."""
    wanted = SELECT.where(REVIEWS.c.hall_id == hall_id, REVIEWS.c.user_id == user_id, REVIEWS.c.day >= since)
    return [review_row(row) for row in connection.execute(wanted.order_by(REVIEWS.c.seq.desc()).limit(limit))]


def last_finished(connection: Connection, window_id: str, day: date, since: datetime) -> tuple[str, str] | None:
    """Id and number of the ticket that a window finished last on a day, since then, if nobody has reviewed it and the
    window has called nobody after it.
    """
    newest = (
        sa.select(TICKETS.c.id, TICKETS.c.number, TICKETS.c.state, TICKETS.c.finished_at, REVIEWS.c.id.label("review"))
        .select_from(TICKETS.outerjoin(REVIEWS, REVIEWS.c.ticket_id == TICKETS.c.id))
        .where(TICKETS.c.window_id == window_id, TICKETS.c.day == day)
        .order_by(TICKETS.c.seq.desc())
        .limit(1)
    )
    row = connection.execute(newest).one_or_none()
    if row is None or row.state != "done" or row.review is not None or row.finished_at < since:
        return None
    return row.id, row.number
