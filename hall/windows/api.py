"""The doors of a window: duty, calling, serving."""

from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book
from hall.clock import hall_day, now
from hall.db import Work
from hall.edge.access import Subject, needs
from hall.edge.endpoint import Body, Call, Endpoints, NoBody
from hall.errors import UserNotFound
from hall.journal.remarks import remark
from hall.staff.permissions import Permission
from hall.staff.queries import known_person
from hall.staff.usernames import folded
from hall.text import Text
from hall.ticketing.answers import StaffTicket, staff_ticket
from hall.ticketing.line import next_in_line
from hall.ticketing.outcomes import Outcome
from hall.ticketing.states import TicketState
from hall.windows.actions import calling, duty, moving, serving, undoing
from hall.windows.answers import (
    DayAnswer,
    NextAnswer,
    SuccessorsAnswer,
    WindowAnswer,
    busy_told_whole,
    held_answers,
    may_serve,
    successor_answers,
    window_answer,
    window_at,
)
from hall.windows.day import day_at
from hall.windows.next import why_next
from hall.windows.queries import check_on_duty, hall_of_window

endpoints = Endpoints("windows")

Reason = Annotated[str, Field(max_length=200)]
Id = Annotated[str, Field(min_length=1, max_length=64)]
Call_ = Call[Any]


class PauseBody(Body):
    """A pause, open-ended or with its end: `minutes` from now, or `until` an instant."""

    reason: Reason | None = None
    minutes: int | None = Field(default=None, ge=1, le=480)
    until: AwareDatetime | None = None

    @model_validator(mode="after")
    def _one_end(self) -> "PauseBody":
        if self.minutes is not None and self.until is not None:
            raise PydanticCustomError("two_ends", "give minutes or until, not both")
        return self


class HandOverBody(Body):
    """`to`: the user name of who takes over; left out, the caller takes over."""

    to: Id | None = None


class HelpBody(Body):
    whom: Literal["manager", "escalation"] = "manager"
    reason: Reason | None = None


class CallBody(Body):
    ticket: Id
    reason: Annotated[str, Field(min_length=1, max_length=200)]


class ReasonBody(Body):
    reason: Reason | None = None


class ResumeBody(Body):
    to: Literal["serving", "waiting"] | None = None


class EndingBody(Body):
    service: Id
    outcome: Outcome
    missing: list[Annotated[str, Field(min_length=1, max_length=200)]] = Field(default_factory=list, max_length=30)
    note: Annotated[str, Field(max_length=1000)] | None = None


class FinishBody(Body):
    errands: list[EndingBody] = Field(min_length=1, max_length=12)


class TransferBody(Body):
    window: Id | None = None
    service: Id | None = None
    reason: Annotated[str, Field(min_length=1, max_length=200)]


DUTY = needs(Permission.DUTY)
SERVE = needs(Permission.SERVE)
SERVE_OR_ASSIST = needs(Permission.SERVE, Permission.ASSIST)  # away from its window, the greeter does it too


@endpoints.read("/windows/<window>", access=DUTY, answer=WindowAnswer)
def see_window(call: Call[NoBody], connection: Connection) -> WindowAnswer:
    """The window with its ticket, what it holds, and what the caller may take back."""
    book = hall_book(connection, call.subject.hall_id)
    return window_at(connection, book, call.vault, call.subject.id, call.language, user=call.caller.id, now=now())


@endpoints.read("/windows/<window>/successors", access=DUTY, answer=SuccessorsAnswer)
def see_successors(call: Call[NoBody], connection: Connection) -> SuccessorsAnswer:
    """Who may take this window over; names alone."""
    book = hall_book(connection, call.subject.hall_id)
    return SuccessorsAnswer(items=successor_answers(connection, book, call.subject.id))


@endpoints.act("POST", "/windows/<window>/sign-in", access=DUTY, answer=WindowAnswer)
def sign_in(call: Call[NoBody], work: Work) -> WindowAnswer:
    """Take up duty at a window."""
    duty.sign_in(work, _book(work), call.subject.id)
    return _window(call, work)


@endpoints.act("POST", "/windows/<window>/pause", access=DUTY, body=PauseBody, answer=WindowAnswer)
def pause(call: Call[PauseBody], work: Work) -> WindowAnswer:
    """Stop calling for a while."""
    body = call.body
    until = work.now + timedelta(minutes=body.minutes) if body.minutes else body.until
    noted = remark(work, call.vault, body.reason)
    duty.pause(work, _book(work), call.subject.id, until=until, reason=body.reason, remark=noted)
    return _window(call, work)


@endpoints.act("POST", "/windows/<window>/reopen", access=DUTY, answer=WindowAnswer)
def reopen(call: Call[NoBody], work: Work) -> WindowAnswer:
    """Back from a pause."""
    duty.reopen(work, _book(work), call.subject.id)
    return _window(call, work)


@endpoints.act("POST", "/windows/<window>/sign-out", access=DUTY, answer=WindowAnswer)
def sign_out(call: Call[NoBody], work: Work) -> WindowAnswer:
    """End duty; the window closes."""
    with busy_told_whole(call, work):
        duty.sign_out(work, _book(work), call.subject.id)
    return _window(call, work)


@endpoints.act("POST", "/windows/<window>/hand-over", access=DUTY, body=HandOverBody, answer=WindowAnswer)
def hand_over(call: Call[HandOverBody], work: Work) -> WindowAnswer:
    """Another person takes the window over, without closing it."""
    successor = (call.caller.id or "", call.caller.name)
    if call.body.to is not None:
        check_on_duty(work, call.subject.id)
        person = known_person(work.connection, folded(call.body.to))
        if not may_serve(person, work.hall_id):
            raise UserNotFound(Text("此人不在本大厅的窗口工作", "This person does not work at this hall's windows"))
        successor = (person.id, person.name)
    duty.hand_over(work, _book(work), call.subject.id, successor)
    return _window(call, work)


@endpoints.act("POST", "/windows/<window>/help", access=DUTY, body=HelpBody, answer=WindowAnswer)
def call_help(call: Call[HelpBody], work: Work) -> WindowAnswer:
    """Call a manager or the escalation officer to the window."""
    noted = remark(work, call.vault, call.body.reason)
    duty.call_help(work, _book(work), call.subject.id, call.body.whom, noted)
    return _window(call, work)


@endpoints.act("POST", "/windows/<window>/call-next", access=DUTY, answer=StaffTicket, also=(204,))
def call_next(call: Call[NoBody], work: Work) -> StaffTicket | None:
    """Call the next ticket that the window may serve; 204 when nobody waits for it."""
    book = _book(work)
    with busy_told_whole(call, work):
        ticket_id = calling.call_next(work, book, call.subject.id)
    return staff_ticket(work.connection, book, call.vault, ticket_id, call.language) if ticket_id else None


@endpoints.act("POST", "/windows/<window>/call", access=DUTY, body=CallBody, answer=StaffTicket)
def call_out_of_order(call: Call[CallBody], work: Work) -> StaffTicket:
    """Call one ticket before its turn, with a reason."""
    noted = remark(work, call.vault, call.body.reason)
    with busy_told_whole(call, work):
        calling.call_out_of_order(work, _book(work), call.subject.id, call.body.ticket, noted)
    return staff_ticket(work.connection, _book(work), call.vault, call.body.ticket, call.language)


@endpoints.read("/windows/<window>/next", access=DUTY, answer=NextAnswer)
def see_next(call: Call[NoBody], connection: Connection) -> NextAnswer:
    """Whom this window would call now, and why."""
    book = hall_book(connection, call.subject.hall_id)
    ticket_id = next_in_line(connection, book.hall_id, book.windows[call.subject.id])
    if ticket_id is None:
        return NextAnswer(ticket=None, why=None)
    ticket = staff_ticket(connection, book, call.vault, ticket_id, call.language)
    return NextAnswer(ticket=ticket, why=why_next(connection, book, ticket_id).as_json())


@endpoints.read("/windows/<window>/day", access=DUTY, answer=DayAnswer)
def my_day(call: Call[NoBody], connection: Connection) -> DayAnswer:
    """What the caller did at this window today, and what it holds."""
    book = hall_book(connection, call.subject.hall_id)
    figures = day_at(connection, call.subject.id, call.caller.id, hall_day(book.zone, now()))
    held = held_answers(connection, call.subject.id, now())
    return DayAnswer(
        served=figures.served,
        mean_minutes=figures.mean_minutes,
        outcomes=figures.outcomes,
        passed=figures.passed,
        held=held,
    )


@endpoints.act("POST", "/tickets/<ticket>/recall", access=SERVE, answer=StaffTicket)
def recall(call: Call[NoBody], work: Work) -> StaffTicket:
    """Call the called ticket again."""
    calling.recall(work, _book(work), call.subject.id)
    return _ticket(call, work)


@endpoints.act("POST", "/tickets/<ticket>/start", access=SERVE, answer=StaffTicket)
def start(call: Call[NoBody], work: Work) -> StaffTicket:
    """The visitor is at the window."""
    serving.start(work, _book(work), call.subject.id)
    return _ticket(call, work)


@endpoints.act("POST", "/tickets/<ticket>/finish", access=SERVE, body=FinishBody, answer=StaffTicket)
def finish(call: Call[FinishBody], work: Work) -> StaffTicket:
    """End what this window can do, with an outcome for each errand."""
    endings = [
        serving.Ending(each.service, each.outcome, tuple(each.missing), each.note or None) for each in call.body.errands
    ]
    serving.finish(work, _book(work), call.vault, call.subject.id, endings)
    return _ticket(call, work)


@endpoints.act("POST", "/tickets/<ticket>/no-show", access=SERVE, body=ReasonBody, answer=StaffTicket)
def no_show(call: Call[ReasonBody], work: Work) -> StaffTicket:
    """The called visitor did not come."""
    noted = remark(work, call.vault, call.body.reason)
    calling.mark_no_show(work, _book(work), call.subject.id, noted)
    return _ticket(call, work)


@endpoints.act("POST", "/tickets/<ticket>/hold", access=SERVE, body=ReasonBody, answer=StaffTicket)
def hold(call: Call[ReasonBody], work: Work) -> StaffTicket:
    """The visitor steps aside to fetch something."""
    serving.hold(work, _book(work), call.subject.id, remark(work, call.vault, call.body.reason))
    return _ticket(call, work)


@endpoints.act("POST", "/tickets/<ticket>/resume", access=SERVE_OR_ASSIST, body=ResumeBody, answer=StaffTicket)
def resume(call: Call[ResumeBody], work: Work) -> StaffTicket:
    """The visitor is back: served at once at a free window, else waiting with the old key."""
    to = TicketState(call.body.to) if call.body.to else None
    with busy_told_whole(call, work):
        serving.resume(work, _book(work), call.subject.id, to)
    return _ticket(call, work)


@endpoints.act("POST", "/tickets/<ticket>/transfer", access=SERVE_OR_ASSIST, body=TransferBody, answer=StaffTicket)
def transfer(call: Call[TransferBody], work: Work) -> StaffTicket:
    """Pass the ticket on to another window or service."""
    body = call.body
    noted = remark(work, call.vault, body.reason)
    moving.transfer(work, _book(work), call.subject.id, window_id=body.window, service=body.service, reason=noted)
    return _ticket(call, work)


@endpoints.act("POST", "/tickets/<ticket>/undo", access=SERVE, answer=StaffTicket)
def undo(call: Call[NoBody], work: Work) -> StaffTicket:
    """Take back one's own last call, start, finish or no-show."""
    undoing.undo(work, _book(work), call.subject.id)
    return _ticket(call, work)


def find_window(connection: Connection, window_id: str) -> Subject:
    """What a path's `<window>` speaks of."""
    return Subject("window", window_id, *hall_of_window(connection, window_id))


def _book(work: Work) -> HallBook:
    return hall_book(work.connection, work.hall_id)


def _window(call: Call_, work: Work) -> WindowAnswer:
    return window_answer(work, _book(work), call.vault, call.subject.id, call.language)


def _ticket(call: Call_, work: Work) -> StaffTicket:
    return staff_ticket(work.connection, _book(work), call.vault, call.subject.id, call.language)
