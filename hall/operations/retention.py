"""Which personal fields a hall may no longer keep, and their erasing: rows and numbers stay, so do all figures.

What is open is kept whole: a record that is not closed, a bad review whose rectification or appeal is not at its end,
and the ticket that either is about. The journal names people by nothing and words by their digests alone, whose salt
goes with the words: so its chain stays whole, and nothing of what was erased can be guessed from it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.assistance.models import REQUESTS
from hall.assistance.models import STEPS as HELP_STEPS
from hall.booking.models import APPOINTMENTS, LIFTS, PEOPLE
from hall.booking.penalties import earliest_that_counts
from hall.booking.states import LIVE
from hall.catalogue.book import HallBook
from hall.clock import now
from hall.escalation.models import ESCALATIONS
from hall.escalation.models import STEPS as RECORD_STEPS
from hall.files.models import FILES
from hall.files.queries import OwnerKind
from hall.journal.models import REMARKS
from hall.review.loop import Appeal, Step
from hall.review.models import REVIEWS
from hall.review.models import STEPS as REVIEW_STEPS
from hall.ticketing.models import NOTES, PRINCIPALS, TICKETS

LOGS = timedelta(days=186)  # reasons belong to the logs of who did what, which are kept for six months at least
_A, _E, _R, _P, _T = APPOINTMENTS.c, ESCALATIONS.c, REVIEWS.c, PRINCIPALS.c, TICKETS.c
_H, _F = REQUESTS.c, FILES.c
Condition = sa.ColumnElement[bool]


@dataclass(frozen=True)
class Limits:
    """What lies before these is to be erased; all are the hall's own days. `misses`: those that still count stay."""

    hall_id: int
    day: date
    at: datetime
    misses: date
    reasons_at: datetime


def limits_of(book: HallBook, today: date) -> Limits:
    day = today - timedelta(days=book.rules.retention_days)

    def midnight(of: date) -> datetime:
        return datetime.combine(of, time(), book.zone)

    misses = min(day, earliest_that_counts(book.booking, today))
    reasons = min(day, today - LOGS)
    return Limits(book.hall_id, day, midnight(day), misses, midnight(reasons))


# --- what is open, and therefore kept

_OPEN_REVIEW = sa.and_(
    _R.reached.is_not(None),
    _R.reached != Step.IMPROVED.value,
    sa.func.coalesce(_R.appeal, "") != Appeal.UPHELD.value,
) | (sa.func.coalesce(_R.appeal, "") == Appeal.OPEN.value)


def _kept(ticket: sa.ColumnElement[Any], limits: Limits) -> Condition:
    """Whether a ticket is spoken of by something that is open, or came to its end too lately."""
    late = (_E.hall_id == limits.hall_id, _E.ticket_id.is_not(None))
    records = sa.select(_E.ticket_id).where(*late, sa.or_(_E.closed_at.is_(None), _E.closed_at >= limits.at))
    review = sa.exists().where(_R.ticket_id == ticket, sa.or_(_OPEN_REVIEW, _touched(limits)))
    return sa.or_(ticket.in_(records), review)


def _touched(limits: Limits) -> Condition:
    """Whether a step with a review was taken too lately."""
    return sa.exists().where(REVIEW_STEPS.c.review_id == _R.id, REVIEW_STEPS.c.at >= limits.at)


# --- what holds something


def _filled(*columns: sa.Column[Any]) -> Condition:
    return sa.or_(*(column.is_not(None) for column in columns))


_TOLD_OF = sa.or_(
    sa.exists().where(_P.ticket_id == _T.id, _filled(_P.name, _P.id_number, _P.id_hash, _P.phone, _P.phone_hash)),
    sa.exists().where(NOTES.c.ticket_id == _T.id, sa.func.length(NOTES.c.texts) > 0),
)
_PEOPLE = (
    *(PEOPLE.c.name, PEOPLE.c.id_number, PEOPLE.c.id_hash, PEOPLE.c.phone, PEOPLE.c.phone_hash),
    PEOPLE.c.person_hash,
)
_REPORTER = (
    *(_E.reporter_name, _E.reporter_phone, _E.phone_hash, _E.reporter_document, _E.document_hash),
    *(_E.agent_name, _E.agent_phone),
)
_RECORD_WORDS = (_E.description, _E.demand, _E.scope_reason, _E.remedy, _E.resolution, _E.reply, _E.archive_reason)
_ASKED_FOR = (_H.name, _H.phone, _H.phone_hash, _H.address)
_SEALED = (REMARKS.c.sealed.is_not(None),)


def _said(*columns: sa.ColumnElement[Any]) -> Condition:
    """Whether one of these remarks still has its words."""
    return sa.or_(*(sa.exists().where(REMARKS.c.id == column, *_SEALED) for column in columns))


_WORDS_OF_RECORD = _said(*_RECORD_WORDS) | sa.exists().where(
    RECORD_STEPS.c.escalation_id == _E.id,
    RECORD_STEPS.c.text == REMARKS.c.id,
    RECORD_STEPS.c.text != sa.func.coalesce(_E.rectification, ""),
    *_SEALED,
)
_WORDS_OF_REVIEW = _said(_R.text) | sa.exists().where(
    REVIEW_STEPS.c.review_id == _R.id, REVIEW_STEPS.c.text == REMARKS.c.id, *_SEALED
)

_WORDS_OF_HELP = _said(_H.text) | sa.exists().where(
    HELP_STEPS.c.request_id == _H.id, HELP_STEPS.c.text == REMARKS.c.id, *_SEALED
)


# --- what is due


def _tickets(limits: Limits) -> sa.Select[Any]:
    here = (_T.hall_id == limits.hall_id, _T.day < limits.day)
    return sa.select(_T.id).where(*here, _TOLD_OF, ~_kept(_T.id, limits))


def _appointments(limits: Limits) -> sa.Select[Any]:
    people = sa.exists().where(PEOPLE.c.appointment_id == _A.id, _filled(*_PEOPLE))
    over = (_A.hall_id == limits.hall_id, _A.day < limits.misses, _A.state.not_in([state.value for state in LIVE]))
    return sa.select(_A.id).where(*over, sa.or_(people, _A.details.is_not(None)))


def _reviews(limits: Limits) -> sa.Select[Any]:
    over = (_R.hall_id == limits.hall_id, _R.day < limits.day, ~_OPEN_REVIEW, ~_touched(limits))
    return sa.select(_R.id).where(*over, _WORDS_OF_REVIEW)


def _records(limits: Limits) -> sa.Select[Any]:
    over = (_E.hall_id == limits.hall_id, _E.closed_at < limits.at)
    return sa.select(_E.id).where(*over, sa.or_(_filled(*_REPORTER), _WORDS_OF_RECORD))


def _files(limits: Limits) -> sa.Select[Any]:
    """Photographs and papers of records; those handed in before appointments are taken away sooner by themselves."""
    records = sa.select(_E.id).where(_E.hall_id == limits.hall_id, _E.closed_at < limits.at)
    theirs = (_F.hall_id == limits.hall_id, _F.owner_kind == OwnerKind.ESCALATION, _F.owner_id.in_(records))
    return sa.select(_F.id).where(*theirs, _F.removed_at.is_(None))


def _help(limits: Limits) -> sa.Select[Any]:
    over = (_H.hall_id == limits.hall_id, _H.closed_at < limits.at)
    return sa.select(_H.id).where(*over, sa.or_(_filled(*_ASKED_FOR), _WORDS_OF_HELP))


def _lifts(limits: Limits) -> sa.Select[Any]:
    return sa.select(LIFTS.c.id).where(LIFTS.c.hall_id == limits.hall_id, LIFTS.c.lifted_on < limits.misses)


def _reasons(limits: Limits) -> sa.Select[Any]:
    """Words given as a reason for something, but for those of records, reviews and help, which go with them."""
    r = REMARKS.c
    own = (*_RECORD_WORDS, _E.rectification, RECORD_STEPS.c.text)
    columns = (*own, _R.text, REVIEW_STEPS.c.text, _H.text, HELP_STEPS.c.text)
    others = sa.union_all(*(sa.select(column).where(column.is_not(None)) for column in columns))
    old = (r.hall_id == limits.hall_id, r.at < limits.reasons_at, *_SEALED)
    return sa.select(r.id).where(*old, r.id.not_in(others))


# --- erasing


def _erase_tickets(connection: Connection, ids: Sequence[str]) -> None:
    personal = ("name", "id_number", "id_hash", "phone", "phone_hash")
    connection.execute(sa.update(PRINCIPALS).where(_P.ticket_id.in_(ids)).values(dict.fromkeys(personal)))
    connection.execute(sa.update(NOTES).where(NOTES.c.ticket_id.in_(ids)).values(texts=b""))


def _erase_appointments(connection: Connection, ids: Sequence[str]) -> None:
    none = {column.name: None for column in _PEOPLE}
    connection.execute(sa.update(PEOPLE).where(PEOPLE.c.appointment_id.in_(ids)).values(none))
    connection.execute(sa.update(APPOINTMENTS).where(APPOINTMENTS.c.id.in_(ids)).values(details=None))


def _erase_reviews(connection: Connection, ids: Sequence[str]) -> None:
    words = [sa.select(_R.text).where(_R.id.in_(ids))]
    words.append(sa.select(REVIEW_STEPS.c.text).where(REVIEW_STEPS.c.review_id.in_(ids)))
    _erase_words(connection, words)


def _erase_records(connection: Connection, ids: Sequence[str]) -> None:
    """Everything about the reporter and everybody's words, but for what was put right: that is the hall's own."""
    none = {column.name: None for column in _REPORTER}
    connection.execute(sa.update(ESCALATIONS).where(_E.id.in_(ids)).values(none))
    words = [sa.select(column).where(_E.id.in_(ids)) for column in _RECORD_WORDS]
    steps = RECORD_STEPS.join(ESCALATIONS, _E.id == RECORD_STEPS.c.escalation_id)
    others = RECORD_STEPS.c.text != sa.func.coalesce(_E.rectification, "")
    words.append(sa.select(RECORD_STEPS.c.text).select_from(steps).where(_E.id.in_(ids), others))
    _erase_words(connection, words)


def _erase_files(connection: Connection, ids: Sequence[str]) -> None:
    """Nobody sees them any more; a server takes them from its folder, and their names with them, soon after."""
    connection.execute(sa.update(FILES).where(_F.id.in_(ids)).values(removed_at=now()))


def _erase_help(connection: Connection, ids: Sequence[str]) -> None:
    none = {column.name: None for column in _ASKED_FOR}
    connection.execute(sa.update(REQUESTS).where(_H.id.in_(ids)).values(none))
    words = [sa.select(_H.text).where(_H.id.in_(ids))]
    words.append(sa.select(HELP_STEPS.c.text).where(HELP_STEPS.c.request_id.in_(ids)))
    _erase_words(connection, words)


def _erase_words(connection: Connection, words: Sequence[sa.Select[Any]]) -> None:
    for some in words:
        _erase_remarks(connection, some)


def _erase_remarks(connection: Connection, ids: sa.Select[Any] | Sequence[str]) -> None:
    connection.execute(sa.update(REMARKS).where(REMARKS.c.id.in_(ids)).values(sealed=None, salt=b""))


def _erase_lifts(connection: Connection, ids: Sequence[str]) -> None:
    connection.execute(sa.delete(LIFTS).where(LIFTS.c.id.in_(ids)))


@dataclass(frozen=True)
class Kind:
    """One kind of rows: which of a hall are due, and how those with given ids are erased.

    Those with a `day` are looked through day by day, each day once; `held` are those among them that something may
    have kept when their day was looked through.
    """

    name: str
    id: sa.Column[Any]
    due: Callable[[Limits], sa.Select[Any]]
    erase: Callable[[Connection, Sequence[Any]], None]
    day: sa.Column[Any] | None = None
    limit: Callable[[Limits], date] = lambda limits: limits.day
    held: Condition | None = None


_SPOKEN_OF = _T.id.in_(
    sa.union_all(
        sa.select(_E.ticket_id).where(_E.ticket_id.is_not(None)),
        sa.select(_R.ticket_id).where(_R.reached.is_not(None)),
    )
)
KINDS = (
    Kind("tickets", _T.id, _tickets, _erase_tickets, _T.day, held=_SPOKEN_OF),
    Kind("appointments", _A.id, _appointments, _erase_appointments, _A.day, lambda limits: limits.misses),
    Kind("reviews", _R.id, _reviews, _erase_reviews, _R.day, held=_R.reached.is_not(None)),
    Kind("records", _E.id, _records, _erase_records),
    Kind("files", _F.id, _files, _erase_files),
    Kind("help", _H.id, _help, _erase_help),
    Kind("lifts", LIFTS.c.id, _lifts, _erase_lifts),
    Kind("reasons", REMARKS.c.id, _reasons, _erase_remarks),
)
