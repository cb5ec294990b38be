"""The reviews of a hall as stored, held against what its journal tells of them."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.journal.chain import Entry
from hall.review.models import REVIEWS, STEPS

AT_ONCE = 500
# The step that an entry notes; a step of the rectification is named in the entry.
_APPEAL_STEPS = {"review_appealed": "appealed", "review_appeal_decided": "decided"}


class ToldReviews:
    """The reviews of one hall as its journal tells them; what was heard is held against the tables by `settle`."""

    def __init__(self, connection: Connection, hall_id: int) -> None:
        self._connection, self._hall_id = connection, hall_id
        self._heard: list[Entry] = []
        self._given = self._steps = 0

    def hear(self, entry: Entry) -> None:
        if entry.kind.startswith("review_"):
            self._heard.append(entry)

    def settle(self) -> Iterator[str]:
        """One sentence for each review, or step of one, that stands otherwise in the table; they are forgotten then."""
        given = [entry for entry in self._heard if entry.kind == "review_given"]
        steps = [entry for entry in self._heard if entry.kind != "review_given"]
        self._heard.clear()
        self._given += len(given)
        self._steps += len(steps)
        for at in range(0, len(given), AT_ONCE):
            yield from self._other_reviews(given[at : at + AT_ONCE])
        for at in range(0, len(steps), AT_ONCE):
            yield from self._other_steps(steps[at : at + AT_ONCE])

    def settle_all(self) -> Iterator[str]:
        """The same to the end; and whether the tables hold more than was told."""
        yield from self.settle()
        mine = REVIEWS.c.hall_id == self._hall_id
        stored = self._count(sa.select(sa.func.count()).select_from(REVIEWS).where(mine))
        if stored > self._given:
            yield f"{stored - self._given} reviews are in the table, not in the journal"
        joined = STEPS.join(REVIEWS, REVIEWS.c.id == STEPS.c.review_id)
        taken = sa.select(sa.func.count()).select_from(joined).where(mine, STEPS.c.step != "found")
        if self._count(taken) > self._steps:
            yield f"{self._count(taken) - self._steps} steps of reviews are in the table, not in the journal"
        reached = sa.exists().where(STEPS.c.review_id == REVIEWS.c.id, STEPS.c.step == REVIEWS.c.reached)
        ahead = sa.select(REVIEWS.c.seq).where(mine, REVIEWS.c.reached.is_not(None), ~reached)
        for row in self._connection.execute(ahead):
            yield f"the review of {row.seq} has come to a step that nobody took"

    def _other_reviews(self, entries: Sequence[Entry]) -> Iterator[str]:
        wanted = sa.select(REVIEWS).where(REVIEWS.c.id.in_([entry.data["review"] for entry in entries]))
        stored = {row.id: row for row in self._connection.execute(wanted)}
        for entry in entries:
            data, row = entry.data, stored.get(entry.data["review"])
            told = (entry.seq, entry.ticket, data["rating"], data["service"], data["person"], data["real_name"])
            if row is None or told != (row.seq, row.ticket_id, row.rating, row.service, row.user_id, row.real_name):
                yield f"the review of {entry.seq} is not in the table as the journal tells it"

    def _other_steps(self, entries: Sequence[Entry]) -> Iterator[str]:
        wanted = sa.select(STEPS).where(STEPS.c.review_id.in_([entry.data["review"] for entry in entries]))
        stored = {(row.review_id, row.step): row for row in self._connection.execute(wanted)}
        for entry in entries:
            data: dict[str, Any] = entry.data
            row = stored.get((data["review"], _APPEAL_STEPS.get(entry.kind) or data["step"]))
            told = (entry.at, entry.user, data.get("in_time", True), data.get("heard"))
            if row is None or told != (row.at, row.by, row.in_time, row.heard):
                yield f"the step of {entry.seq} is not in the table as the journal tells it"

    def _count(self, wanted: sa.Select[int]) -> int:
        return self._connection.execute(wanted).scalar_one()
