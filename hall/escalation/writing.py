"""Writing to a record: its row if it still is as it was read, the clock that runs afterwards, a line of its log."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.clock import hall_day
from hall.db import Work
from hall.errors import EscalationWrongState
from hall.escalation.clocks import Running, times
from hall.escalation.models import ESCALATIONS, STEPS
from hall.escalation.queries import EscalationRow, raised_colours
from hall.escalation.states import Part, State
from hall.escalation.workflow import Who
from hall.events import Json, instant_text

_INSERT_LINE = sa.insert(STEPS)

NO_CLOCK: Json = {
    "clock": None,
    "clock_since": None,
    "clock_days": None,
    "clock_paused": 0,
    "paused_on": None,
    "clock_begun_at": None,
    "due_at": None,
    "next_card_at": None,
}


def clock_values(
    connection: Connection, book: HallBook, row: EscalationRow | None, running: Running | None, round_: int = 0
) -> Json:
    """The columns of a running clock; its next card is the first that this run has not raised."""
    if running is None:
        return dict(NO_CLOCK)
    due = times(running, book.opening, book.escalations)
    raised = raised_colours(connection, row, running.clock, round_) if row is not None else set()
    return {
        "clock": running.clock.value,
        "clock_since": running.since,
        "clock_days": running.days,
        "clock_paused": running.paused,
        "paused_on": running.paused_on,
        "clock_begun_at": running.begun_at,
        "due_at": due.due_at,
        "next_card_at": due.next_card_at(raised),
    }


def limit_ended(row: EscalationRow) -> Json:
    """What a line of the log says of the clock that it ended, `limits_of` reads it: which one, until when it ran."""
    return {"ended": row.clock, "until": instant_text(row.due_at)} if row.clock is not None else {}


def main_part(who: Who, parts: frozenset[Part] = frozenset(Part)) -> Part:
    """The part in which something is done: of those that may do it, the nearest to the record."""
    return next((part for part in Part if part in who.parts & parts), Part.DESK)


def write_line(
    work: Work,
    book: HallBook,
    row: EscalationRow,
    values: Mapping[str, Any],
    *,
    step: str,
    state: State,
    part: Part,
    text: Json | None,
    data: Json,
) -> None:
    """The row's new values and a line of the log. Raises EscalationWrongState where another wrote meanwhile."""
    written = work.connection.execute(
        sa.update(ESCALATIONS)
        .where(ESCALATIONS.c.id == row.id, ESCALATIONS.c.state == row.state, ESCALATIONS.c.steps == row.steps)
        .values(**values, state=state.value, steps=row.steps + 1)
    )
    if written.rowcount != 1:
        raise EscalationWrongState
    log_line(work, book, row.id, row.steps + 1, step, state, part, text, data)


def log_line(
    work: Work,
    book: HallBook,
    escalation_id: str,
    position: int,
    step: str,
    state: State,
    part: Part,
    text: Json | None,
    data: Json,
) -> None:
    line = {
        "escalation_id": escalation_id,
        "position": position,
        "step": step,
        "state": state.value,
        "at": work.now,
        "day": hall_day(book.zone, work.now),
        "by": work.by.id if part is not Part.REPORTER else None,
        "part": part.value,
        "text": text["id"] if text else None,
        "data": data,
    }
    work.connection.execute(_INSERT_LINE, line)
