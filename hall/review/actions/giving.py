"""Giving a review: voluntary, once for each served ticket, and by the visitor alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from hall.catalogue.book import HallBook
from hall.db import Work, public_id
from hall.errors import AlreadyReviewed, TicketNotServed
from hall.events import ReviewGiven
from hall.journal.remarks import remark
from hall.personal.vault import Vault
from hall.review.levels import Rating, Source, chosen_tags
from hall.review.loop import Step, limits_of
from hall.review.models import REVIEWS, STEPS
from hall.review.queries import LIMITS, about, is_real_name, review_of_ticket
from hall.text import Text
from hall.ticketing.changes import note_seq
from hall.ticketing.queries import TicketRow, ticket_row
from hall.ticketing.reach import window_number
from hall.ticketing.states import TicketState


@dataclass(frozen=True)
class Opinion:
    """What a visitor says: a level, codes of tags, and words."""

    rating: Rating
    tags: Sequence[str] = ()
    text: str | None = None


def give_review(work: Work, book: HallBook, vault: Vault, ticket_id: str, opinion: Opinion, source: Source) -> None:
    """Keep what a visitor thinks of a visit that is done; a bad review is found (发现) by being given.

    Raises TicketNotServed, AlreadyReviewed, WrongReview. A finish that was reviewed can no longer be undone: the
    review is the ticket's last step.
    """
    ticket = ticket_row(work.connection, ticket_id)
    _check_time(work, ticket)
    tags = chosen_tags(opinion.rating, opinion.tags, opinion.text, book.reviews.by_code)
    subject, real_name = about(work.connection, ticket_id), is_real_name(work.connection, ticket_id)
    kept, review_id = remark(work, vault, opinion.text), public_id()
    seq = work.record(
        ReviewGiven(
            ticket=ticket_id,
            window=subject.window_id,
            review=review_id,
            remark=kept,
            number=ticket.number,
            window_number=window_number(book, subject.window_id),
            person=subject.user_id,
            service=subject.service,
            rating=opinion.rating.value,
            tags=[tag.code for tag in tags],
            source=source.value,
            real_name=real_name,
        )
    )
    work.connection.execute(
        sa.insert(REVIEWS).values(
            id=review_id,
            hall_id=work.hall_id,
            seq=seq,
            ticket_id=ticket_id,
            day=ticket.day,
            given_at=work.now,
            rating=opinion.rating.value,
            source=source.value,
            real_name=real_name,
            tags=[tag.as_json() for tag in tags],
            text=kept["id"] if kept else None,
            service=subject.service,
            window_id=subject.window_id,
            user_id=subject.user_id,
            **_opened(work, book, opinion.rating),
        )
    )
    if opinion.rating.bad:
        found = {"review_id": review_id, "step": Step.FOUND.value, "at": work.now, "in_time": True}
        work.connection.execute(sa.insert(STEPS).values(**found))
    note_seq(work, ticket, seq)


def _check_time(work: Work, ticket: TicketRow) -> None:
    """Neither before service nor twice. The table refuses a second one as well."""
    if ticket.state is not TicketState.DONE:
        raise TicketNotServed(
            Text(
                f"{ticket.number}{ticket.state.is_now.zh}，办结后才能评价。",
                f"{ticket.number} {ticket.state.is_now.en}; it can be reviewed once it is done.",
            ),
            extra={"number": ticket.number, "state": ticket.state.value},
        )
    if review_of_ticket(work.connection, ticket.id) is not None:
        raise AlreadyReviewed(
            Text(f"{ticket.number}已经评价过了，谢谢您。", f"{ticket.number} was reviewed already. Thank you.")
        )


def _opened(work: Work, book: HallBook, rating: Rating) -> dict[str, Any]:
    if not rating.bad:
        return {}
    limits = limits_of(book.reviews, book.opening, work.now)
    return {"reached": Step.FOUND.value} | {LIMITS[step].name: day for step, day in limits.items()}
