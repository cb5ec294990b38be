"""Issuing a ticket: the one place where a visitor's place in the hall's order is decided."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa

from hall.catalogue.availability import service_refusal
from hall.catalogue.book import HallBook
from hall.clock import hall_day
from hall.db import Work, public_id
from hall.errors import AlreadyWaiting
from hall.events import TicketIssued
from hall.personal.vault import Vault
from hall.prepared import Prepared
from hall.text import Text
from hall.ticketing.actions.end import end_past_day
from hall.ticketing.actions.one_phone import free_slot, keep_slot
from hall.ticketing.actions.writing import Place, write_errands, write_ticket
from hall.ticketing.carrying import carried_over
from hall.ticketing.line import count_overtaken, sealed_since
from hall.ticketing.models import COUNTERS, ERRANDS
from hall.ticketing.numbering import ticket_number
from hall.ticketing.people import live_same_errand
from hall.ticketing.policy import Credit, credit, issue_key, overtaking_limit
from hall.ticketing.queries import TicketRow, ticket_row, ticket_rows
from hall.ticketing.returning import anothers, people_before, returnable
from hall.ticketing.sealed import ID_HASH
from hall.ticketing.states import TicketState
from hall.ticketing.wish import Channel, Plan, Wish, plan_errands

# Made once: to put a statement together costs several times what it costs to run it.
_NEXT_NUMBER = Prepared(
    sa.update(COUNTERS)
    .where(
        COUNTERS.c.hall_id == sa.bindparam("this_hall"),
        COUNTERS.c.day == sa.bindparam("this_day"),
        COUNTERS.c.prefix == sa.bindparam("this_prefix"),
    )
    .values(last=COUNTERS.c.last + 1)
    .returning(COUNTERS.c.last)
)
_ISSUED_TODAY = Prepared(
    sa.select(sa.func.count()).where(
        ERRANDS.c.hall_id == sa.bindparam("hall_id"),
        ERRANDS.c.service == sa.bindparam("service"),
        ERRANDS.c.day == sa.bindparam("day"),
    )
)


@dataclass(frozen=True)
class Issued:
    """The ticket that answers a wish; `fresh` is false when it is one the same principal holds already."""

    ticket_id: str
    fresh: bool


def issue_ticket(work: Work, book: HallBook, vault: Vault, wish: Wish) -> Issued:
    """Give a ticket, or the live one that the same principal holds for the same service.

    Of several errands, those that are held already are left out: nobody stands in line twice for one thing.
    Raises HallClosed, NotInSession, DailyLimitReached, UnknownService, Invalid; AlreadyWaiting to a phone, which is
    never told the id of a ticket by typing somebody's number; PhoneHoldsTicket to one that has its own already.
    """
    end_past_day(work, book)
    plan = plan_errands(book, wish)
    if wish.returns_from is not None:
        wish = _with_the_earlier(work, book, vault, wish, plan)
        plan = plan_errands(book, wish)
    held = _held_already(work, vault, wish, plan)
    if held.ticket_id is not None and len(held.positions) == len(plan.errands):
        return _answer_held(work, wish, held.ticket_id)
    plan = plan.without(held.positions, book)
    today = hall_day(book.zone, work.now)
    for service, times in Counter(plan.services).items():
        # An agent may want it for several principals: there must be room for the last of them.
        # A booked place is one of the day's that nobody else had.
        limited = book.services[service].daily_limit and wish.slot_start is None
        before = _issued_today(work, service, today) + times - 1 if limited else 0
        refusal = service_refusal(book, service, work.now, work.order.closed_on, before)
        if refusal is not None:
            raise refusal
    slot = free_slot(work, book, vault, wish, today) if wish.device is not None else None
    ticket_id = public_id()
    _write(work, book, vault, wish, plan, ticket_id, today)
    if slot is not None:
        keep_slot(work, vault, wish, slot, ticket_id, today)
    return Issued(ticket_id, fresh=True)


def _with_the_earlier(work: Work, book: HallBook, vault: Vault, wish: Wish, plan: Plan) -> Wish:
    """Whoever comes back is known from the earlier ticket of this hall; nobody is refused for lack of one.

    It may have been erased long ago. What is missing in one hall gives no right in another, and tells nobody there.
    """
    found = ticket_rows(work.connection, [wish.returns_from]) if wish.returns_from else []
    earlier = [one for one in found if one.hall_id == work.hall_id]
    if not earlier:
        return replace(wish, returns_from=None)
    today = hall_day(book.zone, work.now)
    before = people_before(work.connection, book, vault, earlier[0], today, plan.services)
    return carried_over(wish, before, book.rules.max_principals)


@dataclass(frozen=True)
class _Held:
    """Which errands of a plan (by position) their principals hold already, and the first ticket that has one."""

    positions: frozenset[int]
    ticket_id: str | None


def _held_already(work: Work, vault: Vault, wish: Wish, plan: Plan) -> _Held:
    positions: set[int] = set()
    first = None
    for position, (service, owner) in enumerate(plan.errands):
        number = wish.principals[owner].number if owner < len(wish.principals) else None
        found = live_same_errand(work, vault.hashes(number, ID_HASH), [service]) if number else None
        if found is not None:
            positions.add(position)
            first = first or found
    return _Held(frozenset(positions), first)


def _answer_held(work: Work, wish: Wish, ticket_id: str) -> Issued:
    if wish.channel in (Channel.KIOSK, Channel.SELF_SERVICE, Channel.DESK, Channel.BOOKING):
        return Issued(ticket_id, fresh=False)
    number = ticket_row(work.connection, ticket_id).number
    raise AlreadyWaiting(
        Text(f"您已取过该事项的号（{number}），无需重复取号", f"You already hold {number} for this matter"),
        extra={"number": number},
    )


def _issued_today(work: Work, service: str, today: date) -> int:
    this = {"hall_id": work.hall_id, "service": service, "day": today}
    issued: int = _ISSUED_TODAY.scalar(work.connection, this)
    return issued


def _write(work: Work, book: HallBook, vault: Vault, wish: Wish, plan: Plan, ticket_id: str, today: date) -> None:
    """Number and key, then the rows, then the journal: all in the hall's order."""
    number = _next_number(work, today, plan.prefix)
    issued_at = max(work.now, work.order.last_issued_at or work.now)  # a clock set back breaks nothing
    work.order.last_issued_at = issued_at
    work.order.places += 1
    place = work.order.places
    given = _credit(work, book, vault, wish, plan, issued_at)
    limit = overtaking_limit(book.rules, len(book.windows))
    seal = sealed_since(work, place, limit) if given.amount else None
    key = issue_key(issued_at, place, given, seal)
    if given.amount:
        count_overtaken(work, place, key)
    seq = work.record(
        TicketIssued(
            ticket=ticket_id,
            number=number,
            prefix=plan.prefix,
            day=today,
            channel=wish.channel,
            services=list(plan.services),
            bundle=wish.bundle,
            in_order=plan.in_order,
            needs_help=wish.needs_help,
            issued_at=issued_at,
            issue_order=place,
            effective_since=key.effective_since,
            place=place,
            sub=0,
            credit_seconds=given.amount.total_seconds(),
            credit_reason=given.reason,
            limit=limit,
            returns_from=wish.returns_from,
        )
    )
    standing = Place(number, today, issued_at, key, given)
    write_ticket(work, vault, ticket_id, wish, plan, standing, TicketState.WAITING, seq)
    write_errands(work, wish, plan, ticket_id, today, key)


def _next_number(work: Work, today: date, prefix: str) -> str:
    this = {"this_hall": work.hall_id, "this_day": today, "this_prefix": prefix}
    count = _NEXT_NUMBER.scalar(work.connection, this)
    if count is None:
        count = 1
        work.connection.execute(sa.insert(COUNTERS).values(hall_id=work.hall_id, day=today, prefix=prefix, last=1))
    return ticket_number(prefix, count)


def _credit(work: Work, book: HallBook, vault: Vault, wish: Wish, plan: Plan, issued_at: datetime) -> Credit:
    green = wish.category is not None and wish.confirmed and book.rules.grants(wish.category)
    earlier = ticket_rows(work.connection, [wish.returns_from]) if wish.returns_from else []
    returns = any(_returns(work, book, vault, before, wish, plan) for before in earlier)
    return credit(book.rules, issued_at, slot_start=wish.slot_start, green_channel=green, returns=returns)


def _returns(work: Work, book: HallBook, vault: Vault, before: TicketRow, wish: Wish, plan: Plan) -> bool:
    """Whether this is the return that an earlier ticket gives a right to: in time, for the same matter, and once."""
    right = returnable(work.connection, book, before, hall_day(book.zone, work.now))
    if frozenset(right).isdisjoint(plan.services):
        return False
    numbers = [each.number for each in wish.principals if each.number]
    hashes = [known for number in numbers for known in vault.hashes(number, ID_HASH)]
    return not anothers(work.connection, before, hashes)
