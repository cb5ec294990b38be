"""What becomes of a request: each step is one function, one line of its log and one entry of the journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from hall.assistance.models import REQUESTS, STEPS
from hall.assistance.queries import RequestRow
from hall.assistance.states import Deed, Move, State, after
from hall.db import Work
from hall.errors import AssistanceWrongState
from hall.events import AssistanceStepTaken, Json

REOPEN = "reopen"  # nobody's press: what a taken-back finish does


@dataclass(frozen=True)
class Brought:
    """What a step comes with: the aide it names, what was done, and the words that were kept."""

    aide: str | None = None
    deed: Deed | None = None
    kept: Json | None = None


NOTHING = Brought()


def take_step(work: Work, row: RequestRow, move: Move, brought: Brought = NOTHING) -> None:
    """Take one step with a request. Raises AssistanceWrongState."""
    state = after(row.state, move)
    aide = _aide(row, move, brought)
    deed = brought.deed.value if brought.deed else None
    work.record(
        AssistanceStepTaken(
            assistance=row.seq,
            number=row.number,
            of_ticket=row.ticket_id,
            step=move.value,
            state=state.value,
            aide=aide,
            deed=deed,
            remark=brought.kept,
        )
    )
    kept = brought.kept["id"] if brought.kept else None
    values = {"state": state.value, "aide": aide, **_times(work, row, move, state)}
    _write(work, row, values, {"step": move.value, "deed": deed, "aide": aide, "text": kept})


def reopen(work: Work, row: RequestRow) -> None:
    """The finish that closed a request was taken back: it is again what it was before. Raises AssistanceWrongState."""
    state = State.UNDERWAY if row.state is State.DONE else State.ASSIGNED if row.aide else State.REQUESTED
    work.record(
        AssistanceStepTaken(
            assistance=row.seq,
            number=row.number,
            of_ticket=row.ticket_id,
            step=REOPEN,
            state=state.value,
            aide=row.aide,
        )
    )
    _write(work, row, {"state": state.value, "closed_at": None}, {"step": REOPEN, "aide": row.aide})


def _write(work: Work, row: RequestRow, values: Mapping[str, Any], line: Mapping[str, Any]) -> None:
    """The row's new values and a line of its log, provided that it still is as it was read."""
    position = row.steps + 1
    written = work.connection.execute(
        sa.update(REQUESTS)
        .where(REQUESTS.c.id == row.id, REQUESTS.c.state == row.state, REQUESTS.c.steps == row.steps)
        .values(**values, steps=position)
    )
    if written.rowcount != 1:
        raise AssistanceWrongState
    by = work.by.id if work.by.kind == "user" else None
    work.connection.execute(sa.insert(STEPS).values(request_id=row.id, position=position, at=work.now, by=by, **line))


def _aide(row: RequestRow, move: Move, brought: Brought) -> str | None:
    """Who helps afterwards: whoever is named, nobody once it is given back, else as before."""
    if move in (Move.ASSIGN, Move.START):
        return brought.aide
    return None if move is Move.RELEASE else row.aide


def _times(work: Work, row: RequestRow, move: Move, state: State) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if move is Move.ASSIGN or (move is Move.START and row.assigned_at is None):
        values["assigned_at"] = work.now
    if move is Move.START and row.started_at is None:
        values["started_at"] = work.now
    if not state.open:
        values["closed_at"] = work.now
    return values
