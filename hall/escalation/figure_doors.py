"""The doors of the ledger's figures: by source, department, cause …, and what keeps coming back."""

from collections.abc import Callable, Sequence
from datetime import date

from pydantic import Field
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book
from hall.catalogue.spans import Days, span_of
from hall.clock import now
from hall.edge.access import needs
from hall.edge.endpoint import Answer, Call, Endpoints
from hall.edge.fields import Instant, Words
from hall.escalation.actions.registering import Source
from hall.escalation.figures import By, Facts, Repeated, figures, grouped, repeated
from hall.escalation.kinds import Cause
from hall.escalation.masked import masked_words
from hall.escalation.narrowing import facts_seen
from hall.escalation.queries import rectifications
from hall.staff.permissions import Permission
from hall.text import Language, Text

endpoints = Endpoints("ledger figures")

FIGURES = needs(Permission.ESCALATIONS, Permission.STATISTICS)
MOST_REPEATED = 100


class FiguresQuery(Days):
    by: By = By.SOURCE


class RateAnswer(Answer):
    """`value` is `number` out of `of`, null where it rests on nothing; the two lists that it leads to are `counted`.

    `not_due`: records that it does not rest on yet, because there is still time; `not_due_counted` is their list.
    """

    rate: str
    value: float | None
    number: int
    of: int
    counted: list[str]
    not_due: int
    not_due_counted: str | None


class LengthAnswer(Answer):
    """Working days: on average and at most, over `of` records; `counted` leads to them."""

    length: str
    mean: float | None
    longest: int | None
    of: int
    counted: str


class GroupAnswer(Answer):
    """One source, department, cause, service (its code), class or month; `key` null: not known of these."""

    key: str | None
    name: Words
    label: str
    counts: dict[str, int]
    rates: list[RateAnswer]
    lengths: list[LengthAnswer]


class FiguresAnswer(Answer):
    """Records received on these days, as they stand now; the largest group first."""

    first: date
    last: date
    by: str
    all: GroupAnswer
    items: list[GroupAnswer]


class RepeatedQuery(Days):
    """`least`: how often something must have come."""

    least: int = Field(2, ge=2, le=1000)


class RectificationAnswer(Answer):
    """What was put right after one of them."""

    number: str
    at: Instant | None
    text: str | None


class RepeatedAnswer(Answer):
    """The same service, cause and department again. `since`: how many came in after something was last put right."""

    service: str | None
    service_label: Words | None
    cause: str | None
    cause_label: str | None
    department: str | None
    department_label: Words | None
    records: int
    open: int
    since: int
    first_on: date
    last_on: date
    numbers: list[str]
    rectified: list[RectificationAnswer]


class RepeatedList(Answer):
    first: date
    last: date
    items: list[RepeatedAnswer]


@endpoints.read("/halls/<hall>/escalations/figures", access=FIGURES, answer=FiguresAnswer, query=FiguresQuery)
def ledger_figures(call: Call[FiguresQuery], connection: Connection) -> FiguresAnswer:
    """All figures of the ledger, each with the number of records it rests on."""
    book, by = hall_book(connection, call.subject.hall_id), call.body.by
    span = span_of(book, call.body)
    records = facts_seen(connection, book, call.caller, span, now())
    groups = grouped(records, by)
    return FiguresAnswer(
        first=span.first,
        last=span.last,
        by=by.value,
        all=_group(None, book.name, records, call.language),
        items=[_group(key, _name(book, by, key), listed, call.language) for key, listed in groups.items()],
    )


@endpoints.read("/halls/<hall>/escalations/repeated", access=FIGURES, answer=RepeatedList, query=RepeatedQuery)
def ledger_repeated(call: Call[RepeatedQuery], connection: Connection) -> RepeatedList:
    """What keeps coming back, by service, cause and department, with what was put right after it."""
    book = hall_book(connection, call.subject.hall_id)
    span = span_of(book, call.body)
    found = repeated(facts_seen(connection, book, call.caller, span, now()), call.body.least)[:MOST_REPEATED]
    return RepeatedList(
        first=span.first,
        last=span.last,
        items=[_repeated(call, connection, book, one) for one in found],
    )


def _group(key: str | None, name: Text, records: Sequence[Facts], language: Language) -> GroupAnswer:
    found = figures(records)
    return GroupAnswer(
        key=key,
        name=name.as_json(),
        label=name.pick(language),
        counts=dict(found.counts),
        rates=[
            RateAnswer(
                rate=one.name.value,
                value=one.value,
                number=one.number,
                of=one.of,
                counted=list(one.counts),
                not_due=one.not_due,
                not_due_counted=one.later,
            )
            for one in found.rates
        ],
        lengths=[
            LengthAnswer(length=one.name, mean=one.mean, longest=one.longest, of=one.of, counted=one.counted)
            for one in found.lengths
        ],
    )


_UNKNOWN = Text("未记录", "Not on record")


def _same(key: str) -> Text:
    return Text(key, key)


def _name(book: HallBook, by: By, key: str | None) -> Text:
    """What people call the group."""
    if key is None:
        return _UNKNOWN
    named: dict[By, Callable[[str], Text]] = {
        By.SOURCE: lambda key: Source(key).words,
        By.CAUSE: lambda key: Cause(key).words,
        By.SERVICE: lambda key: book.services[key].name if key in book.services else _same(key),
        By.DEPARTMENT: book.department,
        By.CLASS: lambda key: Text(f"{key}类", f"Class {key}"),
    }
    return named.get(by, _same)(key)


def _repeated(call: Call[RepeatedQuery], connection: Connection, book: HallBook, one: Repeated) -> RepeatedAnswer:
    page = book.services.get(one.service or "")
    put_right = [
        RectificationAnswer(
            number=row.number, at=row.rectified_at, text=masked_words(connection, call.vault, row.rectification)
        )
        for row in rectifications(connection, [facts.id for facts in one.rectified])
    ]
    return RepeatedAnswer(
        service=one.service,
        service_label=page.name.as_json() if page else None,
        cause=one.cause,
        cause_label=Cause(one.cause).words.pick(call.language) if one.cause else None,
        department=one.department,
        department_label=book.department(one.department).as_json() if one.department else None,
        records=len(one.records),
        open=sum(facts.state.open for facts in one.records),
        since=one.since,
        first_on=min(facts.received_on for facts in one.records),
        last_on=max(facts.received_on for facts in one.records),
        numbers=[facts.number for facts in one.records],
        rectified=put_right,
    )
