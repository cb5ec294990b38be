"""The doors of booking: free places, and an appointment booked, confirmed, seen, changed and given up."""

from datetime import date

from pydantic import Field
from sqlalchemy.engine import Connection

from hall.booking.actions.book import book_slot, change_appointment, confirm_appointment, free_until
from hall.booking.actions.ending import cancel_appointment
from hall.booking.answers import AppointmentAnswer, ModeAnswer, SlotAnswer, SlotList, appointment_answer
from hall.booking.bodies import BookBody, ChangeBody, booking_wish, own_fields, same_fields, wrong_besides
from hall.booking.modes import Mode, offered_modes
from hall.booking.queries import appointment_row, free_places, hall_of_appointment, taken_counts
from hall.booking.slots import bookable_days, coming_slots, slot_json
from hall.catalogue.queries import closed_days, hall_book
from hall.clock import now
from hall.db import Work
from hall.edge.access import PUBLIC, Caller, Subject
from hall.edge.endpoint import Body, Call, Endpoints, NoBody, Unread
from hall.edge.paging import place_after
from hall.errors import FieldProblem, Invalid, UnknownService
from hall.staff.permissions import Permission
from hall.text import Language, Text
from hall.ticketing.api import Code
from hall.ticketing.wish import Channel

endpoints = Endpoints("appointments")


class SlotsQuery(Body):
    """`from` and `to` are days of the hall's, both included."""

    service: Code
    mode: Mode | None = None
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    limit: int = Field(default=200, ge=1, le=200)
    after: str | None = Field(default=None, max_length=64)


@endpoints.read("/halls/<hall>/slots", access=PUBLIC, answer=SlotList, query=SlotsQuery)
def slots(call: Call[SlotsQuery], connection: Connection) -> SlotList:
    """When a service can be booked, in one mode or in all it is offered in, and how many places are free."""
    book, at, query = hall_book(connection, call.subject.hall_id), now(), call.body
    if query.service not in book.services:
        words = Text(f"没有这个事项：{query.service}", f"There is no service {query.service!r}")
        raise UnknownService(words, fields=[FieldProblem("service", words)])
    offered = offered_modes(book, query.service)
    modes = [query.mode] if query.mode is not None else offered
    closed = closed_days(connection).get(book.hall_id)
    if query.from_ is not None and query.to is not None and query.from_ > query.to:
        words = Text("起始日期晚于结束日期", "The first day is after the last")
        raise Invalid(words, fields=[FieldProblem("from", words)])
    found = [one for one in coming_slots(book, query.service, modes, at, query.from_, query.to) if one.day != closed]
    start = place_after([one.id for one in found], query.after)
    shown = found[start : start + query.limit]
    taken = taken_counts(connection, book.hall_id, shown)
    return SlotList(
        items=[SlotAnswer.model_validate(slot_json(one, free_places(one, taken))) for one in shown],
        next=shown[-1].id if start + query.limit < len(found) else None,
        modes=[_mode(mode, call.language) for mode in offered],
        official=all(book.opening.workdays.is_official(day.year) for day in bookable_days(book, at)),
    )


def _wrong_besides(connection: Connection, subject: Subject, unread: Unread) -> list[Invalid]:
    return wrong_besides(unread, hall_book(connection, subject.hall_id), now())


@endpoints.act(
    "POST",
    "/halls/<hall>/appointments",
    access=PUBLIC,
    body=BookBody,
    answer=AppointmentAnswer,
    status=201,
    judge=_wrong_besides,
)
def book_one(call: Call[BookBody], work: Work) -> AppointmentAnswer:
    """Book a slot: confirmed at once, or with `reserve` kept for some minutes until it is."""
    book = hall_book(work.connection, work.hall_id)
    channel = _channel(call.caller, work.hall_id)
    wish = booking_wish(call.body, book, channel, call.language, work.now)
    appointment_id = book_slot(work, book, call.vault, wish)
    return appointment_answer(work.connection, book, call.vault, appointment_id, call.language)


@endpoints.read("/appointments/<appointment>", access=PUBLIC, answer=AppointmentAnswer)
def see(call: Call[NoBody], connection: Connection) -> AppointmentAnswer:
    """An appointment, for whoever holds its id."""
    book = hall_book(connection, call.subject.hall_id)
    return appointment_answer(connection, book, call.vault, call.subject.id, call.language)


@endpoints.act("POST", "/appointments/<appointment>/confirm", access=PUBLIC, answer=AppointmentAnswer)
def confirm(call: Call[NoBody], work: Work) -> AppointmentAnswer:
    """Confirm what was reserved."""
    confirm_appointment(work, call.subject.id)
    return _seen(call, work)


@endpoints.act("PATCH", "/appointments/<appointment>", access=PUBLIC, body=ChangeBody, answer=AppointmentAnswer)
def change(call: Call[ChangeBody], work: Work) -> AppointmentAnswer:
    """Move to another slot; id and code stay."""
    book = hall_book(work.connection, work.hall_id)
    before = appointment_row(work.connection, call.subject.id).mode
    mode = call.body.mode or before
    if not same_fields(before, mode):
        words = Text("这两种预约方式所填内容不同，请取消后重新预约", "These modes ask for different things: book anew")
        raise Invalid(words, fields=[FieldProblem("mode", words)])
    behalf = _on_behalf(call.caller, work.hall_id)
    change_appointment(work, book, call.subject.id, mode, call.body.slot, on_behalf=behalf)
    return _seen(call, work)


@endpoints.act("DELETE", "/appointments/<appointment>", access=PUBLIC, answer=AppointmentAnswer)
def cancel(call: Call[NoBody], work: Work) -> AppointmentAnswer:
    """Give an appointment up: without consequence until `free_until`, afterwards it counts as missed (`late`)."""
    book = hall_book(work.connection, work.hall_id)
    row = appointment_row(work.connection, call.subject.id)
    cancel_appointment(work, row.id, free_until(book, row), on_behalf=_on_behalf(call.caller, work.hall_id))
    return _seen(call, work)


def find_appointment(connection: Connection, appointment_id: str) -> Subject:
    """What a path's `<appointment>` speaks of."""
    return Subject("appointment", appointment_id, *hall_of_appointment(connection, appointment_id))


def _mode(mode: Mode, language: Language) -> ModeAnswer:
    name = mode.words
    return ModeAnswer(mode=mode, name=name.as_json(), label=name.pick(language), fields=own_fields(mode))


def _seen(call: Call[NoBody] | Call[ChangeBody], work: Work) -> AppointmentAnswer:
    book = hall_book(work.connection, work.hall_id)
    return appointment_answer(work.connection, book, call.vault, call.subject.id, call.language)


def _on_behalf(caller: Caller, hall_id: int) -> bool:
    """Whether staff of the hall do it for somebody."""
    return caller.kind == "user" and caller.may(Permission.ASSIST, hall_id)


def _channel(caller: Caller, hall_id: int) -> Channel:
    """By whom it was booked: staff of the hall for somebody, a kiosk, or anybody by phone."""
    if caller.kind == "user" and caller.may(Permission.ISSUE, hall_id):
        return Channel.DESK
    if caller.kind == "device" and caller.may(Permission.KIOSK, hall_id):
        return Channel.KIOSK
    return Channel.PHONE
