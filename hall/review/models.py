"""Tables of reviews. What anybody wrote lies among the remarks, encrypted and erasable; here it is named by its id."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

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

    id: Mapped[PublicId] = mapped_column(primary_key=True)
    hall_id: Mapped[int] = mapped_column(sa.ForeignKey("hall_orders.hall_id"))
    seq: Mapped[Count]
    ticket_id: Mapped[PublicId] = mapped_column(sa.ForeignKey("tickets.id"))
    day: Mapped[date]
    given_at: Mapped[Instant]
    rating: Mapped[str] = mapped_column(sa.String(20))
    source: Mapped[str] = mapped_column(sa.String(8))
    real_name: Mapped[bool]
    tags: Mapped[JsonList]
    text: Mapped[PublicId | None]
    service: Mapped[Code]
    window_id: Mapped[PublicId | None]
    user_id: Mapped[PublicId | None]
    reached: Mapped[str | None] = mapped_column(sa.String(24))
    verify_by: Mapped[date | None]
    reply_by: Mapped[date | None]
    call_back_by: Mapped[date | None]
    improve_by: Mapped[date | None]
    appeal: Mapped[str | None] = mapped_column(sa.String(8))
    warned: Mapped[str | None] = mapped_column(sa.String(32))


class ReviewStep(Base):
    """One step of a rectification, or of an appeal (`appealed`, `decided`), taken once: the database says so."""

    __tablename__ = "review_steps"

    review_id: Mapped[PublicId] = mapped_column(sa.ForeignKey("reviews.id"), primary_key=True)
    step: Mapped[str] = mapped_column(sa.String(24), primary_key=True)
    at: Mapped[Instant]
    by: Mapped[PublicId | None]
    in_time: Mapped[bool]
    heard: Mapped[str | None] = mapped_column(sa.String(12))
    text: Mapped[PublicId | None]


REVIEWS = table(Review)
STEPS = table(ReviewStep)
