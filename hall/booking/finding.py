"""The door that finds somebody's appointments by what is at hand, for staff."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field
from sqlalchemy.engine import Connection

from hall.booking.answers import AppointmentAnswer, appointment_answers
from hall.booking.arriving import LONGEST_CODE, in_order, read_booking_code
from hall.booking.desk import PersonQuery, person_asked_for
from hall.booking.queries import AppointmentRow, appointments_of_person, appointments_with_code
from hall.booking.states import AppointmentState
from hall.catalogue.queries import hall_book
from hall.clock import hall_day, now
from hall.edge.access import needs
from hall.edge.endpoint import Answer, Call, Endpoints
from hall.edge.fields import Words
from hall.errors import FieldProblem, Invalid
from hall.staff.permissions import Permission
from hall.text import Text
from hall.ticketing.sealed import ID_HASH, PHONE_HASH

endpoints = Endpoints("finding-bookings")
MOST_FOUND = 50


class FindBody(PersonQuery):
    """One of: `code`, as typed or scanned; a document's number; a phone."""

    code: Annotated[str, Field(min_length=1, max_length=LONGEST_CODE)] | None = None


class FoundAnswer(Answer):
    """What was found in this hall, the nearest day first; `elsewhere`: other halls with one that is still to come."""

    items: list[AppointmentAnswer]
    elsewhere: list[Words]


@endpoints.ask("/halls/<hall>/appointments/find", access=needs(Permission.FIND), body=FindBody, answer=FoundAnswer)
def find(call: Call[FindBody], connection: Connection) -> FoundAnswer:
    """Somebody's appointments of the last weeks and to come, by code, document or phone; masked."""
    book = hall_book(connection, call.subject.hall_id)
    today = hall_day(book.zone, now())
    rows = _found(call, connection, since_days=book.booking.no_show_days)
    here = in_order([row for row in rows if row.hall_id == book.hall_id], today)[:MOST_FOUND]
    coming = {row.hall_id for row in rows if row.state is AppointmentState.CONFIRMED and row.day >= today}
    others = sorted(coming - {book.hall_id})
    return FoundAnswer(
        items=appointment_answers(connection, book, call.vault, here, call.language),
        elsewhere=[hall_book(connection, other).name.as_json() for other in others],
    )


def _found(call: Call[FindBody], connection: Connection, since_days: int) -> list[AppointmentRow]:
    body = call.body
    given = [name for name in FindBody.model_fields if getattr(body, name) is not None]
    if len(given) != 1:
        words = Text("请提供预约码、证件号或手机号（任选一个）", "Give one of them: code, document number, phone")
        raise Invalid(words, fields=[FieldProblem("code", words)])
    if body.code is not None:
        typed = read_booking_code(body.code)
        return appointments_with_code(connection, code=typed.code, id_=typed.id) if typed else []
    book = hall_book(connection, call.subject.hall_id)
    today = hall_day(book.zone, now())
    person = person_asked_for(body, today)
    ids = call.vault.hashes(person.number, ID_HASH) if person.number else []
    phones = call.vault.hashes(person.phone, PHONE_HASH) if person.phone else []
    since = today - timedelta(days=since_days)
    return appointments_of_person(connection, since, id_hashes=ids, phone_hashes=phones)
