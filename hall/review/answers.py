"""Reviews as the API speaks of them: to the visitor who gave one, to those who handle it, and to whom it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.catalogue.reviewing import Tag
from hall.edge.endpoint import Answer
from hall.edge.fields import Instant, Words
from hall.journal.remarks import remark_text, remark_texts
from hall.personal.vault import Vault
from hall.review.levels import Rating
from hall.review.loop import Step, last_day_to_appeal
from hall.review.queries import ReviewRow, StepRow, review_of_ticket, steps_of
from hall.staff.queries import known_as
from hall.text import Language, Text
from hall.ticketing.queries import ticket_row
from hall.ticketing.reach import window_number
from hall.ticketing.states import TicketState


class TagAnswer(Answer):
    """A tag to choose, or one that was chosen; `side` is praise or blame."""

    code: str
    side: str
    name: Words
    label: str


class LevelAnswer(Answer):
    """One of the five levels; `bad`: a tag of blame or a text is asked for with it."""

    rating: str
    bad: bool
    name: Words
    label: str


class GivenAnswer(Answer):
    """A review as its visitor sees it. `reply` is what the hall answered to a bad one, and when."""

    rating: str
    label: str
    tags: list[TagAnswer]
    text: str | None
    given_at: Instant
    reply: str | None
    replied_at: Instant | None
    reply_by: date | None


class TicketReview(Answer):
    """What may be said of a ticket, and what was. `open`: it is done, and nobody has reviewed it."""

    number: str
    open: bool
    review: GivenAnswer | None
    levels: list[LevelAnswer]
    tags: list[TagAnswer]


class StepAnswer(Answer):
    """A step that was taken, or (`at` null) is to be; `by` as colleagues know the person."""

    step: str
    name: Words
    label: str
    by: str | None
    at: Instant | None
    due_on: date | None
    in_time: bool | None
    heard: str | None
    text: str | None


class ReviewSummary(Answer):
    """A review in a list: no word of what the visitor wrote. `next` and `due_on`: the step that waits, if one does;
    `last_day`: it is due today, `overdue`: it was before.
    """

    id: str
    ticket: str
    number: str
    day: date
    given_at: Instant
    rating: str
    label: str
    source: str
    real_name: bool
    tags: list[TagAnswer]
    has_text: bool
    service: str
    service_label: str
    window: int | None
    person: str | None
    reached: str | None
    next: str | None
    due_on: date | None
    last_day: bool
    overdue: bool
    appeal: str | None
    seq: int


class ReviewAnswer(ReviewSummary):
    """One review with its rectification: every step with who, when, text and limit; then the appeal's."""

    steps: list[StepAnswer]
    appeal_steps: list[StepAnswer]


class OwnReviewAnswer(Answer):
    """A review as the person it is about sees it: what was said by level and tags, never who said it or their words."""

    id: str
    number: str
    day: date
    rating: str
    label: str
    tags: list[TagAnswer]
    reached: str | None
    appeal: str | None
    appeal_until: date | None


def tag_answer(tag: Tag, language: Language) -> TagAnswer:
    return TagAnswer(code=tag.code, side=tag.side.value, name=tag.name.as_json(), label=tag.name.pick(language))


def ticket_review(
    connection: Connection, book: HallBook, vault: Vault, ticket_id: str, language: Language, *, own: bool
) -> TicketReview:
    """What a ticket's holder may say and has said; without `own` (a tablet, a kiosk) their words are left out."""
    ticket, review = ticket_row(connection, ticket_id), review_of_ticket(connection, ticket_id)
    return TicketReview(
        number=ticket.number,
        open=ticket.state is TicketState.DONE and review is None,
        review=_given(connection, vault, review, language, own=own) if review else None,
        levels=[
            LevelAnswer(
                rating=rating.value,
                bad=rating.bad,
                name=rating.words.as_json(),
                label=rating.words.pick(language),
            )
            for rating in Rating
        ],
        tags=[tag_answer(tag, language) for tag in book.reviews.tags],
    )


def _given(connection: Connection, vault: Vault, review: ReviewRow, language: Language, *, own: bool) -> GivenAnswer:
    taken = {step.step: step for step in steps_of(connection, review.id)} if review.loop and own else {}
    reply = taken.get(Step.REPLIED.value)
    return GivenAnswer(
        rating=review.rating.value,
        label=review.rating.words.pick(language),
        tags=_tags(review, language),
        text=_words(connection, vault, review.text) if own else None,
        given_at=review.given_at,
        reply=_words(connection, vault, reply.text) if reply else None,
        replied_at=reply.at if reply else None,
        reply_by=review.loop.limits[Step.REPLIED] if review.loop else None,
    )


def review_summaries(
    connection: Connection, book: HallBook, reviews: Sequence[ReviewRow], language: Language, today: date
) -> list[ReviewSummary]:
    """Reviews as lines of a list, in the order given."""
    people = known_as(connection, {review.user_id for review in reviews})
    return [_summary(book, review, people, language, today) for review in reviews]


def _summary(
    book: HallBook, review: ReviewRow, people: Mapping[str, str], language: Language, today: date
) -> ReviewSummary:
    loop, service = review.loop, book.services.get(review.service)
    return ReviewSummary(
        id=review.id,
        ticket=review.ticket_id,
        number=review.number,
        day=review.day,
        given_at=review.given_at,
        rating=review.rating.value,
        label=review.rating.words.pick(language),
        source=review.source,
        real_name=review.real_name,
        tags=_tags(review, language),
        has_text=review.text is not None,
        service=review.service,
        service_label=service.name.pick(language) if service else review.service,
        window=window_number(book, review.window_id),
        person=people.get(review.user_id or ""),
        reached=loop.reached.value if loop else None,
        next=loop.next.value if loop and loop.next else None,
        due_on=loop.due_on if loop else None,
        last_day=loop is not None and loop.last_day(today),
        overdue=loop is not None and loop.overdue(today),
        appeal=loop.appeal.value if loop and loop.appeal else None,
        seq=review.seq,
    )


def review_answer(
    connection: Connection, book: HallBook, vault: Vault, review: ReviewRow, language: Language, today: date
) -> ReviewAnswer:
    """The whole of one review but the visitor's words, which are asked for by themselves."""
    log = steps_of(connection, review.id)
    taken, people = {step.step: step for step in log}, known_as(connection, {step.by for step in log})
    texts = remark_texts(connection, vault, {step.text for step in log if step.text})
    said = _Said(people, texts, language)
    steps = [
        _step(said, step.value, step.words, taken.get(step.value), review.loop.limits.get(step))
        for step in (Step if review.loop else ())
        if review.loop is not None
    ]
    appeal = [_step(said, name, words, taken[name], None) for name, words in _APPEAL_STEPS.items() if name in taken]
    [summary] = review_summaries(connection, book, [review], language, today)
    return ReviewAnswer(**summary.model_dump(), steps=steps, appeal_steps=appeal)


_APPEAL_STEPS = {"appealed": Text("申诉", "Appealed"), "decided": Text("裁定", "Decided")}


def own_review(connection: Connection, book: HallBook, review: ReviewRow, language: Language) -> OwnReviewAnswer:
    loop = review.loop
    until = None
    if loop is not None and loop.appeal is None:
        until = last_day_to_appeal(book.reviews, book.opening, review.given_at)
    return OwnReviewAnswer(
        id=review.id,
        number=review.number,
        day=review.day,
        rating=review.rating.value,
        label=review.rating.words.pick(language),
        tags=_tags(review, language),
        reached=loop.reached.value if loop else None,
        appeal=loop.appeal.value if loop and loop.appeal else None,
        appeal_until=until,
    )


@dataclass(frozen=True)
class _Said:
    """What the steps of a review name by id: people and words; and the language of their labels."""

    people: Mapping[str, str]
    texts: Mapping[str, str]
    language: Language


def _step(said: _Said, step: str, words: Text, taken: StepRow | None, due_on: date | None) -> StepAnswer:
    return StepAnswer(
        step=step,
        name=words.as_json(),
        label=words.pick(said.language),
        by=said.people.get(taken.by or "") if taken else None,
        at=taken.at if taken else None,
        due_on=due_on,
        in_time=taken.in_time if taken else None,
        heard=taken.heard if taken else None,
        text=said.texts.get(taken.text or "") if taken else None,
    )


def _tags(review: ReviewRow, language: Language) -> list[TagAnswer]:
    return [tag_answer(Tag.of(tag), language) for tag in review.tags]


def _words(connection: Connection, vault: Vault, key: str | None) -> str | None:
    return remark_text(connection, vault, key) if key else None
