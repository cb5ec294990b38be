"""Changes of a ticket's key after issue: back to the queue after a no-show, and a late green-channel confirmation."""

from datetime import timedelta

from hall.catalogue.book import HallBook
from hall.catalogue.categories import Category
from hall.db import Work
from hall.errors import Invalid, UpgradeRefused
from hall.events import Json, TicketRequeued, TicketUpgraded
from hall.text import Text
from hall.ticketing.actions.end import end_past_day
from hall.ticketing.changes import keep, next_state
from hall.ticketing.line import count_overtaken, keys_sharing, next_follower, sealed_since, stand_in_line
from hall.ticketing.policy import (
    Credit,
    CreditReason,
    Key,
    overtaking_limit,
    requeue_anchor,
    requeued_key,
    upgraded_key,
)
from hall.ticketing.queries import TicketRow, errands_of, ticket_row
from hall.ticketing.reach import reach_of
from hall.ticketing.states import Move
from hall.ticketing.timing import check_requeue, check_upgrade


def requeue_ticket(work: Work, book: HallBook, ticket_id: str) -> None:
    """Let somebody who missed the call wait again, behind the next few who share a window with them.

    Raises TicketNotPassed, RequeueLimitReached.
    """
    end_past_day(work, book)
    ticket = ticket_row(work.connection, ticket_id)
    check_requeue(book.rules, state=ticket.state, requeues=ticket.requeues)
    state = next_state(work, ticket, Move.REQUEUE)
    anchor = _anchor(work, book, ticket)
    key = requeued_key(ticket.key, anchor, next_follower(work, anchor.place) - 1 if anchor else 0)
    seq = work.record(
        TicketRequeued(
            ticket=ticket.id,
            number=ticket.number,
            effective_since=key.effective_since,
            place=key.place,
            sub=key.sub,
            behind=None if anchor is None else f"{anchor.place}.{anchor.sub}",
            requeues=ticket.requeues + 1,
        )
    )
    keep(
        work,
        ticket,
        state,
        seq,
        effective_since=key.effective_since,
        place=key.place,
        sub=key.sub,
        requeues=ticket.requeues + 1,
        window_id=None,
        bound_window_id=None,
        called_at=None,
        calls=0,
    )
    stand_in_line(work, ticket, key, bound_to=None)


def _anchor(work: Work, book: HallBook, ticket: TicketRow) -> Key | None:
    reach = reach_of(book, ticket, errands_of(work.connection, [ticket.id])[ticket.id])
    if not reach.windows:
        return None
    sharing = keys_sharing(work.connection, work.hall_id, ticket.key, reach.services, reach.windows)
    return requeue_anchor(ticket.key, sharing, book.rules)


def upgrade_ticket(work: Work, book: HallBook, ticket_id: str, category: Category, reason: Json | None = None) -> None:
    """Confirm a green-channel category after issue; the key never gets later by it.

    Raises TicketNotWaiting, UpgradeRefused (requeued before, or has this credit already), Invalid for a category
    that this hall's green channel does not know.
    """
    ticket = ticket_row(work.connection, ticket_id)
    state = next_state(work, ticket, Move.UPGRADE)
    check_upgrade(requeues=ticket.requeues)
    if not book.rules.grants(category):
        name = category.words
        raise Invalid(Text(f"本大厅绿色通道不含“{name.zh}”", f"This hall's green channel does not include: {name.en}"))
    if ticket.credit_reason == CreditReason.GREEN_CHANNEL:
        raise UpgradeRefused(Text("该号已是绿色通道", "This ticket is in the green channel already"))
    given = max(
        Credit(timedelta(seconds=ticket.credit_seconds), _reason(ticket)),
        Credit(book.rules.green_credit, CreditReason.GREEN_CHANNEL),
        key=lambda ground: ground.amount,
    )
    limit = overtaking_limit(book.rules, len(book.windows))
    key = upgraded_key(ticket.key, ticket.issued_at, given, sealed_since(work, ticket.issue_order, limit))
    if key < ticket.key:
        count_overtaken(work, ticket.issue_order, key, before=ticket.key)
    seq = work.record(
        TicketUpgraded(
            ticket=ticket.id,
            number=ticket.number,
            effective_since=key.effective_since,
            place=key.place,
            credit_seconds=given.amount.total_seconds(),
            credit_reason=given.reason or CreditReason.GREEN_CHANNEL,
            limit=limit,
            remark=reason,
        )
    )
    keep(
        work,
        ticket,
        state,
        seq,
        category=category,
        effective_since=key.effective_since,
        credit_seconds=given.amount.total_seconds(),
        credit_reason=given.reason,
    )
    stand_in_line(work, ticket, key, bound_to=ticket.bound_window_id)


def _reason(ticket: TicketRow) -> CreditReason | None:
    return CreditReason(ticket.credit_reason) if ticket.credit_reason else None
