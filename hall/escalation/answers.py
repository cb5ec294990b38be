"""How a record is told: to its reporter, who sees what becomes of it; to those who deal with it, masked."""

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.edge.endpoint import Answer
from hall.edge.fields import Instant, Words
from hall.escalation.actions.noting import NOTE, QUESTION
from hall.escalation.actions.registering import Source
from hall.escalation.clocks import Colour
from hall.escalation.queries import CardRow, EscalationRow, StepRow, cards_of, steps_of, stored_escalation
from hall.escalation.states import MOVES, Part, State, Step, steps_from
from hall.escalation.workflow import Who
from hall.journal.remarks import remark_text
from hall.personal.masks import mask_id_number, mask_name, mask_phone
from hall.personal.vault import Vault
from hall.staff.queries import names_of
from hall.text import Language
from hall.ticketing.sealed import ID_HASH, NAME, PHONE_HASH

TOLD = {Step.REPLY.value, Step.OUT_OF_SCOPE.value, Step.EXTEND.value, Step.WITHDRAW.value, QUESTION}
"""The steps whose words are for the reporter."""


class CardAnswer(Answer):
    colour: str
    label: str
    clock: str
    round: int
    at: Instant


class LogAnswer(Answer):
    """One line of a record's log; `by` is told to staff alone."""

    step: str
    state: str
    label: str
    at: Instant
    part: str
    text: str | None
    by: str | None
    data: dict[str, str | int | bool | list[str]]


class ReporterMask(Answer):
    """Who reports, masked; empty for an anonymous report."""

    kind: str
    name: str | None
    phone: str | None
    document: str | None
    agent_name: str | None
    agent_phone: str | None


class EscalationSummary(Answer):
    """A record in a list: nothing that anybody wrote, nobody's whole name."""

    id: str
    number: str
    hall: str
    state: str
    state_label: str
    source: str
    received_at: Instant
    clock: str | None
    due_at: Instant | None
    paused: bool
    service: str | None
    service_label: Words | None
    department: str | None
    owner: str | None
    case_class: str | None
    level: int
    reopened: int
    cards: list[CardAnswer]
    anonymous: bool
    reporter: str | None


class StaffPart(Answer):
    """What those who deal with a record see beside what its reporter does."""

    may: list[str]
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
    staff: StaffPart | None


def escalation_answer(
    connection: Connection, book: HallBook, vault: Vault, escalation_id: str, who: Who, language: Language
) -> EscalationAnswer:
    """The record as `who` may see it."""
    row, steps = stored_escalation(connection, escalation_id), steps_of(connection, escalation_id)
    reporter = who.parts == {Part.REPORTER}
    state, page = State(row.state), book.services.get(row.service or "")

    def text(key: str | None) -> str | None:
        return remark_text(connection, vault, key) if key else None

    return EscalationAnswer(
        id=row.id,
        number=row.number,
        hall=book.code,
        state=state.value,
        state_label=state.words.pick(language),
        source=row.source,
        source_label=Source(row.source).words.pick(language),
        received_at=row.received_at,
        due_at=row.due_at,
        paused=row.paused_on is not None,
        service=row.service,
        service_label=page.name.as_json() if page else None,
        anonymous=row.anonymous,
        description=text(row.description),
        demand=text(row.demand),
        remedy=text(row.remedy),
        reply=text(row.reply),
        satisfaction=row.satisfaction,
        log=_log(connection, vault, steps, language, reporter=reporter),
        staff=None if reporter else _staff_part(connection, book, vault, row, who, language),
    )


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
        received_at=row.received_at,
        clock=row.clock,
        due_at=row.due_at,
        paused=row.paused_on is not None,
        service=row.service,
        service_label=page.name.as_json() if page else None,
        department=row.department,
        owner=row.owner,
        case_class=row.case_class,
        level=row.level,
        reopened=row.reopened,
        cards=[_card(card, language) for card in cards],
        anonymous=row.anonymous,
        reporter=mask_name(vault.open(row.reporter_name, NAME)) if row.reporter_name else None,
    )


def _staff_part(
    connection: Connection, book: HallBook, vault: Vault, row: EscalationRow, who: Who, language: Language
) -> StaffPart:
    page = book.window(row.window_id or "")

    def text(key: str | None) -> str | None:
        return remark_text(connection, vault, key) if key else None

    return StaffPart(
        may=[step.value for step in steps_from(State(row.state)) if MOVES[State(row.state), step].parts & who.parts],
        reporter=_masked(vault, row),
        first_contact=names_of(connection, {row.first_contact}).get(row.first_contact) if row.first_contact else None,
        ticket=row.ticket_id,
        department=row.department,
        window=page.number if page else None,
        earlier_visits=row.earlier_visits,
        in_scope=row.in_scope,
        scope_reason=text(row.scope_reason),
        cause=row.cause,
        case_class=row.case_class,
        owner=row.owner,
        co_departments=row.co_departments,
        return_by=row.return_by,
        returned=row.returned,
        extended_days=row.extended_days,
        outcome=row.outcome,
        resolution=text(row.resolution),
        on_the_spot=row.on_the_spot,
        in_time=row.in_time,
        rectification=text(row.rectification),
        archive_reason=text(row.archive_reason),
        level=row.level,
        reopened=row.reopened,
        cards=[_card(card, language) for card in cards_of(connection, [row.id])[row.id]],
        hotline_order=row.hotline_order,
        review=row.review_id,
    )


def _masked(vault: Vault, row: EscalationRow) -> ReporterMask:
    def masked(sealed: bytes | None, purpose: str) -> str | None:
        masks = {NAME: mask_name, PHONE_HASH: mask_phone, ID_HASH: mask_id_number}
        return masks[purpose](vault.open(sealed, purpose)) if sealed else None

    return ReporterMask(
        kind=row.reporter_kind,
        name=masked(row.reporter_name, NAME),
        phone=masked(row.reporter_phone, PHONE_HASH),
        document=masked(row.reporter_document, ID_HASH),
        agent_name=masked(row.agent_name, NAME),
        agent_phone=masked(row.agent_phone, PHONE_HASH),
    )


def _log(
    connection: Connection, vault: Vault, steps: Sequence[StepRow], language: Language, *, reporter: bool
) -> list[LogAnswer]:
    """All of it to staff; to the reporter what concerns them: no notes among staff, nobody's name."""
    shown = [step for step in steps if not reporter or step.step != NOTE or step.part == Part.REPORTER]
    people = {} if reporter else names_of(connection, {step.by for step in shown if step.by})
    return [
        LogAnswer(
            step=step.step,
            state=step.state,
            label=State(step.state).words.pick(language),
            at=step.at,
            part=step.part,
            text=_words(connection, vault, step, reporter=reporter),
            by=people.get(step.by or ""),
            data={} if reporter else step.data,
        )
        for step in shown
    ]


def _words(connection: Connection, vault: Vault, step: StepRow, *, reporter: bool) -> str | None:
    if step.text is None or (reporter and step.step not in TOLD and step.part != Part.REPORTER):
        return None
    return remark_text(connection, vault, step.text)


def _card(card: CardRow, language: Language) -> CardAnswer:
    label = Colour(card.colour).words.pick(language)
    return CardAnswer(colour=card.colour, label=label, clock=card.clock, round=card.round, at=card.at)
