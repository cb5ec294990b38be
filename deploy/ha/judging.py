"""What was answered held against what the database has: nothing lost, nothing twice, every screen told everything."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from deploy.ha.load import Answer, Record
from hall.db import Database
from hall.journal.models import ENTRIES
from hall.ticketing.models import TICKETS

KINDS = {"issue": "ticket_issued", "call": "ticket_called", "start": "ticket_started", "finish": "ticket_finished"}


@dataclass(frozen=True)
class Kept:
    """What the database has of one hall: its tickets' numbers and its journal."""

    numbers: dict[str, str]
    entries: dict[int, tuple[str, str | None, str | None]]

    @classmethod
    def of(cls, url: str, hall_id: int) -> "Kept":
        database = Database(url)
        try:
            with database.reading() as connection:
                tickets = sa.select(TICKETS.c.id, TICKETS.c.number).where(TICKETS.c.hall_id == hall_id)
                columns = (ENTRIES.c.seq, ENTRIES.c.kind, ENTRIES.c.ticket, ENTRIES.c.window)
                entries = sa.select(*columns).where(ENTRIES.c.hall_id == hall_id).order_by(ENTRIES.c.seq)
                numbers = {row.id: row.number for row in connection.execute(tickets)}
                rows = connection.execute(entries)
                return cls(numbers, {row.seq: (row.kind, row.ticket, row.window) for row in rows})
        finally:
            database.close()


@dataclass(frozen=True)
class Told:
    """What one screen was told: from which journal number it came in at, and the calls it heard, in order."""

    screen: str
    began: int
    calls: list[int]


def findings(record: Record, kept: Kept, told: list[Told]) -> list[str]:
    """One line for everything that must not be; none when all is well."""
    return [*record.odd, *_lost(record.answers, kept), *_twice(record.answers, kept), *_untold(told, kept)]


def _lost(answers: list[Answer], kept: Kept) -> Iterator[str]:
    """Every acknowledged deed stands in the journal where it was said to, every ticket in the table."""
    for answer in answers:
        if answer.status not in (200, 201):
            continue
        ticket, seq = answer.ticket["id"], answer.ticket["seq"]
        if kept.numbers.get(ticket) != answer.ticket["number"]:
            yield f"lost: ticket {answer.ticket['number']} that {answer.who} was answered"
        kind, of, window = kept.entries.get(seq, ("nothing", None, None))
        if (kind, of) != (KINDS[answer.deed], ticket) or (answer.window and window != answer.window):
            yield f"lost: {answer.deed} of {answer.ticket['number']} by {answer.who} as number {seq}; there is {kind}"


def _twice(answers: list[Answer], kept: Kept) -> Iterator[str]:
    """No number, no call and no journal number was given twice, and none is missing."""
    called = Counter(ticket for kind, ticket, _ in kept.entries.values() if kind == "ticket_called")
    yield from (
        f"called {times} times: {kept.numbers.get(str(ticket))}" for ticket, times in called.items() if times > 1
    )
    answered = Counter(each.ticket["id"] for each in answers if each.deed == "call" and each.status == 200)
    yield from (f"answered to {times} desks: {ticket}" for ticket, times in answered.items() if times > 1)
    issued = Counter(each.ticket["number"] for each in answers if each.deed == "issue" and each.status == 201)
    yield from (f"number {number} given {times} times" for number, times in issued.items() if times > 1)
    if sorted(kept.entries) != list(range(1, len(kept.entries) + 1)):
        yield f"the journal has gaps: {len(kept.entries)} entries up to {max(kept.entries)}"


def _untold(told: list[Told], kept: Kept) -> Iterator[str]:
    """Every screen was told of every call since it came, once, in order."""
    calls = [seq for seq, (kind, _, _) in kept.entries.items() if kind == "ticket_called"]
    for each in told:
        due = [seq for seq in calls if seq > each.began]
        if each.calls != due:
            missed, more = set(due) - set(each.calls), len(each.calls) - len(set(each.calls) & set(due))
            yield f"{each.screen}: {len(missed)} calls not told, {more} told that are none or were, of {len(due)}"
