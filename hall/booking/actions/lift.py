"""Lifting a penalty: what somebody missed up to and with today is forgiven."""

import sqlalchemy as sa

from hall.booking.models import LIFTS
from hall.catalogue.book import HallBook
from hall.clock import hall_day
from hall.db import Work, public_id
from hall.events import Json, PenaltyLifted


def lift_penalty(work: Work, book: HallBook, person_hash: str, reason: Json | None) -> None:
    """Forgive a person, known by keyed hash, in this hall. The journal names the act alone."""
    lift = public_id()
    work.connection.execute(
        sa.insert(LIFTS).values(
            id=lift,
            hall_id=work.hall_id,
            person_hash=person_hash,
            lifted_on=hall_day(book.zone, work.now),
            at=work.now,
            by=work.by.id,
        )
    )
    work.record(PenaltyLifted(lift=lift, remark=reason))
