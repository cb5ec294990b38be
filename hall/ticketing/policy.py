"""Who is called next: credited ticket time.

Every ticket gets one key when it is issued, `(effective_since, place, sub)`; a window calls the smallest it may serve.
The functions here say what a key is and when it changes; `sealed_since`, `newly_overtaken` and `next_for` are the plain
statement of what the database does with an index, and what the tests hold it to.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from hall.catalogue.rules import NoShowPolicy, QueueRules

NOTHING = timedelta(0)


class Key(NamedTuple):
    """A ticket's place in the order of calling; compares as a tuple, and no two tickets of a hall's day share one.

    `effective_since`: aware UTC. `place`: issue order in the hall, or that of the ticket it was requeued behind.
    `sub`: 0, or a count of those requeued behind that ticket.
    """

    effective_since: datetime
    place: int
    sub: int = 0


class CreditReason(StrEnum):
    """Why a ticket counts from before it was taken."""

    BOOKING = "booking"
    GREEN_CHANNEL = "green_channel"
    RETURN = "return"
    EMERGENCY = "emergency"


class Credit(NamedTuple):
    """The head start of one ticket: the largest single ground, never a sum."""

    amount: timedelta = NOTHING
    reason: CreditReason | None = None


NO_CREDIT = Credit()


def booking_credit(rules: QueueRules, issued_at: datetime, slot_start: datetime) -> timedelta:
    """C_A, less what the visitor is early by; nothing after the grace period."""
    if issued_at > slot_start + rules.booking_grace:
        return NOTHING
    early = max(NOTHING, slot_start - issued_at)
    return max(NOTHING, rules.booking_credit - early)


def credit(
    rules: QueueRules,
    issued_at: datetime,
    *,
    slot_start: datetime | None = None,
    green_channel: bool = False,
    returns: bool = False,
) -> Credit:
    """The largest of the grounds that hold: a booked slot, a confirmed green-channel category, a return in time."""
    grounds = [NO_CREDIT]
    if slot_start is not None:
        grounds.append(Credit(booking_credit(rules, issued_at, slot_start), CreditReason.BOOKING))
    if green_channel:
        grounds.append(Credit(rules.green_credit, CreditReason.GREEN_CHANNEL))
    if returns:
        grounds.append(Credit(rules.green_credit, CreditReason.RETURN))
    return max(grounds, key=lambda ground: ground.amount)  # the first of equals, so that no amount has no reason


def category_confirmed(rules: QueueRules, reason: CreditReason | None, *, by_visitor: bool) -> bool | None:
    """Whether somebody vouched for a ticket's category, or its holder alone said so (`by_visitor`) where it was taken.

    Told by the head start that it would have; None where that tells nothing: the hall gives none for it, or a return
    gives as much.
    """
    if not by_visitor or reason is CreditReason.GREEN_CHANNEL:
        return True
    return None if reason is CreditReason.RETURN or not rules.green_credit else False


def paper_credit(rules: QueueRules, *, green_channel: bool) -> Credit:
    """What a number written by hand while the server was away has beside the time it was given at.

    It counts from that time, which is no head start: without a green channel the amount is nothing, and the reason
    says only why it comes before tickets that were taken before it was entered.
    """
    if green_channel and rules.green_credit:
        return Credit(rules.green_credit, CreditReason.GREEN_CHANNEL)
    return Credit(NOTHING, CreditReason.EMERGENCY)


def issue_key(issued_at: datetime, place: int, credit: Credit, sealed_since: datetime | None) -> Key:
    """The key of a new ticket.

    `issued_at` is max(now, the hall's last); `sealed_since` the latest `effective_since` among live tickets that were
    issued before and overtaken as often as the limit allows, or None.
    """
    since = issued_at - credit.amount
    return Key(since if sealed_since is None else max(since, sealed_since), place)


def upgraded_key(own: Key, issued_at: datetime, credit: Credit, sealed_since: datetime | None) -> Key:
    """The key after a late green-channel confirmation: never later than it was.

    `sealed_since` as in `issue_key`, now, among live tickets issued before this one.
    """
    given = issue_key(issued_at, own.place, credit, sealed_since)
    return own._replace(effective_since=min(own.effective_since, given.effective_since))


def requeue_anchor(own: Key, sharing: Sequence[Key], rules: QueueRules) -> Key | None:
    """The key to come back behind after a no-show: the third waiting one after `own`, or the last; None keeps `own`.

    `sharing`: the keys of waiting tickets that share a window with this one, in any order.
    """
    later = sorted(key for key in sharing if key > own)
    if not later:
        return None
    if rules.no_show_policy is NoShowPolicy.TAIL:
        return later[-1]
    return later[min(rules.requeue_behind, len(later)) - 1]


def requeued_key(own: Key, anchor: Key | None, largest_sub: int) -> Key:
    """The key behind `anchor`; `largest_sub`: the largest ever given at the anchor's `place`, 0 if none was."""
    return own if anchor is None else anchor._replace(sub=max(largest_sub, anchor.sub) + 1)


def overtaking_limit(rules: QueueRules, windows: int) -> int:
    """K: how many later tickets may come before one, in a hall with so many windows."""
    return max(12, windows) if rules.overtaken_limit is None else rules.overtaken_limit


@dataclass(frozen=True)
class Standing:
    """A live ticket as the cap sees it; `issue_order` stays when a requeue changes the key's `place`."""

    key: Key
    issue_order: int
    overtaken: int


def sealed_since(live: Iterable[Standing], issue_order: int, limit: int) -> datetime | None:
    """The latest `effective_since` that nobody issued at `issue_order` may come before, or None."""
    return max(
        (each.key.effective_since for each in live if each.issue_order < issue_order and each.overtaken >= limit),
        default=None,
    )


def newly_overtaken(other: Standing, issue_order: int, before: Key | None, now: Key) -> bool:
    """Whether `other` is one more time overtaken by the ticket of `issue_order` whose key became `now`.

    `before`: its key until now, None at issue. A pair is counted once.
    """
    already = before is not None and before < other.key
    return other.issue_order < issue_order and now < other.key and not already


@dataclass(frozen=True)
class WindowView:
    """A window as the queue sees it: what it may do, and whether it is the one for people who need help."""

    id: str
    services: frozenset[str]
    assisted: bool = False


@dataclass(frozen=True)
class WaitingTicket:
    """A waiting ticket as the queue sees it. `pending`: its unfinished services in order; `bound`: its only window."""

    id: str
    key: Key
    pending: tuple[str, ...]
    in_order: bool = False
    needs_help: bool = False
    bound: str | None = None


def able_to_do(window: WindowView, ticket: WaitingTicket) -> tuple[int, ...]:
    """The positions in `ticket.pending` that the window would do in one go, in order; empty when it may not serve it.

    An `in_order` bundle stops at the first one the window cannot do. Who needs help may be served at any window. A
    ticket's own window takes it whatever it does by now, or nobody would: its papers lie there.
    """
    if ticket.bound is not None and ticket.bound != window.id:
        return ()
    doable: list[int] = []
    for position, service in enumerate(ticket.pending):
        if ticket.needs_help or service in window.services:
            doable.append(position)
        elif ticket.in_order:
            break
    if ticket.pending and not doable and ticket.bound == window.id:
        return (0,)
    return tuple(doable)


def may_serve(window: WindowView, ticket: WaitingTicket, *, help_waits: bool) -> bool:
    """Whether the window may call the ticket.

    `help_waits`: whether somebody waits who needs help and whom this window may serve; an assisted window then serves
    nobody else.
    """
    if window.assisted and help_waits and not ticket.needs_help:
        return False
    return bool(able_to_do(window, ticket))


def help_waits(window: WindowView, waiting: Collection[WaitingTicket]) -> bool:
    """Whether somebody waits who needs help and is not bound to another window."""
    return any(ticket.needs_help and bool(able_to_do(window, ticket)) for ticket in waiting)


def next_for(window: WindowView, waiting: Collection[WaitingTicket]) -> WaitingTicket | None:
    """The ticket a window is to call: the smallest key among those it may serve."""
    someone = help_waits(window, waiting)
    servable = [ticket for ticket in waiting if may_serve(window, ticket, help_waits=someone)]
    return min(servable, key=lambda ticket: ticket.key, default=None)


def reach(open_windows: Collection[WindowView], ticket: WaitingTicket) -> tuple[WindowView, ...]:
    """The windows that could call the ticket: those with which it competes for a turn."""
    return tuple(window for window in open_windows if able_to_do(window, ticket))


def keys_sharing(windows: Collection[WindowView], waiting: Iterable[WaitingTicket]) -> list[Key]:
    """The keys of waiting tickets that one of these windows could call, in order."""
    return sorted(ticket.key for ticket in waiting if reach(windows, ticket))
