"""The line: reading and writing who stands where, by the key copied to every errand that can be called for.

`next_in_line`, `sealed_since` and `count_overtaken` are the database's form of the functions of the same names in
`hall.ticketing.policy`; a test holds the two to each other.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.book import WindowPage
from hall.catalogue.terms import WindowKind
from hall.db import Work
from hall.ticketing.models import ERRANDS, IN_LINE, LIVE, TICKETS
from hall.ticketing.policy import Key
from hall.ticketing.queries import TicketRow
from hall.ticketing.waiting import Waiter

_ERRAND_KEY = (ERRANDS.c.effective_since, ERRANDS.c.place, ERRANDS.c.sub)
_TICKET_KEY = (TICKETS.c.effective_since, TICKETS.c.place, TICKETS.c.sub)


def _before(columns: tuple[sa.Column[object], ...], key: Key) -> sa.ColumnElement[bool]:
    return sa.tuple_(*columns) < sa.tuple_(*_bound(columns, key))


def _behind(columns: tuple[sa.Column[object], ...], key: Key) -> sa.ColumnElement[bool]:
    return sa.tuple_(*columns) > sa.tuple_(*_bound(columns, key))


def _bound(columns: tuple[sa.Column[object], ...], key: Key) -> list[sa.BindParameter[object]]:
    return [sa.bindparam(None, value, type_=column.type) for column, value in zip(columns, key, strict=True)]


def callable_at(window: WindowPage, *, help_waits: bool) -> sa.ColumnElement[bool]:
    """The errands in line that a window may call; `help_waits` as in `policy.may_serve`."""
    free = ERRANDS.c.bound_window_id.is_(None)
    if window.kind is WindowKind.ASSISTED and help_waits:
        mine = sa.and_(free, ERRANDS.c.any_window)
        bound = sa.and_(ERRANDS.c.bound_window_id == window.id, ERRANDS.c.any_window)
        return sa.or_(mine, bound)
    able = sa.or_(ERRANDS.c.service.in_(sorted(window.services)), ERRANDS.c.any_window)
    # Its own window takes a bound ticket whatever that window does by now: nobody else may.
    return sa.or_(sa.and_(free, able), ERRANDS.c.bound_window_id == window.id)


def help_waits_for(connection: Connection, hall_id: int, window: WindowPage) -> bool:
    """Whether somebody waits who needs help and whom this window may serve."""
    someone = sa.select(ERRANDS.c.ticket_id).where(
        ERRANDS.c.hall_id == hall_id,
        IN_LINE,
        ERRANDS.c.any_window,
        sa.or_(ERRANDS.c.bound_window_id.is_(None), ERRANDS.c.bound_window_id == window.id),
    )
    return connection.execute(someone.limit(1)).first() is not None


def next_in_line(connection: Connection, hall_id: int, window: WindowPage) -> str | None:
    """The ticket this window is to call: the smallest key among those it may serve."""
    assisted = window.kind is WindowKind.ASSISTED
    help_waits = assisted and help_waits_for(connection, hall_id, window)
    wanted = (
        sa.select(ERRANDS.c.ticket_id)
        .where(ERRANDS.c.hall_id == hall_id, IN_LINE, callable_at(window, help_waits=help_waits))
        .order_by(*_ERRAND_KEY)
        .limit(1)
    )
    return connection.execute(wanted).scalar()


def _shares(services: Collection[str], windows: Collection[str], *, all_: bool = False) -> sa.ColumnElement[bool]:
    """The errands in line that one of these windows (ids; `services`: what they do together) could call."""
    able = sa.or_(ERRANDS.c.service.in_(sorted(services)), ERRANDS.c.any_window, sa.true() if all_ else sa.false())
    free = sa.and_(ERRANDS.c.bound_window_id.is_(None), able)
    return sa.or_(free, ERRANDS.c.bound_window_id.in_(sorted(windows)))


def waiting_ahead(
    connection: Connection, hall_id: int, key: Key, services: Collection[str], windows: Collection[str], *, all_: bool
) -> int:
    """How many waiting tickets with a smaller key could be called by the same windows.

    `services`: what those windows do together; `windows`: their ids, for tickets bound to one; `all_`: any ticket.
    """
    shares = _shares(services, windows, all_=all_)
    wanted = sa.select(sa.func.count(ERRANDS.c.ticket_id.distinct())).where(
        ERRANDS.c.hall_id == hall_id, IN_LINE, _before(_ERRAND_KEY, key), shares
    )
    return connection.execute(wanted).scalar_one()


def keys_sharing(
    connection: Connection, hall_id: int, key: Key, services: Collection[str], windows: Collection[str]
) -> list[Key]:
    """The keys behind `key` of waiting tickets that one of these windows could call, in order."""
    wanted = (
        sa.select(*_ERRAND_KEY)
        .distinct()
        .where(ERRANDS.c.hall_id == hall_id, IN_LINE, _behind(_ERRAND_KEY, key), _shares(services, windows))
        .order_by(*_ERRAND_KEY)
    )
    return [Key(*row) for row in connection.execute(wanted)]


def sealed_since(work: Work, issue_order: int, limit: int) -> datetime | None:
    """The latest `effective_since` among live tickets issued before and overtaken `limit` times or more."""
    wanted = sa.select(sa.func.max(TICKETS.c.effective_since)).where(
        TICKETS.c.hall_id == work.hall_id, LIVE, TICKETS.c.issue_order < issue_order, TICKETS.c.overtaken >= limit
    )
    return work.connection.execute(wanted).scalar()


def count_overtaken(work: Work, issue_order: int, now: Key, before: Key | None = None) -> None:
    """Count, on every live ticket issued before, that the ticket of `issue_order` now comes before it (once a pair)."""
    overtaken = sa.and_(
        TICKETS.c.hall_id == work.hall_id, LIVE, TICKETS.c.issue_order < issue_order, _behind(_TICKET_KEY, now)
    )
    if before is not None:
        overtaken = sa.and_(overtaken, _before(_TICKET_KEY, before))
    work.connection.execute(sa.update(TICKETS).where(overtaken).values(overtaken=TICKETS.c.overtaken + 1))


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
    work.connection.execute(
        sa.update(ERRANDS).where(ERRANDS.c.ticket_id.in_(ticket_ids), IN_LINE).values(in_line=False)
    )


def next_follower(work: Work, place: int) -> int:
    """The next `sub` behind the ticket issued as `place`; counted there for ever, so that none is given twice."""
    anchor = sa.and_(TICKETS.c.hall_id == work.hall_id, TICKETS.c.issue_order == place)
    counted = sa.update(TICKETS).where(anchor).values(followers=TICKETS.c.followers + 1).returning(TICKETS.c.followers)
    return int(work.connection.execute(counted).scalar_one())


def waiting_line(connection: Connection, hall_id: int) -> list[Waiter]:
    """Everybody who waits in a hall, in the order of calling."""
    wanted = (
        sa.select(
            TICKETS.c.id,
            TICKETS.c.number,
            *_TICKET_KEY,
            TICKETS.c.needs_help,
            TICKETS.c.bound_window_id,
            TICKETS.c.issued_at,
            TICKETS.c.category,
            ERRANDS.c.service,
        )
        .join(ERRANDS, ERRANDS.c.ticket_id == TICKETS.c.id)
        .where(ERRANDS.c.hall_id == hall_id, IN_LINE)
        .order_by(*_ERRAND_KEY, ERRANDS.c.position)
    )
    line: list[Waiter] = []
    for row in connection.execute(wanted):
        if line and line[-1].id == row.id:
            line[-1] = replace(line[-1], services=(*line[-1].services, row.service))
            continue
        key = Key(row.effective_since, row.place, row.sub)
        help_, bound = row.needs_help, row.bound_window_id
        line.append(Waiter(row.id, row.number, key, (row.service,), help_, bound, row.issued_at, row.category))
    return line


class LineCounts:
    """What the catalogue's doors are told of the queues, by the rooms above them."""

    def waiting_in_halls(self, connection: Connection) -> Mapping[int, int]:
        """How many tickets wait, by hall id."""
        wanted = sa.select(ERRANDS.c.hall_id, sa.func.count(ERRANDS.c.ticket_id.distinct()).label("waiting"))
        rows = connection.execute(wanted.where(IN_LINE).group_by(ERRANDS.c.hall_id))
        return {row.hall_id: row.waiting for row in rows}

    def waiting_for_services(self, connection: Connection, hall_id: int) -> Mapping[str, int]:
        """How many tickets wait for each service; one with two services counts for both."""
        wanted = sa.select(ERRANDS.c.service, sa.func.count().label("waiting"))
        rows = connection.execute(wanted.where(ERRANDS.c.hall_id == hall_id, IN_LINE).group_by(ERRANDS.c.service))
        return {row.service: row.waiting for row in rows}

    def issued_for_services(self, connection: Connection, hall_id: int, day: date) -> Mapping[str, int]:
        """How many tickets the day has had for each service."""
        wanted = sa.select(ERRANDS.c.service, sa.func.count().label("issued"))
        mine = (ERRANDS.c.hall_id == hall_id, ERRANDS.c.day == day)
        rows = connection.execute(wanted.where(*mine).group_by(ERRANDS.c.service))
        return {row.service: row.issued for row in rows}
