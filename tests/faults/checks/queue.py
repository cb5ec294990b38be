"""Tickets, calls, windows, numbers and order: told from the journal alone, and held against what was answered."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator

from hall.journal.chain import Entry
from hall.ticketing.story.replay import replay
from tests.faults.evidence import Evidence

# What ends a ticket's being at a window, or brings it there without a call.
AWAY = frozenset(
    {
        *("ticket_finished", "ticket_held", "ticket_transferred", "ticket_passed", "ticket_abandoned"),
        *("ticket_cancelled", "ticket_unserved"),
    }
)


def acknowledged_tickets_exist(evidence: Evidence) -> Iterator[str]:
    """Every ticket that somebody was given is in the table and in the journal, under its number."""
    issued = {entry.ticket: entry.data["number"] for entry in evidence.journal if entry.kind == "ticket_issued"}
    for asked in evidence.requests.values():
        for answer in asked.answers:
            if asked.deed != "issue" or answer.status not in (200, 201):
                continue
            ticket = json.loads(answer.text)
            stored = evidence.tickets.get(ticket["id"])
            if stored is None or stored["number"] != ticket["number"]:
                found = stored["number"] if stored else "nothing"
                yield f"{asked.who} was given {ticket['number']} ({ticket['id']}); the table has {found}"
            elif issued.get(ticket["id"]) != ticket["number"]:
                yield f"{asked.who} was given {ticket['number']}; the journal issued {issued.get(ticket['id'])} to it"


def no_second_call(evidence: Evidence) -> Iterator[str]:
    """No ticket is called while it is called or served, and no call answered twice is one call."""
    called: dict[str, int] = {}
    steps: dict[int, tuple[str | None, int | None]] = {}
    for entry in evidence.journal:
        ticket = entry.ticket or ""
        steps[entry.seq] = (entry.ticket, called.get(ticket))
        if entry.kind == "ticket_called":
            if ticket in called:
                yield f"entry {entry.seq} calls {entry.data['number']}, which entry {called[ticket]} had called"
            called[ticket] = entry.seq
        elif entry.kind == "ticket_undone":
            _of, before = steps.get(entry.data["undone_seq"], (None, None))
            called.pop(ticket, None)
            if before is not None:
                called[ticket] = before
        elif entry.kind in AWAY:
            called.pop(ticket, None)


def one_ticket_a_window(evidence: Evidence) -> Iterator[str]:
    """No window has two tickets called or served at the same time, in the journal or in the table."""
    there: dict[str, str] = {}
    where: dict[str, str | None] = {}
    before: dict[int, str | None] = {}
    for entry in evidence.journal:
        ticket = entry.ticket or ""
        before[entry.seq] = where.get(ticket)
        now = _window_after(entry, where.get(ticket), before)
        if now == where.get(ticket):
            continue
        there = {window: other for window, other in there.items() if other != ticket}
        if now is not None:
            if now in there:
                number = evidence.tickets.get(there[now], {}).get("number")
                yield f"entry {entry.seq} ({entry.kind}) brings {entry.data['number']} to a window that has {number}"
            there[now] = ticket
        where[ticket] = now
    yield from _sharing(evidence)


def _window_after(entry: Entry, window: str | None, before: dict[int, str | None]) -> str | None:
    """At which window an entry leaves its ticket; `before` it, or before the entry that it takes back."""
    if entry.kind == "ticket_called" or (entry.kind == "ticket_resumed" and entry.data["state"] == "serving"):
        return entry.window
    if entry.kind == "ticket_undone":
        return before.get(entry.data["undone_seq"])
    return None if entry.kind in AWAY else window


def _sharing(evidence: Evidence) -> Iterator[str]:
    """Tickets that are at one window by the table."""
    there: dict[str, str] = {}
    for row in evidence.tickets.values():
        if row["state"] in ("called", "serving") and row["window_id"] is not None:
            if row["window_id"] in there:
                yield f"in the table {row['number']} and {there[row['window_id']]} are at one window"
            there[row["window_id"]] = row["number"]


def numbers_whole(evidence: Evidence) -> Iterator[str]:
    """The numbers of a prefix go 1, 2, 3 … on each day, in the journal and in the table."""
    issued = [(entry.data["day"], entry.data["number"]) for entry in evidence.journal if entry.kind == "ticket_issued"]
    stored = sorted(((str(row["day"]), row["number"]) for row in evidence.tickets.values()), key=_by_ordinal)
    for place, numbers in (("journal", issued), ("table", stored)):
        counts: dict[tuple[str, str], int] = defaultdict(int)
        for day, number in numbers:
            prefix, ordinal = _parts(number)
            counts[day, prefix] += 1
            if ordinal != counts[day, prefix]:
                yield f"the {place} of {day} has {number} where {prefix}{counts[day, prefix]:03} was due"
                counts[day, prefix] = ordinal
    if len(set(issued)) != len(issued):
        yield f"{len(issued) - len(set(issued))} numbers were issued twice"


def local_order_held(evidence: Evidence) -> Iterator[str]:
    """At every call in order nobody with a smaller key waited whom the window may serve; the replay tells."""
    for violation in replay(evidence.journal, rules=evidence.rules).violations:
        yield f"entry {violation.seq}: {violation.what}"


def _parts(number: str) -> tuple[str, int]:
    found = re.fullmatch(r"([A-Z]+)(\d+)", number)
    assert found is not None, number
    return found[1], int(found[2])


def _by_ordinal(of: tuple[str, str]) -> tuple[str, str, int]:
    return (of[0], *_parts(of[1]))
