"""Policies with one fault each, and the property that must find it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from hall.catalogue.rules import QueueRules
from hall.ticketing import policy
from hall.ticketing.policy import Credit, CreditReason, Key, WaitingTicket, WindowView
from tests.rules.memory_parts import Policy

SOUND = Policy()


def _uncapped(issued_at: datetime, place: int, credit: Credit, _sealed_since: datetime | None) -> Key:
    return policy.issue_key(issued_at, place, credit, None)


def _uncapped_upgrade(own: Key, issued_at: datetime, credit: Credit, _sealed_since: datetime | None) -> Key:
    return policy.upgraded_key(own, issued_at, credit, None)


def _anew(own: Key, issued_at: datetime, credit: Credit, sealed_since: datetime | None) -> Key:
    return policy.upgraded_key(own._replace(place=own.place + 1000), issued_at, credit, sealed_since)


def _summed(
    rules: QueueRules,
    issued_at: datetime,
    *,
    slot_start: datetime | None = None,
    green_channel: bool = False,
    returns: bool = False,
) -> Credit:
    booked = policy.booking_credit(rules, issued_at, slot_start) if slot_start else policy.NOTHING
    amount = booked + rules.green_credit * (green_channel + returns)
    return Credit(amount, CreditReason.GREEN_CHANNEL if amount else None)


def _by_time_alone(window: WindowView, waiting: Collection[WaitingTicket]) -> WaitingTicket | None:
    able = [ticket for ticket in waiting if policy.next_for(window, [ticket])]
    return min(reversed(able), key=lambda ticket: ticket.key.effective_since, default=None)


def _blocked_by_the_first(window: WindowView, waiting: Collection[WaitingTicket]) -> WaitingTicket | None:
    first = min(waiting, key=lambda ticket: ticket.key, default=None)
    return policy.next_for(window, [first]) if first else None


def _at_any_window(_window: WindowView, waiting: Collection[WaitingTicket]) -> WaitingTicket | None:
    return min(waiting, key=lambda ticket: ticket.key, default=None)


def _to_the_front(own: Key, _sharing: Sequence[Key], _rules: QueueRules) -> None:
    return None


def _without_sub(own: Key, anchor: Key | None, _largest_sub: int) -> Key:
    return own if anchor is None else anchor


# The fault, and the property that finds it.
FAULTS = {
    "no cap at issue": (replace(SOUND, issue_key=_uncapped), "cap"),
    "no cap at a late confirmation": (replace(SOUND, upgraded_key=_uncapped_upgrade), "cap"),
    "a late confirmation loses one's place": (replace(SOUND, upgraded_key=_anew), "determinism"),
    "credits are summed": (replace(SOUND, credit=_summed), "horizon"),
    "place is ignored": (replace(SOUND, next_for=_by_time_alone), "local order"),
    "the first blocks the window": (replace(SOUND, next_for=_blocked_by_the_first), "work conservation"),
    "a window's services are ignored": (replace(SOUND, next_for=_at_any_window), "local order"),
    "a missed call costs nothing": (replace(SOUND, requeue_anchor=_to_the_front), "determinism"),
    "who comes back shares a place": (replace(SOUND, requeued_key=_without_sub), "windows and numbers"),
}
