"""Reading what the figures of records are made of, a month at a time; whoever waits for the server comes between."""

import time as clock_time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.catalogue.spans import Span
from hall.catalogue.workdays import ONE_DAY, Workdays
from hall.clock import hall_day
from hall.escalation.clocks import Clock, Colour, holds
from hall.escalation.figures import Facts
from hall.escalation.listing import Wanted, matching
from hall.escalation.models import CARDS, ESCALATIONS, STEPS
from hall.escalation.queries import EscalationRow, StepRow
from hall.escalation.states import State, Step
from hall.escalation.workflow import Satisfaction

AT_ONCE = timedelta(days=31)
TOLD = (Step.REPLY, Step.CALL_BACK, Step.UNREACHABLE, Step.REOPEN)
_C = ESCALATIONS.c
_COLUMNS: tuple[sa.Column[Any], ...] = (
    *(_C.id, _C.seq, _C.number, _C.received_at, _C.state, _C.source, _C.service, _C.department, _C.owner),
    *(_C.cause, _C.case_class, _C.in_scope, _C.on_the_spot, _C.reopened, _C.in_time, _C.rectification),
    *(_C.rectified_at, _C.clock, _C.due_at, _C.paused_on, _C.closed_at),
)
_S = STEPS.c
_STEP_COLUMNS: tuple[sa.Column[Any], ...] = (_S.escalation_id, _S.step, _S.state, _S.day, _S.data)
CountWorkdays = Callable[[date, date], int]


@dataclass
class _Log:
    """What a record's log and cards tell: of its latest reply, its latest call-back, and of what was overdue."""

    round: int = 0
    replied_in: int | None = None
    replied_on: date | None = None
    called_back_in: int | None = None
    heard: Satisfaction | None = None
    cards: set[Colour] = field(default_factory=set)
    late: set[tuple[str, int]] = field(default_factory=set)

    def take(self, step: StepRow) -> None:
        if step.step == Step.REOPEN:
            self.round += 1
        elif step.step == Step.REPLY:
            self.replied_in, self.replied_on = self.round, step.day
        elif step.step == Step.CALL_BACK or step.state == State.CALLED_BACK:
            self.called_back_in = self.round
            self.heard = Satisfaction(step.data.get("satisfaction", Satisfaction.UNREACHABLE))


def facts_of(connection: Connection, book: HallBook, span: Span, wanted: Wanted, at: datetime) -> list[Facts]:
    """The records received on these days, as they stand at `at`, in the order of the ledger."""
    workdays = _counter(book.opening.workdays, span.first, max(span.last, span.today))
    found: list[Facts] = []
    for first, last in _months(span):
        these = matching(replace(wanted, received=received_between(book, first, last)), book.hall_id)
        rows = connection.execute(sa.select(*_COLUMNS).where(*these)).all()
        logs = _logs(connection, these) if rows else {}
        found += [_facts(book, row, logs.get(row.id) or _Log(), at, workdays) for row in rows]
        clock_time.sleep(0)  # other requests get their turn between two months of a long ledger
    return sorted(found, key=lambda facts: facts.seq)


def received_between(book: HallBook, first: date, last: date) -> tuple[datetime, datetime]:
    """The instants of the hall's days, both included: from the first until before the second."""
    begins, ends = (datetime.combine(day, time(), book.zone) for day in (first, last + ONE_DAY))
    return begins, ends


def _months(span: Span) -> Iterator[tuple[date, date]]:
    first = span.first
    while first <= span.last:
        last = min(span.last, first + AT_ONCE - ONE_DAY)
        yield first, last
        first = last + ONE_DAY


def _logs(connection: Connection, these: Iterable[sa.ColumnElement[bool]]) -> Mapping[str, _Log]:
    """By record: what is asked of its log and its cards."""
    logs: dict[str, _Log] = defaultdict(_Log)
    ids = sa.select(ESCALATIONS.c.id).where(*these)
    these_steps = (_S.escalation_id.in_(ids), _S.step.in_([step.value for step in TOLD]))
    wanted = sa.select(*_STEP_COLUMNS).where(*these_steps).order_by(_S.escalation_id, _S.position)
    for step in connection.execute(wanted):
        logs[step.escalation_id].take(step)
    for card in connection.execute(sa.select(CARDS).where(CARDS.c.escalation_id.in_(ids))):
        log = logs[card.escalation_id]
        log.cards.add(Colour(card.colour))
        if card.colour == Colour.RED:
            log.late.add((card.clock, card.round))
    return logs


def _facts(book: HallBook, row: EscalationRow, log: _Log, at: datetime, workdays: CountWorkdays) -> Facts:
    received_on, overdue = hall_day(book.zone, row.received_at), row.due_at is not None and row.due_at <= at

    def days(until: date | None) -> int | None:
        return workdays(received_on, until) if until is not None else None

    closed_on = hall_day(book.zone, row.closed_at) if row.closed_at else None
    return Facts(
        id=row.id,
        seq=row.seq,
        number=row.number,
        received_on=received_on,
        state=State(row.state),
        source=row.source,
        service=row.service,
        department=row.owner or row.department,
        cause=row.cause,
        case_class=row.case_class,
        accepted=bool(row.in_scope),
        on_the_spot=row.on_the_spot,
        heard=log.heard,
        reopened=row.reopened,
        rectification=row.rectification,
        rectified_on=hall_day(book.zone, row.rectified_at) if row.rectified_at else None,
        overdue=overdue,
        paused=holds(row.paused_on, hall_day(book.zone, at), book.opening, book.escalations),
        clock=Clock(row.clock) if row.clock else None,
        in_time=_in_time(row, log, overdue=overdue),
        cards=frozenset(log.cards),
        reply_days=days(log.replied_on),
        closed_days=days(closed_on),
        open_days=days(hall_day(book.zone, at)) if closed_on is None else None,
    )


def _in_time(row: EscalationRow, log: _Log, *, overdue: bool) -> dict[Clock, bool]:
    """By clock, whether its last run kept its limit: it ended before a red card came, or is overdue now.

    A run that the reporter ended by taking the record back was kept by nobody; it counts where it was late.
    """
    ended: dict[Clock, bool] = {}
    if row.in_scope is not None or (Clock.CONTACT.value, 0) in log.late:
        ended[Clock.CONTACT] = (Clock.CONTACT.value, 0) not in log.late
    if row.in_time is not None and not (row.in_time and row.state == State.WITHDRAWN):
        ended[Clock.HANDLING] = row.in_time
    if log.called_back_in is not None and log.called_back_in == log.replied_in:
        ended[Clock.CALL_BACK] = (Clock.CALL_BACK.value, log.called_back_in) not in log.late
    if row.clock is not None:
        ended.pop(Clock(row.clock), None)
        if overdue:
            ended[Clock(row.clock)] = False
    return ended


def _counter(workdays: Workdays, first: date, last: date) -> CountWorkdays:
    """Counts working days as `Workdays.workdays_between` does, between days from `first` to `last`, at once."""
    counts, day, count = {first: 0}, first, 0
    while day < last:
        day += ONE_DAY
        count += workdays.is_workday(day)
        counts[day] = count
    return lambda begin, end: max(0, counts[min(end, last)] - counts[begin])
