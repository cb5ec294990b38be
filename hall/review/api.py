"""The doors of reviews for visitors: to see what may be said of a visit, to say it; and for the tablet at a window."""

from typing import Annotated

from pydantic import Field, StringConstraints
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book
from hall.clock import hall_day, now
from hall.db import Work
from hall.edge.access import PUBLIC, VISITORS_ALONE, Caller, needs
from hall.edge.endpoint import Answer, Body, Call, Endpoints, NoBody
from hall.errors import Forbidden
from hall.review.actions.giving import Opinion, give_review
from hall.review.answers import TicketReview, ticket_review
from hall.review.levels import Rating, Source
from hall.review.listing import last_finished
from hall.staff.permissions import DeviceKind, Permission
from hall.staff.queries import device_with
from hall.text import Text
from hall.ticketing.queries import ticket_row

endpoints = Endpoints("reviews")

Written = Annotated[str, StringConstraints(max_length=500)]


class ReviewBody(Body):
    """A level; codes of tags; words. A bad one needs a tag of blame or words."""

    rating: Rating
    tags: list[Annotated[str, Field(max_length=64)]] = Field(default_factory=list, max_length=12)
    text: Written | None = None


class ToAskAnswer(Answer):
    """Whom a window's tablet may ask now: the ticket it finished last; nothing once it called another or time is up."""

    ticket: str | None
    number: str | None
    ask_seconds: int


@endpoints.read("/tickets/<ticket>/review", access=PUBLIC, answer=TicketReview)
def see_review(call: Call[NoBody], connection: Connection) -> TicketReview:
    """What may be said of a visit, and what was; with the hall's reply to a bad review."""
    return _seen(call.caller, connection, hall_book(connection, call.subject.hall_id), call)


@endpoints.act(
    "POST", "/tickets/<ticket>/review", access=VISITORS_ALONE, body=ReviewBody, answer=TicketReview, status=201
)
def give(call: Call[ReviewBody], work: Work) -> TicketReview:
    """Review a visit that is done: once, and never by staff."""
    book, body = hall_book(work.connection, work.hall_id), call.body
    source = _source(work, book, call.caller, call.subject.id)
    give_review(work, book, call.vault, call.subject.id, Opinion(body.rating, body.tags, body.text or None), source)
    return _seen(call.caller, work.connection, book, call)


@endpoints.read("/windows/<window>/review", access=needs(Permission.ASK_REVIEW), answer=ToAskAnswer)
def to_ask(call: Call[NoBody], connection: Connection) -> ToAskAnswer:
    """Whom the tablet at this window may ask what the visit was like."""
    book = hall_book(connection, call.subject.hall_id)
    _check_stands_at(connection, book, call.caller, call.subject.id)
    at = now()
    found = last_finished(connection, call.subject.id, hall_day(book.zone, at), at - book.reviews.asks_for)
    ticket, number = found or (None, None)
    return ToAskAnswer(ticket=ticket, number=number, ask_seconds=book.reviews.ask_minutes * 60)


def _seen(
    caller: Caller, connection: Connection, book: HallBook, call: Call[NoBody] | Call[ReviewBody]
) -> TicketReview:
    """A tablet, a kiosk and staff are not told what the visitor wrote, nor what was answered."""
    own = caller.kind == "visitor" and not caller.of_staff
    return ticket_review(connection, book, call.vault, call.subject.id, call.language, own=own)


def _source(work: Work, book: HallBook, caller: Caller, ticket_id: str) -> Source:
    """Where a review is given, by who is at the door. Raises Forbidden for a device that asks nobody."""
    if caller.kind == "visitor":
        return Source.PHONE
    if caller.device_kind == DeviceKind.KIOSK:
        return Source.KIOSK
    if caller.device_kind != DeviceKind.REVIEW:
        raise Forbidden(Text("这台设备不能评价", "This device takes no reviews"))
    _check_stands_at(work.connection, book, caller, ticket_row(work.connection, ticket_id).window_id or "")
    return Source.DEVICE


def _check_stands_at(connection: Connection, book: HallBook, caller: Caller, window_id: str) -> None:
    """A tablet asks those who were served at its own window."""
    device, page = device_with(connection, caller.id or ""), book.window(window_id)
    if device is None or page is None or (device.hall_id, device.window) != (book.hall_id, page.number):
        raise Forbidden(Text("这台评价器不在该窗口", "This review device stands at another window"))
