"""The line: reading and writing who stands where, by the key copied to every errand that can be called for.

`next_in_line`, `sealed_since` and `count_overtaken` are the database's form of the functions of the same names in
`hall.ticketing.policy`; a test holds the two to each other.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook, WindowPage
from hall.catalogue.terms import WindowKind
from hall.db import Work
from hall.prepared import Prepared
from hall.ticketing.models import ERRANDS, IN_LINE, LIVE, TICKETS
from hall.ticketing.policy import Key
from hall.ticketing.queries import TicketRow
from hall.ticketing.waiting import Stands, Waiter, ahead_of_newcomers

_ERRAND_KEY = (ERRANDS.c.effective_since, ERRANDS.c.place, ERRANDS.c.sub)
_TICKET_KEY = (TICKETS.c.effective_since, TICKETS.c.place, TICKETS.c.sub)


def _key(name: str) -> sa.Tuple:
    """A key to be given with a statement; `_parts` are its parameters."""
    return sa.tuple_(*(sa.bindparam(f"{name}_{column.name}", type_=column.type) for column in _TICKET_KEY))


def _parts(name: str, key: Key) -> dict[str, object]:
    return {f"{name}_effective_since": key.effective_since, f"{name}_place": key.place, f"{name}_sub": key.sub}


# Made once, each for all windows and queues: to put a statement together costs several times what it costs to run it.
_BEFORE = sa.tuple_(*_ERRAND_KEY) < _key("own")
_BEHIND = sa.tuple_(*_ERRAND_KEY) > _key("own")
_WAITING = sa.and_(ERRANDS.c.hall_id == sa.bindparam("hall_id"), IN_LINE)
_FREE = ERRANDS.c.bound_window_id.is_(None)
_OURS = ERRANDS.c.bound_window_id.in_(sa.bindparam("windows", expanding=True))
_ABLE = sa.or_(ERRANDS.c.service.in_(sa.bindparam("services", expanding=True)), ERRANDS.c.any_window)
# Its own window takes a bound ticket whatever that window does by now: nobody else may.
_CALLABLE = sa.or_(sa.and_(_FREE, _ABLE), _OURS)

_NEXT = Prepared(sa.select(ERRANDS.c.ticket_id).where(_WAITING, _CALLABLE).order_by(*_ERRAND_KEY).limit(1))
_NEXT_WITH_HELP = Prepared(
    sa.select(ERRANDS.c.ticket_id)
    .where(_WAITING, ERRANDS.c.any_window, sa.or_(_FREE, _OURS))
    .order_by(*_ERRAND_KEY)
    .limit(1)
)


def _counted(sharing: sa.ColumnElement[bool]) -> Prepared:
    """Who is ahead and shares a window: all of them, and those who came after a place."""
    # A key stands for its ticket, and comes off the index in order: a third of the time of counting distinct ids.
    keys = sa.select(*_ERRAND_KEY).distinct().where(_WAITING, _BEFORE, sharing).subquery()
    since = sa.func.count(sa.case((keys.c.place > sa.bindparam("after"), 1)))
    return Prepared(sa.select(sa.func.count(), since).select_from(keys))


_AHEAD, _AHEAD_OF_ANY = _counted(_CALLABLE), _counted(sa.or_(_FREE, _OURS))
_KEYS_BEHIND = sa.select(*_ERRAND_KEY).distinct().where(_WAITING, _BEHIND, _CALLABLE).order_by(*_ERRAND_KEY)
_LINE = Prepared(
    sa.select(ERRANDS.c.ticket_id, ERRANDS.c.service).where(_WAITING).order_by(*_ERRAND_KEY, ERRANDS.c.position)
)
_LEAVE = Prepared(
    sa.update(ERRANDS)
    .where(ERRANDS.c.ticket_id.in_(sa.bindparam("ids", expanding=True)), IN_LINE)
    .values(in_line=sa.false())
)
_OVERTAKE = (
    sa.update(TICKETS)
    .where(
        TICKETS.c.hall_id == sa.bindparam("this_hall"),
        LIVE,
        TICKETS.c.issue_order < sa.bindparam("this_order"),
        sa.tuple_(*_TICKET_KEY) > _key("now"),
    )
    .values(overtaken=TICKETS.c.overtaken + 1)
)
_OVERTAKE_ANEW = _OVERTAKE.where(sa.tuple_(*_TICKET_KEY) < _key("before"))


class Ahead(NamedTuple):
    """How many wait ahead of somebody for the same windows; `since`: those of them with a later place than some one."""

    people: int
    since: int


def next_in_line(connection: Connection, hall_id: int, window: WindowPage) -> str | None:
    """The ticket this window is to call: the smallest key among those it may serve.

    An assisted window calls whoever needs help first, as `policy.may_serve` says.
    """
    here = {"hall_id": hall_id, "windows": [window.id]}
    if window.kind is WindowKind.ASSISTED:
        in_need: str | None = _NEXT_WITH_HELP.scalar(connection, here)
        if in_need is not None:
            return in_need
    found: str | None = _NEXT.scalar(connection, here | {"services": sorted(window.services)})
    return found


def waiting_ahead(
    connection: Connection,
    hall_id: int,
    key: Key,
    services: Collection[str],
    windows: Collection[str],
    *,
    all_: bool,
    after: int = -1,
) -> Ahead:
    """How many waiting tickets with a smaller key could be called by the same windows.

    `services`: what those windows do together; `windows`: their ids, for tickets bound to one; `all_`: any ticket;
    `after`: the place after which they came to be counted apart.
    """
    here: dict[str, object] = {"hall_id": hall_id, "windows": sorted(windows), "after": after, **_parts("own", key)}
    if not all_:
        here["services"] = sorted(services)
    counted = (_AHEAD_OF_ANY if all_ else _AHEAD).one(connection, here)
    assert counted is not None, "a count is always told"
    return Ahead(*counted)


def keys_sharing(
    connection: Connection, hall_id: int, key: Key, services: Collection[str], windows: Collection[str]
) -> list[Key]:
    """The keys behind `key` of waiting tickets that one of these windows could call, in order."""
    here = {"hall_id": hall_id, "services": sorted(services), "windows": sorted(windows)}
    return [Key(*row) for row in connection.execute(_KEYS_BEHIND, here | _parts("own", key))]


def sealed_since(work: Work, issue_order: int, limit: int) -> datetime | None:
    """The latest `effective_since` among live tickets issued before and overtaken `limit` times or more."""
    wanted = sa.select(sa.func.max(TICKETS.c.effective_since)).where(
        TICKETS.c.hall_id == work.hall_id, LIVE, TICKETS.c.issue_order < issue_order, TICKETS.c.overtaken >= limit
    )
    return work.connection.execute(wanted).scalar()


def count_overtaken(work: Work, issue_order: int, now: Key, before: Key | None = None) -> None:
    """Count, on every live ticket issued before, that the ticket of `issue_order` now comes before it (once a pair)."""
    this = {"this_hall": work.hall_id, "this_order": issue_order, **_parts("now", now)}
    if before is None:
        work.connection.execute(_OVERTAKE, this)
    else:
        work.connection.execute(_OVERTAKE_ANEW, this | _parts("before", before))


def stand_in_line(work: Work, ticket: TicketRow, key: Key, *, bound_to: str | None) -> None:
    """Put a ticket's pending errands in line (of an `in_order` bundle the first alone) with its key."""
    standing = sa.and_(ERRANDS.c.ticket_id == ticket.id, ERRANDS.c.state == "pending")
    if ticket.in_order:
        first = sa.select(sa.func.min(ERRANDS.c.position)).where(standing).scalar_subquery()
        standing = sa.and_(standing, ERRANDS.c.position == first)
    work.connection.execute(
        sa.update(ERRANDS)
        .where(standing)
        .values(
            in_line=True,
            bound_window_id=bound_to,
            effective_since=key.effective_since,
            place=key.place,
            sub=key.sub,
        )
    )


def leave_line(work: Work, ticket_ids: Collection[str]) -> None:
    """Take these tickets out of the line."""
    _LEAVE.later(work.connection, {"ids": list(ticket_ids)})


def next_follower(work: Work, place: int) -> int:
    """The next `sub` behind the ticket issued as `place`; counted there for ever, so that none is given twice."""
    anchor = sa.and_(TICKETS.c.hall_id == work.hall_id, TICKETS.c.issue_order == place)
    counted = sa.update(TICKETS).where(anchor).values(followers=TICKETS.c.followers + 1).returning(TICKETS.c.followers)
    return int(work.connection.execute(counted).scalar_one())


def waiting_line(connection: Connection, hall_id: int, live: Iterable[TicketRow]) -> list[Waiter]:
    """Everybody who waits in a hall, in the order of calling; `live`: the hall's tickets, read in this transaction."""
    services: dict[str, tuple[str, ...]] = {}
    for ticket_id, service in _LINE.rows(connection, {"hall_id": hall_id}):
        services[ticket_id] = (*services.get(ticket_id, ()), service)
    tickets = {ticket.id: ticket for ticket in live}
    return [_waiter(tickets[ticket_id], waits_for) for ticket_id, waits_for in services.items()]


def _waiter(ticket: TicketRow, services: tuple[str, ...]) -> Waiter:
    return Waiter(
        id=ticket.id,
        number=ticket.number,
        key=ticket.key,
        services=services,
        any_window=ticket.needs_help,
        bound=ticket.bound_window_id,
        issued_at=ticket.issued_at,
        category=ticket.category,
    )


_STANDING = sa.select(
    ERRANDS.c.hall_id, ERRANDS.c.ticket_id, ERRANDS.c.service, ERRANDS.c.any_window, ERRANDS.c.bound_window_id
)


class LineCounts:
    """What the catalogue's doors are told of the queues, by the rooms above them."""

    def waiting_in_halls(self, connection: Connection) -> Mapping[int, int]:
        """How many tickets wait, by hall id."""
        wanted = sa.select(ERRANDS.c.hall_id, sa.func.count(ERRANDS.c.ticket_id.distinct()).label("waiting"))
        rows = connection.execute(wanted.where(IN_LINE).group_by(ERRANDS.c.hall_id))
        return {row.hall_id: row.waiting for row in rows}

    def waiting_for_services(self, connection: Connection, hall_id: int) -> Mapping[str, int]:
        """How many tickets wait for each service; one with two services counts for both."""
        wanted = sa.select(ERRANDS.c.service, sa.func.count(ERRANDS.c.ticket_id.distinct()).label("waiting"))
        rows = connection.execute(wanted.where(ERRANDS.c.hall_id == hall_id, IN_LINE).group_by(ERRANDS.c.service))
        return {row.service: row.waiting for row in rows}

    def ahead_of_newcomers(
        self, connection: Connection, books: Collection[HallBook]
    ) -> Mapping[int, Mapping[str, int]]:
        """By hall id and service, how many would be ahead of somebody who took a ticket for it now."""
        standing: dict[int, dict[str, Stands]] = {book.hall_id: {} for book in books}
        rows = connection.execute(_STANDING.where(ERRANDS.c.hall_id.in_(list(standing)), IN_LINE))
        for row in rows:
            known = standing[row.hall_id].get(row.ticket_id, Stands((), row.any_window, row.bound_window_id))
            standing[row.hall_id][row.ticket_id] = known._replace(services=(*known.services, row.service))
        return {
            book.hall_id: ahead_of_newcomers(standing[book.hall_id].values(), book.windows.values(), book.services)
            for book in books
        }

    def issued_for_services(self, connection: Connection, hall_id: int, day: date) -> Mapping[str, int]:
        """How many tickets the day has had for each service."""
        wanted = sa.select(ERRANDS.c.service, sa.func.count().label("issued"))
        mine = (ERRANDS.c.hall_id == hall_id, ERRANDS.c.day == day)
        rows = connection.execute(wanted.where(*mine).group_by(ERRANDS.c.service))
        return {row.service: row.issued for row in rows}
