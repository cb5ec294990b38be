"""The doors that find somebody's appointments by what is at hand: for staff, and for a kiosk that read a card."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field
from sqlalchemy.engine import Connection

from hall.booking.answers import AppointmentAnswer, appointment_answers
from hall.booking.arriving import LONGEST_CODE, in_order, read_booking_code, when
from hall.booking.desk import PersonQuery, person_asked_for
from hall.booking.modes import Mode
from hall.booking.queries import AppointmentRow, appointments_of_person, appointments_with_code
from hall.booking.states import AppointmentState
from hall.catalogue.queries import hall_book
from hall.clock import hall_day, now
from hall.edge.access import needs
from hall.edge.endpoint import Answer, Body, Call, Endpoints
from hall.edge.fields import Instant, Words
from hall.errors import FieldProblem, Invalid
from hall.personal.numbers import read_id_number
from hall.staff.permissions import Permission
from hall.text import Text
from hall.ticketing.api import Short
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


class CardBody(Body):
    id_number: Short


class ExpectedAnswer(Answer):
    """Whether who holds the card is expected here today. `due`: check-in has begun, so one step leads to the ticket.

    `message`: what and when, for whoever is earlier than that. All empty where nobody is expected.
    """

    expected: bool
    due: bool = False
    starts_at: Instant | None = None
    message: Words | None = None


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


@endpoints.ask(
    "/halls/<hall>/check-in/expected",
    access=needs(Permission.KIOSK, Permission.FIND),
    body=CardBody,
    answer=ExpectedAnswer,
)
def expected(call: Call[CardBody], connection: Connection) -> ExpectedAnswer:
    """Whether somebody whose card was read has an appointment here today that is still to be redeemed."""
    book, at = hall_book(connection, call.subject.hall_id), now()
    today = hall_day(book.zone, at)
    hashes = call.vault.hashes(read_id_number(call.body.id_number, today).text, ID_HASH)
    theirs = [
        row
        for row in appointments_of_person(connection, today, id_hashes=hashes)
        if row.hall_id == book.hall_id
        and row.day == today
        and row.state is AppointmentState.CONFIRMED
        and row.mode is not Mode.HOME_VISIT
    ]
    row = min(theirs, key=lambda each: abs(each.starts_at - at), default=None)
    if row is None:
        return ExpectedAnswer(expected=False)
    slot = when(row.starts_at.astimezone(book.zone), row.ends_at.astimezone(book.zone))
    name = book.services[row.service].name
    words = Text(
        f"您今天有预约：{name.zh}（{slot.zh}）。要现在签到，请按“签到取号”；要办其他事项，可先现场取号。",
        f"You are booked today: {name.en} ({slot.en}). Check in now, or take an ordinary ticket for something else.",
    )
    due = at >= row.starts_at - book.booking.check_in_opens
    return ExpectedAnswer(expected=True, due=due, starts_at=row.starts_at, message=words.as_json())


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
