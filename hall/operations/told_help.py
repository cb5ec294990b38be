"""The requests for help of a hall as stored, held against what its journal tells of them: states, aides, steps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from hall.assistance.actions.stepping import REOPEN
from hall.assistance.models import COUNTERS, REQUESTS, STEPS
from hall.assistance.states import CLOSED, Move, State, after
from hall.errors import AssistanceWrongState
from hall.events import instant_text
from hall.journal.chain import Entry

AT_ONCE = 500
# A finish may be taken back for a minute, and opens its request again: until then a closed one is not let go.
MAY_OPEN_AGAIN = timedelta(minutes=10)
_R = REQUESTS.c
Line = tuple[str, str | None, datetime, str | None, str | None]


@dataclass
class _Told:
    """A request as the journal tells it so far; `lines` are its steps: step, deed, when, by whom, who helps then."""

    seq: int
    asked: Mapping[str, Any]
    requested_at: datetime
    state: State = State.REQUESTED
    aide: str | None = None
    assigned_at: datetime | None = None
    started_at: datetime | None = None
    closed_at: datetime | None = None
    lines: list[Line] = field(default_factory=list)


class ToldHelp:
    """The requests of one hall as its journal tells them; those that are closed are let go by `settle`."""

    def __init__(self, connection: Connection, hall_id: int) -> None:
        self._connection, self._hall_id = connection, hall_id
        self._open: dict[int, _Told] = {}
        self._faults: list[str] = []
        self._at: datetime | None = None
        self._asked = 0

    def hear(self, entry: Entry) -> None:
        self._at = entry.at
        if entry.kind == "assistance_requested":
            self._asked += 1
            self._open[entry.seq] = _Told(entry.seq, entry.data, entry.at)
        elif entry.kind == "assistance_step_taken":
            told = self._open.get(entry.data["assistance"])
            if told is None:
                self._faults.append(f"the step of {entry.seq} is of a request for help that is not open")
            elif not _follow(told, entry):
                self._faults.append(f"the step of {entry.seq} does not follow for the help of {told.seq}")

    def settle(self) -> Iterator[str]:
        """One sentence for everything that could not be, and for each closed request that stands otherwise."""
        yield from self._faults
        self._faults.clear()
        closed = [told for told in self._open.values() if self._is_over(told)]
        yield from self._differences(closed)
        for told in closed:
            del self._open[told.seq]

    def settle_all(self) -> Iterator[str]:
        """The same to the end; and whether the tables hold more than was told."""
        yield from self.settle()
        yield from self._differences(list(self._open.values()))
        mine = sa.select(sa.func.count()).select_from(REQUESTS).where(_R.hall_id == self._hall_id)
        more = self._connection.execute(mine).scalar_one() - self._asked
        if more > 0:
            yield f"{more} requests for help are in the table, not in the journal"
        yield from self._gaps()

    def _gaps(self) -> Iterator[str]:
        """Whether the numbers of a year are all there, up to the last one that was given."""
        years = sa.select(_R.year, sa.func.count(), sa.func.max(_R.sequence)).where(_R.hall_id == self._hall_id)
        given = sa.select(COUNTERS.c.year, COUNTERS.c.last).where(COUNTERS.c.hall_id == self._hall_id)
        last: dict[int, int] = {row.year: row.last for row in self._connection.execute(given)}
        for year, count, highest in self._connection.execute(years.group_by(_R.year)):
            if not count == highest == last.get(year):
                yield f"the help numbers of {year} have a gap: {count}, up to {highest}, counted {last.get(year)}"

    def _is_over(self, told: _Told) -> bool:
        return told.closed_at is not None and self._at is not None and self._at - told.closed_at > MAY_OPEN_AGAIN

    def _differences(self, listed: Sequence[_Told]) -> Iterator[str]:
        for at in range(0, len(listed), AT_ONCE):
            some = {told.seq: told for told in listed[at : at + AT_ONCE]}
            wanted = sa.select(REQUESTS).where(_R.hall_id == self._hall_id, _R.seq.in_(list(some)))
            rows = {row.seq: row for row in self._connection.execute(wanted)}
            steps = self._steps([row.id for row in rows.values()])
            for seq, told in some.items():
                row = rows.get(seq)
                if row is None:
                    yield f"the request for help of {seq} is not in the table"
                else:
                    yield from _differences(told, row, steps[row.id])

    def _steps(self, ids: Sequence[str]) -> dict[str, list[Line]]:
        found: dict[str, list[Line]] = {each: [] for each in ids}
        wanted = sa.select(STEPS).where(STEPS.c.request_id.in_(ids)).order_by(STEPS.c.position)
        for row in self._connection.execute(wanted):
            found[row.request_id].append((row.step, row.deed, row.at, row.by, row.aide))
        return found


def _follow(told: _Told, entry: Entry) -> bool:
    """What a step makes of a request; whether it follows from how it stood, and comes to what the entry says."""
    data = entry.data
    before, told.state, told.aide = told.state, State(data["state"]), data["aide"]
    told.lines.append((data["step"], data["deed"], entry.at, entry.user, data["aide"]))
    if data["step"] == REOPEN:
        told.closed_at = None
        return before in CLOSED and told.state not in CLOSED
    move = Move(data["step"])
    if told.assigned_at is None or move is Move.ASSIGN:
        told.assigned_at = entry.at if move in (Move.ASSIGN, Move.START) else None
    if told.started_at is None and move is Move.START:
        told.started_at = entry.at
    told.closed_at = entry.at if told.state in CLOSED else None
    try:
        return after(before, move) is told.state
    except AssistanceWrongState:
        return False


def _differences(told: _Told, row: Row[Any], steps: Sequence[Line]) -> Iterator[str]:
    asked = told.asked
    pairs = {
        "number": (asked.get("number", row.number), row.number),  # requests of before had none in the journal
        "source": (asked["source"], row.source),
        "venue": (asked["venue"], row.venue),
        "service": (asked["service"], row.service),
        "ticket": (asked["of_ticket"], row.ticket_id),
        "due time": (asked["due_at"], instant_text(row.due_at)),
        "time": (told.requested_at, row.requested_at),
        "state": (told.state.value, row.state),
        "aide": (told.aide, row.aide),
        "naming": (told.assigned_at, row.assigned_at),
        "beginning": (told.started_at, row.started_at),
        "end": (told.closed_at, row.closed_at),
        "number of steps": (len(told.lines), row.steps),
    }
    for name, (as_told, stored) in pairs.items():
        if as_told != stored:
            yield f"the {name} of the help of {told.seq} is {stored} in the table, {as_told} in the journal"
    if told.lines != list(steps):
        yield f"the steps of the help of {told.seq} are not in the table as the journal tells them"
