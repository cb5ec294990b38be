"""Reading reviews: one by its id or its ticket, the steps taken, and what a ticket's review would be about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.models import HALLS
from hall.errors import OwnReview, ReviewNotFound
from hall.review.levels import Rating
from hall.review.loop import Appeal, Loop, Step
from hall.review.models import REVIEWS, STEPS
from hall.text import Text
from hall.ticketing.models import ERRANDS, PRINCIPALS, TICKETS


@dataclass(frozen=True)
class ReviewRow:
    """A review as stored; see `hall.review.models.Review`. `loop` is nothing for one that is not bad."""

    id: str
    hall_id: int
    seq: int
    ticket_id: str
    number: str
    day: date
    given_at: datetime
    rating: Rating
    source: str
    real_name: bool
    tags: tuple[Mapping[str, str], ...]
    text: str | None
    service: str
    window_id: str | None
    user_id: str | None
    warned: str | None
    loop: Loop | None


@dataclass(frozen=True)
class StepRow:
    """A step that was taken; `text` the id of a remark."""

    step: str
    at: datetime
    by: str | None
    in_time: bool
    heard: str | None
    text: str | None


@dataclass(frozen=True)
class About:
    """What a ticket's review is about: the errand that ended last, who ended it, and where."""

    service: str
    window_id: str | None
    user_id: str | None


LIMITS = {
    Step.VERIFIED: REVIEWS.c.verify_by,
    Step.REPLIED: REVIEWS.c.reply_by,
    Step.CALLED_BACK: REVIEWS.c.call_back_by,
    Step.IMPROVED: REVIEWS.c.improve_by,
}
_PLAIN = [name for name in ReviewRow.__dataclass_fields__ if name not in ("number", "loop")]
SELECT = sa.select(*REVIEWS.c, TICKETS.c.number).select_from(REVIEWS.join(TICKETS, TICKETS.c.id == REVIEWS.c.ticket_id))
_STEP = tuple(STEPS.c[name] for name in StepRow.__dataclass_fields__)


def review_row(row: Any) -> ReviewRow:
    """A row of `SELECT` as a value."""
    values = {name: row._mapping[name] for name in _PLAIN}
    loop = None
    if row.reached is not None:
        limits = {step: row._mapping[column.name] for step, column in LIMITS.items()}
        loop = Loop(Step(row.reached), limits, Appeal(row.appeal) if row.appeal else None)
    values |= {"rating": Rating(row.rating), "tags": tuple(row.tags), "number": row.number, "loop": loop}
    return ReviewRow(**values)


def stored_review(connection: Connection, review_id: str) -> ReviewRow:
    """The review with this id; ReviewNotFound without one."""
    row = connection.execute(SELECT.where(REVIEWS.c.id == review_id)).one_or_none()
    if row is None:
        raise ReviewNotFound
    return review_row(row)


def check_not_own(review: ReviewRow, user_id: str | None) -> None:
    """Whoever a review is about neither handles it nor reads who gave it and in which words. Raises OwnReview."""
    if review.user_id is not None and review.user_id == user_id:
        raise OwnReview(
            Text("这条评价涉及您本人，请由其他负责人处理", "This review is about you: another manager must take it")
        )


def review_of_ticket(connection: Connection, ticket_id: str) -> ReviewRow | None:
    row = connection.execute(SELECT.where(REVIEWS.c.ticket_id == ticket_id)).one_or_none()
    return review_row(row) if row is not None else None


def hall_of_review(connection: Connection, review_id: str) -> tuple[int, str]:
    """Id and code of the hall a review was given in; ReviewNotFound without one."""
    wanted = sa.select(HALLS.c.id, HALLS.c.code).join(REVIEWS, REVIEWS.c.hall_id == HALLS.c.id)
    row = connection.execute(wanted.where(REVIEWS.c.id == review_id)).one_or_none()
    if row is None:
        raise ReviewNotFound
    return row.id, row.code


def steps_of(connection: Connection, review_id: str) -> list[StepRow]:
    """The steps taken, in the order in which they were."""
    wanted = sa.select(*_STEP).where(STEPS.c.review_id == review_id).order_by(STEPS.c.at, STEPS.c.step)
    taken = [StepRow(*row) for row in connection.execute(wanted)]
    order = [*(step.value for step in Step), APPEALED, DECIDED]
    return sorted(taken, key=lambda step: (step.at, order.index(step.step)))


APPEALED, DECIDED = "appealed", "decided"


def about(connection: Connection, ticket_id: str) -> About:
    """What a review of this ticket, which is done, is about."""
    wanted = (
        sa.select(ERRANDS.c.service, ERRANDS.c.window_id, ERRANDS.c.ended_by)
        .where(ERRANDS.c.ticket_id == ticket_id, ERRANDS.c.state == "ended")
        .order_by(ERRANDS.c.ended_at.desc(), ERRANDS.c.position.desc())
        .limit(1)
    )
    return About(*connection.execute(wanted).one())


def is_real_name(connection: Connection, ticket_id: str) -> bool:
    """Whether the ticket is for a person whose identity number was given and checked (实名)."""
    named = sa.select(PRINCIPALS.c.position).where(
        PRINCIPALS.c.ticket_id == ticket_id, PRINCIPALS.c.kind == "person", PRINCIPALS.c.id_hash.is_not(None)
    )
    return connection.execute(named.limit(1)).first() is not None
