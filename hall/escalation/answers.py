"""How a record is told: to its reporter, who sees what becomes of it; to those who deal with it, masked."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.clock import hall_day, now
from hall.edge.endpoint import Answer
from hall.edge.fields import Instant, Words
from hall.escalation.actions.registering import Source
from hall.escalation.attached import AttachmentAnswer, attached_files
from hall.escalation.clocks import Clock, Colour, holds, standing_card
from hall.escalation.dues import Due, due_standing
from hall.escalation.log_words import unwritten
from hall.escalation.logs import LogAnswer, log_answers
from hall.escalation.masked import ReporterMask, masked_reporter, masked_words, whole_words
from hall.escalation.queries import (
    CardRow,
    EscalationRow,
    StepRow,
    cards_of,
    case_of,
    extension_of,
    moment_in,
    steps_of,
    stored_escalation,
)
from hall.escalation.states import Part, State
from hall.escalation.workflow import Who, may_ask, steps_for
from hall.personal.masks import mask_name
from hall.personal.vault import Vault
from hall.staff.queries import known_as
from hall.text import Language
from hall.ticketing.sealed import NAME


class CardAnswer(Answer):
    colour: str
    label: str
    clock: str
    round: int
    at: Instant


class EscalationSummary(Answer):
    """A record in a list: nothing that anybody wrote, nobody's whole name."""

    id: str
    number: str
    hall: str
    state: str
    state_label: str
    source: str
    source_label: str
    received_at: Instant
    clock: str | None
    due_at: Instant | None
    due: Due | None
    paused: bool
    service: str | None
    service_label: Words | None
    department: str | None
    owner: str | None
    departments: dict[str, Words]
    cause: str | None
    case_class: str | None
    level: int
    reopened: int
    card: Colour | None
    cards: list[CardAnswer]
    anonymous: bool
    reporter: str | None


class StaffPart(Answer):
    """What those who deal with a record see beside what its reporter does.

    `may`: the steps that they may take now; `may_ask`: whether a question of theirs to the reporter is taken.
    `limit_days`: how many working days the clock that runs allows, 0 the same day; `about`: whom it complains of;
    `departments`: what those that it names are called, by the name they are kept under;
    `extended_days`: by how many the present round of handling was extended.
    """

    may: list[str]
    may_ask: bool
    clock: str | None
    limit_days: int | None
    about: str | None
    reporter: ReporterMask
    first_contact: str | None
    ticket: str | None
    department: str | None
    window: int | None
    earlier_visits: int
    in_scope: bool | None
    scope_reason: str | None
    cause: str | None
    case_class: str | None
    owner: str | None
    co_departments: list[str]
    departments: dict[str, Words]
    return_by: Instant | None
    returned: bool
    extended_days: int
    outcome: str | None
    resolution: str | None
    on_the_spot: bool
    in_time: bool | None
    rectification: str | None
    archive_reason: str | None
    level: int
    reopened: int
    cards: list[CardAnswer]
    hotline_order: str | None
    review: str | None


class EscalationAnswer(Answer):
    """A record as its reporter follows it; `staff` is there for those who deal with it."""

    id: str
    number: str
    hall: str
    state: str
    state_label: str
    source: str
    source_label: str
    received_at: Instant
    due_at: Instant | None
    due: Due | None
    paused: bool
    service: str | None
    service_label: Words | None
    anonymous: bool
    description: str | None
    demand: str | None
    remedy: str | None
    reply: str | None
    satisfaction: str | None
    log: list[LogAnswer]
    attachments: list[AttachmentAnswer]
    staff: StaffPart | None


def escalation_answer(
    connection: Connection, book: HallBook, vault: Vault, escalation_id: str, who: Who, language: Language
) -> EscalationAnswer:
    """The record as `who` may see it."""
    row, steps = stored_escalation(connection, escalation_id), steps_of(connection, escalation_id)
    reporter = who.parts == {Part.REPORTER}
    state, page = State(row.state), book.services.get(row.service or "")
    # The last clock is the house's own: whoever was called back waits for nothing more.
    due_at = None if reporter and row.clock == Clock.CLOSING else row.due_at

    def text(key: str | None) -> str | None:
        return (whole_words if reporter else masked_words)(connection, vault, key)

    return EscalationAnswer(
        id=row.id,
        number=row.number,
        hall=book.code,
        state=state.value,
        state_label=state.words.pick(language),
        source=row.source,
        source_label=Source(row.source).words.pick(language),
        received_at=row.received_at,
        due_at=due_at,
        due=due_standing(due_at, now(), book.zone),
        paused=_paused(book, row),
        service=row.service,
        service_label=page.name.as_json() if page else None,
        anonymous=row.anonymous,
        description=text(row.description),
        demand=text(row.demand),
        remedy=text(row.remedy),
        reply=text(row.reply),
        satisfaction=row.satisfaction,
        log=log_answers(connection, vault, steps, language, reporter=reporter),
        attachments=attached_files(connection, vault, row.id, who),
        staff=None if reporter else _staff_part(connection, book, vault, row, steps, who, language),
    )


def _paused(book: HallBook, row: EscalationRow) -> bool:
    return holds(row.paused_on, hall_day(book.zone, now()), book.opening, book.escalations)


def summaries(
    connection: Connection, book: HallBook, vault: Vault, rows: Sequence[EscalationRow], language: Language
) -> list[EscalationSummary]:
    """Records as lines of a list."""
    cards = cards_of(connection, [row.id for row in rows])
    return [_summary(book, vault, row, cards[row.id], language) for row in rows]


def _summary(
    book: HallBook, vault: Vault, row: EscalationRow, cards: list[CardRow], language: Language
) -> EscalationSummary:
    page = book.services.get(row.service or "")
    return EscalationSummary(
        id=row.id,
        number=row.number,
        hall=book.code,
        state=row.state,
        state_label=State(row.state).words.pick(language),
        source=row.source,
        source_label=Source(row.source).words.pick(language),
        received_at=row.received_at,
        clock=row.clock,
        due_at=row.due_at,
        due=due_standing(row.due_at, now(), book.zone),
        paused=_paused(book, row),
        service=row.service,
        service_label=page.name.as_json() if page else None,
        department=row.department,
        owner=row.owner,
        departments=called(book, (row.department, row.owner)),
        cause=row.cause,
        case_class=row.case_class,
        level=row.level,
        reopened=row.reopened,
        card=standing_card(((Colour(card.colour), card.round) for card in cards), row.reopened),
        cards=[_card(card, language) for card in cards],
        anonymous=row.anonymous,
        reporter=mask_name(vault.open(row.reporter_name, NAME)) if row.reporter_name else None,
    )


def _staff_part(
    connection: Connection,
    book: HallBook,
    vault: Vault,
    row: EscalationRow,
    steps: Sequence[StepRow],
    who: Who,
    language: Language,
) -> StaffPart:
    page = book.window(row.window_id or "")
    people = known_as(connection, {row.first_contact, row.about})

    def text(key: str | None) -> str | None:
        return masked_words(connection, vault, key)

    return StaffPart(
        may=[step.value for step in steps_for(case_of(row, steps), who, moment_in(book, now()))],
        may_ask=row.clock is not None and may_ask(who),
        clock=row.clock,
        limit_days=row.clock_days,
        about=people.get(row.about or ""),
        reporter=masked_reporter(vault, row),
        first_contact=people.get(row.first_contact or ""),
        ticket=None if row.anonymous else row.ticket_id,  # it leads to whoever took it
        department=row.department,
        window=page.number if page else None,
        earlier_visits=row.earlier_visits,
        in_scope=row.in_scope,
        scope_reason=text(row.scope_reason),
        cause=row.cause,
        case_class=row.case_class,
        owner=row.owner,
        co_departments=row.co_departments,
        departments=called(book, (row.department, *_departments_in(row, steps))),
        return_by=row.return_by,
        returned=row.returned,
        extended_days=extension_of(steps),
        outcome=row.outcome,
        resolution=text(row.resolution),
        on_the_spot=row.on_the_spot,
        in_time=row.in_time,
        rectification=text(row.rectification),
        archive_reason=text(row.archive_reason) or unwritten(row, language),
        level=row.level,
        reopened=row.reopened,
        cards=[_card(card, language) for card in cards_of(connection, [row.id])[row.id]],
        hotline_order=row.hotline_order,
        review=row.review_id,
    )


def called(book: HallBook, names: Iterable[str | None]) -> dict[str, Words]:
    """What these departments are called, by the name they are kept under."""
    return {name: book.department(name).as_json() for name in names if name}


def _departments_in(row: EscalationRow, steps: Sequence[StepRow]) -> Iterator[str | None]:
    """Those that have it or ever had, with those that help."""
    yield from (row.owner, *row.co_departments)
    for step in steps:
        yield from (step.data.get("department"), *step.data.get("co_departments", ()))


def _card(card: CardRow, language: Language) -> CardAnswer:
    label = Colour(card.colour).words.pick(language)
    return CardAnswer(colour=card.colour, label=label, clock=card.clock, round=card.round, at=card.at)
