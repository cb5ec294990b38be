"""The look at every hall's bad reviews, again and again: those who run the hall are told of limits, each once."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book, halls_today
from hall.clock import hall_day, now
from hall.db import SYSTEM, Database, Work
from hall.each import each_in_turn
from hall.notify.actions import Note, tell
from hall.notify.addresses import Audience
from hall.review.listing import due_reviews, halls_with_due
from hall.review.models import REVIEWS
from hall.review.queries import ReviewRow
from hall.text import Text

TOLD_FOR = timedelta(days=1)


def keep_reviews(database: Database) -> None:
    """Tell of limits on their last day (yellow) and once they are over (red), from when the hall opens on."""
    with database.reading() as connection:
        days = halls_today(connection, now())
        perhaps = [hall_book(connection, hall_id) for hall_id in halls_with_due(connection, days)]
        due = [book for book in perhaps if _unwarned(connection, book, now())]
    each_in_turn(due, lambda book: _keep(database, book))


def _keep(database: Database, book: HallBook) -> None:
    with database.work(book.hall_id, SYSTEM) as work:
        for review, warning in _unwarned(work.connection, book, work.now):
            _warn(work, book, review, warning)


def _unwarned(connection: Connection, book: HallBook, at: datetime) -> list[tuple[ReviewRow, str]]:
    """Reviews with a limit that nobody was told of; none before the hall has opened, or on a day of rest."""
    today = hall_day(book.zone, at)
    if all(at < sitting.opens_at for sitting in book.opening.sittings_on(today)):
        return []
    found = [(each, each.loop.warning(today)) for each in due_reviews(connection, book.hall_id, today) if each.loop]
    return [(each, warning) for each, warning in found if warning is not None and warning != each.warned]


def _warn(work: Work, book: HallBook, review: ReviewRow, warning: str) -> None:
    """Tell of one limit, provided that nobody has since the review was read."""
    this = (REVIEWS.c.id == review.id, REVIEWS.c.warned.is_not_distinct_from(review.warned))
    written = work.connection.execute(sa.update(REVIEWS).where(*this).values(warned=warning))
    if written.rowcount == 1:
        department = book.services[review.service].department.zh
        note = Note(
            f"review:{review.id}:{warning}",
            "review",
            _words(review, warning).as_json(),
            book.spoken,
            TOLD_FOR,
            departments=frozenset({department}),
        )
        tell(work.connection, work.hall_id, Audience.STAFF, [note], work.now)


def _words(review: ReviewRow, warning: str) -> Text:
    """Which review, by its ticket's day and number, and which step of it; nothing of what anybody wrote."""
    assert review.loop is not None, "only a bad review has limits"
    assert review.loop.next is not None, "a limit is a step's"
    assert review.loop.due_on is not None, "and has a day"
    step, day, due = review.loop.next.words, review.day, review.loop.due_on
    if warning.endswith(":yellow"):
        zh, en = f"“{step.zh}”今天到期，请处理。", f"“{step.en.lower()}” is due today."
    else:
        zh = f"“{step.zh}”已逾期（时限{due:%m月%d日}），请立即处理。"
        en = f"“{step.en.lower()}” is overdue since {due:%d %b}."
    which = Text(f"差评整改：{day:%m月%d日}{review.number}号的评价，", f"Bad review of {review.number}, {day:%d %b}: ")
    return Text(which.zh + zh, which.en + en)
