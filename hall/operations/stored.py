"""The tables of a hall held against what its journal tells, and against what must be true of them by themselves."""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.models import WINDOWS
from hall.journal.models import ENTRIES
from hall.ticketing.models import AT_WINDOW_SQL, ERRANDS, TICKETS
from hall.ticketing.states import AT_WINDOW, LIVE
from hall.ticketing.story.retold import RetoldHall, RetoldTicket

AT_ONCE = 500
ISSUED = ("ticket_issued", "ticket_entered")

Place = tuple[str, str]
"""Where, after the hall's code, and what is wrong there."""


def ticket_differences(connection: Connection, tickets: Sequence[RetoldTicket]) -> Iterator[Place]:
    """Tickets and their errands as stored, held against what the journal tells of these."""
    for at in range(0, len(tickets), AT_ONCE):
        some = tickets[at : at + AT_ONCE]
        ids = [ticket.id for ticket in some]
        rows = {row.id: row for row in connection.execute(sa.select(TICKETS).where(TICKETS.c.id.in_(ids)))}
        errands = _stored_errands(connection, ids)
        for ticket in some:
            row = rows.get(ticket.id)
            if row is None:
                yield ticket.number, "is in the journal, not in the table"
                continue
            for what in _differences(row, errands.get(ticket.id, []), ticket):
                yield f"{row.day} {row.number}", what


def _stored_errands(connection: Connection, ids: list[str]) -> dict[str, list[tuple[str, str | None]]]:
    """Service and outcome of every errand of these tickets, in order."""
    found: dict[str, list[tuple[str, str | None]]] = {}
    wanted = sa.select(ERRANDS.c.ticket_id, ERRANDS.c.service, ERRANDS.c.outcome).where(ERRANDS.c.ticket_id.in_(ids))
    for row in connection.execute(wanted.order_by(ERRANDS.c.ticket_id, ERRANDS.c.position)):
        found.setdefault(row.ticket_id, []).append((row.service, row.outcome))
    return found


def _differences(
    row: sa.Row[*tuple[object, ...]], errands: list[tuple[str, str | None]], ticket: RetoldTicket
) -> Iterator[str]:
    pairs = {
        "number": (row.number, ticket.number),
        "day": (row.day, ticket.day),
        "state": (row.state, ticket.now.state.value),
        "effective_since": (row.effective_since, ticket.key.effective_since),
        "place": (row.place, ticket.key.place),
        "sub": (row.sub, ticket.key.sub),
        "issue_order": (row.issue_order, ticket.issue_order),
        "requeues": (row.requeues, ticket.requeues),
        "errands": (errands, [tuple(errand) for errand in ticket.now.errands]),
    }
    if ticket.now.state in LIVE:
        pairs["overtaken"] = (row.overtaken, ticket.overtaken)
        pairs["bound_window_id"] = (row.bound_window_id, ticket.now.bound)
    if ticket.now.state in AT_WINDOW:
        pairs["window_id"] = (row.window_id, ticket.now.window)
    for name, (stored, told) in pairs.items():
        if stored != told:
            yield f"{name} is {stored} in the table, {told} by the journal"


def unknown_tickets(connection: Connection, hall_id: int) -> Iterator[Place]:
    """Tickets that no entry of the journal ever issued."""
    # Not by the hall as well: SQLite would then look through all of the hall's entries for each ticket.
    issued = sa.and_(ENTRIES.c.ticket == TICKETS.c.id, ENTRIES.c.kind.in_(ISSUED))
    wanted = sa.select(TICKETS.c.number).where(TICKETS.c.hall_id == hall_id, ~sa.exists().where(issued))
    for row in connection.execute(wanted):
        yield row.number, "is in the table, not in the journal"


def window_differences(connection: Connection, hall_id: int, told: RetoldHall) -> Iterator[Place]:
    """Windows as they work now, held against the journal's last word on each; one never told of was never changed."""
    wanted = sa.select(WINDOWS).where(WINDOWS.c.hall_id == hall_id, WINDOWS.c.retired_at.is_(None))
    for row in connection.execute(wanted):
        window = told.windows.get(row.id)
        if window is None:
            continue
        found = (row.number, row.kind, frozenset(row.services), row.state)
        if found != (window.number, window.kind, window.services, window.state):
            yield f"window {row.number}", "is not set up as the journal tells"


def impossible(connection: Connection, hall_id: int) -> Iterator[Place]:
    """What the tables must never hold, whatever the journal says."""
    yield from _out_of_line(connection, hall_id)
    yield from _crowded_windows(connection, hall_id)
    yield from _number_twice(connection, hall_id)


def _out_of_line(connection: Connection, hall_id: int) -> Iterator[Place]:
    """Nobody stands in line who does not wait, and whoever waits stands in line with the ticket's own key."""
    mine = ERRANDS.c.hall_id == hall_id
    joined = ERRANDS.join(TICKETS, TICKETS.c.id == ERRANDS.c.ticket_id)
    astray = sa.or_(
        TICKETS.c.state != "waiting",
        ERRANDS.c.effective_since != TICKETS.c.effective_since,
        ERRANDS.c.place != TICKETS.c.place,
        ERRANDS.c.sub != TICKETS.c.sub,
        ERRANDS.c.state != "pending",
    )
    wrong = sa.select(TICKETS.c.number, TICKETS.c.day).select_from(joined).where(mine, ERRANDS.c.in_line, astray)
    for row in connection.execute(wrong):
        yield f"{row.day} {row.number}", "stands in line as its ticket does not"
    standing = sa.select(ERRANDS.c.ticket_id).where(mine, ERRANDS.c.in_line)
    absent = sa.select(TICKETS.c.number, TICKETS.c.day).where(
        TICKETS.c.hall_id == hall_id, TICKETS.c.state == "waiting", TICKETS.c.id.not_in(standing)
    )
    for row in connection.execute(absent):
        yield f"{row.day} {row.number}", "waits and does not stand in line"


def _crowded_windows(connection: Connection, hall_id: int) -> Iterator[Place]:
    active = sa.and_(TICKETS.c.hall_id == hall_id, sa.text("tickets." + AT_WINDOW_SQL))
    many = sa.func.count()
    wanted = sa.select(TICKETS.c.window_id, many.label("many")).where(active).group_by(TICKETS.c.window_id)
    for row in connection.execute(wanted.having(many > 1)):
        yield f"window {row.window_id}", f"has {row.many} tickets at once"


def _number_twice(connection: Connection, hall_id: int) -> Iterator[Place]:
    many = sa.func.count()
    wanted = sa.select(TICKETS.c.day, TICKETS.c.number, many.label("many")).where(TICKETS.c.hall_id == hall_id)
    for row in connection.execute(wanted.group_by(TICKETS.c.day, TICKETS.c.number).having(many > 1)):
        yield f"{row.day} {row.number}", f"was given {row.many} times"
