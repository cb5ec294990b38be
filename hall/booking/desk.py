"""The doors of booking for staff: a day's appointments, how somebody stands, and what was missed forgiven."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field
from sqlalchemy.engine import Connection

from hall.booking.actions.amend import excuse_miss, record_visit
from hall.booking.actions.lift import lift_penalty
from hall.booking.answers import AppointmentAnswer, AppointmentList, appointment_answer, appointment_answers
from hall.booking.modes import Mode
from hall.booking.penalties import earliest_that_counts, standing
from hall.booking.queries import appointment_row, appointments_of_day, is_of_hall, missed_days
from hall.booking.sealed import open_details, person_hash, person_hashes
from hall.booking.states import AppointmentState
from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book
from hall.clock import hall_day, now
from hall.db import Work
from hall.edge.access import needs
from hall.edge.endpoint import Answer, Body, Call, Endpoints, NoBody
from hall.edge.paging import unknown_cursor
from hall.edge.trails import trail_of
from hall.errors import FieldProblem, Invalid
from hall.journal.audit import AuditKind
from hall.journal.remarks import remark
from hall.personal.vault import Vault
from hall.staff.permissions import Permission
from hall.text import Text
from hall.ticketing.api import PrincipalBody, Short, principal_wish
from hall.ticketing.wish import PrincipalWish

endpoints = Endpoints("bookings")
Reason = Annotated[str, Field(min_length=1, max_length=200)]


class DayQuery(Body):
    day: date | None = None
    state: AppointmentState | None = None
    mode: Mode | None = None
    limit: int = Field(default=50, ge=1, le=200)
    after: str | None = Field(default=None, max_length=64)


class PersonQuery(Body):
    """Somebody by the number of a document or, booked without one, by phone."""

    id_number: Short | None = None
    credit_code: Short | None = None
    phone: Short | None = None


class LiftBody(PersonQuery):
    reason: Reason


class ExcuseBody(Body):
    reason: Reason


class VisitBody(Body):
    """What came of a home visit; `note` for what is to be known of it, such as why nobody was met."""

    result: Literal["visited", "not_met"]
    note: Reason | None = None


class StandingAnswer(Answer):
    """`misses` that count now; `free_on`: the first day on which booking is possible again, null where it is now."""

    misses: int
    limit: int
    free_on: date | None


class DetailsAnswer(Answer):
    """A mode's own fields, unmasked."""

    details: dict[str, Any]


@endpoints.read("/halls/<hall>/appointments", access=needs(Permission.FIND), answer=AppointmentList, query=DayQuery)
def appointments(call: Call[DayQuery], connection: Connection) -> AppointmentList:
    """A day's appointments in order of time, masked: today's unless another day is asked for."""
    book, query = hall_book(connection, call.subject.hall_id), call.body
    where = {name: value.value for name in ("state", "mode") if (value := getattr(query, name)) is not None}
    at = now()
    day = query.day or hall_day(book.zone, at)
    if query.after is not None and not is_of_hall(connection, book.hall_id, query.after):
        raise unknown_cursor()
    found = appointments_of_day(connection, book.hall_id, day, after=query.after, limit=query.limit + 1, **where)
    page = found[: query.limit]
    return AppointmentList(
        at=at,
        items=appointment_answers(connection, book, call.vault, page, call.language),
        next=page[-1].id if len(found) > query.limit else None,
    )


@endpoints.act("POST", "/appointments/<appointment>/details", access=needs(Permission.ASSIST), answer=DetailsAnswer)
def details(call: Call[NoBody], work: Work) -> DetailsAnswer:
    """An appointment's own fields unmasked, such as the address of a visit; who read them is put on record."""
    row = appointment_row(work.connection, call.subject.id)
    trail = trail_of(call, work)
    trail.note(AuditKind.UNMASKED, row.id, hall_id=work.hall_id, what="appointment.details")
    return DetailsAnswer(details=open_details(call.vault, row.details))


@endpoints.ask(
    "/halls/<hall>/booking-standing", access=needs(Permission.ASSIST), body=PersonQuery, answer=StandingAnswer
)
def see_standing(call: Call[PersonQuery], connection: Connection) -> StandingAnswer:
    """How somebody stands who may have missed appointments."""
    book = hall_book(connection, call.subject.hall_id)
    return _standing(connection, book, call.vault, person_asked_for(call.body, hall_day(book.zone, now())))


@endpoints.act(
    "POST",
    "/halls/<hall>/booking-standing/lift",
    access=needs(Permission.BOOKINGS),
    body=LiftBody,
    answer=StandingAnswer,
)
def lift(call: Call[LiftBody], work: Work) -> StandingAnswer:
    """Forgive what somebody missed until today."""
    book = hall_book(work.connection, work.hall_id)
    person = person_asked_for(call.body, hall_day(book.zone, work.now))
    known = person_hash(call.vault, person)
    assert known is not None, "a person is asked for by a number"
    lift_penalty(work, book, known, remark(work, call.vault, call.body.reason))
    return _standing(work.connection, book, call.vault, person)


@endpoints.act(
    "POST",
    "/appointments/<appointment>/excuse",
    access=needs(Permission.BOOKINGS),
    body=ExcuseBody,
    answer=AppointmentAnswer,
)
def excuse(call: Call[ExcuseBody], work: Work) -> AppointmentAnswer:
    """A miss was the hall's doing, and counts no longer."""
    excuse_miss(work, call.subject.id, remark(work, call.vault, call.body.reason))
    book = hall_book(work.connection, work.hall_id)
    return appointment_answer(work.connection, book, call.vault, call.subject.id, call.language)


@endpoints.act(
    "POST",
    "/appointments/<appointment>/visit",
    access=needs(Permission.ASSIST),
    body=VisitBody,
    answer=AppointmentAnswer,
)
def visit(call: Call[VisitBody], work: Work) -> AppointmentAnswer:
    """What came of a home visit, from its day on; the other result corrects the first."""
    book = hall_book(work.connection, work.hall_id)
    met = call.body.result == "visited"
    record_visit(work, book, call.vault, call.subject.id, met=met, note=call.body.note)
    return appointment_answer(work.connection, book, call.vault, call.subject.id, call.language)


def person_asked_for(body: PersonQuery, today: date) -> PrincipalWish:
    """Whom a query names. Raises Invalid without a number, or with a wrong one."""
    own = {name: getattr(body, name) for name in PersonQuery.model_fields}
    person = principal_wish(PrincipalBody(**own), today, "")
    if not (person.number or person.phone):
        words = Text("请填写证件号或手机号", "Give the number of a document or a phone")
        raise Invalid(words, fields=[FieldProblem("id_number", words)])
    return person


def _standing(connection: Connection, book: HallBook, vault: Vault, person: PrincipalWish) -> StandingAnswer:
    today = hall_day(book.zone, now())
    since = earliest_that_counts(book.booking, today)
    missed = missed_days(connection, book.hall_id, person_hashes(vault, person), since)
    found = standing(book.booking, missed, today)
    return StandingAnswer(misses=found.misses, limit=book.booking.no_show_limit, free_on=found.free_on)
