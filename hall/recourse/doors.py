"""The doors between reviews and records: to put a bad review on record, and to see what came of it."""

from sqlalchemy.engine import Connection

from hall.catalogue.queries import hall_book
from hall.db import Work
from hall.edge.access import needs
from hall.edge.endpoint import Answer, Call, Endpoints, NoBody
from hall.edge.fields import Instant
from hall.escalation.queries import EscalationRow, stored_escalation
from hall.escalation.states import State
from hall.recourse.opening import follow_reviews, open_record, records_of
from hall.review.queries import check_not_own, stored_review
from hall.staff.permissions import Permission
from hall.text import Language

__all__ = ["ROOM", "follow_reviews"]

endpoints = Endpoints("recourse")
ROOM: tuple[Endpoints, ...] = (endpoints,)
HANDLE = needs(Permission.REVIEWS)


class RecordAnswer(Answer):
    """A record that came of a review, without anybody's words."""

    id: str
    number: str
    state: str
    label: str
    due_at: Instant | None
    closed_at: Instant | None


class RecordList(Answer):
    items: list[RecordAnswer]


@endpoints.act("POST", "/reviews/<review>/escalate", access=HANDLE, answer=RecordAnswer, status=201)
def escalate(call: Call[NoBody], work: Work) -> RecordAnswer:
    """Put a bad review on record: its ticket, people, words and what a call-back heard come along."""
    review = stored_review(work.connection, call.subject.id)
    check_not_own(review, work.by.id)
    escalation_id = open_record(work, hall_book(work.connection, work.hall_id), call.vault, review.id)
    return _record(stored_escalation(work.connection, escalation_id), call.language)


@endpoints.read("/reviews/<review>/records", access=HANDLE, answer=RecordList)
def records(call: Call[NoBody], connection: Connection) -> RecordList:
    """What came of a review in the ledger, but for what complains of whoever asks."""
    found = records_of(connection, call.subject.id, call.caller.id)
    return RecordList(items=[_record(row, call.language) for row in found])


def _record(row: EscalationRow, language: Language) -> RecordAnswer:
    return RecordAnswer(
        id=row.id,
        number=row.number,
        state=row.state,
        label=State(row.state).words.pick(language),
        due_at=row.due_at,
        closed_at=row.closed_at,
    )
