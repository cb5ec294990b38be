"""A bad review becomes a record: by a manager's press, or by a call-back that finds the visitor dissatisfied still."""

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book
from hall.db import Work
from hall.errors import ReviewWrongState
from hall.escalation.actions.registering import Report, Source, register
from hall.escalation.from_ticket import report_of_ticket
from hall.escalation.models import ESCALATIONS
from hall.escalation.queries import EscalationRow, open_for_ticket
from hall.events import ReviewStepTaken
from hall.journal.remarks import remark_text
from hall.personal.vault import Vault
from hall.review.loop import Appeal, Heard, Step
from hall.review.queries import ReviewRow, steps_of, stored_review
from hall.text import Text


def open_record(work: Work, book: HallBook, vault: Vault, review_id: str) -> str:
    """Put a bad review on record with all that is known; the record's id.

    Raises ReviewWrongState for a review that is not bad or was set aside, AlreadyEscalated for a ticket with an open
    record.
    """
    review = stored_review(work.connection, review_id)
    if review.loop is None or review.loop.appeal is Appeal.UPHELD:
        raise ReviewWrongState(
            Text("只有计入的差评可以转“办不成事”", "Only a bad review that counts can be put on record")
        )
    said = _words(work.connection, vault, review)
    empty = Report(Source.BAD_REVIEW, said, work.now, service=review.service, window_id=review.window_id)
    report = report_of_ticket(work, vault, empty, review.ticket_id, people=True)
    return register(work, book, vault, replace(report, about=review.user_id, review_id=review.id))


def follow_reviews(work: Work, vault: Vault) -> None:
    """A call-back of this transaction that found the visitor dissatisfied opens a record, unless one is open already.

    Called before the entries are written: neither is there without the other.
    """
    for _seq, event in tuple(work.recorded):
        if isinstance(event, ReviewStepTaken) and event.heard == Heard.DISSATISFIED.value:
            review = stored_review(work.connection, event.review)
            upheld = review.loop is not None and review.loop.appeal is Appeal.UPHELD
            if not upheld and open_for_ticket(work.connection, review.ticket_id) is None:
                open_record(work, hall_book(work.connection, work.hall_id), vault, review.id)


def records_of(connection: Connection, review_id: str, not_about: str | None = None) -> list[EscalationRow]:
    """The records that came of a review, the first one first; those about `not_about` are not for them to see."""
    apart = sa.or_(ESCALATIONS.c.about.is_(None), ESCALATIONS.c.about != not_about)
    this = sa.select(ESCALATIONS).where(ESCALATIONS.c.review_id == review_id, apart)
    return list(connection.execute(this.order_by(ESCALATIONS.c.seq)))


def _words(connection: Connection, vault: Vault, review: ReviewRow) -> str:
    """What the visitor said, and what a call-back heard: a record tells it whole, so that nobody has to ask again."""
    text = remark_text(connection, vault, review.text) if review.text else None
    tags = "、".join(tag["zh"] for tag in review.tags)
    called = next((step for step in steps_of(connection, review.id) if step.step == Step.CALLED_BACK), None)
    heard = remark_text(connection, vault, called.text) if called is not None and called.text else None
    parts = [f"{review.number} {review.rating.words.zh}", tags, text, f"回访：{heard}" if heard else None]
    return "；".join(part for part in parts if part)
