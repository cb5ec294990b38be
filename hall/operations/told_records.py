"""The ledger of a hall as stored, held against what its journal tells of it: states, due times, cards, numbers."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from hall.catalogue.book import HallBook
from hall.escalation.models import CARDS, ESCALATION_COUNTERS, ESCALATIONS, STEPS
from hall.escalation.states import Part
from hall.escalation.story import Story, Told
from hall.events import instant_text
from hall.journal.chain import Entry

AT_ONCE = 500
_E = ESCALATIONS.c


class ToldRecords:
    """The records of one hall as its journal tells them; those that are closed are let go by `settle`."""

    def __init__(self, connection: Connection, book: HallBook) -> None:
        self._connection, self._hall_id = connection, book.hall_id
        self._story = Story(book.zone, book.escalations)
        self._faults: list[str] = []

    def hear(self, entry: Entry) -> None:
        if entry.kind.startswith("escalation_"):
            self._faults += self._story.hear(entry)

    def settle(self) -> Iterator[str]:
        """One sentence for everything that could not be, and for each closed record that stands otherwise."""
        yield from self._faults
        self._faults.clear()
        closed = [told for told in self._story.records.values() if told.closed]
        yield from self._differences(closed)
        for told in closed:
            self._story.let_go(told)

    def settle_all(self) -> Iterator[str]:
        """The same to the end; and whether the tables hold more than was told, or a number is missing."""
        yield from self.settle()
        yield from self._differences(list(self._story.records.values()))
        mine = _E.hall_id == self._hall_id
        counted = self._connection.execute(sa.select(sa.func.count()).select_from(ESCALATIONS).where(mine)).scalar_one()
        if counted > self._story.registered:
            yield f"{counted - self._story.registered} records are in the table, not in the journal"
        years = sa.select(_E.year, sa.func.count(), sa.func.max(_E.sequence)).where(mine).group_by(_E.year)
        given = sa.select(ESCALATION_COUNTERS.c.year, ESCALATION_COUNTERS.c.last).where(
            ESCALATION_COUNTERS.c.hall_id == self._hall_id
        )
        last: dict[int, int] = {row.year: row.last for row in self._connection.execute(given)}
        for year, count, highest in self._connection.execute(years):
            if not count == highest == last.get(year):
                yield f"the numbers of {year} have a gap: {count} records, up to {highest}, counted {last.get(year)}"

    def _differences(self, listed: Sequence[Told]) -> Iterator[str]:
        for at in range(0, len(listed), AT_ONCE):
            some = {told.number: told for told in listed[at : at + AT_ONCE]}
            wanted = sa.select(ESCALATIONS).where(_E.hall_id == self._hall_id, _E.number.in_(list(some)))
            rows = {row.number: row for row in self._connection.execute(wanted)}
            logs, cards = self._beside([row.id for row in rows.values()])
            for number, told in some.items():
                row = rows.get(number)
                if row is None:
                    yield f"the record {number} is not in the table"
                else:
                    yield from _differences(told, row, logs.get(row.id, []), cards.get(row.id, []))

    def _beside(self, ids: Iterable[str]) -> tuple[dict[str, list[Row[Any]]], dict[str, list[Row[Any]]]]:
        """Log and cards of these records, in order."""
        found: list[dict[str, list[Row[Any]]]] = []
        for table, order in ((STEPS, STEPS.c.position), (CARDS, CARDS.c.seq)):
            groups: dict[str, list[Row[Any]]] = {}
            these = sa.select(table).where(table.c.escalation_id.in_(list(ids))).order_by(order)
            for row in self._connection.execute(these):
                groups.setdefault(row.escalation_id, []).append(row)
            found.append(groups)
        return found[0], found[1]


def _differences(told: Told, row: Row[Any], log: Sequence[Row[Any]], cards: Sequence[Row[Any]]) -> Iterator[str]:
    case = told.case
    pairs = {
        "seq": (told.seq, row.seq),
        "source": (told.source, row.source),
        "service": (told.service, row.service),
        "anonymous": (case.anonymous, row.anonymous),
        "state": (case.state.value, row.state),
        "level": (case.level, row.level),
        "reopened": (case.reopened, row.reopened),
        "owner": (told.owner, row.owner),
        "clock": (told.clock, row.clock),
        "due_at": (told.due_at, instant_text(row.due_at) if row.due_at else None),
        "hotline_order": (told.order or row.hotline_order, row.hotline_order),
        "closed_at": (told.closed, row.closed_at is not None),
        "steps": (len(told.log), row.steps),
    }
    for name, (as_told, stored) in pairs.items():
        if as_told != stored:
            yield f"the {name} of {told.number} is {stored} in the table, {as_told} in the journal"
    lines = [(line.step, line.state, line.part, line.at, line.by) for line in log]
    if [_line(line) for line in lines] != [_line(line) for line in told.log]:
        yield f"the log of {told.number} is not in the table as the journal tells it"
    if {(card.round, card.clock, card.colour): card.seq for card in cards} != told.cards:
        yield f"the cards of {told.number} are not in the table as the journal tells them"


def _line(line: Sequence[Any]) -> tuple[Any, ...]:
    """A line of a log to be compared: notes and questions are one in the journal, and reporters are nobody."""
    step, state, part, at, by = line
    return "" if step in ("note", "question") else step, state, part, at, None if part == Part.REPORTER else by
