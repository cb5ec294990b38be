"""Reading records, their logs and cards, and who answers for which department."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from hall.catalogue.book import HallBook
from hall.catalogue.models import HALLS
from hall.clock import hall_day
from hall.errors import EscalationNotFound
from hall.escalation.clocks import Clock, Colour, Running, extension_in
from hall.escalation.models import CARDS, ESCALATIONS, MEMBERS, STEPS
from hall.escalation.states import HANDLES, NEW_ROUND, State, Step
from hall.escalation.workflow import Case, Moment, Satisfaction
from hall.staff.models import USERS

EscalationRow = Row[Any]
StepRow = Row[Any]
CardRow = Row[Any]


def hall_of_escalation(connection: Connection, escalation_id: str) -> tuple[int, str]:
    """Id and code of the hall whose ledger it stands in; EscalationNotFound without one."""
    wanted = sa.select(HALLS.c.id, HALLS.c.code).join(ESCALATIONS, ESCALATIONS.c.hall_id == HALLS.c.id)
    row = connection.execute(wanted.where(ESCALATIONS.c.id == escalation_id)).one_or_none()
    if row is None:
        raise EscalationNotFound
    return row[0], row[1]


def stored_escalation(connection: Connection, escalation_id: str) -> EscalationRow:
    row = connection.execute(sa.select(ESCALATIONS).where(ESCALATIONS.c.id == escalation_id)).one_or_none()
    if row is None:
        raise EscalationNotFound
    return row


def numbers_of(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """The numbers of these records, by their ids."""
    these = sa.select(ESCALATIONS.c.id, ESCALATIONS.c.number).where(ESCALATIONS.c.id.in_(ids))
    return {row.id: row.number for row in connection.execute(these)} if ids else {}


def with_number(connection: Connection, hall_id: int, number: str) -> EscalationRow:
    """The record that bears this number in a hall."""
    this = sa.select(ESCALATIONS).where(ESCALATIONS.c.hall_id == hall_id, ESCALATIONS.c.number == number)
    return connection.execute(this).one()


def open_for_ticket(connection: Connection, ticket_id: str) -> EscalationRow | None:
    """The record of a ticket that is not closed yet."""
    this = sa.select(ESCALATIONS).where(ESCALATIONS.c.ticket_id == ticket_id, ESCALATIONS.c.closed_at.is_(None))
    return connection.execute(this).one_or_none()


def of_hotline_order(connection: Connection, hall_id: int, order: str) -> EscalationRow | None:
    """The record of an order of the hotline."""
    this = sa.select(ESCALATIONS).where(ESCALATIONS.c.hall_id == hall_id, ESCALATIONS.c.hotline_order == order)
    return connection.execute(this).one_or_none()


def steps_of(connection: Connection, escalation_id: str) -> Sequence[StepRow]:
    """The log of a record, in order."""
    this = sa.select(STEPS).where(STEPS.c.escalation_id == escalation_id)
    return connection.execute(this.order_by(STEPS.c.position)).all()


def cards_of(connection: Connection, ids: Iterable[str]) -> dict[str, list[CardRow]]:
    """The cards of these records, the earliest first."""
    found: dict[str, list[CardRow]] = {each: [] for each in ids}
    wanted = sa.select(CARDS).where(CARDS.c.escalation_id.in_(list(found)))
    for row in connection.execute(wanted.order_by(CARDS.c.at, CARDS.c.seq)):
        found[row.escalation_id].append(row)
    return found


def rectifications(connection: Connection, ids: Iterable[str]) -> Sequence[EscalationRow]:
    """Those of these records that something was put right for, the latest first."""
    these = sa.select(ESCALATIONS).where(ESCALATIONS.c.id.in_(list(ids)), ESCALATIONS.c.rectified_at.is_not(None))
    return connection.execute(these.order_by(ESCALATIONS.c.rectified_at.desc())).all()


def raised_colours(connection: Connection, row: EscalationRow, clock: Clock, round_: int) -> set[Colour]:
    """The cards that one run of a clock has raised."""
    this = (CARDS.c.escalation_id == row.id, CARDS.c.round == round_, CARDS.c.clock == clock.value)
    return {Colour(colour) for colour in connection.execute(sa.select(CARDS.c.colour).where(*this)).scalars()}


def running_of(row: EscalationRow) -> Running | None:
    """The clock that runs."""
    if row.clock is None:
        return None
    clock = Clock(row.clock)
    return Running(clock, row.clock_since, row.clock_days, row.clock_paused, row.paused_on, row.clock_begun_at)


def extension_of(steps: Sequence[StepRow]) -> int:
    """By how many working days the present round of handling was extended."""
    return extension_in((step.step, int(step.data.get("days", 0))) for step in steps)


def limits_of(steps: Sequence[StepRow]) -> list[tuple[Clock, datetime]]:
    """The clocks that ended in the present round, in order, each with the limit that was in force."""
    begins = max((step.position for step in steps if step.step == Step.REOPEN), default=-1)
    ended = [step.data for step in steps if step.position > begins and "ended" in step.data]
    return [(Clock(data["ended"]), datetime.fromisoformat(data["until"])) for data in ended]


def case_of(row: EscalationRow, steps: Sequence[StepRow]) -> Case:
    """A record as the rules know it."""
    begins = max((step.position for step in steps if step.step in NEW_ROUND), default=0)
    return Case(
        state=State(row.state),
        anonymous=row.anonymous,
        level=row.level,
        reopened=row.reopened,
        about=row.about,
        proposed_by=row.proposed_by,
        handled_by=frozenset(step.by for step in steps if step.step in HANDLES and step.by),
        department=row.owner,
        returned=row.returned,
        extended=row.extended_days > 0,
        due_at=row.due_at,
        return_by=row.return_by,
        tries=tuple(step.day for step in steps if step.step == Step.UNREACHABLE and step.position > begins),
        satisfaction=Satisfaction(row.satisfaction) if row.satisfaction else None,
    )


def moment_in(book: HallBook, at: datetime) -> Moment:
    """An instant in a hall as the rules know it."""
    return Moment(at, hall_day(book.zone, at), book.escalations)


def departments_of(connection: Connection, hall_id: int, user_id: str | None) -> frozenset[str]:
    """The departments that somebody answers for in a hall."""
    this = sa.select(MEMBERS.c.department).where(MEMBERS.c.hall_id == hall_id, MEMBERS.c.user_id == user_id)
    return frozenset(connection.execute(this).scalars())


def officers_of(connection: Connection, hall_id: int, department: str) -> set[str]:
    """The ids of those who answer for a department of a hall."""
    this = sa.select(MEMBERS.c.user_id).where(MEMBERS.c.hall_id == hall_id, MEMBERS.c.department == department)
    return set(connection.execute(this).scalars())


def members_in(connection: Connection, hall_id: int) -> dict[str, list[str]]:
    """User names of those who answer for each department of a hall."""
    wanted = sa.select(MEMBERS.c.department, USERS.c.username).join(USERS, USERS.c.id == MEMBERS.c.user_id)
    found: dict[str, list[str]] = {}
    for row in connection.execute(wanted.where(MEMBERS.c.hall_id == hall_id).order_by(USERS.c.username)):
        found.setdefault(row.department, []).append(row.username)
    return found
