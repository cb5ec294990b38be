"""What must be true at an entry of the journal: each function gives the sentence that says what is wrong, or None."""

from collections.abc import Iterator
from datetime import date, timedelta

from hall.catalogue.rules import QueueRules
from hall.ticketing.numbering import TicketNumber, parse_number
from hall.ticketing.policy import (
    NOTHING,
    CreditReason,
    Key,
    able_to_do,
    issue_key,
    keys_sharing,
    may_serve,
    reach,
    requeue_anchor,
    requeued_key,
    sealed_since,
    upgraded_key,
)
from hall.ticketing.states import AT_WINDOW, TicketState
from hall.ticketing.story.retold import RetoldErrand, RetoldHall, RetoldTicket, RetoldWindow, Step

OVER_WITH_THE_DAY = frozenset({TicketState.WAITING, TicketState.CALLED, TicketState.HELD, TicketState.PASSED})


def wrong_number(hall: RetoldHall, ticket: RetoldTicket, prefix: str) -> str | None:
    """Numbers of a prefix's day go 1, 2, 3 …"""
    expected = TicketNumber(prefix, hall.last_ordinals.get((ticket.day, prefix), 0) + 1)
    found = parse_number(ticket.number)
    hall.last_ordinals[ticket.day, prefix] = found.ordinal if found else expected.ordinal
    if found == expected:
        return None
    return f"{ticket.number} was issued on {ticket.day} where {expected} was due"


def wrong_issue(hall: RetoldHall, ticket: RetoldTicket) -> str | None:
    """Issue order and issue time only grow; a ticket is issued once."""
    if ticket.id in hall.tickets:
        return f"{ticket.number} was issued a second time"
    last = hall.last_issued
    if last is not None and ticket.issue_order <= last.issue_order:
        return f"{ticket.number} has issue order {ticket.issue_order}, after {last.issue_order} of {last.number}"
    if last is not None and ticket.known_at < last.known_at:
        return f"{ticket.number} was issued at {ticket.known_at}, before {last.number} at {last.known_at}"
    if ticket.issued_at > ticket.known_at:
        return f"{ticket.number} was given at {ticket.issued_at}, after it was entered at {ticket.known_at}"
    return None


def wrong_paper(hall: RetoldHall, ticket: RetoldTicket, prefix: str) -> str | None:
    """A number from paper has a prefix that no kiosk gives, and is entered once a day; it may be any of its series."""
    found = parse_number(ticket.number)
    if found is None or found.prefix != prefix:
        return f"{ticket.number} was entered as a paper number of {prefix}"
    if (ticket.day, prefix) in hall.last_ordinals:
        return f"{ticket.number} was entered from paper, and numbers of {prefix} were issued that day"
    if any((other.number, other.day) == (ticket.number, ticket.day) for other in hall.tickets.values()):
        return f"{ticket.number} was entered from paper a second time"
    return None


def wrong_key_at_entry(hall: RetoldHall, ticket: RetoldTicket) -> str | None:
    """Who waits gets what the policy gives from the time on the paper; who was served meanwhile comes before nobody."""
    if ticket.now.state is TicketState.WAITING:
        return wrong_key_at_issue(hall, ticket)
    return _unequal(ticket, ticket.key, Key(ticket.issued_at, ticket.issue_order))


def wrong_credit(ticket: RetoldTicket, rules: QueueRules | None) -> str | None:
    """A credit has a reason, and is never more than that reason gives."""
    amount, reason = ticket.credit
    if amount < NOTHING or (amount > NOTHING and reason is None):
        return f"{ticket.number} has {amount} of credit by reason of {reason}"
    if rules is None:
        return None
    most = rules.booking_credit if reason is CreditReason.BOOKING else rules.green_credit
    return None if amount <= most else f"{ticket.number} has {amount} of credit, {reason} gives at most {most}"


def wrong_key_at_issue(hall: RetoldHall, ticket: RetoldTicket) -> str | None:
    """A new ticket's key is what the policy gives it."""
    sealed = None
    if hall.largest_key is not None and ticket.issued_at - ticket.credit.amount < hall.largest_key.effective_since:
        sealed = sealed_since((each.standing for each in hall.live.values()), ticket.issue_order, ticket.limit)
    return _unequal(ticket, ticket.key, issue_key(ticket.issued_at, ticket.issue_order, ticket.credit, sealed))


def wrong_key_at_upgrade(hall: RetoldHall, ticket: RetoldTicket, key: Key) -> str | None:
    """A late confirmation gives what the policy gives, to a ticket that never missed its call."""
    if ticket.requeues:
        return f"{ticket.number} was moved to the green channel after it had been requeued"
    sealed = sealed_since((each.standing for each in hall.live.values()), ticket.issue_order, ticket.limit)
    return _unequal(ticket, key, upgraded_key(ticket.key, ticket.issued_at, ticket.credit, sealed))


def wrong_key_at_requeue(
    hall: RetoldHall, ticket: RetoldTicket, key: Key, behind: str | None, rules: QueueRules | None
) -> str | None:
    """Who missed a call comes back behind a waiting ticket after it; with the settings known, behind the right one.

    `behind`: the anchor's `place.sub`, None when the ticket keeps its own key.
    """
    anchor = next((other.key for other in hall.waiting() if f"{other.key.place}.{other.key.sub}" == behind), None)
    if behind is not None and (anchor is None or anchor < ticket.key):
        return f"{ticket.number} was requeued behind {behind}, and nobody with that place was waiting after it"
    windows = reach(hall.open_windows(), ticket.as_waiting())
    # Without an open window for it, it stood behind those of windows that the journal need not know.
    if rules is not None and windows:
        anchor = requeue_anchor(ticket.key, keys_sharing(windows, (one.as_waiting() for one in hall.waiting())), rules)
    largest = hall.largest_subs.get(anchor.place, 0) if anchor is not None else 0
    return _unequal(ticket, key, requeued_key(ticket.key, anchor, largest))


def overtaken_too_often(ticket: RetoldTicket, by: RetoldTicket) -> str | None:
    """Nobody is overtaken more often than the limit that held when the other came."""
    if ticket.displaced or ticket.overtaken <= by.limit:
        return None
    return f"{by.number} came before {ticket.number}, overtaken {ticket.overtaken} times now; the limit is {by.limit}"


def wrong_window(hall: RetoldHall, ticket: RetoldTicket, window_id: str) -> str | None:
    """A window that takes a ticket is open, and has no other."""
    window = hall.windows.get(window_id)
    if window is None:
        return f"{ticket.number} went to a window of which nothing is known"
    if window.state != "open":
        return f"{ticket.number} went to window {window.number}, which was {window.state}"
    other = hall.at_window.get(window_id)
    if other is not None and other != ticket.id:
        return f"{ticket.number} went to window {window.number}, which still had {hall.tickets[other].number}"
    return None


def wrong_call(hall: RetoldHall, ticket: RetoldTicket, window_id: str, rules: QueueRules | None) -> Iterator[str]:
    """A call in order takes the smallest key that the window may serve, and nobody who came too late to come first."""
    window = hall.windows.get(window_id)
    if window is None:
        return
    someone = _help_waits(hall, window)
    if not may_serve(window.view, ticket.as_waiting(), help_waits=someone):
        yield f"window {window.number} called {ticket.number}, which it may not serve"
    # A credit given under earlier settings may be larger than any they give now.
    horizon = max(rules.horizon, ticket.credit.amount) if rules is not None else None
    for other in hall.waiting_before(ticket.key):
        if may_serve(window.view, other.as_waiting(), help_waits=someone):
            yield f"window {window.number} called {ticket.number} before {other.number}, whose turn it was"
            break
    for other in hall.waiting() if horizon is not None else ():
        if _too_late(ticket, other, horizon) and may_serve(window.view, other.as_waiting(), help_waits=someone):
            yield f"{ticket.number} was called before {other.number}, which was taken {horizon} or more before it"
            break


def wrong_end(ticket: RetoldTicket, errands: tuple[RetoldErrand, ...], state: TicketState) -> str | None:
    """Done means that no errand is left; waiting that one is."""
    left = [errand.service for errand in errands if errand.outcome is None]
    if state is TicketState.DONE and left:
        return f"{ticket.number} is done with {', '.join(left)} left"
    if state is TicketState.WAITING and not left:
        return f"{ticket.number} waits on with nothing left to do"
    return None


def wrong_undo(hall: RetoldHall, ticket: RetoldTicket, step: Step, state: TicketState) -> str | None:
    """Undoing takes back the last step, to the state before it, at a window that is free."""
    if step.before.state is not state:
        return f"{ticket.number} was {step.before.state} before entry {step.seq}, not {state}"
    later = ticket.steps[ticket.steps.index(step) + 1 :]
    if any(one.kind != "ticket_abandoned" for one in later):
        return f"{ticket.number}: entry {step.seq} was undone after {later[0].kind} had followed it"
    window = step.before.window
    if state in AT_WINDOW and window is not None and hall.at_window.get(window, ticket.id) != ticket.id:
        return f"{ticket.number} went back to a window that had {hall.tickets[hall.at_window[window]].number}"
    return None


def left_over(hall: RetoldHall, day: date) -> Iterator[str]:
    """At the day's end only those being served go on."""
    for ticket in hall.live.values():
        if ticket.day <= day and ticket.now.state in OVER_WITH_THE_DAY:
            yield f"{ticket.number} was still {ticket.now.state} after {day} had ended"


def _too_late(ticket: RetoldTicket, other: RetoldTicket, horizon: timedelta | None) -> bool:
    if horizon is None or other.displaced:
        return False
    return ticket.issued_at >= other.known_at + horizon and ticket.issue_order > other.issue_order


def _help_waits(hall: RetoldHall, window: RetoldWindow) -> bool:
    if not window.view.assisted:
        return False
    return any(other.needs_help and able_to_do(window.view, other.as_waiting()) for other in hall.waiting())


def _unequal(ticket: RetoldTicket, found: Key, given: Key) -> str | None:
    if found == given:
        return None
    return f"{ticket.number} has the key {_told(found)}; the policy gives it {_told(given)}"


def _told(key: Key) -> str:
    return f"({key.effective_since.isoformat()}, {key.place}, {key.sub})"
