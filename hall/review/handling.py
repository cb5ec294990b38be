"""The doors of those who handle reviews: the list, one by one, the steps of a rectification, and appeals."""

from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints
from sqlalchemy.engine import Connection

from hall.catalogue.queries import hall_book
from hall.catalogue.spans import Days, span_of
from hall.clock import hall_day, now
from hall.db import Work
from hall.edge.access import Subject, needs
from hall.edge.endpoint import Answer, Body, Call, Cursor, Endpoints, NoBody
from hall.errors import NotSignedIn
from hall.journal.remarks import remark_text
from hall.review.actions.rectifying import appeal, decide_appeal, take_step
from hall.review.actions.unmasking import Contact, Purpose, unmask
from hall.review.answers import (
    OwnReviewAnswer,
    ReviewAnswer,
    ReviewSummary,
    own_review,
    review_answer,
    review_summaries,
)
from hall.review.asking import narrowed
from hall.review.counting import COUNTED
from hall.review.listing import reviews_about, reviews_of
from hall.review.loop import Heard, Step
from hall.review.queries import hall_of_review, stored_review
from hall.staff.permissions import Permission

endpoints = Endpoints("review handling")
HANDLE = needs(Permission.REVIEWS)
OWN_DAYS = timedelta(days=60)  # how far back one sees what was said of one's work

Written = Annotated[str, StringConstraints(min_length=1, max_length=1000)]


class ReviewQuery(Days):
    """Reviews of tickets of these days. `counted` narrows as the figure of that name counts; `to_do`: what waits for
    a step or a decision, however old.
    """

    counted: Literal[tuple(COUNTED)] | None = None  # type: ignore[valid-type]  # the names of a table
    service: str | None = Field(default=None, max_length=64)
    department: str | None = Field(default=None, max_length=100)
    window: int | None = Field(default=None, ge=1, le=9999)
    person: str | None = Field(default=None, max_length=64)
    tag: str | None = Field(default=None, max_length=64)
    to_do: bool = False
    overdue: bool = False
    after: Cursor = 0
    limit: int = Field(default=100, ge=1, le=200)


class ReviewList(Answer):
    """The latest first; `after` a `next` goes on."""

    items: list[ReviewSummary]
    next: int | None


class OwnReviews(Answer):
    items: list[OwnReviewAnswer]


class StepBody(Body):
    text: Written


class CallBackBody(Body):
    """What the call-back came to, and what was said."""

    heard: Heard
    text: Written


class DecisionBody(Body):
    upheld: bool
    text: Written


class UnmaskBody(Body):
    """Why the visitor's words and number are read: it goes into the audit trail."""

    purpose: Purpose


class UnmaskedAnswer(Answer):
    """What the visitor wrote, and under which name and phone they can be reached, where they gave any."""

    text: str | None
    name: str | None
    phone: str | None


@endpoints.read("/halls/<hall>/reviews", access=HANDLE, answer=ReviewList, query=ReviewQuery)
def list_reviews(call: Call[ReviewQuery], connection: Connection) -> ReviewList:
    """The hall's reviews, as any of its figures counts them."""
    book, query = hall_book(connection, call.subject.hall_id), call.body
    span = span_of(book, query)
    found = reviews_of(
        connection, span, narrowed(connection, book, query), before=query.after or None, limit=query.limit + 1
    )
    page = found[: query.limit]
    items = review_summaries(connection, book, page, call.language, span.today)
    return ReviewList(items=items, next=page[-1].seq if len(found) > query.limit else None)


@endpoints.read("/halls/<hall>/reviews/mine", access=needs(Permission.SERVE), answer=OwnReviews)
def mine(call: Call[NoBody], connection: Connection) -> OwnReviews:
    """What visitors thought of my work in the last sixty days, by level and tags."""
    book = hall_book(connection, call.subject.hall_id)
    since = hall_day(book.zone, now()) - OWN_DAYS
    found = reviews_about(connection, book.hall_id, call.caller.id or "", since, limit=200)
    return OwnReviews(items=[own_review(connection, book, review, call.language) for review in found])


@endpoints.read("/reviews/<review>", access=HANDLE, answer=ReviewAnswer)
def see(call: Call[NoBody], connection: Connection) -> ReviewAnswer:
    """One review with its rectification; the visitor's words are asked for by themselves."""
    return _answer(call, connection)


@endpoints.act("POST", "/reviews/<review>/verify", access=HANDLE, body=StepBody, answer=ReviewAnswer)
def verify(call: Call[StepBody], work: Work) -> ReviewAnswer:
    """核实: what really happened."""
    return _step(call, work, Step.VERIFIED, call.body.text)


@endpoints.act("POST", "/reviews/<review>/reply", access=HANDLE, body=StepBody, answer=ReviewAnswer)
def reply(call: Call[StepBody], work: Work) -> ReviewAnswer:
    """反馈整改: what was put right; the visitor reads it with the ticket."""
    return _step(call, work, Step.REPLIED, call.body.text)


@endpoints.act("POST", "/reviews/<review>/call-back", access=HANDLE, body=CallBackBody, answer=ReviewAnswer)
def call_back(call: Call[CallBackBody], work: Work) -> ReviewAnswer:
    """回访: whether the visitor is satisfied now."""
    return _step(call, work, Step.CALLED_BACK, call.body.text, call.body.heard)


@endpoints.act("POST", "/reviews/<review>/improve", access=HANDLE, body=StepBody, answer=ReviewAnswer)
def improve(call: Call[StepBody], work: Work) -> ReviewAnswer:
    """改进: what is done so that it does not happen again."""
    return _step(call, work, Step.IMPROVED, call.body.text)


@endpoints.act(
    "POST", "/reviews/<review>/appeal", access=needs(Permission.SERVE), body=StepBody, answer=OwnReviewAnswer
)
def make_appeal(call: Call[StepBody], work: Work) -> OwnReviewAnswer:
    """申诉: why a bad review of one's own work should not count."""
    book = hall_book(work.connection, work.hall_id)
    appeal(work, book, call.vault, call.subject.id, call.body.text)
    return own_review(work.connection, book, stored_review(work.connection, call.subject.id), call.language)


@endpoints.act("POST", "/reviews/<review>/decide", access=HANDLE, body=DecisionBody, answer=ReviewAnswer)
def decide(call: Call[DecisionBody], work: Work) -> ReviewAnswer:
    """裁定: uphold an appeal, which sets the review aside, or reject it."""
    decide_appeal(work, call.vault, call.subject.id, upheld=call.body.upheld, text=call.body.text)
    return _answer(call, work.connection)


@endpoints.act("POST", "/reviews/<review>/unmask", access=HANDLE, body=UnmaskBody, answer=UnmaskedAnswer)
def read_whole(call: Call[UnmaskBody], work: Work) -> UnmaskedAnswer:
    """Read what the visitor wrote and how to reach them; the audit trail says who did, and why."""
    if call.caller.kind != "user":
        raise NotSignedIn
    contact: Contact = unmask(work, call.vault, call.caller.address, call.subject.id, call.body.purpose)
    review = stored_review(work.connection, call.subject.id)
    text = remark_text(work.connection, call.vault, review.text) if review.text else None
    return UnmaskedAnswer(text=text, name=contact.name, phone=contact.phone)


def find_review(connection: Connection, review_id: str) -> Subject:
    """What a path's `<review>` speaks of."""
    return Subject("review", review_id, *hall_of_review(connection, review_id))


def _step(call: Call[Any], work: Work, step: Step, text: str, heard: Heard | None = None) -> ReviewAnswer:
    take_step(work, hall_book(work.connection, work.hall_id), call.vault, call.subject.id, step, text, heard)
    return _answer(call, work.connection)


def _answer(call: Call[Any], connection: Connection) -> ReviewAnswer:
    book = hall_book(connection, call.subject.hall_id)
    today: date = hall_day(book.zone, now())
    review = stored_review(connection, call.subject.id)
    return review_answer(connection, book, call.vault, review, call.language, today)
