"""What the ledger is asked for, by its list, its figures and its files alike."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.catalogue.spans import Days, Span, span_of
from hall.clock import now
from hall.edge.access import Caller
from hall.edge.endpoint import Body
from hall.errors import FieldProblem, Invalid
from hall.escalation.actions.registering import Source
from hall.escalation.clocks import CaseClass, Colour
from hall.escalation.counting import facts_of, received_between
from hall.escalation.dues import Due
from hall.escalation.figures import COUNTED, Facts
from hall.escalation.kinds import Cause
from hall.escalation.listing import Wanted
from hall.escalation.queries import departments_of
from hall.escalation.states import State
from hall.staff.permissions import Permission
from hall.text import Text


class Whose(Body):
    """Of which department, source, service and cause."""

    department: Annotated[str, Field(max_length=64)] | None = None
    source: Source | None = None
    service: Annotated[str, Field(max_length=64)] | None = None
    cause: Cause | None = None


class Narrowed(Whose, Days):
    """Which records; `state` one or several, by commas; `text`: a number, a hotline order, a phone, or words of it.

    `dissatisfied`: whether its reporter was, when called back last. `from` and `to`: days on which they were received.
    `counted`: as the figure of that name counts, over those days, the last thirty if left out.
    """

    state: Annotated[str, Field(max_length=200)] | None = None
    case_class: CaseClass | None = None
    card: Colour | None = None
    due: Due | None = None
    open: bool | None = None
    reopened: bool | None = None
    dissatisfied: bool | None = None
    text: Annotated[str, StringConstraints(min_length=2, max_length=100)] | None = None
    counted: Literal[tuple(COUNTED)] | None = None  # type: ignore[valid-type]  # the names of a table


def wanted_by(connection: Connection, book: HallBook, caller: Caller, asked: Whose) -> Wanted:
    """The records that the caller may see, as they stand now."""
    return Wanted(
        not_about=caller.id,
        at=now(),
        zone=book.zone,
        departments=seen_departments(connection, book, caller),
        department=asked.department,
        source=asked.source,
        service=asked.service,
        cause=asked.cause,
    )


def wanted_of(connection: Connection, book: HallBook, caller: Caller, asked: Narrowed) -> Wanted:
    """The records that the caller asks for, of those they may see."""
    wanted = replace(
        wanted_by(connection, book, caller, asked),
        states=_states(asked.state),
        case_class=asked.case_class,
        card=asked.card,
        due=asked.due,
        is_open=asked.open,
        reopened=asked.reopened,
        dissatisfied=asked.dissatisfied,
        received=_received(book, asked),
    )
    if asked.counted is None:
        return wanted
    counted, department = COUNTED[asked.counted], asked.department
    found = facts_seen(connection, book, caller, span_of(book, asked), wanted.at)
    ids = frozenset(facts.id for facts in found if counted(facts) and department in (None, facts.department))
    return replace(wanted, ids=ids, department=None)


def facts_seen(connection: Connection, book: HallBook, caller: Caller, span: Span, at: datetime) -> list[Facts]:
    """The records of these days that the caller may see, as figures see them."""
    seen = wanted_by(connection, book, caller, Whose())
    return facts_of(connection, book, span, seen, at)


def seen_departments(connection: Connection, book: HallBook, caller: Caller) -> frozenset[str] | None:
    """The departments whose records somebody sees; all of them for the desk, and for who reads a hall's figures."""
    whole = (Permission.ESCALATIONS, Permission.STATISTICS)
    if any(caller.may(permission, book.hall_id) for permission in whole):
        return None
    return departments_of(connection, book.hall_id, caller.id)


def _received(book: HallBook, asked: Narrowed) -> tuple[datetime, datetime] | None:
    if asked.first is None and asked.last is None:
        return None
    span = span_of(book, asked)
    return received_between(book, span.first, span.last)


def _states(written: str | None) -> tuple[State, ...]:
    names = [name for name in (written or "").split(",") if name]
    unknown = [name for name in names if name not in set(State)]
    if unknown:
        words = Text(f"没有状态“{unknown[0]}”", f"There is no state {unknown[0]!r}")
        raise Invalid(words, fields=[FieldProblem("state", words)])
    return tuple(State(name) for name in names)
