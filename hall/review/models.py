"""Tables of reviews. What anybody wrote lies among the remarks, encrypted and erasable; here it is named by its id."""

from datetime import date

import sqlalchemy as sa

from hall.columns import column
from hall.db import Base, Code, Count, Instant, JsonList, PublicId, table


class Review(Base):
    """What one visitor thinks of one visit: the database takes one for each ticket.

    `seq` is its journal number, `day` the ticket's. `service`, `window_id` and `user_id` are of the errand that ended
    last, which the review is about; `tags` are kept with their words, as they were chosen. `reached` and the four
    limits are those of a bad review's rectification, nothing for any other; `warned` is the limit (step and colour)
    that those responsible were last told of.
    """

    __tablename__ = "reviews"
    __table_args__ = (
        sa.UniqueConstraint("ticket_id"),
        sa.UniqueConstraint("hall_id", "seq"),
        sa.Index("ix_reviews_day", "hall_id", "day"),
        sa.Index("ix_reviews_user", "user_id", "day"),
    )

    id: PublicId = column(primary_key=True)
    hall_id: int = column(sa.ForeignKey("hall_orders.hall_id"))
    seq: Count
    ticket_id: PublicId = column(sa.ForeignKey("tickets.id"))
    day: date
    given_at: Instant
    rating: str = column(sa.String(20))
    source: str = column(sa.String(8))
    real_name: bool
    tags: JsonList
    text: PublicId | None
    service: Code
    window_id: PublicId | None
    user_id: PublicId | None
    reached: str | None = column(sa.String(24))
    verify_by: date | None
    reply_by: date | None
    call_back_by: date | None
    improve_by: date | None
    appeal: str | None = column(sa.String(8))
    warned: str | None = column(sa.String(32))


class ReviewStep(Base):
    """One step of a rectification, or of an appeal (`appealed`, `decided`), taken once: the database says so."""

    __tablename__ = "review_steps"

    review_id: PublicId = column(sa.ForeignKey("reviews.id"), primary_key=True)
    step: str = column(sa.String(24), primary_key=True)
    at: Instant
    by: PublicId | None
    in_time: bool
    heard: str | None = column(sa.String(12))
    text: PublicId | None


REVIEWS = table(Review)
STEPS = table(ReviewStep)
