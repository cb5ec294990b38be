"""The rectification of a bad review, step by step, and a clerk's appeal against it."""

from typing import Any

import sqlalchemy as sa

from hall.catalogue.book import HallBook
from hall.clock import hall_day
from hall.db import Work
from hall.errors import AppealRefused, ForeignReview, ReviewWrongState
from hall.events import AppealDecided, Json, ReviewAppealed, ReviewStepTaken
from hall.journal.remarks import remark
from hall.personal.vault import Vault
from hall.review.loop import Heard, Loop, Step, last_day_to_appeal
from hall.review.models import REVIEWS, STEPS
from hall.review.queries import APPEALED, DECIDED, ReviewRow, check_not_own, stored_review
from hall.text import Text


def take_step(
    work: Work, book: HallBook, vault: Vault, review_id: str, step: Step, text: str, heard: Heard | None = None
) -> None:
    """Take the next step of a rectification; `heard` is what a call-back came to.

    Raises OwnReview for the person it is about, ReviewWrongState for a step that is not the next.
    """
    review, loop = _bad(work, review_id)
    check_not_own(review, work.by.id)
    taken = loop.take(step)
    in_time = loop.in_time(step, hall_day(book.zone, work.now))
    kept = remark(work, vault, text)
    outcome = heard.value if heard else None
    work.record(ReviewStepTaken(review=review_id, remark=kept, step=step.value, in_time=in_time, heard=outcome))
    _keep(work, review, loop, taken)
    _note(work, review_id, step.value, kept, in_time=in_time, heard=outcome)


def appeal(work: Work, book: HallBook, vault: Vault, review_id: str, text: str) -> None:
    """The person whom a bad review is about says why it should not count; once, within the hall's days.

    Raises ForeignReview for anybody else, AppealRefused.
    """
    review, loop = _bad(work, review_id)
    if review.user_id != work.by.id:
        raise ForeignReview
    until = last_day_to_appeal(book.reviews, book.opening, review.given_at)
    appealed = loop.appealed(hall_day(book.zone, work.now), until)
    kept = remark(work, vault, text)
    work.record(ReviewAppealed(review=review_id, remark=kept))
    _keep(work, review, loop, appealed)
    _note(work, review_id, APPEALED, kept)


def decide_appeal(work: Work, vault: Vault, review_id: str, *, upheld: bool, text: str) -> None:
    """A manager decides: an upheld appeal sets the review aside. Raises OwnReview, AppealRefused."""
    review, loop = _bad(work, review_id)
    check_not_own(review, work.by.id)
    decided = loop.decided(upheld=upheld)
    kept = remark(work, vault, text)
    work.record(AppealDecided(review=review_id, remark=kept, upheld=upheld))
    _keep(work, review, loop, decided)
    _note(work, review_id, DECIDED, kept)


def _bad(work: Work, review_id: str) -> tuple[ReviewRow, Loop]:
    review = stored_review(work.connection, review_id)
    if review.loop is None:
        raise ReviewWrongState(Text("该评价不是差评，无需整改", "This is no bad review: nothing is to be rectified"))
    return review, review.loop


def _keep(work: Work, review: ReviewRow, before: Loop, after: Loop) -> None:
    """Write how far it has come, provided it still is as it was read."""
    written = work.connection.execute(
        sa.update(REVIEWS)
        .where(REVIEWS.c.id == review.id, REVIEWS.c.reached == before.reached, _as_read(before))
        .values(reached=after.reached.value, appeal=after.appeal.value if after.appeal else None)
    )
    if written.rowcount != 1:
        raise ReviewWrongState if before.appeal is after.appeal else AppealRefused


def _as_read(before: Loop) -> sa.ColumnElement[bool]:
    return REVIEWS.c.appeal.is_(None) if before.appeal is None else REVIEWS.c.appeal == before.appeal.value


def _note(work: Work, review_id: str, step: str, kept: Json | None, *, in_time: bool = True, **more: Any) -> None:
    """Who did what, when; a step that is noted already is refused by the table."""
    values = {"at": work.now, "by": work.by.id, "text": kept["id"] if kept else None}
    work.connection.execute(sa.insert(STEPS).values(review_id=review_id, step=step, in_time=in_time, **values, **more))
